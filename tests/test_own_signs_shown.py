"""One's own hand over a broken connection, from the room's frames to the words below the people."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.server_address import ServerAddress
from chatroom_client.window.chat import ChatPage
from chatroom_client.window.own_states import OwnStates
from shared.protocol.messages import Online, RoomState, SetHand, User, UserChanged, Welcome
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.session_talk import SessionTalk


class Guest:
    """A session and the page that shows it."""

    def __init__(self, page: ChatPage) -> None:
        self.page = page
        self.talk = SessionTalk(is_plain=False)
        self.own.hand_wanted.connect(self._on_hand_wanted)

    @property
    def own(self) -> OwnStates:
        return self.page.people.own_states

    def enter(self) -> None:
        """Come into a rich room."""
        self.page.enter("Room 101", ServerAddress("10.0.0.1", 9999))
        self.page.take(self.talk.join("alice"))
        self.page.take(self.talk.greet())
        self._be_let_in(User("alice", 5.0), is_resumed=False)

    def hear(self, user: User) -> None:
        """The room says this of the guest."""
        self.page.take(self.talk.hear(UserChanged(user)))

    def lose(self) -> None:
        """The connection breaks."""
        self.page.take(self.talk.lose())

    def come_back(self, user: User, *, is_resumed: bool = True) -> None:
        """The room says this of its guest who is back, all in one piece."""
        self.page.take(self.talk.try_now())
        self.talk.sent.clear()
        self.page.take(self.talk.greet())
        self._be_let_in(user, is_resumed=is_resumed)

    def _be_let_in(self, user: User, *, is_resumed: bool) -> None:
        welcome = Welcome("alice", "secret", is_resumed, 0, 0)
        self.page.take(self.talk.hear(Online("alice"), welcome, UserChanged(user), RoomState()))

    def _on_hand_wanted(self, is_up: bool) -> None:
        self.page.take(self.talk.take(self.talk.session.raise_hand(is_up)))


@pytest.fixture
def guest(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[Guest]:
    """Somebody with a hand up, of which the room knows, and whose connection has just broken."""
    menu = QMenu()
    page = ChatPage(themes, menu, lambda: 100.0)
    qtbot.addWidget(page)
    page.show()
    made = Guest(page)
    made.enter()
    made.own.toggle_hand()
    made.hear(User("alice", 5.0, has_hand_up=True))
    made.lose()
    yield made
    menu.deleteLater()


def test_a_hand_that_the_host_lowered_meanwhile_is_down(guest: Guest) -> None:
    guest.come_back(User("alice", 5.0))
    assert SetHand(True) not in guest.talk.sent
    assert not guest.own.has_hand_up
    assert guest.own.words_label.text() == "Your hand was lowered."


def test_a_hand_that_the_guest_lowered_meanwhile_was_lowered_by_nobody_else(guest: Guest) -> None:
    guest.own.toggle_hand()
    guest.come_back(User("alice", 5.0, has_hand_up=True))
    assert SetHand(False) in guest.talk.sent
    assert not guest.own.has_hand_up
    guest.hear(User("alice", 5.0))
    assert guest.own.words_label.text() == ""


def test_a_hand_stays_up_in_a_kept_place(guest: Guest) -> None:
    guest.come_back(User("alice", 5.0, has_hand_up=True))
    assert guest.own.words_label.text() == "Your hand is up."
    guest.hear(User("alice", 5.0))
    assert guest.own.words_label.text() == "Your hand was lowered."


def test_a_hand_goes_up_again_in_a_new_place_without_a_word_of_its_being_lowered(
    guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr("chatroom_client.window.own_states.announce", lambda _of, text: read.append(text))
    guest.come_back(User("alice", 9.0, is_muted=True), is_resumed=False)
    assert SetHand(True) in guest.talk.sent
    assert guest.own.words_label.text() == "Your hand is up."
    guest.hear(User("alice", 9.0, is_muted=True, has_hand_up=True))
    assert guest.own.words_label.text() == "Your hand is up."
    assert read == []
