"""Where each of very many rows stands."""

from __future__ import annotations

from itertools import accumulate
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shared.ui.row_heights import RowHeights


def of(*guesses: int) -> RowHeights:
    heights = RowHeights()
    heights.insert(0, guesses)
    return heights


def test_no_rows_are_no_height() -> None:
    heights = RowHeights()
    assert (len(heights), heights.total, heights.top(0)) == (0, 0, 0)


def test_row_is_found_by_its_place_and_the_nearest_one_beyond_the_ends() -> None:
    heights = of(10, 20, 30)
    assert [heights.row_at(y) for y in (-5, 0, 9, 10, 29, 30, 59, 60, 1_000)] == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert [heights.top(row) for row in range(4)] == [0, 10, 30, 60]


def test_what_was_measured_is_no_guess_until_it_is_forgotten() -> None:
    heights = of(10, 20)
    heights.measure(1, 25)
    assert [heights.is_measured(row) for row in (0, 1)] == [False, True]
    assert heights.total == 35
    heights.forget(1)
    assert not heights.is_measured(1)
    assert heights.height(1) == 25
    heights.measure(0, 11)
    heights.forget_all()
    assert not heights.is_measured(0)
    assert heights.height(0) == 11


class AsInAList(RuleBasedStateMachine):
    """Whatever is done, each row is where a plain list of heights says."""

    def __init__(self) -> None:
        super().__init__()
        self.heights = RowHeights()
        self.plain: list[tuple[int, bool]] = []

    @rule(data=st.data(), count=st.integers(1, 1_500), guess=st.integers(1, 90))
    def rows_come(self, data: st.DataObject, count: int, guess: int) -> None:
        at = data.draw(st.integers(0, len(self.plain)))
        self.heights.insert(at, [guess] * count)
        self.plain[at:at] = [(guess, False)] * count

    @precondition(lambda self: self.plain)
    @rule(data=st.data())
    def rows_go(self, data: st.DataObject) -> None:
        first = data.draw(st.integers(0, len(self.plain) - 1))
        count = data.draw(st.integers(1, len(self.plain) - first))
        self.heights.remove(first, count)
        del self.plain[first : first + count]

    @precondition(lambda self: self.plain)
    @rule(data=st.data(), height=st.integers(1, 900))
    def row_is_measured(self, data: st.DataObject, height: int) -> None:
        row = data.draw(st.integers(0, len(self.plain) - 1))
        self.heights.measure(row, height)
        self.plain[row] = (height, True)

    @precondition(lambda self: self.plain)
    @rule(data=st.data())
    def row_is_forgotten(self, data: st.DataObject) -> None:
        row = data.draw(st.integers(0, len(self.plain) - 1))
        self.heights.forget(row)
        self.plain[row] = (self.plain[row][0], False)

    @rule()
    def everything_is_forgotten(self) -> None:
        self.heights.forget_all()
        self.plain = [(height, False) for height, _ in self.plain]

    @rule()
    def nothing_is_left(self) -> None:
        self.heights.clear()
        self.plain.clear()

    @invariant()
    def everything_is_where_it_should_be(self) -> None:
        tops = [*accumulate((height for height, _ in self.plain), initial=0)]
        assert (len(self.heights), self.heights.total) == (len(self.plain), tops[-1])
        step = max(1, len(self.plain) // 7)
        for row in range(0, len(self.plain), step):
            assert (self.heights.height(row), self.heights.is_measured(row)) == self.plain[row]
            assert self.heights.top(row) == tops[row]
            assert self.heights.row_at(tops[row]) == self.heights.row_at(tops[row + 1] - 1) == row


def test_every_row_is_where_a_plain_list_says() -> None:
    run_state_machine_as_test(
        AsInAList, settings=settings(max_examples=60, stateful_step_count=20, deadline=None)
    )


@given(st.integers(0, 3_000))
@settings(deadline=None)
def test_one_past_the_last_row_is_the_end(count: int) -> None:
    heights = of(*[7] * count)
    assert heights.top(count) == heights.total == 7 * count


def test_finding_and_measuring_costs_little_more_among_a_hundred_times_as_many() -> None:
    def cost(count: int) -> float:
        heights = of(*[30] * count)
        spent = []
        for turn in range(30):
            started = process_time()
            for step in range(20):
                row = (turn * 20 + step) * 37 % count
                heights.measure(row, 31 + step % 2)
                assert heights.row_at(heights.top(row)) == row
            spent.append(process_time() - started)
        return sorted(spent)[len(spent) // 2]

    assert cost(100_000) <= 8 * cost(1_000)
