"""Where bytes and the characters that three encodings make of them stand, below each other.

The rule: a character is as wide as its bytes together, so that where two encodings cut alike or not can be seen.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

from shared.value import value
from shared.wire.byte_reading import CharacterSet

CHARSETS: Final = tuple(CharacterSet)

_GAP: Final = 3.0
_HEAD_PADDING: Final = 6.0
_ROW_PADDING: Final = 6.0


@value
class EncodingsLayout:
    """The measures; make a new one when the font or the number of bytes changes."""

    count: int
    cell: float
    head_height: float
    row_height: float

    @property
    def width(self) -> float:
        """How wide all bytes are."""
        return self.count * self.cell + 1

    @property
    def height(self) -> float:
        """How high the bytes and the rows below them are."""
        return self.head_height + len(CHARSETS) * (self.row_height + _GAP)

    def head(self, position: int, length: int = 1) -> QRectF:
        """Where some bytes stand."""
        return QRectF(position * self.cell, 0, length * self.cell, self.head_height)

    def row_top(self, charset: CharacterSet) -> float:
        """Where the row of an encoding begins."""
        return self.head_height + _GAP + CHARSETS.index(charset) * (self.row_height + _GAP)

    def box(self, charset: CharacterSet, start: int, length: int) -> QRectF:
        """Where a character of so many bytes stands."""
        return QRectF(start * self.cell, self.row_top(charset), length * self.cell, self.row_height)

    def byte_at(self, x: float) -> int | None:
        """Which byte is at ``x``; None if there is none."""
        position = int(x // self.cell)
        return position if 0 <= position < self.count else None


def fit_encodings(count: int, code_width: float, line: float, sign_line: float) -> EncodingsLayout:
    """The layout where ``U+4E2D`` is so wide, and a line of text and one of signs so high."""
    return EncodingsLayout(
        count, code_width + _HEAD_PADDING, line + _HEAD_PADDING, sign_line + line + _ROW_PADDING
    )
