"""What is too old or too much goes, oldest first and a little at a time, and is not found any more."""

import sqlite3
from pathlib import Path

import pytest

from chatroom_server.facts import NO_SESSION
from chatroom_server.history.history import HistoryState
from chatroom_server.history.reader import HistoryReader
from tests.helpers.histories import (
    ALICE,
    BOB,
    NINE,
    arrived,
    commit,
    ids,
    opened,
    rows,
    said,
    session,
    whispered,
)

DAY = 86_400.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


def found(file: Path, text: str) -> list[int]:
    return [each.message.id for each in HistoryReader(file).search(text, 99)]


@pytest.mark.parametrize("is_indexed", [True, False], ids=["indexed", "not yet indexed"])
def test_more_than_the_host_wants_goes_oldest_first(file: Path, is_indexed: bool) -> None:
    with opened(file) as history:
        commit(history, *(said(number, f"hello {number}") for number in range(1, 31)))
        if is_indexed:
            history.sweep(NINE + 1)
    with opened(file, NINE + 2, max_messages=10) as history:
        history.sweep(NINE + 3)
        assert ids(history.older(ALICE, 2**53, 99)) == list(range(21, 31))
        assert found(file, "hello") == list(range(30, 20, -1))
        commit(history, said(31), said(32))
        history.sweep(NINE + 4)
        assert ids(history.older(ALICE, 2**53, 99)) == list(range(23, 33))
    check = sqlite3.connect(file)
    check.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    assert check.execute("SELECT count(*) FROM words WHERE words MATCH 'hello'").fetchone() == (8,)
    check.close()


def test_what_is_too_old_goes_with_its_lesson_and_its_visits(file: Path) -> None:
    with opened(file) as history:
        commit(history, arrived(1, "alice"), said(1))
    with opened(file, NINE + 20 * DAY) as history:
        commit(history, arrived(1, "alice", utc=NINE + 20 * DAY), said(2, utc=NINE + 20 * DAY))
    with opened(file, NINE + 31 * DAY, max_age_days=30) as history:
        for second in range(3):
            history.sweep(NINE + 31 * DAY + second)
        assert ids(history.older(ALICE, 2**53, 9)) == [2]
        assert [lesson.id for lesson in HistoryReader(file).lessons()] == [2, 3]
        assert rows(file, "visits") == 1


def test_lesson_that_is_open_stays_however_old_it_is(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
    with opened(file, NINE + 1, max_age_days=1) as history:
        history.note_session(session(ALICE))
        commit(history, arrived(1, "alice"), said(2), whispered(3))
        for day in range(5):
            history.sweep(NINE + 1 + day * DAY)
        assert ids(history.older(ALICE, 2**53, 9)) == [2, 3]
        assert ids(history.after(ALICE, 0, 3, 9)) == [2, 3]
        assert [lesson.id for lesson in HistoryReader(file).lessons()] == [2]
        assert rows(file, "visits") == 1


def test_clock_that_leaps_ahead_makes_nothing_old_before_the_next_opening(file: Path) -> None:
    with opened(file) as history:
        commit(history, arrived(1, "alice"), said(1))
    with opened(file, NINE + 1) as history:
        for second in range(5):
            history.sweep(NINE + 400 * DAY + second)
        assert ids(history.older(ALICE, 2**53, 9)) == [1]
        assert rows(file, "visits") == 1
    with opened(file, NINE + 400 * DAY + 5) as history:
        history.sweep(NINE + 400 * DAY + 6)
        assert ids(history.older(ALICE, 2**53, 9)) == []


def test_newest_id_is_remembered_when_everything_is_let_go(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, *(said(number) for number in range(1, 10)), whispered(10, ALICE, NO_SESSION))
    with opened(file, NINE + 400 * DAY) as history:
        history.sweep(NINE + 400 * DAY)
        assert rows(file, "messages") + rows(file, "whispers") == 0
    with opened(file, NINE + 401 * DAY) as history:
        assert history.last_id == 10


def test_newest_id_is_remembered_when_it_is_let_go_by_the_room_that_gave_it(file: Path) -> None:
    with opened(file, max_messages=0) as history:
        commit(history, *(said(number) for number in range(1, 10)))
        history.sweep(NINE + 1)
        assert rows(file, "messages") == 0
    with opened(file) as history:
        assert history.last_id == 9


def test_newest_id_is_remembered_when_the_newest_whisper_is_let_go(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, said(1), whispered(2, ALICE, NO_SESSION))
        history.forget_session(ALICE)
        history.commit()
        history.sweep(NINE + 1)
        assert rows(file, "whispers") == 0
    with opened(file) as history:
        assert history.last_id == 2


def test_whispers_of_a_talkative_pair_go_step_by_step_until_all_are_gone(file: Path) -> None:
    with opened(file) as history:
        for each in (ALICE, BOB):
            history.note_session(session(each))
        commit(history, *(whispered(number, ALICE, BOB) for number in range(1, 1_501)))
        history.forget_session(ALICE)
        history.forget_session(BOB)
        history.commit()
        sweeps = 0
        while rows(file, "whispers"):
            sweeps += 1
            history.sweep(NINE + sweeps)
            assert sweeps < 50
        assert history.state is HistoryState.WRITING


def test_whispers_have_the_same_bound_as_messages(file: Path) -> None:
    with opened(file, max_messages=5) as history:
        history.note_session(session(ALICE))
        commit(history, *(whispered(number) for number in range(1, 10)))
        history.sweep(NINE + 1)
        assert ids(history.older(ALICE, 2**53, 9)) == [5, 6, 7, 8, 9]


def test_whisper_is_off_the_disk_as_soon_as_nobody_reads_any_more(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, whispered(1, ALICE, NO_SESSION, "swordfish"))
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM whispers").fetchall()
        history.forget_session(ALICE)
        history.commit()
        history.sweep(NINE + 1)
        assert history.state is HistoryState.WRITING
        reader.execute("COMMIT")
        reader.close()
        history.sweep(NINE + 2)
        assert b"swordfish" not in b"".join(path.read_bytes() for path in file.parent.iterdir())


def test_index_catches_up_in_steps_and_goes_on_after_a_restart(file: Path) -> None:
    with opened(file) as history:
        commit(history, *(said(number, "needle") for number in range(1, 3_001)))
        history.sweep(NINE + 1)
    check = sqlite3.connect(file)
    (indexed,) = check.execute("SELECT value FROM meta WHERE key = 'indexed_up_to'").fetchone()
    assert 0 < indexed <= 3_000
    check.close()
    with opened(file, NINE + 2) as history:
        for second in range(100):
            history.sweep(NINE + 3 + second)
    check = sqlite3.connect(file)
    assert check.execute("SELECT value FROM meta WHERE key = 'indexed_up_to'").fetchone() == (3_000,)
    assert check.execute("SELECT count(*) FROM words WHERE words MATCH 'needle'").fetchone() == (3_000,)
    check.close()
