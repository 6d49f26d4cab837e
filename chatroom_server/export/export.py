"""Attendance and transcripts of what a history keeps, into a file that a person opens somewhere else.

The rule: no whisper is in any of them. They are made from the reader alone, so a room that is open goes on
undisturbed, and the window and the command line write the same.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatroom_server.attendance import Attended, attendance
from chatroom_server.export.csv_table import CSV_ENCODING, CSV_NEWLINE, AttendanceWords, write_table
from chatroom_server.export.file import written_whole
from chatroom_server.export.format import ExportFormat, format_of
from chatroom_server.export.lines import AnnouncedLine, SaidLine, TranscriptWords, lines_in_order
from chatroom_server.export.page import PageTranscript
from chatroom_server.export.text import TextTranscript
from chatroom_server.export.times import local_day, span
from chatroom_server.history.reader import HistoryReader, Lesson

__all__ = ["ExportFormat", "Exported", "format_of", "write_attendance", "write_transcript"]

# A room says every few seconds that it is alive; one that has not for so long has crashed.
_ALIVE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written: lessons, and in them lines of people, or messages."""

    lessons: int
    entries: int


def write_attendance(
    path: Path,
    reader: HistoryReader,
    words: AttendanceWords,
    lessons: Sequence[Lesson] | None = None,
) -> Exported:
    """Write who attended ``lessons``, or all that the history has, as a table for a spreadsheet.

    A file of that name is replaced. Raises ``CannotWrite``, whose ``problem`` is for a sentence, or
    ``HistoryUnreadable``; then nothing has changed. A million messages take some seconds: call it on a thread.
    """
    chosen = reader.lessons() if lessons is None else lessons
    with written_whole(path, encoding=CSV_ENCODING, newline=CSV_NEWLINE) as file:
        return Exported(len(chosen), write_table(file, _attended(reader, chosen), words))


def write_transcript(
    path: Path,
    reader: HistoryReader,
    words: TranscriptWords,
    lessons: Sequence[Lesson] | None = None,
) -> Exported:
    """Write what was said to everyone in ``lessons``, or all that the history has: a page for .html, else text.

    A file of that name is replaced. Raises ``CannotWrite``, whose ``problem`` is for a sentence, or
    ``HistoryUnreadable``; then nothing has changed. A million messages take some seconds: call it on a thread.
    """
    chosen = reader.lessons() if lessons is None else lessons
    messages = 0
    with written_whole(path, encoding="utf-8", newline="\n") as file:
        is_page = format_of(path) is ExportFormat.PAGE
        transcript = PageTranscript(file, words) if is_page else TextTranscript(file, words)
        transcript.begin()
        for lesson in chosen:
            ended_utc = None if _is_open(lesson) else lesson.ended_utc
            transcript.begin_lesson(lesson, span(lesson.opened_utc, ended_utc, words.still_open))
            for line in lines_in_order(reader.messages(lesson.id), reader.visits(lesson.id)):
                transcript.add(line)
                messages += isinstance(line, SaidLine | AnnouncedLine)
            transcript.end_lesson()
        transcript.end()
    return Exported(len(chosen), messages)


def _attended(reader: HistoryReader, lessons: Sequence[Lesson]) -> Iterator[Attended]:
    for lesson in lessons:
        yield from attendance(
            reader.visits(lesson.id),
            reader.messages(lesson.id),
            until_utc=lesson.ended_utc,
            is_open=_is_open(lesson),
            day_of=local_day,
        )


def _is_open(lesson: Lesson) -> bool:
    return lesson.closed_utc is None and time.time() - lesson.alive_utc < _ALIVE_SECONDS
