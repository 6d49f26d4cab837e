"""The field for what to look for: its hint is as long as there is room, and is never cut off.

The rule: what it is for is said in full to who points at it and to who cannot see it, whatever the hint says.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shared.ui.line_edit import LineEdit


class WireFilterEdit(LineEdit):
    """Call ``set_hints`` with what to write in it while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._long = self._short = ""
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_hints(self, long: str, short: str) -> None:
        """Show the long one where it has room, and never be too narrow for the short one."""
        self._long, self._short = long, short
        self._fit()

    def _width_for(self, hint: str) -> int:
        # What Qt asks for at the least is its widest letter and what stands round every text.
        metrics = self.fontMetrics()
        around = super().minimumSizeHint().width() - metrics.maxWidth()
        return around + metrics.horizontalAdvance(hint)

    def _fit(self) -> None:
        self.setMaximumWidth(self._width_for(self._long) * 3 // 2)
        self._show_hint()
        self.updateGeometry()

    def _show_hint(self) -> None:
        hint = self._long if self._width_for(self._long) <= self.width() else self._short
        if hint != self.placeholderText():
            self.setPlaceholderText(hint)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_for(self._short), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._width_for(self._long), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()
