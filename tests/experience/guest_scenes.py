"""Every state of the guest's window, played on a link without a socket."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from chatroom_client.finder import FoundRoom
from chatroom_client.session.events import (
    AnnouncementArrived,
    FailureReason,
    Joined,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonChanged,
    PersonWent,
    RefusalReason,
    Refused,
    RulesChanged,
    SessionEvent,
    SessionState,
    StateChanged,
)
from chatroom_client.settings import ClientSettings
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from shared.protocol.messages import NoticeCode, RoomMode, User
from shared.ui.emoji_button import EmojiButton
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.experience.scene import CLASS, Cast, Scene, entry_of, opened_by, settle, wait_for
from tests.helpers.fake_link import FakeFinder, FakeLink

SIZE: Final = (980, 700)
_MORNING: Final = datetime(2026, 9, 14, 9, 2).astimezone().timestamp()
"""A fixed moment, so that the same pictures come every time."""


class GuestDesk:
    """A guest's window and the hands that play with it."""

    def __init__(self, window: ClientWindow, link: FakeLink, finder: FakeFinder, cast: Cast) -> None:
        self.window = window
        self.link = link
        self.finder = finder
        self.cast = cast

    @property
    def rooms(self) -> tuple[FoundRoom, ...]:
        cast = self.cast
        return (
            FoundRoom("a", cast.room, "192.168.1.5", 9999, 12, 200, "a"),
            FoundRoom("b", f"{cast.room} B", "192.168.1.7", 9999, 31, 200, "b"),
            FoundRoom("c", f"{cast.host}'s lab", "192.168.1.9", 9998, 0, 200, "c"),
        )

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody, in one state each, as they came."""
        cast = self.cast
        states = (
            User(cast.others[0], has_hand_up=True),
            User(cast.others[1], is_plain=True),
            User(cast.others[2], is_away=True),
            User(cast.others[3], is_muted=True),
            *(User(name) for name in cast.others[4:]),
        )
        return (User(cast.host, is_host=True), *states, User(cast.you))

    def name_field(self) -> QLineEdit:
        return self.window.join_screen.name_field.edit

    def enter(self, *users: User, room: FoundRoom | None = None) -> None:
        """Be let in to a room where these are, by default the whole class; by default to the first of ``rooms``."""
        present = users or self.users
        room = room or self.rooms[0]
        self.finder.find(room, *self.rooms[1:])
        self.window.join(JoinWish(self.cast.you, room.address, room.port, room.name))
        self.tell(
            StateChanged(SessionState.IN_ROOM),
            Joined(
                self.cast.you,
                tuple(user.name for user in present),
                is_return=False,
                users=present,
                is_rich=True,
            ),
        )

    def tell(self, *events: SessionEvent) -> None:
        """Let this happen, and be shown."""
        self.link.tell(*events)
        # What has just arrived is put into rows a moment later.
        settle(0.1)

    def talk(self) -> None:
        """Hear all that is said in a lesson's first minutes."""
        cast, moment = self.cast, _MORNING
        events: list[SessionEvent] = [
            AnnouncementArrived(moment, cast.announcement, 1),
            MessageArrived(moment + 60, cast.others[0], cast.lines[0], is_own=False, message_id=2),
            MessageArrived(moment + 75, cast.you, cast.lines[1], is_own=True, message_id=3),
        ]
        for number, line in enumerate(cast.lines[2:]):
            sender = cast.others[(number + 1) % len(cast.others)]
            at = moment + 120 + 20 * number
            events.append(MessageArrived(at, sender, line, is_own=False, message_id=4 + number))
        last = moment + 300
        events += [
            PersonCame(f"{cast.others[-1]} 2"),
            PersonWent(f"{cast.others[-1]} 2"),
            MessageArrived(
                last, cast.others[0], cast.whisper, is_own=False, to=cast.you, is_whisper=True, message_id=50
            ),
            MessageArrived(
                last + 20,
                cast.you,
                cast.answer,
                is_own=True,
                to=cast.others[0],
                is_whisper=True,
                message_id=51,
            ),
            NoticeArrived(last + 30, NoticeCode.NOT_ONLINE, "", cast.others[1]),
            OutgoingChanged((Outgoing(7, "", cast.lines[0], OutgoingState.UNSURE, last + 40),)),
        ]
        self.tell(*events)


@contextmanager
def guest_desk(
    themes: ThemeSource, languages: Languages, folder: Path, cast: Cast = CLASS
) -> Iterator[GuestDesk]:
    """Run a guest's window until the block ends; its settings are in ``folder``."""
    store = QSettings(str(folder / f"client-{time.monotonic_ns()}.ini"), QSettings.Format.IniFormat)
    link, finder = FakeLink(), FakeFinder()
    window = ClientWindow(lambda: (link, finder), ClientSettings(store), themes, languages)
    window.resize(*SIZE)
    window.show()
    window.look_for_rooms()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    wait_for(lambda: finder.is_looking, "the search for rooms")
    settle()
    try:
        yield GuestDesk(window, link, finder, cast)
    finally:
        window.close()
        window.deleteLater()
        settle()


def _join_looking(desk: GuestDesk) -> QWidget:
    return desk.window


def _join_none_found(desk: GuestDesk) -> QWidget:
    desk.finder.searched_in_vain.emit()
    return desk.window


def _join_rooms(desk: GuestDesk) -> QWidget:
    desk.finder.find(*desk.rooms)
    desk.name_field().setText(desk.cast.you)
    return desk.window


def _join_refused(desk: GuestDesk) -> QWidget:
    _join_rooms(desk)
    room = desk.rooms[0]
    desk.window.join(JoinWish(desk.cast.you, room.address, room.port, room.name))
    desk.tell(
        StateChanged(SessionState.NAME_REFUSED),
        Refused(desk.cast.you, RefusalReason.TAKEN, f"{desk.cast.you}2"),
    )
    return desk.window


def _join_failed(desk: GuestDesk) -> QWidget:
    _join_rooms(desk)
    desk.window.join(JoinWish(desk.cast.you, "192.168.1.23", 9999, "192.168.1.23"))
    desk.tell(StateChanged(SessionState.ENDED, failure=FailureReason.NO_ROOM))
    return desk.window


def _joining(desk: GuestDesk) -> QWidget:
    _join_rooms(desk)
    room = desk.rooms[0]
    desk.window.join(JoinWish(desk.cast.you, room.address, room.port, room.name))
    return desk.window


def _chat(desk: GuestDesk) -> QWidget:
    desk.enter()
    desk.talk()
    return desk.window


def _chat_alone(desk: GuestDesk) -> QWidget:
    desk.enter(User(desk.cast.host, is_host=True), User(desk.cast.you))
    return desk.window


def _chat_whispering(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.window.chat.composer.whisper_to(desk.cast.others[0])
    return desk.window


def _chat_lost(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.tell(StateChanged(SessionState.RECONNECTING, retry_at=desk.link.now + 5, failure=FailureReason.LOST))
    return desk.window


def _chat_ended(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.tell(StateChanged(SessionState.ENDED, failure=FailureReason.ROOM_CLOSED))
    return desk.window


def _chat_reading_back(desk: GuestDesk) -> QWidget:
    _chat(desk)
    many = [
        MessageArrived(
            _MORNING + 400 + n, desk.cast.others[n % 3], f"{n}: {desk.cast.lines[0]}", is_own=False
        )
        for n in range(40)
    ]
    desk.tell(*many)
    desk.window.chat.view.scrollToTop()
    settle()
    desk.tell(*(MessageArrived(_MORNING + 500, desk.cast.others[1], line, is_own=False) for line in "abc"))
    return desk.window


def _chat_hand_up(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.tell(PersonChanged(User(desk.cast.you, has_hand_up=True)))
    return desk.window


def _chat_quiet(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.tell(RulesChanged(RoomMode.NOBODY, 0))
    return desk.window


def _chat_slow(desk: GuestDesk) -> QWidget:
    _chat(desk)
    desk.tell(RulesChanged(RoomMode.ALL, 15))
    desk.window.chat.composer.edit.insertPlainText(desk.cast.lines[0][:60])
    QTest.keyClick(desk.window.chat.composer.edit, Qt.Key.Key_Return)
    settle(0.1)
    return desk.window


def _chat_search(desk: GuestDesk) -> QWidget:
    _chat(desk)
    entry_of(desk.window.menu, "Search…").trigger()
    settle()
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        focused.setText("TCP")
    settle(0.3)
    return desk.window


def _emoji(desk: GuestDesk) -> QWidget:
    _chat(desk)
    buttons = desk.window.chat.composer.findChildren(EmojiButton)
    return opened_by(buttons[0].click, desk.window)


def _dialog(*entry: str) -> Callable[[GuestDesk], QWidget]:
    def play(desk: GuestDesk) -> QWidget:
        _chat(desk)
        return opened_by(entry_of(desk.window.menu, *entry).trigger, desk.window)

    return play


def _menu(desk: GuestDesk) -> QWidget:
    _chat(desk)
    menu, window = desk.window.menu, desk.window
    return opened_by(lambda: menu.popup(window.mapToGlobal(window.rect().center())), window)


SCENES: Final = (
    Scene("guest-join-looking", _join_looking),
    Scene("guest-join-none-found", _join_none_found),
    Scene("guest-join-rooms", _join_rooms),
    Scene("guest-join-refused", _join_refused),
    Scene("guest-join-failed", _join_failed),
    Scene("guest-joining", _joining),
    Scene("guest-chat", _chat),
    Scene("guest-chat-alone", _chat_alone),
    Scene("guest-chat-whispering", _chat_whispering),
    Scene("guest-chat-lost", _chat_lost),
    Scene("guest-chat-ended", _chat_ended),
    Scene("guest-chat-reading-back", _chat_reading_back),
    Scene("guest-chat-hand-up", _chat_hand_up),
    Scene("guest-chat-quiet", _chat_quiet),
    Scene("guest-chat-slow", _chat_slow),
    Scene("guest-chat-search", _chat_search),
    Scene("guest-emoji", _emoji),
    Scene("guest-settings", _dialog("Settings…")),
    Scene("guest-keys", _dialog("Help", "Keyboard shortcuts")),
    Scene("guest-about", _dialog("Help", "About")),
    Scene("guest-menu", _menu),
)
