"""Enter presses the button that has the keyboard, and only then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.enter_presses import press_focused_button


class Window(QMainWindow):
    """A button and a field, as our windows have them."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0
        self.button = QPushButton("Try now")
        self.field = QLineEdit()
        self.box = QCheckBox("Show what was said before")
        self.button.clicked.connect(self._count)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self.button)
        column.addWidget(self.field)
        column.addWidget(self.box)
        self.setCentralWidget(inside)

    def _count(self) -> None:
        self.presses += 1

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused_button(event):
            super().keyPressEvent(event)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_once(window: Window, key: Qt.Key) -> None:
    window.button.setFocus()
    QTest.keyClick(window.button, key)
    assert window.presses == 1


def test_in_a_field_enter_presses_nothing(window: Window) -> None:
    window.field.setFocus()
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert window.presses == 0


def test_other_keys_press_nothing(window: Window) -> None:
    window.button.setFocus()
    QTest.keyClicks(window.button, "ab")
    assert window.presses == 0


def test_enter_leaves_a_check_box_as_it_is(window: Window) -> None:
    window.box.setFocus()
    QTest.keyClick(window.box, Qt.Key.Key_Return)
    assert not window.box.isChecked()
