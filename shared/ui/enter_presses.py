"""Enter presses the button that has the keyboard, as it does in every dialog.

Outside of dialogs Qt leaves that to the desktop, and on Windows only the space bar would do it. A check box is
left alone, as in every dialog: Enter means "go on", and must not undo what was ticked a moment ago.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox


def press_focused_button(event: QKeyEvent) -> bool:
    """Press the focused button if `event` is Enter; return whether it was. For a window's `keyPressEvent`.

    There, only the keys arrive that nobody inside the window has wanted.
    """
    focused = QApplication.focusWidget()
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if not is_enter or event.isAutoRepeat():
        return False
    if not isinstance(focused, QAbstractButton) or isinstance(focused, QCheckBox):
        return False
    focused.click()
    return True
