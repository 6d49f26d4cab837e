"""The steps from one list of rows to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.transcript_steps import Insertion, Removal, steps_between


def carried_out(old: list[int], new: list[int]) -> list[int]:
    result = list(old)
    for step in steps_between(old, new):
        match step:
            case Removal():
                assert 0 < step.count <= len(result) - step.first
                del result[step.first : step.first + step.count]
            case Insertion():
                assert 0 <= step.first <= len(result)
                result[step.first : step.first] = new[step.first : step.first + step.count]
    return result


def test_nothing_to_do_for_the_same_rows() -> None:
    assert steps_between([1, 2, 3], [1, 2, 3]) == []


def test_arrival_at_the_end_is_one_step() -> None:
    assert steps_between([1, 2], [1, 2, 3, 4]) == [Insertion(2, 2)]


def test_sliding_takes_away_at_one_side_and_adds_at_the_other() -> None:
    assert steps_between([1, 2, 3, 4], [3, 4, 5]) == [Removal(0, 2), Insertion(2, 1)]


def test_line_in_the_middle_comes_and_goes_alone() -> None:
    assert steps_between([1, 2], [1, 9, 2]) == [Insertion(1, 1)]
    assert steps_between([1, 9, 2], [1, 2]) == [Removal(1, 1)]


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_steps_turn_any_order_into_any_other(old: list[int], new: list[int]) -> None:
    assert carried_out(old, new) == new


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_keys_that_should_be_unique_and_are_not_do_no_harm(old: list[int], new: list[int]) -> None:
    assert carried_out(old, new) == new
