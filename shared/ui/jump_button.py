"""The button that floats over the transcript while the newest is out of sight.

It says in words what it does, and counts what has come since.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget


class JumpButton(QPushButton):
    """Tells how many messages are new below. Place it over its parent, and go to the newest when it is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self._count = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A click leaves the keyboard where the person writes: the button is gone the moment after.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._retranslate()

    @property
    def count(self) -> int:
        """How many messages of other people are new."""
        return self._count

    def set_count(self, count: int) -> None:
        """Say that `count` messages are new; none shows only the arrow."""
        self._count = count
        self._retranslate()

    def place(self, below: int) -> None:
        """Stand in the middle of the parent's width, `below` pixels above its lower edge."""
        self.adjustSize()
        area = self._area.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - below)

    def _retranslate(self) -> None:
        if self._count:
            self.setText(self.tr("%Ln new ↓", "messages further down", self._count))
            self.setAccessibleName(self.tr("%Ln new, go to the newest", "messages", self._count))
        else:
            self.setText(self.tr("Newest ↓"))
            self.setAccessibleName(self.tr("Go to the newest message"))

    # Qt's own names

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language that is on now."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
