"""Entries for the tests of the transcript."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent

from shared.ui.transcript_entry import Entry, EntryKind, Standing

DAY: Final = date(2026, 3, 12)


def at(hour: int, minute: int = 0, days_later: int = 0) -> datetime:
    """A time on `DAY`, or some days later, on this computer's calendar."""
    naive = datetime(DAY.year, DAY.month, DAY.day, hour, minute)  # noqa: DTZ001 - made aware below
    return (naive + timedelta(days=days_later)).astimezone()


def said(key: int, text: str = "hello", sender: str = "alice", when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.SAID, when or at(9, 2), sender, text)


def own(
    key: int,
    text: str = "mine",
    standing: Standing = Standing.SETTLED,
    when: datetime | None = None,
    to: str = "",
) -> Entry:
    kind = EntryKind.WHISPER if to else EntryKind.SAID
    return Entry(key, kind, when or at(9, 2), "grace", text, is_own=True, to=to, standing=standing)


def whispered(key: int, text: str = "psst", sender: str = "bob", when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.WHISPER, when or at(9, 3), sender, text)


def announced(key: int, text: str = "Open the panel.", when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.ANNOUNCEMENT, when or at(9, 5), "方老师", text)


def noticed(key: int, text: str = "bob was muted", when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.NOTICE, when or at(9, 5), text=text)


def came(key: int, *names: str, when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.PRESENCE, when or at(9, 1), came=names)


def went(key: int, *names: str, when: datetime | None = None) -> Entry:
    return Entry(key, EntryKind.PRESENCE, when or at(9, 1), went=names)


def talk(count: int, first_key: int = 1) -> list[Entry]:
    """Many messages of two people, of one line and of several."""
    return [
        said(key, f"message {key} " + "word " * (key % 40), "alice" if key % 5 else "bob")
        for key in range(first_key, first_key + count)
    ]


def delete_closed_widgets() -> None:
    """Delete at once what `qtbot` has closed.

    A widget that outlives the application's style sheet, and dies under the next one, leaves Qt with a dangling
    pointer in its cache of style rules.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
