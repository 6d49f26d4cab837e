"""Shift+F10 opens the menu of what has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.menu_key import MenuKey


class Field(QLineEdit):
    """Remembers for what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.reasons: list[QContextMenuEvent.Reason] = []

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.reasons.append(event.reason())


@pytest.mark.parametrize("is_needed", [True, False])
def test_the_menu_of_what_has_the_keyboard_is_asked_for(qtbot: QtBot, is_needed: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fields = (Field(), Field())
    column = QVBoxLayout(window)
    for field in fields:
        column.addWidget(field)
    MenuKey(window, is_needed=is_needed)
    window.show()
    window.activateWindow()
    fields[1].setFocus()
    qtbot.waitUntil(fields[1].hasFocus)
    QTest.keyClick(fields[1], Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert fields[0].reasons == []
    assert fields[1].reasons == ([QContextMenuEvent.Reason.Keyboard] if is_needed else [])
