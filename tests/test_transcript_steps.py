"""The steps from one list of rows to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.transcript_rows import DayRow, Row, ShownRow
from shared.ui.transcript_steps import Insertion, Removal, steps_between
from tests.helpers.transcript import DAY


def rows(*keys: int) -> list[Row]:
    return [DayRow(key, DAY) for key in keys]


def carried_out(old: list[Row], new: list[Row]) -> list[int]:
    result: list[ShownRow] = list(old)
    for step in steps_between(old, new):
        match step:
            case Removal():
                assert 0 < step.count <= len(result) - step.first
                del result[step.first : step.first + step.count]
            case Insertion():
                assert 0 <= step.first <= len(result)
                result[step.first : step.first] = step.rows
    return [row.key for row in result]


def test_nothing_to_do_for_the_same_rows() -> None:
    assert steps_between(rows(1, 2, 3), rows(1, 2, 3)) == []


def test_arrival_at_the_end_is_one_step() -> None:
    assert steps_between(rows(1, 2), rows(1, 2, 3, 4)) == [Insertion(2, tuple(rows(3, 4)))]


def test_sliding_takes_away_at_one_side_and_adds_at_the_other() -> None:
    assert steps_between(rows(1, 2, 3, 4), rows(3, 4, 5)) == [Removal(0, 2), Insertion(2, tuple(rows(5)))]


def test_line_in_the_middle_comes_and_goes_alone() -> None:
    assert steps_between(rows(1, 2), rows(1, 9, 2)) == [Insertion(1, tuple(rows(9)))]
    assert steps_between(rows(1, 9, 2), rows(1, 2)) == [Removal(1, 1)]


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_steps_turn_any_order_into_any_other(old: list[int], new: list[int]) -> None:
    assert carried_out(rows(*old), rows(*new)) == new


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_keys_that_should_be_unique_and_are_not_do_no_harm(old: list[int], new: list[int]) -> None:
    assert carried_out(rows(*old), rows(*new)) == new
