"""A field of one line that leaves Enter to an input method.

Qt's own field reports Enter while a word is still being composed, and would join with half a name.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class LineEdit(QLineEdit):
    """Use it as a `QLineEdit`; `returnPressed` comes only for an Enter that is meant for the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""

    @property
    def is_composing(self) -> bool:
        """Whether a word is seen in the field that is not yet its text."""
        return bool(self._preedit)

    # Qt overrides

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_composing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # It has been reported already; the window around must not act on it once more.
            event.accept()
