"""Where every byte stands in rows of hexadecimal numbers with their text beside them.

The rule: arithmetic alone, from the width of the place and of a digit; nothing is painted here.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from shared.value import value

_PER_ROW: Final = (16, 8, 4)
_EDGE: Final = 8.0
_COLUMN_GAP: Final = 14.0
_BETWEEN_BLOCKS: Final = 8.0
_CELL_PADDING: Final = 6.0
_TEXT_PADDING: Final = 2.0
_BLOCK: Final = 8
_LEAST_OFFSET_DIGITS: Final = 4


@value
class HexGrid:
    """The measures of one view of ``count`` bytes; make a new one whenever one of them changes."""

    count: int
    digit: float
    row_height: float
    per_row: int
    offset_digits: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.per_row)

    @property
    def width(self) -> float:
        """How wide a row is."""
        return self._text_left + self.per_row * self.text_cell + _EDGE

    @property
    def offset_left(self) -> float:
        """Where the number of a row's first byte begins."""
        return _EDGE

    @property
    def hex_cell(self) -> float:
        """How wide the two digits of a byte are, with what is around them."""
        return 2 * self.digit + _CELL_PADDING

    @property
    def text_cell(self) -> float:
        """How wide the text of one byte is."""
        return self.digit + _TEXT_PADDING

    @property
    def _hex_left(self) -> float:
        return _EDGE + self.offset_digits * self.digit + _COLUMN_GAP

    @property
    def _text_left(self) -> float:
        blocks = (self.per_row - 1) // _BLOCK
        return self._hex_left + self.per_row * self.hex_cell + blocks * _BETWEEN_BLOCKS + _COLUMN_GAP

    def row_of(self, position: int) -> int:
        """In which row a byte stands."""
        return position // self.per_row

    def hex_place(self, position: int) -> QRectF:
        """Where the digits of a byte stand, from the top of the first row."""
        row, column = divmod(position, self.per_row)
        left = self._hex_left + column * self.hex_cell + column // _BLOCK * _BETWEEN_BLOCKS
        return QRectF(left, row * self.row_height, self.hex_cell, self.row_height)

    def text_place(self, position: int) -> QRectF:
        """Where the text of a byte stands."""
        row, column = divmod(position, self.per_row)
        left = self._text_left + column * self.text_cell
        return QRectF(left, row * self.row_height, self.text_cell, self.row_height)

    def byte_at(self, place: QPointF) -> int | None:
        """Which byte is meant by a place, from the top of the first row; None if it is none's."""
        row = int(place.y() // self.row_height)
        first = row * self.per_row
        if place.y() < 0 or first >= self.count:
            return None
        for position in range(first, min(self.count, first + self.per_row)):
            if self.hex_place(position).contains(place) or self.text_place(position).contains(place):
                return position
        return None


def fit_grid(count: int, digit: float, row_height: float, width: float) -> HexGrid:
    """The grid with as many bytes in a row as there is room for in ``width``, and four at least."""
    digits = max(_LEAST_OFFSET_DIGITS, len(str(max(0, count - 1))))
    grids = [HexGrid(count, digit, row_height, per_row, digits) for per_row in _PER_ROW]
    return next((grid for grid in grids if grid.width <= width), grids[-1])
