"""What can be done about a message, from its menu."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import (
    AnnouncementArrived,
    Joined,
    MessageArrived,
    NoticeArrived,
    SessionState,
    StateChanged,
)
from chatroom_client.window.chat import ChatPage
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def page(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[ChatPage]:
    menu = QMenu()
    page = ChatPage(themes, menu, lambda: 100.0)
    qtbot.addWidget(page)
    page.resize(980, 700)
    page.show()
    page.enter("Room 101", ServerAddress("192.168.1.5", 9999))
    page.take([StateChanged(SessionState.IN_ROOM), Joined("grace", ("a&b", "grace"), is_return=False)])
    yield page
    menu.deleteLater()


def words_of(page: ChatPage, row: int) -> dict[str, QMenu]:
    """The words of the menu of a row, each with the menu itself; it stays open."""
    page.transcript.flush()
    index = page.transcript.index(row)
    page.view.setCurrentIndex(index)
    place = page.view.visualRect(index).center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, page.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.view, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): menu for action in menu.actions() if action.text()}


def choose(page: ChatPage, row: int, beginning: str) -> None:
    (menu,) = set(words_of(page, row).values())
    next(action for action in menu.actions() if action.text().startswith(beginning)).trigger()
    menu.close()


def said(text: str, sender: str = "a&b", *, is_own: bool = False, is_whisper: bool = False) -> MessageArrived:
    return MessageArrived(time.time(), sender, text, is_own=is_own, is_whisper=is_whisper)


def test_a_message_can_be_answered_in_three_ways(page: ChatPage) -> None:
    page.take([said("one\ntwo")])
    choose(page, 0, "Mention")
    assert page.composer.text == "a&b: "
    page.composer.edit.clear()
    choose(page, 0, "Quote")
    assert page.composer.text == "> one\n> two\n"
    choose(page, 0, "Whisper")
    assert page.composer.recipient == "a&b"


def test_a_name_presses_no_letter_of_the_menu(page: ChatPage) -> None:
    page.take([said("hello")])
    words = words_of(page, 0)
    assert any("a&&b" in word for word in words)
    next(iter(words.values())).close()


@pytest.mark.parametrize(
    ("event", "offered"),
    [
        (said("psst", is_whisper=True), {"Whisper", "Quote"}),
        (said("mine", "grace", is_own=True), {"Quote"}),
        (AnnouncementArrived(0.0, "Listen."), {"Quote"}),
        (NoticeArrived(0.0, "", "words of the room"), set[str]()),
    ],
)
def test_only_what_makes_sense_is_offered(
    page: ChatPage, event: MessageArrived | AnnouncementArrived | NoticeArrived, offered: set[str]
) -> None:
    page.take([event])
    page.transcript.flush()
    words = words_of(page, page.transcript.rowCount() - 1)
    menu = next(iter(words.values()))
    assert {word.split()[0] for word in words} & {"Whisper", "Mention", "Quote"} == offered
    menu.close()
