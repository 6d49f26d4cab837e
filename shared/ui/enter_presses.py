"""Enter presses the button that has the keyboard, as it does in every dialog.

Outside of dialogs Qt leaves that to the desktop, and on Windows only the space bar would do it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication


def press_focused_button(event: QKeyEvent) -> bool:
    """Press the focused button if `event` is Enter; return whether it was. For a window's `keyPressEvent`.

    There, only the keys arrive that nobody inside the window has wanted.
    """
    focused = QApplication.focusWidget()
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if not is_enter or event.isAutoRepeat() or not isinstance(focused, QAbstractButton):
        return False
    focused.click()
    return True
