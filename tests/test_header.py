"""The top of the chat: the room, its people, where it is, and how the connection is."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import SessionState
from chatroom_client.window.header import RoomHeader
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.marked_words import marked_words, unmarked_words


@pytest.fixture
def header(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[RoomHeader]:
    menu = QMenu()
    header = RoomHeader(themes, menu)
    qtbot.addWidget(header)
    header.show_room("Room 101", ServerAddress("192.168.1.5", 9999))
    header.show_count(7)
    header.show_state(SessionState.IN_ROOM)
    header.show()
    yield header
    menu.deleteLater()


def test_it_says_which_room_how_many_and_where(header: RoomHeader) -> None:
    assert header.room_label.text() == "Room 101"
    assert header.place_label.text() == "7 online · 192.168.1.5:9999"


@pytest.mark.parametrize(("seconds", "shown"), [(0.003, "3 ms"), (0.0001, "1 ms"), (1.25, "1250 ms")])
def test_the_time_to_the_room_and_back_stands_in_the_pill(
    header: RoomHeader, seconds: float, shown: str
) -> None:
    assert header.pill.text() == "Connected"
    header.show_round_trip(seconds)
    assert header.pill.text() == f"Connected · {shown}"


def test_a_figure_of_another_connection_is_not_shown(header: RoomHeader) -> None:
    header.show_round_trip(0.003)
    header.show_state(SessionState.RECONNECTING)
    assert header.pill.text() == "Reconnecting…"
    header.show_state(SessionState.IN_ROOM)
    assert header.pill.text() == "Connected"


def test_the_search_has_a_name_and_its_key_in_the_tooltip(header: RoomHeader) -> None:
    assert header.search_button.accessibleName() == "Search"
    assert "Ctrl+F" in header.search_button.toolTip()


def test_a_room_without_a_name_is_called_by_its_address(header: RoomHeader) -> None:
    header.show_room("", ServerAddress("192.168.1.5", 9999))
    assert header.room == "192.168.1.5:9999"
    assert header.place_label.text() == "7 online"


def test_all_words_change_with_the_language(header: RoomHeader, qapp: QApplication) -> None:
    header.show_round_trip(0.003)
    with marked_words(qapp):
        assert unmarked_words(header) == ["Room 101"]
