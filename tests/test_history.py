"""What was said is there again: for newcomers, for those who come back, and after a closing or a crash."""

from pathlib import Path

import pytest

from chatroom_server.facts import HOST, NO_SESSION, Interrupted, MuteChanged, PinnedAgain, Returned, Unpinned
from chatroom_server.history.file import HistoryInUse, default_file
from chatroom_server.history.history import History, HistoryState
from shared.protocol.limits import MAX_SESSIONS, SESSION_SECONDS
from shared.protocol.messages import Old, Pinned, Stamp
from tests.helpers.histories import (
    ALICE,
    BOB,
    CAROL,
    NINE,
    ROOM,
    announced,
    commit,
    crash,
    ids,
    opened,
    pages,
    rows,
    said,
    session,
    whispered,
)

DAY = 86_400.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


# ---- newcomers -------------------------------------------------------------------------------------------


def test_newcomer_is_shown_the_newest_oldest_first(file: Path) -> None:
    with opened(file) as history:
        commit(history, *(said(number) for number in range(1, 8)))
        assert ids(history.older(ALICE, 2**53, 3)) == [5, 6, 7]
        assert ids(history.older(ALICE, 2**53, 50)) == [1, 2, 3, 4, 5, 6, 7]


def test_what_is_shown_is_word_for_word_what_was_said(file: Path) -> None:
    with opened(file) as history:
        commit(
            history,
            said(1, "你好,\n 'quoted'; DROP TABLE messages; --", name="小明", utc=NINE + 0.25),
            announced(2, "*** no"),
        )
        assert history.older(ALICE, 2**53, 9) == [
            Old(Stamp(1, NINE + 0.25), "小明", "你好,\n 'quoted'; DROP TABLE messages; --"),
            Old(Stamp(2, NINE), "Teacher", "*** no", is_announcement=True),
        ]


def test_what_is_noted_and_not_committed_yet_is_shown_too(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1), whispered(2), said(3))
        history.note((said(4), announced(5), whispered(6), said(7)))
        assert ids(history.older(ALICE, 2**53, 4)) == [4, 5, 6, 7]
        assert ids(history.older(BOB, 2**53, 50)) == [1, 2, 3, 4, 5, 6, 7]
        assert ids(history.older(CAROL, 6, 3)) == [3, 4, 5]
        assert ids(history.after(CAROL, 1, 6, 2)) == [3, 4]
        assert ids(history.after(ALICE, 2, 6, 9)) == [3, 4, 5, 6]


def test_nothing_is_on_the_disk_before_it_is_committed(file: Path) -> None:
    with opened(file) as history:
        history.note((said(1),))
        history.older(ALICE, 2**53, 5)
        assert rows(file, "messages") == 0
        history.commit()
        assert rows(file, "messages") == 1


def test_older_goes_up_to_the_beginning_and_never_repeats(file: Path) -> None:
    with opened(file) as history:
        commit(history, *(said(number) for number in range(1, 8)))
        assert ids(history.older(ALICE, 5, 3)) == [2, 3, 4]
        assert ids(history.older(ALICE, 2, 3)) == [1]
        assert ids(history.older(ALICE, 1, 3)) == []


@pytest.mark.parametrize("wild", [-1, 0, 2**63, 2**64, 10**400, -(10**400)])
def test_any_number_that_a_client_asks_for_is_served(file: Path, wild: int) -> None:
    with opened(file) as history:
        commit(history, said(1))
        history.note((said(2),))
        expected = [1, 2] if wild > 0 else []
        assert ids(history.older(ALICE, wild, 5)) == expected
        assert ids(history.older(ALICE, 5, wild)) == expected
        assert ids(history.after(ALICE, 0, wild, 5)) == expected
        assert ids(history.after(ALICE, wild, 5, 5)) == ([] if wild > 0 else [1, 2])


def test_what_else_happens_in_a_room_is_not_shown(file: Path) -> None:
    with opened(file) as history:
        commit(
            history,
            Interrupted(NINE, 1, "alice"),
            Returned(NINE, 1, "alice", ""),
            MuteChanged(NINE, 1, "alice", True),
        )
        assert history.older(ALICE, 2**53, 5) == []


# ---- whispers --------------------------------------------------------------------------------------------


def test_whisper_is_for_its_two_alone(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1), whispered(2, ALICE, BOB, "psst"))
        seen = Old(Stamp(2, NINE), "alice", "psst", to="bob")
        assert history.older(ALICE, 2**53, 5)[-1] == seen
        assert history.older(BOB, 2**53, 5)[-1] == seen
        assert ids(history.older(CAROL, 2**53, 5)) == [1]
        assert ids(history.older(NO_SESSION, 2**53, 5)) == [1]


def test_whisper_to_oneself_is_there_once(file: Path) -> None:
    with opened(file) as history:
        commit(history, whispered(1, ALICE, ALICE))
        assert ids(history.older(ALICE, 2**53, 5)) == [1]
        assert ids(history.after(ALICE, 0, 5, 5)) == [1]


def test_whisper_between_two_who_cannot_come_back_is_never_written(file: Path) -> None:
    with opened(file) as history:
        commit(history, whispered(1, NO_SESSION, NO_SESSION), whispered(2, ALICE, NO_SESSION))
        assert rows(file, "whispers") == 1
        assert ids(history.older(NO_SESSION, 2**53, 5)) == []
        assert ids(history.older(ALICE, 2**53, 5)) == [2]


def test_whisper_stays_until_neither_of_the_two_can_come_back(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        history.note_session(session(BOB))
        commit(history, whispered(1, ALICE, BOB, "the password is swordfish"))
        history.forget_session(BOB)
        history.commit()
        history.sweep(NINE + 1)
        assert ids(history.older(ALICE, 2**53, 5)) == [1]
        assert ids(history.older(BOB, 2**53, 5)) == []
        history.forget_session(ALICE)
        history.commit()
        history.sweep(NINE + 2)
        assert rows(file, "whispers") == 0
        left_on_disk = b"".join(path.read_bytes() for path in file.parent.iterdir())
        assert b"swordfish" not in left_on_disk


def test_number_of_a_forgotten_session_inherits_nothing_when_it_is_given_again(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        history.note_session(session(BOB, seen_utc=NINE - SESSION_SECONDS - 1))
        commit(history, whispered(1, ALICE, BOB))
    with opened(file, NINE + 1) as history:
        assert [each.id for each in history.sessions] == [ALICE]
        assert history.older(BOB, 2**53, 5) == []
        assert ids(history.older(ALICE, 2**53, 5)) == [1]


# ---- coming back -----------------------------------------------------------------------------------------


def test_who_comes_back_gets_all_that_was_missed_page_by_page(file: Path) -> None:
    with opened(file) as history:
        for number in range(1, 40):
            commit(history, whispered(number, BOB, CAROL) if number % 5 == 0 else said(number))
        expected = [number for number in range(8, 37) if number % 5]
        assert ids(pages(history, ALICE, 7, 36)) == expected
        assert ids(pages(history, BOB, 7, 36)) == list(range(8, 37))


def test_everything_survives_closing(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE, accepted=7))
        commit(history, said(1), whispered(2), announced(3))
    with opened(file, NINE + 60) as history:
        assert history.last_id == 3
        assert history.sessions == (session(ALICE, accepted=7),)
        assert ids(history.older(ALICE, 2**53, 5)) == [1, 2, 3]
        assert history.state is HistoryState.WRITING
        assert history.trouble == ""


def test_newest_state_of_a_session_in_a_turn_is_what_counts(file: Path) -> None:
    with opened(file) as history:
        for accepted in range(5):
            history.note_session(session(ALICE, accepted=accepted))
        history.note_session(session(BOB))
        history.forget_session(BOB)
        history.commit()
    with opened(file) as history:
        assert history.sessions == (session(ALICE, accepted=4),)


def test_sessions_that_are_too_old_or_too_many_cannot_be_resumed(file: Path) -> None:
    with opened(file) as history:
        for number in range(1, MAX_SESSIONS + 11):
            history.note_session(session(number, seen_utc=NINE - number))
        history.commit()
    with opened(file, NINE + SESSION_SECONDS - 5) as history:
        assert {each.id for each in history.sessions} == {1, 2, 3, 4}
    with opened(file, NINE + 1) as history:
        assert {each.id for each in history.sessions} == {1, 2, 3, 4}


def test_ids_that_were_given_to_nothing_that_is_kept_are_not_given_again(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1), whispered(2, NO_SESSION, NO_SESSION))
    with opened(file) as history:
        assert history.last_id == 2


# ---- lessons ---------------------------------------------------------------------------------------------


def test_fresh_lesson_shows_only_what_is_said_from_now_on(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, said(1), whispered(2), announced(3))
    with opened(file, is_fresh=True) as history:
        assert history.older(ALICE, 2**53, 5) == []
        commit(history, said(4))
        assert ids(history.older(ALICE, 2**53, 5)) == [4]
        assert ids(history.older(ALICE, 4, 5)) == []
        assert ids(history.after(ALICE, 0, 9, 5)) == [4]
    with opened(file) as history:
        assert ids(history.older(ALICE, 2**53, 5)) == [1, 2, 3, 4]


def test_lesson_that_crashed_goes_on_even_if_a_fresh_one_was_asked_for(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
    with opened(file, is_fresh=True) as history:
        commit(history, announced(2, "page 12"), said(3))
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + 60, is_fresh=True) as history:
        assert ids(history.older(ALICE, 2**53, 5)) == [2, 3]
        assert history.pinned == Pinned(Stamp(2, NINE), "page 12")
        again = crash(crashed, tmp_path / "again.db")
    with opened(again, NINE + 120, is_fresh=True) as history:
        assert history.pinned == Pinned(Stamp(2, NINE), "page 12")
    with opened(again, NINE + 180, is_fresh=True) as history:
        assert history.pinned is None
        assert history.older(ALICE, 2**53, 5) == []


def test_announcement_that_was_taken_down_is_not_up_again_after_a_crash(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, announced(1, "page 11"), announced(2, "page 12"))
        commit(history, Unpinned(NINE, 2))
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + 60) as history:
        assert history.pinned is None
        commit(history, announced(3, "page 13"))
        newer = crash(crashed, tmp_path / "newer.db")
        commit(history, Unpinned(NINE + 60, 3), PinnedAgain(NINE + 60, "page 13", 3))
        again = crash(crashed, tmp_path / "again.db")
    for found in (newer, again):
        with opened(found, NINE + 120) as history:
            assert history.pinned == Pinned(Stamp(3, NINE), "page 13")


def test_lesson_that_crashed_yesterday_is_not_shown_to_todays_class(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, announced(1))
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + DAY, is_fresh=True) as history:
        assert history.pinned is None
        assert history.older(ALICE, 2**53, 5) == []


def test_who_was_here_at_a_crash_is_still_here_only_if_the_lesson_goes_on(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE, is_here=True))
        history.commit()
        crashed = crash(file, tmp_path / "crashed.db")
        other = crash(file, tmp_path / "other.db")
    with opened(crashed, NINE + 60) as history:
        assert [each.is_here for each in history.sessions] == [True]
    with opened(other, NINE + 7_200) as history:
        assert [each.is_here for each in history.sessions] == [False]
        again = crash(other, tmp_path / "again.db")
    with opened(again, NINE + 7_260) as history:
        assert [each.is_here for each in history.sessions] == [False], "nor in a lesson that came after it"


def test_lesson_goes_on_in_the_same_room_only(file: Path, tmp_path: Path) -> None:
    with opened(file) as history:
        commit(history, announced(1))
        crashed = crash(file, tmp_path / "crashed.db")
    with opened(crashed, NINE + 1, room="Room 102") as history:
        assert history.pinned is None


def test_clock_that_goes_back_loses_nothing(file: Path) -> None:
    with opened(file) as history:
        history.note_session(session(ALICE))
        commit(history, said(1))
        history.sweep(NINE - 7 * DAY)
        commit(history, said(2, utc=NINE - 7 * DAY))
        history.sweep(NINE - 7 * DAY + 1)
    with opened(file, NINE - 8 * DAY) as history:
        assert history.last_id == 2
        assert history.sessions == (session(ALICE),)
        assert ids(history.older(ALICE, 2**53, 5)) == [1, 2]


# ---- one room, one file ----------------------------------------------------------------------------------


def test_second_room_may_not_have_the_file_of_the_first(file: Path) -> None:
    with opened(file):
        with pytest.raises(HistoryInUse) as refusal:
            History.open(file, "another", NINE)
        assert refusal.value.path == file
    with opened(file) as history:
        assert history.state is HistoryState.WRITING


def test_room_of_the_same_name_takes_the_next_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatroom_server.history.file.user_data_dir", lambda *_, **__: str(tmp_path))
    first = default_file(ROOM)
    with opened(None) as one, opened(None) as two, opened(None, room="Room 102") as other:
        assert one.file == first
        assert two.file == first.with_name(f"{first.stem}-2.db")
        assert other.file == default_file("Room 102")
        commit(one, said(1))
        assert two.older(ALICE, 2**53, 5) == []
    with opened(None) as again:
        assert again.file == first
        assert ids(again.older(ALICE, 2**53, 5)) == [1]


# ---- without a file --------------------------------------------------------------------------------------


def test_without_a_history_newcomers_are_shown_nothing() -> None:
    history = History.in_memory(NINE)
    commit(history, said(1), announced(2))
    assert history.older(ALICE, 2**53, 5) == []
    assert history.older(ALICE, 3, 5) == []
    assert history.older(NO_SESSION, 3, 5) == []
    assert (history.state, history.trouble, history.file) == (HistoryState.OFF, "", None)
    assert (history.last_id, history.pinned, history.sessions) == (0, None, ())


def test_without_a_history_who_comes_back_still_misses_nothing() -> None:
    history = History.in_memory(NINE)
    history.note_session(session(ALICE))
    history.note_session(session(BOB))
    commit(history, said(1), whispered(2), whispered(3, BOB, CAROL), announced(4), said(5))
    history.note((said(6),))
    assert ids(pages(history, ALICE, 1, 6, 2)) == [2, 4, 5, 6]
    assert ids(pages(history, CAROL, 0, 5, 2)) == [1, 3, 4, 5]
    assert ids(pages(history, NO_SESSION, 0, 5, 2)) == [1, 4, 5]
    history.sweep(NINE + 1)
    history.close(NINE + 2)


def test_without_a_history_only_the_newest_thousand_are_in_memory() -> None:
    history = History.in_memory(NINE)
    for first in range(1, 3_001, 500):
        commit(history, *(said(number) for number in range(first, first + 500)))
    assert ids(pages(history, ALICE, 0, 9_999, 200)) == list(range(2_001, 3_001))


def test_without_a_history_whispers_go_with_their_sessions() -> None:
    history = History.in_memory(NINE)
    history.note_session(session(ALICE))
    commit(history, said(1), whispered(2, ALICE, NO_SESSION))
    history.forget_session(ALICE)
    history.sweep(NINE + 1)
    assert ids(history.after(ALICE, 0, 9, 9)) == [1]


def test_closed_history_takes_everything_and_writes_nothing(file: Path) -> None:
    with opened(file) as history:
        commit(history, said(1))
    commit(history, said(2))
    history.sweep(NINE + 1)
    history.close(NINE + 2)
    assert history.file == file
    assert rows(file, "messages") == 1


def test_host_has_no_visit_unless_it_is_told(file: Path) -> None:
    assert HOST == NO_SESSION
    with opened(file) as history:
        commit(history, whispered(1, HOST, ALICE), whispered(2, BOB, HOST))
        assert ids(history.older(ALICE, 2**53, 5)) == [1]
        assert ids(history.older(BOB, 2**53, 5)) == [2]
        assert rows(file, "visits") == 0
