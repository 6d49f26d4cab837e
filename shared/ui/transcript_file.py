"""The conversation as plain text for a file, as the person at this window has seen it.

The rule: every line that begins at the margin is ours. What people write goes on indented, so nobody can make a
line that looks like somebody else's, whatever line breaks are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, assert_never

from PySide6.QtCore import QObject

from shared.ui.inert import inert, inert_line
from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow
from shared.ui.transcript_words import TranscriptWords

_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class FileHead:
    """What stands above a saved conversation: which room, where it is, who saves it and when.

    With `is_from_start` nothing was said before what is in the file, as far as the room knows.
    """

    room: str
    place: str
    you: str
    saved: datetime
    is_from_start: bool


class FileWords(QObject):
    """The sentences of a saved conversation, in the language that is on."""

    def __init__(self, words: TranscriptWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = words

    def about(self, head: FileHead) -> list[str]:
        """What the reader of the file should know, a sentence for each line."""
        saved = self.tr("Saved by {name}: {moment}", "above a saved conversation").format(
            name=inert_line(head.you), moment=self.rows.full_time(head.saved)
        )
        about = [inert_line(head.place), saved, self.tr("Whispers to you and from you are in it, too.")]
        if not head.is_from_start:
            about.append(self.tr("What was said earlier than this is not in this file."))
        return [line for line in about if line]

    def nothing(self) -> str:
        """What stands in place of a conversation in which nothing was said."""
        return self.tr("Nothing was said.")

    def note(self, entry: Entry) -> str:
        """How far one's own message had got, in brackets; empty once it had arrived."""
        standing = self.rows.standing(entry.standing)
        return f" ({standing})" if standing else ""


def text_pieces(head: FileHead, rows: Iterable[ShownRow], words: FileWords) -> Iterator[str]:
    """The whole file, a piece for each row, so that a long one can be written bit by bit."""
    room = inert_line(head.room)
    about = "\n".join(words.about(head))
    yield f"{room}\n{'=' * max(3, len(room))}\n{about}\n"
    day: date | None = None
    for row in rows:
        if isinstance(row, (DayRow, UnreadRow, EdgeRow)):
            continue  # lines of the window; the days are told here for all of the file
        if row.day != day:
            day = row.day
            yield f"\n{words.rows.day(day)}\n"
        yield _line(row, words)
    if day is None:
        yield f"\n{words.nothing()}\n"


def _line(row: EntryRow | PresenceRow, words: FileWords) -> str:
    match row:
        case EntryRow(entry=entry) if entry.kind is EntryKind.NOTICE:
            return f"[{words.rows.clock(entry.when)}] * {_indented(entry.shown_text)}\n"
        case EntryRow(entry=entry):
            who = words.rows.who(entry)
            said = _indented(entry.shown_text)
            return f"[{words.rows.clock(entry.when)}] {who}{words.note(entry)}: {said}\n"
        case PresenceRow():
            return f"[{words.rows.clock(row.when)}] * {words.rows.presence(row)}\n"
    assert_never(row)


def _indented(text: str) -> str:
    # Editors begin a new line at more characters than the line feed.
    return f"\n{_INDENT}".join(inert(text).splitlines())
