"""A label for one line of foreign text, such as a room's name, that never makes its window wider.

What does not fit is shortened with an ellipsis, and read in full in the tooltip; `text()` is always the whole.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QToolTip, QWidget

from shared.ui.inert import inert_line
from shared.ui.tip import tip

_FEWEST_CHARACTERS = 4


class ElidedLabel(QLabel):
    """Use it like a `QLabel`; whatever its text holds, it is shown as it is, on one line."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def shown_text(self) -> str:
        """What there is room for."""
        return self._shown()

    def _shown(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(inert_line(self.text()), Qt.TextElideMode.ElideRight, width)

    # Qt overrides

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(inert_line(self.text()))
        return QSize(
            width + margins.left() + margins.right() + 1,
            self.fontMetrics().height() + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().averageCharWidth() * _FEWEST_CHARACTERS), hint.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        alignment = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), alignment, self._shown())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is shortened."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = inert_line(self.text())
            QToolTip.showText(event.globalPos(), tip(text) if text != self._shown() else "", self)
            return True
        return super().event(event)
