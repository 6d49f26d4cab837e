"""What the window wants of a history, as work for another thread.

The rule: nothing raises. A history that cannot be read is an answer like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.export import write_attendance, write_transcript
from chatroom_server.export.file import CannotWrite
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.file import is_held
from chatroom_server.history.lesson import GOES_ON_SECONDS
from chatroom_server.history.reader import Found, HistoryReader, HistoryUnreadable


@dataclass(frozen=True, slots=True)
class EarlierLesson:
    """The last lesson of a room. One that was cut short a moment ago goes on when the room is opened."""

    ended_utc: float
    goes_on: bool


def earlier_lesson(file: Path, room_name: str) -> EarlierLesson | None:
    """Return the last lesson in a history, as far as it matters to a room of this name that is opened now.

    None if none can be read, or if a room is open there: the one that is opened next begins a file of its own.
    """
    if not file.is_file() or is_held(file):
        return None
    try:
        lessons = HistoryReader(file).lessons()
    except HistoryUnreadable:
        return None
    if not lessons:
        return None
    last = lessons[-1]
    is_soon = abs(time.time() - last.alive_utc) <= GOES_ON_SECONDS
    return EarlierLesson(last.ended_utc, is_soon and last.closed_utc is None and last.room == room_name)


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
