"""How much one person may send, on a clock of the test's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.allowance import Allowance
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
