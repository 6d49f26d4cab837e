"""What only a room needs, made when the window is seen: the room's page and all that serves it, put together.

The rule: nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from chatroom_client.finder import RoomFinder
from chatroom_client.link import ServerLink
from chatroom_client.settings import ClientSettings
from chatroom_client.window.attention import Attention
from chatroom_client.window.chat import ChatPage
from chatroom_client.window.choices import Choices
from chatroom_client.window.client_help import ClientHelp
from chatroom_client.window.draft_keeper import DraftKeeper
from chatroom_client.window.menu import WindowMenu
from chatroom_client.window.tray import Tray
from shared.ui.theme_source import ThemeSource


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What only a room needs."""

    link: ServerLink
    finder: RoomFinder
    chat: ChatPage
    drafts: DraftKeeper
    attention: Attention
    tray: Tray


def make_room_parts(
    window: QWidget,
    link: ServerLink,
    finder: RoomFinder,
    *,
    menu: WindowMenu,
    choices: Choices,
    settings: ClientSettings,
    themes: ThemeSource,
) -> RoomParts:
    """Make all of it for `window`. Its page is not shown yet: put it where it belongs."""
    chat = ChatPage(themes, menu, link.steady_now, window)
    chat.splitter.restoreState(settings.splitter_state)
    attention = Attention(window, choices)
    tray = Tray(window, themes, choices)
    attention.unread_changed.connect(tray.show_unread)
    attention.called.connect(tray.call)
    menu.add_help(ClientHelp(window, link, finder, chat).menu)
    _join_up(link, chat)
    chat.header.wire_button.clicked.connect(menu.wire.trigger)
    menu.wire.toggled.connect(chat.header.wire_button.setChecked)
    chat.header.wire_button.setChecked(menu.wire.isChecked())
    _give_keys(chat)
    own_states = chat.people.own_states
    menu.follow(own_states)
    menu.hand_wanted.connect(own_states.toggle_hand)
    menu.away_wanted.connect(own_states.toggle_away)

    def follow_choices() -> None:
        chat.composer.sends_with_ctrl_enter = choices.sends_with_ctrl_enter

    choices.changed.connect(follow_choices)
    follow_choices()
    _remember_emoji(chat, settings)
    return RoomParts(link, finder, chat, DraftKeeper(chat.composer, settings, window), attention, tray)


def _join_up(link: ServerLink, chat: ChatPage) -> None:
    chat.said.connect(link.say)
    chat.whispered.connect(link.whisper)
    chat.resend_wanted.connect(link.resend)
    chat.discard_wanted.connect(link.discard)
    chat.older_wanted.connect(link.want_older)
    chat.try_now_wanted.connect(link.try_now)
    chat.leave_wanted.connect(link.leave)
    chat.people.own_states.hand_wanted.connect(link.raise_hand)
    chat.people.own_states.away_wanted.connect(link.set_away)


def _remember_emoji(chat: ChatPage, settings: ClientSettings) -> None:
    button = chat.composer.emoji_button
    button.set_recent(settings.recent_emoji)

    def keep() -> None:
        settings.recent_emoji = button.recent

    button.recent_changed.connect(keep)


def _give_keys(chat: ChatPage) -> None:
    """The keys between the parts of the room's page; each part and the menu have their own."""
    keys = {
        "F6": lambda: chat.go_to_next_pane(1),
        "Shift+F6": lambda: chat.go_to_next_pane(-1),
        "Ctrl+L": chat.focus_composer,
        "Ctrl+K": chat.people.find_somebody,
    }
    for key, act in keys.items():
        QShortcut(QKeySequence(key), chat).activated.connect(act)
