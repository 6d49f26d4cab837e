"""``--export`` in one process: what it writes, and the one line that it says."""

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatroom_server.arguments import parse_arguments
from chatroom_server.export.command import Told, run_export
from chatroom_server.facts import Arrived, Fact, Spoke, Whispered
from chatroom_server.history.history import History
from chatroom_server.history.reader import HistoryReader
from tests.helpers.kept_lessons import NINE
from tests.helpers.written_history import WHISPERED, write_lesson
from tests.helpers.zone import UTC_ZONE, in_zone

KINDS = ("a.csv", "a.txt", "a.html")


@pytest.fixture(autouse=True, scope="module")
def in_utc() -> Iterator[None]:
    with in_zone(UTC_ZONE):
        yield


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "history" / "room.db"
    write_lesson(file)
    return file


def export(history: Path, target: Path) -> Told:
    return run_export(parse_arguments(["--history", str(history), "--export", str(target)]))


def test_attendance_is_written_and_said(history: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    assert export(history, target) == Told(
        0, f"chatroom-server: wrote 3 lines of attendance in 1 lesson to {target}"
    )
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [
            ["2026-11-20", "方老师", "09:00:00", "09:45:00", "45", "1", "1"],
            ["2026-11-20", "alice", "09:01:00", "09:45:00", "44", "1", "1"],
            ["2026-11-20", "bob", "09:02:00", "09:25:00", "23", "1", "0"],
        ]


def test_transcript_is_written_and_said(history: Path, tmp_path: Path) -> None:
    write_lesson(history, began_utc=NINE + 86_400, said=("one", "two"))
    target = tmp_path / "a.txt"
    assert export(history, target) == Told(0, f"chatroom-server: wrote 5 messages of 2 lessons to {target}")
    text = target.read_text("utf-8")
    assert "[2026-11-20 09:03:00] alice: hello\n" in text
    assert "[2026-11-21 09:05:00] *** Announcement by 方老师: page 12\n" in text


@pytest.mark.parametrize("name", KINDS)
def test_whisper_is_in_no_export(history: Path, tmp_path: Path, name: str) -> None:
    assert WHISPERED.encode() in b"".join(file.read_bytes() for file in history.parent.iterdir())
    assert export(history, tmp_path / name).status == 0
    assert WHISPERED not in (tmp_path / name).read_text("utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_export_changes_nothing_in_the_history(history: Path, tmp_path: Path, name: str) -> None:
    before = history.read_bytes()
    assert export(history, tmp_path / name).status == 0
    assert history.read_bytes() == before


@pytest.mark.parametrize("name", KINDS)
def test_room_that_is_open_is_exported_as_it_is_now(tmp_path: Path, name: str) -> None:
    file = tmp_path / "open.db"
    room = History.open(file, "Room 101", NINE)
    for number in (1, 2):
        room.note((Spoke(NINE + number, number, 1, "alice", f"word {number}"),))
        room.note((Arrived(NINE + number, number, f"guest {number}", "192.168.1.5", is_plain=False),))
        room.commit()
        assert export(file, tmp_path / name).status == 0
        written = (tmp_path / name).read_text("utf-8")
        assert f"guest {number}" in written
        assert name == "a.csv" or f"word {number}" in written
    room.close(NINE + 60)


def test_file_that_is_no_history_is_said_in_one_sentence(tmp_path: Path) -> None:
    shopping = tmp_path / "shopping.db"
    shopping.write_text("bread")
    told = export(shopping, tmp_path / "a.csv")
    assert told.status == 1
    assert told.line.startswith(f"chatroom-server: {shopping} cannot be read as a history: ")
    assert told.line.count("\n") == 0
    assert not (tmp_path / "a.csv").exists()
    assert shopping.read_text() == "bread"


def test_history_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    told = export(tmp_path / "none.db", tmp_path / "a.csv")
    assert told == Told(
        1,
        f"chatroom-server: there is no history {tmp_path / 'none.db'}: look at the name after --history.",
    )
    assert list(tmp_path.iterdir()) == []


def test_history_itself_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    write_lesson(file)
    before = file.read_bytes()
    told = export(file, tmp_path / "." / "history.csv")
    assert told.status == 1
    assert "is the history itself" in told.line
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", KINDS)
def test_folder_that_is_not_there_is_said_in_one_sentence(history: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "none" / name
    assert export(history, target) == Told(
        1,
        f"chatroom-server: cannot write {target}, as its folder is not there: make it, or name a file "
        "in another one.",
    )


def test_folder_of_that_name_is_said_in_one_sentence(history: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    told = export(history, tmp_path / "a.csv")
    assert told.status == 1
    assert told.line.endswith("a.csv, as something else has that name: give it another one.")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_folder_that_may_not_be_written_to_is_said_in_one_sentence(history: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    told = export(history, locked / "a.csv")
    assert told.status == 1
    assert "as that is not allowed" in told.line


NAMES = st.sampled_from(["alice", "bob", "方老师"])
TALK = st.lists(st.tuples(st.booleans(), NAMES, NAMES, st.text("ab<&\n方", min_size=1, max_size=8)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(talk=TALK)
def test_exports_hold_all_that_was_said_and_nothing_that_was_whispered(
    tmp_path_factory: pytest.TempPathFactory, talk: list[tuple[bool, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("talk")
    room = History.open(folder / "h.db", "Room 101", NINE)
    facts: list[Fact] = []
    for number, (is_whisper, sender, to, text) in enumerate(talk, 1):
        if is_whisper:
            secret = f"WHISPER{number}{text}"
            facts.append(
                Whispered(
                    NINE + number,
                    number,
                    1,
                    sender,
                    2,
                    to,
                    secret,
                    sender_session=number,
                    to_session=number + 1,
                )
            )
        else:
            facts.append(Spoke(NINE + number, number, 1, sender, f"said{number}.{text}"))
    room.note(tuple(facts))
    room.commit()
    for name in KINDS:
        assert export(folder / "h.db", folder / name).status == 0
        written = (folder / name).read_text("utf-8")
        assert "WHISPER" not in written
        if name != "a.csv":
            for number, (is_whisper, *_) in enumerate(talk, 1):
                assert (f"said{number}." in written) is not is_whisper
    room.close(NINE + 1_000)
    (lesson,) = HistoryReader(folder / "h.db").lessons()
    assert lesson.closed_utc == NINE + 1_000
