"""A label for a line made of parts, such as "3 people · 12 messages", that never makes its window wider.

The rule: no number is cut in two. Where there is no room for all parts, the last ones are left out whole; `text()`
and the tooltip always have all. Only a first part that is too long by itself is shortened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from shared.ui.elided_label import ElidedLabel
from shared.ui.inert import inert_line

_BETWEEN: Final = " · "


class PartsLabel(ElidedLabel):
    """Call `show_parts`, the most important part first."""

    _parts: tuple[str, ...] = ()

    @property
    def first_width(self) -> int:
        """How wide the label has to be for its first part."""
        return self._width_of(1)

    def width_within(self, most: int) -> int:
        """How wide the label is with as many parts as fit into `most` pixels, and with the first one at least."""
        counts = range(len(self._parts), 1, -1)
        return next((width for width in map(self._width_of, counts) if width <= most), self.first_width)

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show these, already translated."""
        self._parts = tuple(parts)
        self.setText(_BETWEEN.join(parts))

    def _width_of(self, count: int) -> int:
        margins = self.contentsMargins()
        return self._advance(self._parts[:count]) + margins.left() + margins.right() + 1

    def _advance(self, parts: Sequence[str]) -> int:
        return self.fontMetrics().horizontalAdvance(inert_line(_BETWEEN.join(parts)))

    def _shown(self) -> str:
        width = self.contentsRect().width()
        for count in range(len(self._parts), 0, -1):
            if self._advance(self._parts[:count]) <= width:
                return inert_line(_BETWEEN.join(self._parts[:count]))
        first = inert_line(self._parts[0]) if self._parts else ""
        return self.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, width)
