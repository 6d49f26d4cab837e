"""Whoever bans more than one person at once is asked first."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.window.ban_question import BanQuestion
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


def question(room: HostAtWindow) -> BanQuestion:
    return room.find(BanQuestion, "banQuestion")


def test_one_person_is_banned_without_a_question(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory") as mallory:
        room.choose_for("mallory", "Ban")
        assert not question(room).isVisible()
        mallory.read_to_end()
    room.see("127.0.0.1 was banned: mallory")


def test_several_people_are_banned_only_once_the_host_has_said_so(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory") as mallory, room.guest("oscar") as oscar:
        room.choose_for("mallory", "Ban")
        assert question(room).text.startswith("Ban 127.0.0.1? 2 ")
        room.answer("Ban nobody", "banQuestion")
        assert not question(room).isVisible()
        mallory.send(frame("3", "still here"))
        room.see("still here")
        room.choose_for("oscar", "Ban")
        room.answer("Ban all", "banQuestion")
        mallory.read_to_end()
        oscar.read_to_end()
    room.see("127.0.0.1 was banned: mallory, oscar")
    room.undo()
    with room.guest("mallory"):
        pass


def test_enter_and_escape_ban_nobody(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory") as mallory, room.guest("oscar"):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            room.choose_for("mallory", "Ban")
            focused = QApplication.focusWidget()
            assert isinstance(focused, QPushButton)
            QTest.keyClick(focused, key)
            assert not question(room).isVisible()
        mallory.send(frame("3", "still here"))
        room.see("still here")


def test_question_counts_along_and_goes_with_the_room(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory"), room.guest("oscar"):
        room.choose_for("mallory", "Ban")
        with room.guest("trent"):
            assert question(room).text.startswith("Ban 127.0.0.1? 3 ")
        qtbot.waitUntil(lambda: question(room).text.startswith("Ban 127.0.0.1? 2 "))
        room.click("closeRoomButton")
        room.answer("Close room")
        qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    assert not question(room).isVisible()
