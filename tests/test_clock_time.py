"""The time of what went over the wire."""

from datetime import datetime

from shared.ui.wire.clock_time import clock_time


def test_it_is_told_to_the_millisecond_on_this_computers_clock() -> None:
    moment = datetime(2026, 11, 20, 9, 6, 12, 57_000).astimezone()
    assert clock_time(moment.timestamp()) == "09:06:12.057"


def test_a_moment_before_a_full_second_is_not_of_the_next() -> None:
    moment = datetime(2026, 11, 20, 9, 6, 12).astimezone()
    assert clock_time(moment.timestamp() - 0.0001) == "09:06:11.999"
