"""How long the relay's turns take: told once a second, and kept in little room."""

import pytest

from chatroom_server.delay_meter import MOST_TURNS, DelayMeter


def measure(meter: DelayMeter, *seconds: float) -> None:
    """Have turns taken so long, one after the other."""
    for each in seconds:
        meter.begin(1_000.0)
        meter.end(1_000.0 + each)


def test_second_without_a_turn_has_no_delay() -> None:
    meter = DelayMeter()
    meter.sweep()
    assert meter.p99_seconds == 0.0


def test_one_turn_is_its_own_measure() -> None:
    meter = DelayMeter()
    measure(meter, 0.25)
    meter.sweep()
    assert meter.p99_seconds == pytest.approx(0.25)


def test_one_slow_turn_of_two_hundred_is_left_out_and_three_are_not() -> None:
    meter = DelayMeter()
    measure(meter, 0.5, *[0.001] * 199)
    meter.sweep()
    assert meter.p99_seconds == pytest.approx(0.001)
    measure(meter, 0.5, *[0.001] * 197, 0.5, 0.5)
    meter.sweep()
    assert meter.p99_seconds == pytest.approx(0.5)


def test_each_second_is_told_by_itself_and_stands_until_it_is_over() -> None:
    meter = DelayMeter()
    measure(meter, 0.5)
    meter.sweep()
    measure(meter, 0.002)
    assert meter.p99_seconds == pytest.approx(0.5)
    meter.sweep()
    assert meter.p99_seconds == pytest.approx(0.002)
    meter.sweep()
    assert meter.p99_seconds == 0.0


def test_of_more_turns_than_are_kept_the_newest_count() -> None:
    meter = DelayMeter()
    measure(meter, *[0.5] * 100, *[0.001] * MOST_TURNS)
    meter.sweep()
    assert meter.p99_seconds == pytest.approx(0.001)
