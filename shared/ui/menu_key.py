"""Shift+F10 opens the menu of what has the keyboard, on desktops where Qt knows only the key made for it.

The rule: it is the very event that the menu key makes, so no menu can tell the two apart.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class MenuKey(QObject):
    """Make one for a window; it holds for the window's dialogs, too.

    On Windows and macOS, where the system itself makes the event, it does nothing unless `is_needed` says so.
    """

    def __init__(self, window: QWidget, *, is_needed: bool | None = None) -> None:
        super().__init__(window)
        if sys.platform not in {"win32", "darwin"} if is_needed is None else is_needed:
            shortcut = QShortcut(QKeySequence("Shift+F10"), window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(self._on_pressed)

    @Slot()
    def _on_pressed(self) -> None:
        widget = QApplication.focusWidget()
        if widget is None:
            return
        cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        place = cursor.center() if isinstance(cursor, QRect) and cursor.isValid() else QPoint()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
