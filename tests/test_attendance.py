"""Who attended, from when to when and how long: over reconnects, crashes and midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.attendance import Attended, attendance
from chatroom_server.history.reader import LessonMessage, Visit
from shared.protocol.names import prepared_key

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC).timestamp()
MINUTE = 60.0


def day_of(utc: float) -> date:
    return datetime.fromtimestamp(utc, UTC).date()


def visit(name: str, came_minutes: float, left_minutes: float | None, *, was_cut_off: bool = False) -> Visit:
    """One visit, in minutes after nine."""
    left = None if left_minutes is None else NINE + left_minutes * MINUTE
    return Visit(
        name, prepared_key(name) or "", "192.168.1.5", NINE + came_minutes * MINUTE, left, was_cut_off
    )


def message(name: str, minutes: float) -> LessonMessage:
    """One message, in minutes after nine."""
    return LessonMessage(1, NINE + minutes * MINUTE, name, "hello", is_announcement=False)


def attended(
    *visits: Visit,
    said: tuple[LessonMessage, ...] = (),
    until_minutes: float = 45,
    is_open: bool = False,
) -> list[Attended]:
    return attendance(visits, said, until_utc=NINE + until_minutes * MINUTE, is_open=is_open, day_of=day_of)


def test_one_visit_is_one_line_from_coming_to_leaving() -> None:
    assert attended(visit("方老师", 1, 41)) == [
        Attended("方老师", date(2026, 11, 20), NINE + 60, NINE + 41 * 60, 40 * MINUTE, 1, 0)
    ]


def test_reconnects_are_summed_without_the_gaps_between() -> None:
    (line,) = attended(visit("bob", 0, 10), visit("bob", 15, 20), visit("bob", 30, 45))
    assert (line.seconds, line.visits) == (30 * MINUTE, 3)
    assert (line.joined_utc, line.left_utc) == (NINE, NINE + 45 * MINUTE)


def test_two_visits_at_a_time_are_counted_once() -> None:
    (line,) = attended(visit("bob", 0, 10), visit("bob", 5, 20), visit("bob", 6, 8))
    assert (line.seconds, line.visits) == (20 * MINUTE, 1)


def test_visit_that_begins_when_the_last_one_ends_is_another_one() -> None:
    (line,) = attended(visit("bob", 0, 10), visit("bob", 10, 20))
    assert (line.seconds, line.visits) == (20 * MINUTE, 2)


def test_coming_back_after_a_crash_is_not_coming_again() -> None:
    (line,) = attended(
        visit("bob", 0, 10, was_cut_off=True),
        visit("bob", 12, 20, was_cut_off=True),
        visit("bob", 25, 30),
        visit("bob", 31, 40),
    )
    assert (line.seconds, line.visits) == (32 * MINUTE, 2)


def test_crash_of_the_room_brings_nobody_but_those_who_were_here() -> None:
    bob, carol = attended(
        visit("bob", 0, 10, was_cut_off=True), visit("carol", 12, 20), visit("carol", 21, 30)
    )
    assert (bob.visits, carol.visits) == (1, 2)


@pytest.mark.parametrize(
    ("first", "last"),
    [("Bob", "bob"), ("alice  smith", "Alice Smith"), ("José", "JOSE\u0301"), ("ＢＯＢ", "bob")],
)
def test_spellings_of_one_name_are_one_person_shown_as_last_typed(first: str, last: str) -> None:
    (line,) = attended(visit(first, 0, 10), visit(last, 20, 30))
    assert line.name == last
    assert line.seconds == 20 * MINUTE


def test_names_that_only_look_alike_are_two_people() -> None:
    assert [line.name for line in attended(visit("mary", 0, 10), visit("rnary", 11, 20))] == ["mary", "rnary"]


def test_visit_without_an_end_counts_to_the_last_sign_of_life_after_a_crash() -> None:
    (line,) = attended(visit("bob", 5, None), until_minutes=25)
    assert (line.seconds, line.left_utc) == (20 * MINUTE, NINE + 25 * MINUTE)


def test_visit_without_an_end_counts_until_now_while_the_room_is_open() -> None:
    (line,) = attended(visit("bob", 5, 10), visit("bob", 20, None), until_minutes=25, is_open=True)
    assert (line.seconds, line.left_utc, line.visits) == (10 * MINUTE, None, 2)


def test_who_left_a_room_that_is_open_has_left() -> None:
    (line,) = attended(visit("bob", 5, 10), until_minutes=25, is_open=True)
    assert line.left_utc == NINE + 10 * MINUTE


def test_clock_that_was_set_back_takes_no_time_away() -> None:
    (line,) = attended(visit("bob", 30, 10), visit("bob", 40, 45))
    assert line.seconds == 5 * MINUTE
    (alone,) = attended(visit("bob", 30, None), until_minutes=10)
    assert (alone.seconds, alone.left_utc) == (0, alone.joined_utc)


def test_lines_stand_in_the_order_of_arrival() -> None:
    lines = attended(visit("carol", 7, 9), visit("alice", 8, 9), visit("bob", 2, 3), visit("Carol", 1, 2))
    assert [line.name for line in lines] == ["carol", "bob", "alice"]


def test_messages_are_counted_by_name_however_it_is_typed() -> None:
    said = (
        message("BOB", 1),
        message("bob", 2),
        message("alice", 3),
        message("nobody here", 0),
        message(":", 0),
    )
    lines = attended(visit("bob", 0, 10), visit("alice", 0, 10), visit("carol", 0, 10), said=said)
    assert [(line.name, line.messages) for line in lines] == [("bob", 2), ("alice", 1), ("carol", 0)]


def test_room_that_stays_open_for_days_has_a_line_for_each_day_that_somebody_came() -> None:
    day = timedelta(days=1) / timedelta(minutes=1)
    said = (message("bob", 1), message("bob", day + 1), message("bob", day + 2))
    lines = attended(visit("bob", 0, 10), visit("bob", day, day + 30), said=said)
    assert [(line.day.day, line.seconds, line.messages) for line in lines] == [
        (20, 10 * MINUTE, 1),
        (21, 30 * MINUTE, 2),
    ]


def test_visit_over_midnight_belongs_to_the_day_on_which_it_began() -> None:
    (line,) = attended(visit("bob", 14 * 60, 16 * 60), said=(message("bob", 16 * 60),))
    assert (line.day.day, line.seconds, line.messages) == (20, 120 * MINUTE, 1)


def test_visit_that_overlaps_one_over_midnight_counts_nothing_twice() -> None:
    lines = attended(visit("bob", 14 * 60, 16 * 60), visit("bob", 15 * 60 + 30, 17 * 60))
    assert [(line.day.day, line.seconds, line.visits) for line in lines] == [
        (20, 120 * MINUTE, 1),
        (21, 60 * MINUTE, 1),
    ]


def test_nobody_came() -> None:
    assert attended() == []


VISITS = st.lists(
    st.tuples(st.sampled_from(["bob", "Bob", "alice"]), st.integers(0, 60), st.none() | st.integers(0, 60))
)


@given(VISITS, st.integers(0, 60), st.booleans())
def test_time_is_that_of_the_minutes_in_which_somebody_was_there(
    visits: list[tuple[str, int, int | None]], until: int, is_open: bool
) -> None:
    there: dict[str, set[int]] = {}
    for name, came, left in visits:
        end = until if left is None else left
        there.setdefault(name.lower(), set()).update(range(came, end))
    lines = attended(*(visit(*each) for each in visits), until_minutes=until, is_open=is_open)
    assert {line.name.lower(): line.seconds / MINUTE for line in lines} == {
        name: len(minutes) for name, minutes in there.items()
    }
    for line in lines:
        assert line.left_utc is None or line.left_utc - line.joined_utc >= line.seconds
