"""The charts in the host's window: what the room counts gets there, and the keyboard finds them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from chatroom_server.window.charts_pane import ChartsPane
from chatroom_server.window.charts_tab import ChartsTab
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_view import TranscriptView
from tests.helpers.headless import frame
from tests.helpers.server_window import HostAtWindow, host_at_window


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot) as host:
        host.open_room()
        yield host


def show_tab(room: HostAtWindow, name: str) -> None:
    (tabs,) = room.window.findChildren(QTabWidget)
    (number,) = [number for number in range(tabs.count()) if tabs.tabText(number) == name]
    tabs.setCurrentIndex(number)


def test_what_is_said_in_the_room_reaches_the_charts_with_its_delay(room: HostAtWindow, qtbot: QtBot) -> None:
    show_tab(room, "Charts")
    series = room.find(ChartsTab, "").series
    with room.guest("alice") as alice:
        alice.send(frame("3", "hello"))
        room.see("hello")
        qtbot.waitUntil(lambda: sum(sample.messages for sample in series.samples) > 0, timeout=10_000)
        qtbot.waitUntil(lambda: any(sample.delay_seconds > 0 for sample in series.samples), timeout=10_000)
    assert max(sample.people for sample in series.samples) >= 1
    qtbot.waitUntil(lambda: room.text("delayStatus").startswith("relay p99 "), timeout=10_000)
    assert room.find(QLabel, "delayFacts").text().endswith(" at worst")


def test_f6_reaches_the_charts_while_they_are_shown_and_the_conversation_else(room: HostAtWindow) -> None:
    room.window.activateWindow()
    show_tab(room, "Charts")
    visited = set()
    for _ in range(8):
        QTest.keyClick(room.window, Qt.Key.Key_F6)
        focused = room.window.focusWidget()
        visited.add(type(focused))
    assert ChartsPane in visited
    assert TranscriptView not in visited
    show_tab(room, "Conversation")
    visited.clear()
    for _ in range(8):
        QTest.keyClick(room.window, Qt.Key.Key_F6)
        visited.add(type(room.window.focusWidget()))
    assert TranscriptView in visited
    assert ChartsPane not in visited


def test_search_comes_back_to_the_conversation(room: HostAtWindow) -> None:
    show_tab(room, "Charts")
    assert not room.find(TranscriptView, "transcript").isVisible()
    QTest.keyClick(room.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert room.find(ChartsTab, "").isVisible() is False
