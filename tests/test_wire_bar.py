"""The line above the rows: a filter that waits for the typing to end, and buttons that find their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_bar import WireBar


@pytest.fixture
def bar(themes: ThemeSource, qtbot: QtBot) -> WireBar:
    made = WireBar(lambda: ("alice",), QMenu(), QMenu())
    qtbot.addWidget(made)
    made.resize(800, 60)
    made.show()
    return made


def test_the_filter_is_told_when_the_typing_ends(bar: WireBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.filter_changed):
        QTest.keyClicks(bar.filter_edit, " Hello ")
    assert bar.text == "hello"


def test_enter_tells_it_at_once(bar: WireBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar.filter_edit, "x")
    with qtbot.waitSignal(bar.filter_changed, timeout=0):
        QTest.keyClick(bar.filter_edit, Qt.Key.Key_Return)


def test_escape_empties_the_filter(bar: WireBar) -> None:
    QTest.keyClicks(bar.filter_edit, "x")
    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Escape)
    assert bar.text == ""


def test_in_a_narrow_window_the_buttons_stand_below(bar: WireBar, qtbot: QtBot) -> None:
    assert bar.pause_button.y() == bar.types.y()
    bar.resize(bar.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: bar.pause_button.y() > bar.types.y())
    bar.resize(800, 60)
    qtbot.waitUntil(lambda: bar.pause_button.y() == bar.types.y())


def test_pause_says_how_to_go_on(bar: WireBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.pause_toggled):
        QTest.mouseClick(bar.pause_button, Qt.MouseButton.LeftButton)
    assert bar.pause_button.text() == "Go on"


def test_everything_can_be_shown_again(bar: WireBar) -> None:
    bar.people.choose("alice")
    QTest.keyClicks(bar.filter_edit, "x")
    bar.show_all()
    assert (bar.people.name, bar.text) == ("", "")
