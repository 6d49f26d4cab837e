"""What can be done with the conversation by key and from the menu of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.window.chat_actions import ChatActions
from shared.ui.language import Languages
from tests.helpers.marked_words import MARK, marked_words


class Desk(QWidget):
    """A window with a page in it, and a menu that has something already."""

    def __init__(self) -> None:
        super().__init__()
        self.menu = QMenu(self)
        self.menu.addAction("Leave the room")
        self.page = QWidget(self)
        self.edit = QTextEdit(self.page)
        column = QVBoxLayout(self.page)
        column.addWidget(self.edit)
        around = QVBoxLayout(self)
        around.addWidget(self.page)
        self.actions_of_page = ChatActions(self.page, self.menu)


@pytest.fixture
def desk(languages: Languages, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    desk.edit.setFocus()
    qtbot.waitUntil(desk.edit.hasFocus)
    yield desk


def offered(desk: Desk) -> list[str]:
    return [action.text() for action in desk.menu.actions() if action.isVisible() and action.text()]


@pytest.mark.parametrize(
    ("name", "key", "held"),
    [
        ("find", Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier),
        ("save", Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        ("choose_emoji", Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier),
        ("go_to_unread", Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier),
        ("next_recipient", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        ("next_recipient", Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier),
        ("previous_recipient", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        ("previous_recipient", Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_each_key_works_while_somebody_writes(
    desk: Desk, qtbot: QtBot, name: str, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    with qtbot.waitSignal(getattr(desk.actions_of_page, name).triggered):
        QTest.keyClick(desk.edit, key, held)


def test_the_menu_offers_them_above_the_rest_with_their_keys(desk: Desk) -> None:
    assert offered(desk) == [
        "Search…",
        "Save the conversation…",
        "First unread message",
        "Leave the room",
    ]
    assert desk.menu.actions()[0].shortcut() == QKeySequence("Ctrl+F")


def test_where_there_is_no_conversation_they_are_not_offered(desk: Desk) -> None:
    desk.page.hide()
    assert offered(desk) == ["Leave the room"]
    desk.page.show()
    assert len(offered(desk)) == 4


def test_their_words_change_with_the_language(desk: Desk, qapp: QApplication) -> None:
    with marked_words(qapp):
        assert [word.startswith(MARK) for word in offered(desk)] == [True, True, True, False]
