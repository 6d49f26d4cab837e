"""The page of the open room: its head, the people, the conversation, and what the network does to it.

The rule: everything on it comes from the room's facts and counters, in the room's order.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from chatroom_server.host import ServerHost
from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.window.address_sharing import AddressSharing
from chatroom_server.window.addresses_in_view import AddressesInView
from chatroom_server.window.ban_question import BanQuestion
from chatroom_server.window.closing_question import ClosingQuestion
from chatroom_server.window.composer import HostComposer
from chatroom_server.window.conversation import Conversation
from chatroom_server.window.exports import Exports
from chatroom_server.window.history_banner import HistoryBanner
from chatroom_server.window.kept_out import KeptOutMenu
from chatroom_server.window.moderation import Moderation
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.people_panel import PeoplePanel
from chatroom_server.window.raised_hands import RaisedHands
from chatroom_server.window.room_header import RoomHeader, RoomState
from chatroom_server.window.room_health import RoomHealth
from chatroom_server.window.room_tabs import RoomTabs
from chatroom_server.window.rules_menu import RulesMenu
from chatroom_server.window.status_line import StatusLine
from chatroom_server.window_facts import Happening
from shared.protocol.messages import Old, RoomMode
from shared.ui.ask_file import AskFile, ask_file
from shared.ui.banner import Banner, BannerKind
from shared.ui.emoji_button import EmojiButton
from shared.ui.inert import inert_line
from shared.ui.panes import Pane, go_to_next_pane
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast

_PEOPLE_WIDTH: Final = 520

_MOST_FOR_PEOPLE: Final = 0.48
"""Of the window's width, on screens with little of it: the conversation is read, the table is looked at."""

_MOST_COPIED: Final = 60
"""Characters of a message, to know it by in a notice."""


class RoomPage(QWidget):
    """Call ``begin_room`` when the room is open, then pass on everything that the host object tells."""

    close_wanted = Signal()
    closing_confirmed = Signal(bool)
    """The host's answer to ``ask_to_close``: close the room, and the program too if that was asked."""
    hands_changed = Signal(int)
    """So many hands are up."""
    hand_raised = Signal()

    def __init__(
        self,
        host: ServerHost,
        addresses: AddressesInView,
        themes: ThemeSource,
        menu: QMenu,
        *,
        ask: AskFile = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        """``ask`` asks the host for the name of a file."""
        super().__init__(parent)
        self._host = host
        self._addresses = addresses
        self._messages = 0
        self._is_open = False
        self._has_history = False
        self._people = PeopleModel(self)
        self._header = RoomHeader(addresses, themes, menu)
        self._question = ClosingQuestion()
        self._ban_question = BanQuestion(self._people)
        self._banner = Banner()
        self._banner.setObjectName("networkBanner")
        self._history_banner = HistoryBanner()
        self._rules = RulesMenu(self)
        self._kept_out = KeptOutMenu(host, self)
        self._people_panel = PeoplePanel(self._people, themes, self._rules, self._kept_out)
        # Beside the table in which the host acts; the newest messages stay free.
        self._toast = Toast(self._people_panel)
        self._tabs = RoomTabs(host, self._people, themes, self._toast, ask)
        self._conversation = self._tabs.conversation
        self._composer = HostComposer(self._people, themes)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._status = StatusLine()
        self._health = RoomHealth(self)
        self._moderation = Moderation(host, self._toast, self)
        self._hands = RaisedHands(host, self._people_panel.hands, self._toast, self)
        self._exports = Exports(self, self._toast, ask, self)
        self._sharing = AddressSharing(self, self._header, addresses, self._toast)
        self._lay_out()
        self._wire()
        self.retranslate()

    @property
    def splitter_state(self) -> QByteArray:
        """How the width is shared, for the settings."""
        return self._splitter.saveState()

    @property
    def conversation(self) -> Conversation:
        """The transcript."""
        return self._conversation

    @property
    def emoji_button(self) -> EmojiButton:
        """The button from which the host chooses emoji, for those chosen last."""
        return self._composer.emoji_button

    @property
    def room_menus(self) -> tuple[QMenu, ...]:
        """What the host decides about the room, for the window's own menu."""
        return self._rules, self._kept_out

    @property
    def guests(self) -> int:
        """How many people besides the host are in the room."""
        return max(0, self._people.rowCount() - 1)

    @property
    def is_asking_to_close(self) -> bool:
        """Whether the host has still to say if the room should be closed."""
        return self._question.is_asked

    def restore_splitter(self, state: QByteArray) -> None:
        """Share the width as it was; with an empty or strange state as it is drawn. The window has its size."""
        if not self._splitter.restoreState(state):
            width = self.window().width()
            people = min(_PEOPLE_WIDTH, round(width * _MOST_FOR_PEOPLE))
            self._splitter.setSizes([people, width - people])

    def begin_room(
        self, opened: Opened, settings: RoomSettings, utc: float, *, is_forgotten: bool = False
    ) -> None:
        """Show a room that has just opened, at ``utc`` seconds since 1970.

        ``is_forgotten`` if its history is deleted when it closes.
        """
        self._messages = 0
        self._has_history = opened.history_file is not None
        self._is_open = True
        self._sharing.begin_room()
        self._people.open(settings.host_name or "", utc)
        self._conversation.begin_room(settings.host_name or "", opened.history_file)
        self._exports.begin_room(opened.room_name, opened.history_file)
        self._history_banner.begin_room()
        self._moderation.begin_room()
        self._kept_out.begin_room()
        self._hands.clear()
        self._question.set_forgotten(is_forgotten)
        self._composer.begin_room()
        self._header.open(opened.room_name, opened.tcp_port, opened.udp_port, settings.udp_port)
        self._tabs.begin_room(opened.room_name, utc)
        self._status.begin_room(opened.tcp_port, settings.udp_port)
        self._health.begin_room()
        self._people_panel.setEnabled(True)
        self._composer.setEnabled(True)
        self._say_network()
        self._composer.focus_text()

    def apply(self, facts: Sequence[Happening]) -> None:
        """Show what has happened, in order."""
        self._people.apply(facts)
        self._composer.apply(facts)
        self._tabs.apply(facts)
        self._moderation.apply(facts)
        self._kept_out.apply(facts)
        self._hands.apply(facts)

    def put_older(self, messages: Sequence[Old], *, is_all: bool) -> None:
        """Show what was said earlier above everything else; ``is_all`` if nothing is older."""
        self._conversation.put_older(messages, is_all=is_all)

    def open_search(self) -> None:
        """Let the host look for what was said, in this lesson and earlier ones."""
        if self._has_history:
            self._tabs.show_conversation()
            self._conversation.open_search()
        else:
            self._toast.show_words(lambda: self.tr("This room keeps no history to search in."))

    def show_counters(self, counters: Counters) -> None:
        """Show how the room is doing, once a second."""
        self._messages = counters.messages
        self._tabs.note(counters, time.time())
        self._status.show_counters(counters)
        self._health.show_counters(counters)
        self._history_banner.show_state(counters.history, counters.history_trouble)
        self._exports.show_state(counters.history)
        self._header.set_udp_port(counters.udp_port)
        self._show_counts()

    @Slot()
    def lower_all_hands(self) -> None:
        """Ask the room to lower every hand."""
        self._hands.lower_all()

    @property
    def sharing(self) -> AddressSharing:
        """The ways to tell the class where the room is."""
        return self._sharing

    @Slot()
    def focus_text(self) -> None:
        """Take the keyboard to the box in which the host writes."""
        self._composer.focus_text()

    def ask_to_close(self, *, is_about_program: bool) -> None:
        """Ask whether to close the room with everybody in it, and the program too."""
        self._question.ask(is_about_program=is_about_program)

    def go_to_next_pane(self, step: int) -> None:
        """Move the keyboard to the next part of the window, or with -1 to the one before."""
        panes = (
            Pane(self._people_panel, self._people_panel.table),
            Pane(self._tabs, self._tabs.reading_place),
            Pane(self._composer, self._composer.text_box),
            Pane(self._header, self._header.menu_button),
        )
        go_to_next_pane(panes, step)

    def show_closing(self) -> None:
        """The room is about to close: everybody is being told."""
        self._is_open = False
        self._question.settle()
        self._ban_question.settle()
        self._header.set_state(RoomState.CLOSING)
        self._tabs.end_room()
        self._health.close()
        self._people_panel.setEnabled(False)
        self._composer.setEnabled(False)
        self._sharing.end_room()

    def end_room(self) -> None:
        """The room is closed."""
        self._is_open = False
        # An Undo would now be done to somebody in the next room.
        self._toast.clear()
        self._question.settle()
        self._ban_question.settle()
        self._banner.dismiss()
        self._history_banner.begin_room()
        self._hands.clear()
        self._sharing.end_room()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._say_network()

    def _lay_out(self) -> None:
        self._splitter.addWidget(self._people_panel)
        right = QWidget()
        beside_people = QVBoxLayout(right)
        beside_people.setContentsMargins(0, 0, 0, 0)
        beside_people.setSpacing(0)
        beside_people.addWidget(self._tabs, 1)
        beside_people.addWidget(self._composer)
        self._splitter.addWidget(right)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_PEOPLE_WIDTH, 1240 - _PEOPLE_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._question)
        column.addWidget(self._ban_question)
        column.addWidget(self._banner)
        column.addWidget(self._history_banner)
        column.addWidget(self._splitter, 1)
        column.addWidget(self._status)

    def _wire(self) -> None:
        panel, composer = self._people_panel, self._composer
        panel.whisper_wanted.connect(composer.whisper_to)
        panel.mute_wanted.connect(self._moderation.set_muted)
        panel.remove_wanted.connect(self._moderation.remove)
        panel.ban_wanted.connect(self._on_ban_wanted)
        self._ban_question.confirmed.connect(self._moderation.ban)
        panel.export_menu_opened.connect(self._exports.fill)
        composer.announce_wanted.connect(self._host.announce)
        composer.say_wanted.connect(self._host.say)
        composer.whisper_wanted.connect(self._host.whisper)
        composer.page_requested.connect(self._conversation.scroll_pages)
        self._conversation.whisper_wanted.connect(composer.whisper_to)
        self._conversation.text_typed.connect(composer.take_typed)
        self._conversation.older_wanted.connect(self._host.want_older)
        self._conversation.search_closed.connect(composer.focus_text)
        self._conversation.message_copied.connect(self._on_message_copied)
        self._history_banner.recovered.connect(self._on_history_recovered)
        self._status.details_wanted.connect(self._health.open_above)
        self._header.close_wanted.connect(self.close_wanted)
        self._question.confirmed.connect(self.closing_confirmed)
        self._rules.mode_wanted.connect(self._moderation.set_mode)
        self._rules.slow_wanted.connect(self._moderation.set_slow)
        self._moderation.rules_changed.connect(self._on_rules_changed)
        self._conversation.take_down_wanted.connect(self._moderation.unpin)
        self._hands.count_changed.connect(self.hands_changed)
        self._hands.raised.connect(self.hand_raised)
        self._people.count_changed.connect(self._on_count_changed)
        self._addresses.changed.connect(self._say_network)

    def _show_counts(self) -> None:
        self._header.set_counts(self._people.rowCount(), self._messages)
        self._sharing.set_users(self._people.rowCount())

    @Slot()
    def _say_network(self) -> None:
        if self._is_open and not self._addresses.adapters:
            text = self.tr(
                "This computer is in no network: nobody on another computer can join or write. "
                "The room stays open, and goes on when the network is back."
            )
            self._banner.show_text(text, BannerKind.WARNING)
        else:
            self._banner.dismiss()

    @Slot(int)
    def _on_count_changed(self, _count: int) -> None:
        self._question.set_guests(self.guests)
        self._ban_question.retranslate()
        self._show_counts()

    @Slot(object, float)
    def _on_rules_changed(self, mode: RoomMode, slow_seconds: float) -> None:
        self._rules.show_rules(mode, slow_seconds)
        self._people_panel.show_rules(mode, slow_seconds)

    @Slot(str)
    def _on_ban_wanted(self, address: str) -> None:
        if self._people.count_at(address) > 1:
            self._ban_question.ask(address)
        else:
            self._moderation.ban(address)

    @Slot(str)
    def _on_message_copied(self, text: str) -> None:
        line = inert_line(text)
        short = line if len(line) <= _MOST_COPIED else f"{line[:_MOST_COPIED]}…"
        self._toast.show_words(lambda: self.tr("Copied: {text}", "a message").format(text=short))

    @Slot()
    def _on_history_recovered(self) -> None:
        self._toast.show_words(lambda: self.tr("The history is written again."))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
