"""Files that are damaged, deleted, moved or replaced, at opening and while the room is open."""

import logging
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from chatroom_server.facts import Unpinned
from chatroom_server.history.history import HistoryState
from chatroom_server.history.place import Place, ids_from
from chatroom_server.history.reader import HistoryReader
from chatroom_server.history.trouble import NotOurs
from tests.helpers.histories import (
    ALICE,
    BOB,
    CAROL,
    NINE,
    SKIPPED,
    announced,
    arrived,
    commit,
    crash,
    ids,
    left,
    opened,
    pages,
    rows,
    said,
    session,
    whispered,
)

# Nothing can be renamed or deleted there while it is open, so what is tested here cannot happen either.
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="open files stay where they are")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


def set_aside(file: Path) -> list[Path]:
    return sorted(file.parent.glob("*.damaged-*.db"))


def overwrite(file: Path, start: int, end: int | None = None) -> None:
    """Write garbage over a part of a file."""
    content = bytearray(file.read_bytes())
    end = len(content) if end is None else end
    content[start:end] = b"\xde\xad" * ((end - start + 1) // 2)
    file.write_bytes(bytes(content))


def fill(file: Path, messages: int = 500) -> None:
    """A history of some pages, closed in good order."""
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, *(said(number, f"{number} " * 40) for number in range(1, messages + 1)))


# ---- damaged ---------------------------------------------------------------------------------------------


def test_file_that_is_no_database_is_set_aside_and_a_new_one_begun(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(b"this is not a database, but somebody's poem\n" * 100)
    poem = file.read_bytes()
    with caplog.at_level(logging.INFO), opened(file) as history:
        assert history.state is HistoryState.WRITING
        commit(history, said(history.last_id + 1))
    (kept,) = set_aside(file)
    assert kept.read_bytes() == poem
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert kept.name in caplog.text
    assert rows(file, "messages") == 1


def test_ids_after_a_damaged_file_are_above_all_that_it_can_have_had(file: Path) -> None:
    fill(file)
    overwrite(file, 0)
    with opened(file) as history:
        assert 500 < history.last_id < 2**53
        assert history.last_id == ids_from(NINE)
        assert history.sessions == ()
        commit(history, said(history.last_id + 1))
    with opened(file, NINE + 1) as history:
        assert history.last_id == ids_from(NINE) + 1


def test_ids_do_not_begin_anew_when_the_room_died_before_the_new_file_was_begun(file: Path) -> None:
    fill(file)
    file.rename(file.with_name("room.damaged-20261120-090000.db"))
    with opened(file) as history:
        assert history.last_id == ids_from(NINE)


def test_new_room_counts_from_one(file: Path) -> None:
    with opened(file) as history:
        assert history.last_id == 0


def test_ids_by_the_clock_are_whole_in_every_client_and_rise() -> None:
    assert ids_from(NINE) < ids_from(NINE + 0.001)
    year_2200 = 7_258_118_400.0
    assert ids_from(year_2200) < 2**53


def test_two_damaged_files_of_one_second_are_both_kept(file: Path) -> None:
    for _ in range(2):
        file.write_bytes(b"no database" * 100)
        with opened(file):
            pass
    assert len(set_aside(file)) == 2


@pytest.mark.parametrize("page", ["schema", "middle", "all but the first page"])
def test_garbage_in_the_file_never_stops_the_room(file: Path, page: str) -> None:
    fill(file)
    size = file.stat().st_size
    match page:
        case "schema":
            overwrite(file, 100, 4096)
        case "middle":
            overwrite(file, size // 2, size // 2 + 8192)
        case _:
            overwrite(file, 4096)
    with opened(file) as history:
        for turn in range(20):
            commit(history, said(history.last_id + 1 + turn), announced(history.last_id + 100 + turn))
            history.older(ALICE, 2**53, 50)
            history.older(ALICE, history.last_id, 400)
            history.sweep(NINE + turn)
        assert history.state is HistoryState.WRITING
        assert ids(history.older(ALICE, 2**53, 1)) == [history.last_id + 119]
    assert len(set_aside(file)) == 1


def test_file_damaged_in_use_is_set_aside_with_one_warning_and_nothing_new_is_lost(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), opened(file) as history:
        for number in (ALICE, BOB):
            history.note_session(session(number))
        commit(history, arrived(1, "alice"), arrived(2, "bob"), left(2, "bob"))
        for first in range(1, 600, 100):
            commit(history, *(said(number, "x" * 400) for number in range(first, first + 100)))
        commit(history, whispered(601), announced(602))
        history.sweep(NINE + 1)
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        overwrite(file, 4096)
        commit(history, said(603))
        assert ids(history.older(ALICE, 9_999, 200)) == list(range(404, 604))
        commit(history, said(604))
        assert history.state is HistoryState.WRITING
        assert ids(history.older(BOB, 2**53, 4)) == [601, 602, 603, 604]
        history.note_session(session(BOB, accepted=4))
        history.commit()
        crashed = crash(file, file.parent / "crashed.db")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert len(set_aside(file)) == 1
    with opened(crashed, NINE + 20) as history:
        assert history.last_id >= 604
        assert {each.id: each.accepted for each in history.sessions} == {ALICE: 0, BOB: 4}
        assert len(history.older(BOB, 2**53, 2_000)) == 604
    (lesson,) = HistoryReader(crashed).lessons()
    assert [visit.name for visit in HistoryReader(crashed).visits(lesson.id)] == ["alice"]


def test_what_is_read_in_the_middle_of_a_turn_writes_nothing_of_it(file: Path) -> None:
    fill(file)
    with opened(file) as history:
        overwrite(file, 4096)
        commit(history, announced(501))
        history.note((said(502),))
        assert ids(history.older(ALICE, 9_999, 200)) == [501, 502]
        assert ids(history.after(ALICE, 500, 502, 9)) == [501, 502]
        before = crash(file, file.parent / "before.db")
        history.note_session(session(ALICE, accepted=1))
        history.commit()
        after = crash(file, file.parent / "after.db")
    assert history.trouble == ""
    assert len(set_aside(file)) == 1
    assert (rows(before, "messages"), rows(before, "sessions")) == (0, 0)
    with opened(after) as history:
        assert ids(history.older(ALICE, 2**53, 9)) == [501, 502]
        assert [each.accepted for each in history.sessions] == [1]
    before.with_name("before.damaged-20261120-090000.db").touch()
    with opened(before, NINE + 60) as history:
        assert history.last_id == ids_from(NINE + 60), "no lesson was begun in it"


def test_file_that_was_damaged_is_begun_anew_when_nothing_happens_either(file: Path) -> None:
    fill(file)
    with opened(file) as history:
        overwrite(file, 4096)
        history.older(ALICE, 400, 200)
        history.sweep(NINE + 1)
        assert rows(file, "lessons") == 1


def test_index_that_is_damaged_is_made_anew_and_the_file_kept(file: Path) -> None:
    fill(file, 50)
    other = sqlite3.connect(file)
    other.execute("UPDATE words_data SET block = x'00ff00ff00ff00ff'")
    other.commit()
    other.close()
    with opened(file, max_messages=40) as history:
        commit(history, said(51, "needle"))
        for second in range(5):
            history.sweep(NINE + second)
        assert history.state is HistoryState.WRITING
        assert [found.message.id for found in HistoryReader(file).search("needle", 5)] == [51]
        assert [found.message.id for found in HistoryReader(file).search("49", 5)] == [49]
    assert set_aside(file) == []


# ---- deleted, moved, replaced ----------------------------------------------------------------------------


@needs_posix
def test_file_deleted_under_the_room_is_begun_anew_with_what_is_remembered(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, arrived(1, "alice"), said(1), whispered(2), said(3))
        for path in list(file.parent.iterdir()):
            path.unlink()
        history.sweep(NINE + 6)
        assert history.state is HistoryState.WRITING
        commit(history, said(4))
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2, 3, 4]
        crashed = crash(file, file.parent / "crashed.db")
    assert len(caplog.records) == 1
    with opened(crashed, NINE + 7) as history:
        assert history.last_id == 4 + SKIPPED
        assert [each.id for each in history.sessions] == [ALICE]
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2, 3, 4]


@needs_posix
def test_announcement_that_was_taken_down_is_down_in_the_file_that_is_begun_anew(file: Path) -> None:
    with opened(file) as history:
        commit(history, announced(1, "page 12"))
        commit(history, Unpinned(NINE, 1))
        for path in list(file.parent.iterdir()):
            path.unlink()
        history.sweep(NINE + 6)
        assert ids(history.older(ALICE, 2**53, 9)) == [1]
        crashed = crash(file, file.parent / "crashed.db")
    with opened(crashed, NINE + 7) as history:
        assert history.pinned is None


@needs_posix
def test_journal_deleted_under_the_room_loses_nothing(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
        file.with_name("room.db-wal").unlink()
        commit(history, said(2))
        history.sweep(NINE + 6)
        commit(history, said(3))
        crashed = crash(file, file.parent / "crashed.db")
    with opened(crashed) as history:
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2, 3]


@needs_posix
def test_file_replaced_by_an_older_copy_goes_on_above_it(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(BOB))
        commit(history, said(1), whispered(2, BOB, BOB))
    shutil.copyfile(file, file.with_name("backup"))
    with opened(file, NINE + 1) as history:
        history.forget_session(BOB)
        commit(history, said(3))
        file.with_name("backup").rename(file)
        history.sweep(NINE + 10)
        commit(history, said(4))
        assert ids(history.older(BOB, 2**53, 9)) == [1, 3, 4]
    assert rows(file, "whispers") == 0


@needs_posix
def test_file_replaced_by_one_with_newer_messages_is_not_written(file: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "other.db") as history:
        commit(history, said(1_000))
    with opened(file) as history:
        commit(history, said(1))
        (tmp_path / "other.db").rename(file)
        history.sweep(NINE + 10)
        assert history.trouble == "another history is in its place"
        commit(history, said(2))
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2]
        file.unlink()
        history.sweep(NINE + 20)
        assert history.state is HistoryState.WRITING
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2]


@needs_posix
def test_folder_that_goes_away_takes_nothing_from_those_who_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    with opened(folder / "room.db") as history:
        commit(history, said(1), whispered(2, BOB, CAROL), said(3), whispered(4, ALICE, BOB))
        folder.rename(tmp_path / "pulled")
        folder.write_bytes(b"")
        history.sweep(NINE + 6)
        assert history.trouble
        commit(history, said(5))
        history.note((said(6),))
        assert ids(pages(history, ALICE, 1, 6, 2)) == [3, 4, 5, 6]
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 3, 4, 5, 6]
        assert ids(history.older(BOB, 6, 3)) == [3, 4, 5]
        assert ids(history.older(CAROL, 4, 1)) == [3]


# ---- the place itself ------------------------------------------------------------------------------------


def test_place_lets_go_of_a_file_that_is_not_ours(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE x (y)")
    other.close()
    place = Place([file, file.with_name("next.db")])
    store = place.open(NINE)
    assert place.file == file.with_name("next.db")
    assert place.store is store
    with pytest.raises(NotOurs):
        Place([file]).open(NINE)
    place.close()
    Place([file.with_name("next.db")]).open(NINE).close()


def test_place_that_cannot_be_opened_again_keeps_what_is_open(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place([file])
    store = place.open(NINE)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "not allowed")

    monkeypatch.setattr("chatroom_server.history.place.Store", refuse)
    with pytest.raises(PermissionError):
        place.open_again(NINE)
    assert place.store is store
    assert store.last_lesson() is None
    place.close()


def test_damaged_file_is_set_aside_once_however_long_a_new_one_cannot_be_made(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(file)
    with opened(file) as history:
        overwrite(file, 4096)

        def refuse(*_: object) -> None:
            file.write_bytes(b"")
            raise OSError(28, "disk full")

        with monkeypatch.context() as patch:
            patch.setattr("chatroom_server.history.place.Store", refuse)
            history.older(ALICE, 300, 200)
            for second in range(0, 60, 6):
                history.sweep(NINE + second)
            assert history.trouble == "disk full"
            commit(history, said(501))
            assert ids(history.older(ALICE, 2**53, 5)) == [501]
        history.sweep(NINE + 70)
        assert history.trouble == ""
        assert ids(history.older(ALICE, 2**53, 5)) == [501]
    assert len(set_aside(file)) == 1
