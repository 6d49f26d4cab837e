"""What a crash cut short goes on soon and in the same room; everything else is another lesson."""

from dataclasses import replace

import pytest

from chatroom_server.history.lesson import GOES_ON_SECONDS, Lesson
from tests.helpers.histories import NINE, ROOM

CRASHED = Lesson(1, ROOM, NINE - 600, NINE, 0, 0)


@pytest.mark.parametrize("seconds", [0.0, GOES_ON_SECONDS, -GOES_ON_SECONDS])
def test_lesson_that_crashed_goes_on_in_the_same_room(seconds: float) -> None:
    assert CRASHED.goes_on_in(ROOM, NINE + seconds)


@pytest.mark.parametrize("seconds", [GOES_ON_SECONDS + 1, -GOES_ON_SECONDS - 1])
def test_lesson_that_crashed_long_ago_is_over_by_either_clock(seconds: float) -> None:
    assert not CRASHED.goes_on_in(ROOM, NINE + seconds)


def test_lesson_of_another_room_or_one_that_was_closed_is_over() -> None:
    assert not CRASHED.goes_on_in("Room 102", NINE)
    assert not replace(CRASHED, is_closed=True).goes_on_in(ROOM, NINE)
