"""Widgets in lines as words are: what has no room in a line begins the next one.

The rule: it makes no window wider than its widest widget.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shared.ui import spacing


class FlowRow(QWidget):
    """Call ``add`` for each widget, in their order; a hidden one takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` behind the others."""
        widget.setParent(self)
        self._widgets.append(widget)
        self.updateGeometry()

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        used = width
        for widget in self._widgets:
            if widget.isHidden():
                continue
            own = widget.sizeHint().width()
            if used + spacing.MEDIUM + own > width or not lines:
                lines.append([])
                used = -spacing.MEDIUM
            lines[-1].append(widget)
            used += spacing.MEDIUM + own
        return lines

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        places: list[tuple[QWidget, QRect]] = []
        y = 0
        for line in self._lines(width):
            height = max(widget.sizeHint().height() for widget in line)
            x = 0
            for widget in line:
                size = widget.sizeHint()
                places.append((widget, QRect(QPoint(x, y + (height - size.height()) // 2), size)))
                x += size.width() + spacing.MEDIUM
            y += height + spacing.SMALL
        return places

    def _arrange(self) -> None:
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Make room anew where a widget has got other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def minimumSizeHint(self) -> QSize:
        hints = [widget.sizeHint() for widget in self._widgets if not widget.isHidden()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def sizeHint(self) -> QSize:
        widths = [
            widget.sizeHint().width() + spacing.MEDIUM for widget in self._widgets if not widget.isHidden()
        ]
        return QSize(sum(widths), self.minimumSizeHint().height())
