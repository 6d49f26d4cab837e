"""A disk that is full, a folder that cannot be written, a file that somebody else holds: the room goes on."""

import logging
import sqlite3
import sys
from pathlib import Path

import pytest

from chatroom_server.facts import NO_SESSION, Fact
from chatroom_server.history.history import History, HistoryState
from chatroom_server.history.reader import HistoryReader
from chatroom_server.history.writer import MAX_KEPT
from tests.helpers.histories import (
    ALICE,
    BOB,
    NINE,
    ROOM,
    SKIPPED,
    announced,
    arrived,
    commit,
    crash,
    disk_that_takes_nothing,
    expected,
    ids,
    left,
    opened,
    pages,
    returned,
    rows,
    said,
    session,
    whispered,
)

needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="a disk can only be made full there by filling it"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


def state_of(history: History) -> HistoryState:
    return history.state


@needs_posix
def test_room_goes_on_when_the_disk_takes_nothing_and_all_is_written_later(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, said(1), whispered(2))
        with disk_that_takes_nothing():
            for number in range(3, 10):
                history.note_session(session(ALICE, accepted=number))
                commit(history, said(number))
                history.sweep(NINE + number)
            assert state_of(history) is HistoryState.TROUBLED
            assert history.trouble == "disk error"
            assert ids(history.older(ALICE, 2**53, 20)) == list(range(1, 10))
            assert ids(history.older(ALICE, 5, 3)) == [2, 3, 4]
            assert ids(pages(history, ALICE, 1, 8)) == list(range(2, 9))
        history.sweep(NINE + 20)
        assert state_of(history) is HistoryState.WRITING
        assert history.trouble == ""
        assert rows(file, "messages") == 8
        crashed = crash(file, file.parent / "crashed.db")
    assert len(caplog.records) == 2
    assert "disk error" in caplog.records[0].getMessage()
    assert "0 messages are not in it" in caplog.records[1].getMessage()
    with opened(crashed) as history:
        assert history.sessions[0].accepted == 9
        assert ids(history.older(ALICE, 2**53, 20)) == list(range(1, 10))


@needs_posix
def test_trouble_is_tried_again_every_five_seconds_by_a_clock_that_may_go_back(file: Path) -> None:
    with opened(file) as history:
        with disk_that_takes_nothing():
            commit(history, said(1))
        history.sweep(NINE + 4)
        assert state_of(history) is HistoryState.TROUBLED
        history.sweep(NINE - 3_600)
        assert state_of(history) is HistoryState.WRITING


@needs_posix
def test_what_is_kept_in_memory_has_a_bound_and_what_is_lost_is_counted(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(file) as history:
        commit(history, said(1))
        with disk_that_takes_nothing():
            for first in range(2, MAX_KEPT + 2_000, 1_000):
                commit(history, *(said(number, "x") for number in range(first, first + 1_000)))
            newest = history.older(NO_SESSION, 2**53, 1)[0].stamp.id
            assert len(history.older(NO_SESSION, 2**53, 200_000)) == MAX_KEPT + 1
        history.sweep(NINE + 10)
        assert rows(file, "messages") == MAX_KEPT + 1
        assert f"{newest - MAX_KEPT - 1} messages are not in it" in caplog.text


@needs_posix
def test_room_that_closes_in_trouble_says_what_was_lost(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    history = History.open(file, ROOM, NINE)
    with disk_that_takes_nothing():
        commit(history, said(1), said(2))
        history.close(NINE + 1)
    assert "2 messages were never written" in caplog.text
    with opened(file) as again:
        assert again.last_id >= 2


@needs_posix
def test_ids_that_were_shown_and_never_written_are_not_given_again_after_a_kill(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
        with disk_that_takes_nothing():
            commit(history, *(said(number) for number in range(2, 61)))
            assert ids(history.older(ALICE, 2**53, 1)) == [60]
        crashed = crash(file, file.parent / "crashed.db")
    for second in (1, 2):
        with opened(crashed, NINE + second) as history:
            assert history.last_id == 1 + SKIPPED, "and once is enough"
            assert ids(history.older(ALICE, 2**53, 9)) == [1]


@needs_posix
def test_room_that_closes_after_trouble_writes_the_rest(file: Path) -> None:
    history = History.open(file, ROOM, NINE)
    with disk_that_takes_nothing():
        commit(history, said(1))
    commit(history, said(2))
    assert rows(file, "messages") == 0
    history.close(NINE + 1)
    assert rows(file, "messages") == 2
    (lesson,) = HistoryReader(file).lessons()
    assert lesson.closed_utc == NINE + 1


@needs_posix
def test_session_that_was_forgotten_in_trouble_takes_its_whispers_along(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, whispered(1, ALICE, NO_SESSION))
        with disk_that_takes_nothing():
            commit(history, whispered(2, ALICE, NO_SESSION))
            history.forget_session(ALICE)
            history.commit()
        history.sweep(NINE + 10)
        history.sweep(NINE + 11)
        assert rows(file, "whispers") == 0
        assert rows(file, "sessions") == 0


def test_file_that_another_program_holds_is_written_when_it_lets_go(file: Path) -> None:
    with opened(file) as history:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        commit(history, said(1))
        assert history.trouble == "in use by another program"
        assert ids(history.older(ALICE, 2**53, 5)) == [1]
        other.execute("ROLLBACK")
        other.close()
        history.sweep(NINE + 5)
        assert state_of(history) is HistoryState.WRITING
        assert rows(file, "messages") == 1


# ---- from the beginning ----------------------------------------------------------------------------------


def test_folder_that_cannot_be_made_opens_in_memory_with_the_cause(tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_bytes(b"")
    file = tmp_path / "no-folder" / "room.db"
    with opened(file) as history:
        assert state_of(history) is HistoryState.TROUBLED
        assert history.trouble == "no such folder"
        first = history.last_id + 1
        history.note_session(session(ALICE))
        commit(history, arrived(1, "alice"), said(first), whispered(first + 1), announced(first + 2))
        assert ids(history.older(ALICE, 2**53, 9)) == [first, first + 1, first + 2]
        (tmp_path / "no-folder").unlink()
        history.sweep(NINE + 5)
        assert state_of(history) is HistoryState.WRITING
        commit(history, said(first + 3))
        assert ids(history.older(ALICE, 2**53, 9)) == [first, first + 1, first + 2, first + 3]
    reader = HistoryReader(file)
    (lesson,) = reader.lessons()
    assert [message.id for message in reader.messages(lesson.id)] == [first, first + 2, first + 3]
    assert [visit.name for visit in reader.visits(lesson.id)] == ["alice"]


def test_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        assert state_of(history) is HistoryState.TROUBLED
        commit(history, said(history.last_id + 1))
    assert tmp_path.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not like this there")
def test_file_that_may_only_be_read_is_told_and_not_replaced(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
    file.chmod(0o400)
    try:
        with file.open("ab"):
            pytest.skip("this person may write everything")
    except PermissionError:
        pass
    with opened(file) as history:
        assert state_of(history) is HistoryState.TROUBLED
        assert history.trouble
        commit(history, said(history.last_id + 1))
    file.chmod(0o600)
    assert rows(file, "messages") == 1


@needs_posix
def test_disk_that_is_full_at_opening_still_tells_what_was_said(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE, accepted=5))
        commit(history, said(1), whispered(2, ALICE, BOB))
        crashed = crash(file, file.parent / "crashed.db")
    other = sqlite3.connect(crashed, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history = History.open(crashed, ROOM, NINE + 5)
    assert state_of(history) is HistoryState.TROUBLED
    assert history.last_id == 2 + SKIPPED
    assert [each.accepted for each in history.sessions] == [5]
    commit(history, said(3 + SKIPPED))
    assert ids(history.older(ALICE, 2**53, 9)) == [1, 2, 3 + SKIPPED]
    other.execute("ROLLBACK")
    other.close()
    history.sweep(NINE + 10)
    assert state_of(history) is HistoryState.WRITING
    assert ids(history.older(ALICE, 2**53, 9)) == [1, 2, 3 + SKIPPED]
    history.close(NINE + 11)
    with opened(crashed, NINE + 12) as again:
        assert [each.id for each in again.sessions] == [ALICE]


def test_sessions_of_a_file_that_was_found_late_do_not_become_those_of_other_people(
    file: Path, tmp_path: Path
) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, whispered(1, ALICE, ALICE, "a secret"), said(2))
    hidden = tmp_path / "hidden"
    file.rename(hidden)
    file.mkdir()
    with opened(file) as history:
        history.note_session(session(ALICE, accepted=1))
        commit(history, said(history.last_id + 1))
        file.rmdir()
        hidden.rename(file)
        history.sweep(NINE + 5)
        assert state_of(history) is HistoryState.WRITING
        assert ids(history.older(ALICE, 2**53, 9)) == [2, history.last_id + 1]
        assert rows(file, "whispers") == 0


# ---- what nobody can be sure of --------------------------------------------------------------------------


def test_text_that_no_database_takes_is_written_as_well_as_can_be(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(
            history, arrived(1, "\udc80"), said(1, "\ud800"), whispered(2, ALICE, BOB, "\udfff"), left(1, "")
        )
        assert state_of(history) is HistoryState.WRITING
        assert [message.text for message in history.older(ALICE, 2**53, 5)] == ["?", "?"]


def test_messages_that_are_there_already_do_not_stop_what_is_new(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1, "first"))
        commit(history, said(1, "again"), said(2))
        assert [message.text for message in history.older(ALICE, 2**53, 5)] == ["first", "message 2"]


def test_message_that_was_written_although_that_failed_is_shown_once(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        commit(history, said(2))
        assert state_of(history) is HistoryState.TROUBLED
        other.execute("INSERT INTO messages VALUES (2, 1, 0, 0, 'alice', 'message 2')")
        other.execute("COMMIT")
        other.close()
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2]
        assert ids(history.after(ALICE, 0, 9, 9)) == [1, 2]
        history.sweep(NINE + 5)
        assert state_of(history) is HistoryState.WRITING
        assert ids(history.older(ALICE, 2**53, 9)) == [1, 2]


def test_sign_of_life_is_written_every_few_seconds(file: Path) -> None:
    with opened(file) as history:
        for second in (1, 4, 6, 9):
            history.sweep(NINE + second)
        (lesson,) = HistoryReader(file).lessons()
        assert (lesson.opened_utc, lesson.alive_utc, lesson.closed_utc) == (NINE, NINE + 6, None)


def test_visits_that_a_crash_cut_short_end_with_the_last_that_is_known(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, arrived(1, "alice"), arrived(2, "bob"), left(2, "bob", utc=NINE - 5))
        history.sweep(NINE + 10)
        commit(history, arrived(3, "carol", utc=NINE + 12))
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + 60) as history:
        commit(history, arrived(1, "alice", utc=NINE + 61), left(1, "alice", utc=NINE + 62))
    reader = HistoryReader(crashed)
    (lesson,) = reader.lessons()
    assert [(visit.name, visit.left_utc, visit.was_cut_off) for visit in reader.visits(lesson.id)] == [
        ("alice", NINE + 12, True),
        ("bob", NINE, False),
        ("carol", NINE + 12, True),
        ("alice", NINE + 62, False),
    ]


def left_at_the_crash(file: Path, tmp_path: Path, *facts: Fact, alive_utc: float = NINE + 10) -> float | None:
    """When alice left, who came at nine and was here when the room crashed after all of this."""
    with opened(file) as history:
        commit(history, arrived(1, "alice"))
        history.sweep(alive_utc)
        commit(history, *facts)
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + 60):
        return HistoryReader(crashed).visits(1)[0].left_utc


def test_nobody_talks_after_leaving_by_a_crash(file: Path, tmp_path: Path) -> None:
    facts = (announced(1, utc=NINE + 11), said(2, utc=NINE + 14))
    assert left_at_the_crash(file, tmp_path, *facts) == NINE + 14


def test_last_sign_of_life_counts_when_nothing_was_said_after_it(file: Path, tmp_path: Path) -> None:
    assert left_at_the_crash(file, tmp_path, said(1, utc=NINE + 3)) == NINE + 10


def test_clock_that_was_wrong_for_a_while_does_not_make_a_visit_of_years(file: Path, tmp_path: Path) -> None:
    year = 365 * 86_400.0
    facts = (said(1, utc=NINE + year), arrived(2, "bob", utc=NINE + year), said(2, utc=NINE + 12))
    assert left_at_the_crash(file, tmp_path, *facts) == NINE + 12


def test_place_that_is_kept_over_a_crash_is_no_visit_until_its_guest_is_back(file: Path) -> None:
    with opened(file) as history:
        commit(history, expected(1, "alice"), expected(2, "carol"))
        assert rows(file, "visits") == 0
        commit(history, returned(1, "alice", utc=NINE + 5))
        commit(history, left(2, "carol", utc=NINE + 20))
        commit(history, returned(1, "alice", utc=NINE + 30, address="192.168.1.8"))
        commit(history, left(1, "alice", utc=NINE + 40))
    (visit,) = HistoryReader(file).visits(1)
    assert (visit.name, visit.address, visit.came_utc, visit.left_utc) == (
        "alice",
        "192.168.1.7",
        NINE + 5,
        NINE + 40,
    )


def test_who_comes_and_returns_in_one_turn_has_one_visit(file: Path) -> None:
    with opened(file) as history:
        commit(history, arrived(1, "alice"), returned(1, "alice"), left(1, "alice"))
        commit(history, expected(2, "bob"), returned(2, "bob"), returned(2, "bob"))
    assert [visit.name for visit in HistoryReader(file).visits(1)] == ["alice", "bob"]
