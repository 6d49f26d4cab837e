"""How much one person may send, on a clock of the test's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.allowance import Allowance, Allowances
from shared.protocol.limits import BURST_MESSAGES


def test_burst_goes_at_once_and_then_each_message_waits_its_turn() -> None:
    allowance = Allowance(5.0, now=100.0)
    assert [allowance.take(100.0) for _ in range(BURST_MESSAGES)] == [0.0] * BURST_MESSAGES
    assert allowance.take(100.0) == pytest.approx(0.2)
    assert allowance.take(100.1) == pytest.approx(0.1)
    assert allowance.take(100.21) == 0.0
    assert allowance.take(100.21) > 0


def test_waiting_as_long_as_it_says_is_long_enough() -> None:
    allowance = Allowance(3.0, now=0.0)
    now = 0.0
    for _ in range(200):
        wait = allowance.take(now)
        if wait:
            now += wait + 1e-9
            assert allowance.take(now) == 0.0


def test_allowance_comes_back_and_never_beyond_the_burst() -> None:
    allowance = Allowance(5.0, now=0.0)
    while allowance.take(0.0) == 0.0:
        pass
    assert [allowance.take(10_000.0) for _ in range(BURST_MESSAGES)] == [0.0] * BURST_MESSAGES
    assert allowance.take(10_000.0) > 0


def test_asking_does_not_cost_anything() -> None:
    allowance = Allowance(5.0, now=0.0)
    while allowance.take(0.0) == 0.0:
        pass
    for _ in range(1_000):
        assert allowance.take(0.0) == pytest.approx(0.2)
    assert allowance.take(0.21) == 0.0


def test_rate_of_zero_is_no_limit() -> None:
    allowance = Allowance(0.0, now=0.0)
    assert not allowance.is_limited
    assert {allowance.take(0.0) for _ in range(100_000)} == {0.0}


@given(st.floats(0.01, 1_000.0), st.lists(st.floats(0.0, 10.0), max_size=100))
def test_never_more_than_the_burst_and_the_rate(rate: float, pauses: list[float]) -> None:
    allowance = Allowance(rate, now=0.0)
    now, taken = 0.0, 0
    for pause in pauses:
        now += pause
        wait = allowance.take(now)
        assert wait >= 0.0
        assert wait <= 1.0 / rate + 1e-9
        taken += wait == 0.0
    assert taken <= BURST_MESSAGES + now * rate + 1e-6


def test_smallest_rate_waits_without_failing() -> None:
    allowance = Allowance(5e-324, now=0.0)
    for _ in range(BURST_MESSAGES):
        assert allowance.take(0.0) == 0.0
    assert allowance.take(0.0) > 1e300


# ---- going and coming back -------------------------------------------------------------------------------


def used(allowance: Allowance, messages: int, now: float = 0.0) -> Allowance:
    for _ in range(messages):
        assert allowance.take(now) == 0.0
    return allowance


def test_going_and_coming_back_brings_no_new_allowance() -> None:
    allowances = Allowances(5.0)
    allowances.give_back("10.0.0.1", used(allowances.take_up("10.0.0.1", 0.0), 15), 0.0)
    assert used(allowances.take_up("10.0.0.1", 1.0), 10, 1.0).take(1.0) == pytest.approx(0.2)


def test_another_address_has_an_allowance_of_its_own() -> None:
    allowances = Allowances(5.0)
    allowances.give_back("10.0.0.1", used(allowances.take_up("10.0.0.1", 0.0), 20), 0.0)
    used(allowances.take_up("10.0.0.2", 0.0), BURST_MESSAGES)


def test_who_shares_an_address_gets_the_most_of_what_was_given_back() -> None:
    allowances = Allowances(5.0)
    pupils = [used(allowances.take_up("10.0.0.1", 0.0), count) for count in (20, 5, 12)]
    for pupil in pupils:
        allowances.give_back("10.0.0.1", pupil, 0.0)
    left = [allowances.take_up("10.0.0.1", 0.0).left(0.0) for _ in range(4)]
    assert left == [15.0, 8.0, 0.0, 20.0], "and a new one when there is none any more"


def test_what_is_given_back_is_a_copy_for_its_session_may_go_on() -> None:
    allowances = Allowances(5.0)
    first = used(allowances.take_up("10.0.0.1", 0.0), 3)
    allowances.give_back("10.0.0.1", first, 0.0)
    used(allowances.take_up("10.0.0.1", 0.0), 17)
    assert first.left(0.0) == 17.0


def test_only_what_is_not_whole_is_kept_and_only_until_it_is() -> None:
    allowances = Allowances(5.0)
    allowances.give_back("10.0.0.1", allowances.take_up("10.0.0.1", 0.0), 0.0)
    assert len(allowances) == 0
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        allowances.give_back(address, used(Allowance(5.0, 0.0), 10), 0.0)
    allowances.sweep(1.9)
    assert len(allowances) == 3
    allowances.sweep(2.1)
    assert len(allowances) == 0


def test_without_a_limit_nothing_is_kept() -> None:
    allowances = Allowances(0.0)
    allowances.give_back("10.0.0.1", used(allowances.take_up("10.0.0.1", 0.0), 1_000), 0.0)
    assert len(allowances) == 0
    assert not allowances.take_up("10.0.0.1", 0.0).is_limited


def test_of_two_allowances_of_one_person_the_smaller_counts() -> None:
    small, large = used(Allowance(5.0, 0.0), 15), used(Allowance(5.0, 0.0), 5)
    large.lower_to(small, 1.0)
    assert large.left(1.0) == 10.0
    small.lower_to(large, 2.0)
    assert small.left(2.0) == 15.0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.floats(0.0, 1.0)), max_size=60))
def test_no_coming_and_going_gets_more_than_so_many_who_stay(visits: list[tuple[int, int, float]]) -> None:
    allowances = Allowances(5.0)
    places: dict[int, Allowance] = {}
    now, said = 0.0, 0
    for place, messages, pause in visits:
        now += pause
        allowances.sweep(now)
        if place in places:
            allowances.give_back("10.0.0.1", places.pop(place), now)
        else:
            places[place] = allowances.take_up("10.0.0.1", now)
            said += sum(places[place].take(now) == 0.0 for _ in range(messages))
    assert said <= 6 * (BURST_MESSAGES + now * 5.0) + 1e-6
