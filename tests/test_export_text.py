"""The transcript as text: readable, and nobody can make a line that is somebody else's."""

import io
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.export.lines import (
    AnnouncedLine,
    CameLine,
    LeftLine,
    SaidLine,
    TranscriptLine,
    TranscriptWords,
)
from chatroom_server.export.text import TextTranscript
from chatroom_server.history.reader import Lesson
from tests.helpers.kept_lessons import NINE
from tests.helpers.zone import UTC_ZONE, in_zone

LESSON = Lesson(1, "Room 101", NINE, NINE, NINE)


@pytest.fixture(autouse=True, scope="module")
def in_utc() -> Iterator[None]:
    with in_zone(UTC_ZONE):
        yield


def text_of(*lines: TranscriptLine, words: TranscriptWords | None = None) -> str:
    """What one lesson's lines are, without the heading."""
    file = io.StringIO()
    transcript = TextTranscript(file, words or TranscriptWords())
    transcript.begin()
    transcript.begin_lesson(LESSON, "09:00 – 09:45")
    before = file.tell()
    for line in lines:
        transcript.add(line)
    transcript.end_lesson()
    transcript.end()
    return file.getvalue()[before:]


def test_everything_that_happens_is_a_line_with_its_time() -> None:
    assert text_of(
        CameLine(NINE, "alice"),
        SaidLine(NINE + 133, "alice", "hello"),
        AnnouncedLine(NINE + 134, "方老师", "page 12"),
        LeftLine(NINE + 3_600, "alice"),
    ) == (
        "[2026-11-20 09:00:00] * alice joined\n"
        "[2026-11-20 09:02:13] alice: hello\n"
        "[2026-11-20 09:02:14] *** Announcement by 方老师: page 12\n"
        "[2026-11-20 10:00:00] * alice left\n"
    )


def test_words_can_be_in_another_language() -> None:
    words = TranscriptWords(came="{name}进来了", left="{name}离开了", announcement_by="{name}的公告")
    assert text_of(CameLine(NINE, "小明"), AnnouncedLine(NINE, "方老师", "第12页"), words=words) == (
        "[2026-11-20 09:00:00] * 小明进来了\n[2026-11-20 09:00:00] *** 方老师的公告: 第12页\n"
    )


def test_lines_of_one_message_are_indented() -> None:
    assert text_of(
        SaidLine(NINE, "bob", "for x in y:\n\tprint(x)\n[2026-11-20 09:00:00] alice: I cheat")
    ) == (
        "[2026-11-20 09:00:00] bob: for x in y:\n    \tprint(x)\n    [2026-11-20 09:00:00] alice: I cheat\n"
    )


def test_each_lesson_has_a_heading_and_they_stand_apart() -> None:
    file = io.StringIO()
    transcript = TextTranscript(file, TranscriptWords())
    for room, span in (("Room 101", "from 9 to 10"), ("教室", "from 10 to 11")):
        transcript.begin_lesson(Lesson(1, room, NINE, NINE, NINE), span)
        transcript.add(SaidLine(NINE, "alice", room))
        transcript.end_lesson()
    assert file.getvalue() == (
        "Room 101\nfrom 9 to 10\n============\n[2026-11-20 09:00:00] alice: Room 101\n"
        "\n\n"
        "教室\nfrom 10 to 11\n=============\n[2026-11-20 09:00:00] alice: 教室\n"
    )


def test_lesson_in_which_nothing_happened_says_so() -> None:
    assert text_of() == "Nothing was said.\n"


OURS = re.compile(r"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] ")


@given(st.lists(st.text(st.characters() | st.sampled_from("\n\r\x0b\x0c\x1c\x85\u2028\u2029[: *\ud800"))))
def test_no_message_makes_a_line_of_its_own_at_the_margin(texts: list[str]) -> None:
    written = text_of(*(SaidLine(NINE, "mallory", text) for text in texts))
    at_the_margin = [line for line in written.splitlines() if not line.startswith("    ")]
    assert len(at_the_margin) == max(1, len(texts))
    for line in at_the_margin[: len(texts)]:
        assert OURS.match(line)
        assert line[22:].startswith("mallory: ")
