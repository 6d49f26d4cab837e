"""Everything is reached and left by keyboard alone: with Tab, with Shift+Tab, and part by part with F6."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from shared.ui.menu_button import MenuButton
from tests.experience.conftest import Shown
from tests.experience.scene import settle
from tests.experience.walk import focusable

MOST_PRESSES = 120
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def round_trip(top: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> list[QWidget]:
    """Press a key until the focus is where it was before; return where it was on the way."""
    reached = [focused()]
    for _ in range(MOST_PRESSES):
        QTest.keyClick(focused(), key, modifier)
        assert focused().window() is top, f"left the window after {reached[-1].objectName()}"
        if focused() is reached[0]:
            return reached
        reached.append(focused())
    raise AssertionError([f"{type(each).__name__} {each.objectName()}" for each in reached[-6:]])


@pytest.mark.parametrize("modifier", [NO_KEY, SHIFT], ids=["Tab", "Shift+Tab"])
def test_tab_reaches_every_control_and_comes_round(shown: Shown, modifier: Qt.KeyboardModifier) -> None:
    wanted = focusable(shown.top)
    if isinstance(shown.top, QMenu) or not wanted:
        pytest.skip("the arrow keys go through a menu, and there is nothing else to reach")
    if QApplication.focusWidget() is None or not shown.top.isAncestorOf(focused()):
        wanted[0].setFocus()
    settle()
    key = Qt.Key.Key_Tab if modifier is NO_KEY else Qt.Key.Key_Backtab
    reached = round_trip(shown.top, key, modifier)
    assert [f"{type(each).__name__} {each.objectName()}" for each in wanted if each not in reached] == []


def test_f6_goes_round_the_parts_of_a_room(shown: Shown) -> None:
    edit = shown.top.findChild(QWidget, "messageEdit")
    if edit is None or not edit.isVisible() or not edit.isEnabled():
        pytest.skip("there is one part only")
    edit.setFocus()
    there = round_trip(shown.top, Qt.Key.Key_F6, NO_KEY)
    back = round_trip(shown.top, Qt.Key.Key_F6, SHIFT)
    assert len(there) >= 3
    assert back[1:] == there[:0:-1]


def test_the_menu_opens_and_closes_by_keyboard(shown: Shown) -> None:
    buttons = [each for each in focusable(shown.top) if isinstance(each, MenuButton)]
    if not buttons:
        pytest.skip("there is no menu")
    (button,) = buttons
    button.setFocus()
    walked: list[bool] = []

    def walk_and_close() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            QTest.keyClick(menu, Qt.Key.Key_Down)
            walked.append(menu.activeAction() is not None)
            QTest.keyClick(menu, Qt.Key.Key_Escape)
            menu.close()

    # The key is not let go of before the menu is closed.
    QTimer.singleShot(100, walk_and_close)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert walked == [True]
    assert QApplication.activePopupWidget() is None
    assert button.hasFocus()
