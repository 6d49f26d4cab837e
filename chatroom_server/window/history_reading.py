"""What the window wants of a history, as work for another thread.

The rule: nothing raises. A history that cannot be read is an answer like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.export import write_attendance, write_transcript
from chatroom_server.export.file import CannotWrite
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.reader import Found, HistoryReader, HistoryUnreadable

_GOES_ON_SECONDS: Final = 3_600.0
"""So soon after a crash, a room that is opened again goes on with the same lesson."""


@dataclass(frozen=True, slots=True)
class EarlierLesson:
    """The last lesson of a room. One that was cut short a moment ago goes on when the room is opened."""

    ended_utc: float
    goes_on: bool


def earlier_lesson(file: Path) -> EarlierLesson | None:
    """Return the last lesson in a history, or None if there is none that can be read."""
    if not file.is_file():
        return None
    try:
        lessons = HistoryReader(file).lessons()
    except HistoryUnreadable:
        return None
    if not lessons:
        return None
    last = lessons[-1]
    goes_on = last.closed_utc is None and time.time() - last.alive_utc < _GOES_ON_SECONDS
    return EarlierLesson(last.ended_utc, goes_on)


def search_history(file: Path, query: str, limit: int) -> list[Found] | HistoryUnreadable:
    """Return what ``HistoryReader.search`` finds, the newest first."""
    try:
        return HistoryReader(file).search(query, limit)
    except HistoryUnreadable as reason:
        return reason


def export_history(
    file: Path, target: Path, words: AttendanceWords | TranscriptWords, *, has_earlier: bool
) -> CannotWrite | HistoryUnreadable | None:
    """Write attendance or transcript of the last lesson, or of the earlier ones too; return what went wrong."""
    try:
        reader = HistoryReader(file)
        lessons = reader.lessons() if has_earlier else reader.lessons()[-1:]
        if isinstance(words, AttendanceWords):
            write_attendance(target, reader, words, lessons)
        else:
            write_transcript(target, reader, words, lessons)
    except (CannotWrite, HistoryUnreadable) as reason:
        return reason
    return None
