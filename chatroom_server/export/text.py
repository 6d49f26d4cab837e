"""The transcript as plain text, a line for each thing that happened.

The rule: every line that begins at the margin is ours. What people write goes on indented, so nobody can make a
line that looks like somebody else's, whatever line breaks are in it.
"""

from typing import TextIO, assert_never

from chatroom_server.export.lines import (
    AnnouncedLine,
    CameLine,
    LeftLine,
    SaidLine,
    TranscriptLine,
    TranscriptWords,
)
from chatroom_server.export.times import day_and_time
from chatroom_server.history.reader import Lesson
from shared.protocol.text import clean_name, clean_text

_INDENT = "    "


class TextTranscript:
    """Writes a transcript into ``file``: ``begin``, then each lesson with its lines, then ``end``."""

    def __init__(self, file: TextIO, words: TranscriptWords) -> None:
        self._file = file
        self._words = words
        self._lessons = 0
        self._is_empty = True

    def begin(self) -> None:
        """Begin the file."""

    def begin_lesson(self, lesson: Lesson, span: str) -> None:
        """Write what stands above the lines of a lesson."""
        gap = "\n\n" if self._lessons else ""
        self._lessons += 1
        self._is_empty = True
        self._file.write(f"{gap}{clean_name(lesson.room)}\n{span}\n{'=' * len(span)}\n")

    def add(self, line: TranscriptLine) -> None:
        """Write one line."""
        self._is_empty = False
        match line:
            case SaidLine(_, name, text):
                said = f"{clean_name(name)}: {_indented(text)}"
            case AnnouncedLine(_, name, text):
                said = f"*** {clean_name(self._words.headline(name))}: {_indented(text)}"
            case CameLine(_, name):
                said = f"* {clean_name(self._words.came.format(name=name))}"
            case LeftLine(_, name):
                said = f"* {clean_name(self._words.left.format(name=name))}"
            case _:
                assert_never(line)
        self._file.write(f"[{day_and_time(line.utc)}] {said}\n")

    def end_lesson(self) -> None:
        """End the lines of a lesson."""
        if self._is_empty:
            self._file.write(f"{self._words.nothing}\n")

    def end(self) -> None:
        """End the file."""


def _indented(text: str) -> str:
    # Editors begin a new line at more characters than the line feed.
    return f"\n{_INDENT}".join(clean_text(text).splitlines())
