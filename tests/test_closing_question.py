"""A room with guests in it is closed only by somebody who means it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from chatroom_server.window.closing_question import ClosingQuestion
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.headless import frame
from tests.helpers.server_window import HostAtWindow, host_at_window


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101") as made:
        made.window.activateWindow()
        qtbot.waitUntil(made.window.isActiveWindow)
        made.open_room()
        yield made


def question(room: HostAtWindow) -> ClosingQuestion:
    return room.find(ClosingQuestion, "closingQuestion")


def focused() -> str:
    button = QApplication.focusWidget()
    return button.text() if isinstance(button, QPushButton) else type(button).__name__


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_an_empty_room_closes_without_a_question(room: HostAtWindow, qtbot: QtBot) -> None:
    room.click("closeRoomButton")
    assert not question(room).isVisible()
    qtbot.waitUntil(lambda: room.is_start_shown)


def test_a_slip_of_the_mouse_sends_nobody_away(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice, room.guest("bob"):
        QTest.mouseClick(room.find(QPushButton, "closeRoomButton"), Qt.MouseButton.LeftButton)
        QTest.mouseDClick(room.find(QPushButton, "closeRoomButton"), Qt.MouseButton.LeftButton)
        assert question(room).text == "Close the room for 2 people?"
        room.answer("Keep open")
        assert not question(room).isVisible()
        alice.send(frame("3", "still here"))
        room.see("still here")


def test_the_question_counts_along(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice"):
        room.click("closeRoomButton")
        assert question(room).text == "Close the room for 1 person?"
        with room.guest("bob"):
            qtbot.waitUntil(lambda: question(room).text == "Close the room for 2 people?")
    qtbot.waitUntil(lambda: question(room).text == "Close the room?")


def test_the_keyboard_is_at_the_harmless_answer_and_goes_back(room: HostAtWindow) -> None:
    with room.guest("alice"):
        room.write("half a sent")
        assert focused() == "MessageEdit"
        room.window.close()
        assert focused() == "Keep open"
        press(Qt.Key.Key_Return)
        assert not question(room).isVisible()
        assert focused() == "MessageEdit"
        assert room.written == "half a sent"
        room.window.close()
        press(Qt.Key.Key_Escape)
        assert not question(room).isVisible()
        assert room.is_room_shown


def test_enter_on_close_room_closes_it(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        room.click("closeRoomButton")
        (button,) = [each for each in question(room).findChildren(QPushButton) if each.text() == "Close room"]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: room.is_start_shown)
        assert b"the room is closing" in alice.read_to_end()
        assert room.window.isVisible()


def test_closing_the_window_asks_too_and_then_the_program_ends(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice"):
        room.window.close()
        assert question(room).text == "Close the room for 1 person and quit?"
        room.answer("Close room")
        qtbot.waitUntil(lambda: not room.window.isVisible())


def test_an_old_question_does_not_wait_in_the_next_room(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice"):
        room.click("closeRoomButton")
        room.answer("Close room")
        qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    assert not question(room).isVisible()
    with room.guest("bob"):
        room.window.close()
        assert room.window.isVisible()
        assert question(room).isVisible()


def test_who_ends_the_program_from_outside_is_not_asked(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        room.window.close_without_asking()
        assert not question(room).isVisible()
        qtbot.waitUntil(lambda: not room.window.isVisible())
        assert b"the room is closing" in alice.read_to_end()


def test_the_question_follows_the_language(room: HostAtWindow, languages: Languages) -> None:
    with room.guest("alice"):
        room.click("closeRoomButton")
        languages.choose("zh_CN")
        QApplication.processEvents()
        assert question(room).text == "聊天室里还有 1 人，确定关闭吗？"
        room.answer("继续开放")
        assert room.find(QTextEdit, "messageEdit").isVisible()


def test_a_question_is_not_asked_where_nobody_sees_it(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice"):
        room.window.showMinimized()
        room.window.close()
        assert not room.window.isMinimized()
        qtbot.waitUntil(question(room).isVisible)
