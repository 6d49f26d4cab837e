"""A history is read from any thread, while the room writes, after a crash, and from a folder that is not ours."""

import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from chatroom_server.history.reader import HistoryReader, HistoryUnreadable, LessonMessage, Visit
from tests.helpers.histories import (
    ALICE,
    NINE,
    announced,
    arrived,
    commit,
    crash,
    left,
    opened,
    said,
    session,
    whispered,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


def two_lessons(file: Path) -> HistoryReader:
    """One lesson that was closed, and one after it."""
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(
            history,
            arrived(1, "Alice"),
            said(1, "hi", name="Alice"),
            arrived(2, "小明", utc=NINE + 60),
            announced(2, "page 12", utc=NINE + 90),
            whispered(3),
            left(2, "小明", utc=NINE + 120),
        )
        history.sweep(NINE + 130)
    with opened(file, NINE + 3_600, room="Room 102") as history:
        commit(history, arrived(1, "Alice", utc=NINE + 3_601), said(4, utc=NINE + 3_602))
    return HistoryReader(file)


def test_lessons_are_told_in_order(file: Path) -> None:
    first, second = two_lessons(file).lessons()
    assert (first.id, first.room, first.opened_utc, first.closed_utc) == (1, "Room 101", NINE, NINE)
    assert (second.id, second.room, second.opened_utc) == (2, "Room 102", NINE + 3_600)
    assert second.ended_utc == NINE + 3_600


def test_messages_are_those_of_the_lesson_without_any_whisper(file: Path) -> None:
    reader = two_lessons(file)
    assert list(reader.messages(1)) == [
        LessonMessage(1, NINE, "Alice", "hi", False),
        LessonMessage(2, NINE + 90, "Teacher", "page 12", True),
    ]
    assert [message.id for message in reader.messages(2)] == [4]
    assert list(reader.messages(3)) == []


def test_visits_tell_who_came_and_left(file: Path) -> None:
    reader = two_lessons(file)
    assert reader.visits(1)[1] == Visit("小明", "name:小明", "192.168.1.5", NINE + 60, NINE + 120)
    assert [(visit.name, visit.key) for visit in reader.visits(1)] == [
        ("Alice", "name:alice"),
        ("小明", "name:小明"),
    ]
    assert [visit.came_utc for visit in reader.visits(2)] == [NINE + 3_601]
    assert reader.visits(9) == ()


def test_long_lesson_is_read_page_by_page_while_the_room_goes_on(file: Path) -> None:
    with opened(file) as history:
        commit(history, *(said(number) for number in range(1, 2_501)))
        messages = HistoryReader(file).messages(1)
        assert next(messages).id == 1
        commit(history, *(said(number) for number in range(2_501, 2_601)))
        assert [message.id for message in messages] == list(range(2, 2_601))


def test_visit_that_goes_on_has_no_end(file: Path) -> None:
    with opened(file) as history:
        commit(history, arrived(1, "Alice"))
        reader = HistoryReader(file)
        assert reader.visits(1)[0].left_utc is None
        assert reader.lessons()[0].closed_utc is None


def test_other_threads_read_while_the_room_writes(file: Path) -> None:
    problems: list[object] = []
    is_over = threading.Event()

    def read() -> None:
        try:
            reader = HistoryReader(file)
            while not is_over.is_set():
                for lesson in reader.lessons():
                    numbers = [message.id for message in reader.messages(lesson.id)]
                    assert numbers == list(range(1, len(numbers) + 1))
                assert len(reader.search("message", 20)) in range(21)
        except Exception as error:  # noqa: BLE001 - the test's own thread tells it
            problems.append(error)

    with opened(file) as history:
        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for turn in range(150):
            commit(history, *(said(number) for number in range(turn * 10 + 1, turn * 10 + 11)))
            history.sweep(NINE + turn)
        assert history.trouble == ""
        is_over.set()
        for reader in readers:
            reader.join()
    assert problems == []


def test_what_a_crash_left_is_read_as_it_is(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, said(1), arrived(1, "Alice"))
        crashed = crash(file, tmp_path / "crashed.db")
    reader = HistoryReader(crashed)
    (lesson,) = reader.lessons()
    assert lesson.closed_utc is None
    assert lesson.ended_utc == NINE
    assert [message.id for message in reader.messages(1)] == [1]


def test_reading_changes_nothing(file: Path) -> None:
    reader = two_lessons(file)
    before = file.read_bytes()
    reader.lessons()
    list(reader.messages(1))
    reader.search("hi", 5)
    assert file.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not like this there")
def test_history_in_a_folder_that_cannot_be_written_is_read(file: Path) -> None:
    two_lessons(file)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
        # Where root runs the tests, a folder of that name keeps SQLite from making its journal all the same.
        file.with_name(file.name + ending).mkdir()
    file.parent.chmod(0o500)
    try:
        assert len(HistoryReader(file).lessons()) == 2
    finally:
        file.parent.chmod(0o700)


@pytest.mark.parametrize(
    "name", ["100% sure?.db", "a#b.db", "小明.db", "spaces and 'quotes'.db", "a;b&c=d.db"]
)
def test_any_name_of_a_file_is_read(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and "?" in name:
        pytest.skip("no such name there")
    with opened(tmp_path / name) as history:
        commit(history, said(1))
    assert [message.id for message in HistoryReader(tmp_path / name).messages(1)] == [1]


# ---- what cannot be read ---------------------------------------------------------------------------------


def test_file_that_is_not_there_is_told_and_not_made(file: Path) -> None:
    with pytest.raises(HistoryUnreadable) as problem:
        HistoryReader(file)
    assert (problem.value.path, problem.value.cause) == (file, "no such file")
    assert not file.exists()


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "empty"), (b"a poem" * 1_000, "damaged"), (b"SQLite format 3\0" + b"x" * 5_000, "damaged")],
)
def test_file_that_is_no_history_is_told(file: Path, content: bytes, cause: str) -> None:
    file.write_bytes(content)
    with pytest.raises(HistoryUnreadable) as problem:
        HistoryReader(file)
    assert problem.value.cause == cause
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("PRAGMA application_id = 0; CREATE TABLE x (y)", "not a history of LAN Chatroom"),
        ("PRAGMA user_version = 99", "made by a newer version of LAN Chatroom"),
    ],
)
def test_database_of_another_kind_is_told(file: Path, script: str, cause: str) -> None:
    two_lessons(file)
    other = sqlite3.connect(file)
    other.executescript(script)
    other.close()
    with pytest.raises(HistoryUnreadable) as problem:
        HistoryReader(file)
    assert problem.value.cause == cause


def test_damage_that_is_met_while_reading_is_told(file: Path) -> None:
    with opened(file) as history:
        commit(history, *(said(number, "x" * 400) for number in range(1, 400)))
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = b"\xde" * (len(content) - len(content) // 2)
    file.write_bytes(bytes(content))
    reader = HistoryReader(file)
    with pytest.raises(HistoryUnreadable) as problem:
        list(reader.messages(1))
    assert problem.value.cause == "damaged"
