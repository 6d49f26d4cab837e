"""Marks of the charts' axes: whole numbers, whole minutes, never many, and the highest value is below the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.window.charts_axis import decimals_of, time_marks, time_step, value_marks, value_step


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 2, 4]),
        (31, [0, 20, 40]),
        (2_000, [0, 1_000, 2_000]),
    ],
)
def test_people_are_marked_in_whole_numbers(most: float, marks: list[float]) -> None:
    assert list(value_marks(most, is_whole=True)) == marks


def test_small_values_are_marked_in_parts_of_one() -> None:
    assert value_marks(0.3, is_whole=False) == pytest.approx((0.0, 0.1, 0.2, 0.3))
    assert value_marks(1.1, is_whole=False) == pytest.approx((0.0, 0.5, 1.0, 1.5))


@given(st.floats(0, 1e9), st.booleans())
def test_marks_begin_at_zero_reach_over_the_highest_and_are_few(most: float, is_whole: bool) -> None:
    marks = value_marks(most, is_whole=is_whole)
    assert marks[0] == 0
    assert marks[-1] >= most * (1 - 1e-6)
    assert 2 <= len(marks) <= 4


@pytest.mark.parametrize(("step", "decimals"), [(1, 0), (20, 0), (0.5, 1), (0.1, 1), (0.02, 2)])
def test_marks_have_as_many_decimals_as_tell_them_apart(step: float, decimals: int) -> None:
    assert decimals_of(step) == decimals
    assert decimals_of(value_step(3 * step, is_whole=False)) == decimals


@pytest.mark.parametrize(
    ("seconds", "step"), [(60, 10), (61, 30), (2_700, 600), (4 * 3_600, 3_600), (9 * 86_400, 2 * 86_400)]
)
def test_time_is_marked_in_steps_of_a_clock(seconds: float, step: int) -> None:
    assert time_step(seconds, 6) == step


def test_time_marks_are_whole_on_the_clock_of_the_place() -> None:
    half_past_five_ahead = 19_800
    marks = time_marks(0.0, 7_200.0, 3_600, half_past_five_ahead)
    assert marks == (1_800.0, 5_400.0)


@given(st.floats(0, 2e9), st.floats(1, 1e6), st.integers(1, 12), st.sampled_from([0, 28_800, -12_600]))
def test_time_marks_lie_within_the_time_and_are_no_more_than_wanted(
    begin: float, seconds: float, most: int, offset: int
) -> None:
    marks = time_marks(begin, begin + seconds, time_step(seconds, most), offset)
    assert len(marks) <= most + 1
    hair = 1e-6
    assert all(begin - hair <= mark <= begin + seconds + hair for mark in marks)
