"""Attendance and transcripts as files: every lesson in order, and nothing else."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatroom_server.export.csv_table import AttendanceWords
from chatroom_server.export.export import Exported, write_attendance, write_transcript
from chatroom_server.export.file import CannotWrite, WriteProblem
from chatroom_server.export.lines import TranscriptWords
from chatroom_server.history.reader import HistoryUnreadable, LessonMessage
from tests.helpers.kept_lessons import KeptLessons
from tests.helpers.zone import UTC_ZONE, in_zone

DAY = 86_400.0


@pytest.fixture(autouse=True)
def in_utc() -> Iterator[None]:
    with in_zone(UTC_ZONE):
        yield


def two_lessons() -> KeptLessons:
    kept = KeptLessons()
    kept.open()
    kept.visit("方老师", 0, 2_700)
    kept.visit("alice", 60, 600)
    kept.visit("Alice", 900, 2_700)
    kept.say(65, "alice", "hello")
    kept.say(70, "方老师", "page 12\nand 13", is_announcement=True)
    kept.open("Room 102", after=DAY)
    kept.visit("bob", DAY + 5, DAY + 65)
    kept.say(DAY + 6, "bob", "<b>hi</b>")
    return kept


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_attendance_has_every_lesson_the_newest_last(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_attendance(path, two_lessons().reader, AttendanceWords()) == Exported(2, 3)
    assert rows(path) == [
        ["2026-11-20", "方老师", "09:00:00", "09:45:00", "45", "1", "1"],
        ["2026-11-20", "Alice", "09:01:00", "09:45:00", "39", "2", "1"],
        ["2026-11-21", "bob", "09:00:05", "09:01:05", "1", "1", "1"],
    ]


def test_attendance_can_be_of_some_lessons_only(tmp_path: Path) -> None:
    kept = two_lessons()
    path = tmp_path / "a.csv"
    assert write_attendance(path, kept.reader, AttendanceWords(), kept.lessons()[1:]) == Exported(1, 1)
    assert [row[1] for row in rows(path)] == ["bob"]


def test_who_was_here_in_a_crash_left_at_the_last_sign_of_life(tmp_path: Path) -> None:
    kept = KeptLessons()
    kept.open(closed_after=None)
    kept.visit("alice", 0, None)
    write_attendance(tmp_path / "a.csv", kept.reader, AttendanceWords())
    assert rows(tmp_path / "a.csv")[0][2:5] == ["09:00:00", "09:45:00", "45"]


def test_who_is_here_while_the_room_is_open_has_not_left(tmp_path: Path) -> None:
    now = time.time()
    kept = KeptLessons()
    kept.open(closed_after=None)
    kept.live(now)
    kept.visit("alice", now - kept.kept[0].opened_utc - 120, None)
    write_attendance(tmp_path / "a.csv", kept.reader, AttendanceWords())
    assert rows(tmp_path / "a.csv")[0][3:5] == ["", "2"]


def test_transcript_as_text_has_a_heading_for_each_lesson(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_transcript(path, two_lessons().reader, TranscriptWords()) == Exported(2, 3)
    assert path.read_text("utf-8") == (
        "Room 101\n"
        "2026-11-20 09:00:00 – 09:45:00 (UTC+00:00)\n"
        "==========================================\n"
        "[2026-11-20 09:00:00] * 方老师 joined\n"
        "[2026-11-20 09:01:00] * alice joined\n"
        "[2026-11-20 09:01:05] alice: hello\n"
        "[2026-11-20 09:01:10] *** Announcement by 方老师: page 12\n"
        "    and 13\n"
        "[2026-11-20 09:10:00] * alice left\n"
        "[2026-11-20 09:15:00] * Alice joined\n"
        "[2026-11-20 09:45:00] * 方老师 left\n"
        "[2026-11-20 09:45:00] * Alice left\n"
        "\n\n"
        "Room 102\n"
        "2026-11-21 09:00:00 – 09:45:00 (UTC+00:00)\n"
        "==========================================\n"
        "[2026-11-21 09:00:05] * bob joined\n"
        "[2026-11-21 09:00:06] bob: <b>hi</b>\n"
        "[2026-11-21 09:01:05] * bob left\n"
    )


def test_transcript_as_a_page_has_a_section_for_each_lesson(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    assert write_transcript(path, two_lessons().reader, TranscriptWords()) == Exported(2, 3)
    page = path.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<section>") == page.count("</section>") == 2
    assert "&lt;b&gt;hi&lt;/b&gt;" in page
    assert page.endswith("</html>\n")


def test_transcript_can_be_of_some_lessons_only(tmp_path: Path) -> None:
    kept = two_lessons()
    assert write_transcript(
        tmp_path / "a.txt", kept.reader, TranscriptWords(), kept.lessons()[:1]
    ) == Exported(1, 2)
    assert "Room 102" not in (tmp_path / "a.txt").read_text("utf-8")


def test_lesson_that_is_open_has_no_end_yet(tmp_path: Path) -> None:
    kept = KeptLessons()
    kept.open(closed_after=None)
    kept.live(time.time())
    write_transcript(tmp_path / "a.txt", kept.reader, TranscriptWords(still_open="still going on"))
    assert "09:00:00 – still going on (UTC+00:00)" in (tmp_path / "a.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.html"])
def test_history_without_a_lesson_gives_an_empty_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    reader = KeptLessons().reader
    if name == "a.csv":
        assert write_attendance(path, reader, AttendanceWords()) == Exported(0, 0)
    else:
        assert write_transcript(path, reader, TranscriptWords()) == Exported(0, 0)
    assert path.exists()


class Torn(KeptLessons):
    """A history that cannot be read to its end."""

    def messages(self, lesson: int) -> Iterator[LessonMessage]:
        yield from super().messages(lesson)
        raise HistoryUnreadable(Path("h.db"), "disk failed")


def test_file_stays_as_it_was_when_the_history_cannot_be_read_to_its_end(tmp_path: Path) -> None:
    torn = Torn()
    torn.open()
    torn.say(1, "alice", "hello")
    for name in ("a.csv", "a.txt", "a.html"):
        path = tmp_path / name
        path.write_text("before")
        with pytest.raises(HistoryUnreadable):
            if name == "a.csv":
                write_attendance(path, torn.reader, AttendanceWords())
            else:
                write_transcript(path, torn.reader, TranscriptWords())
        assert path.read_text("utf-8") == "before"
    assert len(list(tmp_path.iterdir())) == 3


def test_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none" / "a.csv", tmp_path / "none" / "a.txt"):
        with pytest.raises(CannotWrite) as raised:
            write_transcript(path, two_lessons().reader, TranscriptWords())
        assert raised.value.problem is WriteProblem.NO_FOLDER
