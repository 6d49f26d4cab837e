"""The button from which emoji are chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.emoji_button import EmojiButton
from shared.ui.language import Languages
from shared.ui.message_edit import MessageEdit
from shared.ui.theme_source import ThemeSource


class Desk(QWidget):
    """A box and the button beside it."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self.edit = MessageEdit(self)
        self.button = EmojiButton(themes, self.edit, self)
        row = QHBoxLayout(self)
        row.addWidget(self.edit)
        row.addWidget(self.button)


@pytest.fixture
def desk(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Desk:
    desk = Desk(themes)
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    desk.edit.setFocus()
    qtbot.waitUntil(desk.edit.hasFocus)
    return desk


def test_what_is_chosen_goes_where_the_cursor_is_and_the_keyboard_back_to_the_box(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.edit.setPlainText("ab")
    cursor = desk.edit.textCursor()
    cursor.setPosition(1)
    desk.edit.setTextCursor(cursor)
    QTest.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    picker = desk.button.picker
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.search_edit, "grin")
    QTest.keyClick(picker.search_edit, Qt.Key.Key_Return)
    assert not picker.isVisible()
    text = desk.edit.toPlainText()
    assert (text[0], text[-1]) == ("a", "b")
    assert len(text) > 2
    qtbot.waitUntil(desk.edit.hasFocus)


def test_a_click_leaves_the_keyboard_and_an_unfinished_word_in_the_box(desk: Desk) -> None:
    QApplication.sendEvent(desk.edit, QInputMethodEvent("ni hao", []))
    desk.button.picker.emoji_chosen.emit("😀")
    assert desk.edit.is_composing
    assert desk.edit.toPlainText() == ""


def test_it_is_reached_and_named_without_a_mouse(desk: Desk) -> None:
    assert desk.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert desk.button.accessibleName()


def pick(desk: Desk, qtbot: QtBot, wanted: str) -> None:
    desk.button.open_picker()
    qtbot.waitUntil(desk.button.picker.isVisible)
    QTest.keyClicks(desk.button.picker.search_edit, wanted)
    QTest.keyClick(desk.button.picker.search_edit, Qt.Key.Key_Return)


def test_what_was_chosen_last_is_told(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.button.recent_changed):
        pick(desk, qtbot, "heart")
    assert len(desk.button.recent) == 1
    assert desk.button.recent[0] in desk.edit.toPlainText()


def test_what_was_chosen_at_an_earlier_start_is_offered_first(desk: Desk, qtbot: QtBot) -> None:
    desk.button.set_recent(("😍", "no emoji", "😀"))
    desk.button.open_picker()
    qtbot.waitUntil(desk.button.picker.isVisible)
    assert list(desk.button.recent) == ["😍", "😀"]
    desk.button.picker.close()
    desk.button.set_recent(("😀",))
    assert list(desk.button.recent) == ["😀"]
