"""The line above the people: how many they are, and the buttons that are about all of them or about one.

The rule: it makes no window wider. Where one line has no room for everything, who may write has a line of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shared.ui import spacing


class PeopleHead(QWidget):
    """Give it all that stands in the line, from left to right; ``rules`` is what gives way."""

    def __init__(
        self,
        labels: tuple[QLabel, ...],
        actions: QPushButton,
        rules: QPushButton,
        export: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules = rules
        self._others = (*labels, actions, export)
        self._place = len(labels) + 2  # after the stretch and the actions
        self._is_narrow = False
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        for row in (self._line, self._below):
            row.setSpacing(spacing.SMALL)
        for label in labels:
            self._line.addWidget(label)
        self._line.addStretch()
        self._line.addWidget(actions)
        self._line.addWidget(rules)
        self._line.addWidget(export)
        self._below.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        column.setSpacing(spacing.TIGHT)
        column.addLayout(self._line)
        column.addLayout(self._below)
        # How narrow it may be is not for the layout to say: see ``minimumSizeHint``.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._fit()

    @property
    def _least_width(self) -> int:
        """Of everything but the rules, on one line."""
        shown = sum(widget.sizeHint().width() for widget in self._others)
        return shown + len(self._others) * spacing.SMALL

    def _fit(self) -> None:
        margins = 2 * spacing.LARGE
        wanted = self._least_width + spacing.SMALL + self._rules.sizeHint().width() + margins
        is_narrow = self.width() < wanted
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._line.removeWidget(self._rules)
            self._below.addWidget(self._rules)
        else:
            self._below.removeWidget(self._rules)
            self._line.insertWidget(self._place, self._rules)
        self.updateGeometry()

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        width = max(self._least_width, self._rules.sizeHint().width()) + 2 * spacing.LARGE
        return QSize(width, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Words of another length may need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)
