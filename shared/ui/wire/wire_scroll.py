"""Holds the wire where a window is too low for all that somebody wants to see of it: then it can be scrolled.

The rule: nothing on it is ever lower than it has to be, and it makes no window higher.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_LEAST_LINES: Final = 6


class WireScroll(QScrollArea):
    """Put widgets into ``places``; call ``bring_into_view`` for one that somebody has asked for.

    Its ``sizeHint`` is what all of them would like.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = _Page()
        self.places = QVBoxLayout(self._page)
        self.places.setContentsMargins(0, 0, 0, 0)
        self.places.setSpacing(0)
        self._asked_for: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_laid_out)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(self._page)
        self._page.setAutoFillBackground(False)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a widget once it has its place; not if it is hidden by then."""
        self._asked_for = widget
        self._soon.start()

    @Slot()
    def _on_laid_out(self) -> None:
        if self._asked_for is not None and self._asked_for.isVisible():
            self.ensureWidgetVisible(self._asked_for, 0, 0)
        self._asked_for = None

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        width = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, self.fontMetrics().height() * _LEAST_LINES)

    def sizeHint(self) -> QSize:
        return self.places.sizeHint()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """What is inside needs another width or height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)


class _Page(QWidget):
    """As low as it can be used; Qt would begin to scroll where anything is lower than it would like to be."""

    # Qt overrides

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)
