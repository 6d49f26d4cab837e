"""How high the rows of a very long list are, and where each of them stands.

The rule: finding a row or its place costs next to nothing however many rows there are, and so does everything that
changes one of them. Most rows were never in sight: their heights are guesses, and told apart from those measured.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_BLOCK: Final = 256
"""So many rows are looked at one by one, and there are so many blocks less: both stay in the hundreds."""


@dataclass(slots=True)
class _Block:
    """Some rows in a piece. What is below zero was guessed, and so is all that was measured in an earlier age."""

    heights: array[int]
    total: int
    age: int


class RowHeights:
    """The heights of all rows, in pixels; every one is at least 1. Rows are counted from 0."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._age = 0
        self._firsts: list[int] | None = None
        self._tops: list[int] = []

    def __len__(self) -> int:
        return self._ends()[-1]

    @property
    def total(self) -> int:
        """The height of all rows together."""
        self._ends()
        return self._tops[-1]

    def clear(self) -> None:
        """There are no rows any more."""
        self._blocks.clear()
        self._firsts = None

    def insert(self, at: int, guesses: Iterable[int]) -> None:
        """Put rows in front of the row `at`, none of them measured."""
        new = array("i", (-max(1, guess) for guess in guesses))
        if not new:
            return
        number, within = self._find(at)
        if number == len(self._blocks):
            self._blocks.append(_Block(array("i"), 0, self._age))
        block = self._in_this_age(number)
        block.heights[within:within] = new
        block.total -= sum(new)
        if len(block.heights) > 2 * _BLOCK:
            whole = block.heights
            pieces = [whole[first : first + _BLOCK] for first in range(0, len(whole), _BLOCK)]
            self._blocks[number : number + 1] = [
                _Block(piece, sum(map(abs, piece)), self._age) for piece in pieces
            ]
        self._firsts = None

    def remove(self, first: int, count: int) -> None:
        """Take out `count` rows from `first` on."""
        while count:
            number, within = self._find(first)
            block = self._blocks[number]
            gone = block.heights[within : within + count]
            del block.heights[within : within + count]
            block.total -= sum(map(abs, gone))
            count -= len(gone)
            if not block.heights:
                del self._blocks[number]
            self._firsts = None

    def measure(self, row: int, height: int) -> None:
        """The height of `row` is known now."""
        self._set(row, max(1, height))

    def forget(self, row: int) -> None:
        """What was measured of `row` may hold no longer."""
        self._set(row, -self.height(row))

    def forget_all(self) -> None:
        """What was measured may hold no longer, of no row; until it is measured again it is a guess."""
        self._age += 1

    def is_measured(self, row: int) -> bool:
        """Whether the height of `row` is no guess."""
        number, within = self._find(row)
        block = self._blocks[number]
        return block.age == self._age and block.heights[within] > 0

    def height(self, row: int) -> int:
        """How high `row` is, as far as is known."""
        number, within = self._find(row)
        return abs(self._blocks[number].heights[within])

    def top(self, row: int) -> int:
        """How far below the top of the first row the top of `row` is; `row` may be one past the last."""
        number, within = self._find(row)
        if number == len(self._blocks):
            return self.total
        return self._tops[number] + sum(map(abs, self._blocks[number].heights[:within]))

    def row_at(self, y: int) -> int:
        """The row at `y` pixels below the top of the first: the nearest one if there is none. Not for no rows."""
        firsts = self._ends()
        number = min(max(0, bisect_right(self._tops, y) - 1), len(self._blocks) - 1)
        heights = self._blocks[number].heights
        bottoms = [*accumulate(map(abs, heights))]
        within = bisect_right(bottoms, y - self._tops[number])
        return firsts[number] + min(within, len(heights) - 1)

    def _set(self, row: int, height: int) -> None:
        number, within = self._find(row)
        block = self._in_this_age(number)
        grown = abs(height) - abs(block.heights[within])
        block.heights[within] = height
        if grown:
            block.total += grown
            self._tops = [*accumulate((block.total for block in self._blocks), initial=0)]

    def _in_this_age(self, number: int) -> _Block:
        block = self._blocks[number]
        if block.age != self._age:
            block.heights = array("i", (-abs(height) for height in block.heights))
            block.age = self._age
        return block

    def _find(self, row: int) -> tuple[int, int]:
        """The block of `row`, and its place in it. One past the last row is at the end of the last block."""
        firsts = self._ends()
        number = min(bisect_right(firsts, row) - 1, max(0, len(self._blocks) - 1))
        return number, row - firsts[number]

    def _ends(self) -> list[int]:
        """The number of each block's first row, and of the row past the last."""
        if self._firsts is None:
            self._firsts = [*accumulate((len(block.heights) for block in self._blocks), initial=0)]
            self._tops = [*accumulate((block.total for block in self._blocks), initial=0)]
        return self._firsts
