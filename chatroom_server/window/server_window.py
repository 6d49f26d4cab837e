"""The host's window: the page before the room, the page of the open room, and the way between them.

The rule: the window never goes before its room. Closing it closes the room first, in good order, and the window
follows when the room has ended. A room with guests in it is closed only by somebody who means it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from chatroom_server.arguments import Arguments
from chatroom_server.history.file import default_file
from chatroom_server.host import ServerHost
from chatroom_server.room_orders import Carrier
from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.room_thread import RoomThread
from chatroom_server.settings import WindowSettings
from chatroom_server.sockets import CannotOpen
from chatroom_server.window.addresses_in_view import AddressesInView
from chatroom_server.window.attention import Attention
from chatroom_server.window.background import Background
from chatroom_server.window.host_keys import HostKeys
from chatroom_server.window.host_menu import HostMenu
from chatroom_server.window.opening_words import OpeningWords
from chatroom_server.window.room_diagnostics import RoomDiagnostics
from chatroom_server.window.room_page import RoomPage
from chatroom_server.window.settings_dialog import SettingsDialog
from chatroom_server.window.start_page import StartPage
from chatroom_server.window.temporary_history import TemporaryHistory, forget_left_behind
from chatroom_server.window_facts import Happening
from shared.protocol.messages import Old
from shared.ui.ask_file import AskFile, ask_file
from shared.ui.enter_presses import press_focused_button
from shared.ui.first_size import first_size
from shared.ui.help_menu import HelpMenu
from shared.ui.inert import inert_line
from shared.ui.language import Languages
from shared.ui.look_menu import LookMenu
from shared.ui.looking import is_looking
from shared.ui.menu_key import MenuKey
from shared.ui.theme_source import ThemeSource

_log = logging.getLogger(__name__)

_SIZE: Final = QSize(1240, 760)


class _Stage(Enum):
    """How far the window is with its room."""

    CLOSED = auto()  # the start page: no room
    OPENING = auto()  # the room is started, and has not answered yet
    OPEN = auto()  # the room page
    CLOSING = auto()  # everyone is being told; the room ends within two seconds


class ServerWindow(QMainWindow):
    """Make it after the themes and languages, and show it. It starts and stops its room by itself."""

    def __init__(
        self,
        arguments: Arguments,
        themes: ThemeSource,
        languages: Languages,
        settings: WindowSettings,
        addresses: AddressesInView | None = None,
        *,
        ask: AskFile = ask_file,
        carrier: Carrier = RoomThread,
    ) -> None:
        """``ask`` asks the host for the name of a file; ``carrier`` decides where the room runs."""
        super().__init__()
        MenuKey(self)
        self._given = arguments.settings
        self._is_room_named = arguments.is_room_named
        self._room_settings = arguments.settings
        self._themes = themes
        self._settings = settings
        self._stage = _Stage.CLOSED
        self._is_leaving = False
        self._room_name = ""
        self._diagnostics = RoomDiagnostics()
        self._failure: Callable[[], str] | None = None
        forget_left_behind()
        self._temporary = TemporaryHistory()
        self._attention = Attention(self, settings)
        self._words = OpeningWords(self, is_port_given=arguments.settings.tcp_port is not None)
        self._host = ServerHost(self, carrier)
        self._addresses = addresses or AddressesInView(arguments.settings.host, parent=self)
        self._look = LookMenu(themes, languages, settings.language, self)
        self._settings_dialog = SettingsDialog(settings, self._look, themes, self)
        self._menu = HostMenu(self)
        # Not a method of this window: held by its own part, it would outlive the application and crash Qt.
        file_of = partial(_history_file, arguments.settings, settings)
        self._start_page = StartPage(self._addresses, themes, self._menu, file_of)
        self._room_page = RoomPage(self._host, self._addresses, themes, self._menu, ask=ask)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start_page)
        self._pages.addWidget(self._room_page)
        self.setCentralWidget(self._pages)
        keys, describe = HostKeys(self).lines, self._diagnostics.describe
        help_menu = HelpMenu(self, program="server", keys=keys, diagnostics=describe)
        self._menu.fill(self._room_page.room_menus, self._look, help_menu)
        self._wire()
        self._restore()
        self.retranslate()
        self._addresses.start()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        program = self.tr("Chatroom Server")
        room = inert_line(self._room_name)
        self.setWindowTitle(self._attention.prefix + (f"{room} – {program}" if room else program))

    @Slot()
    def close_without_asking(self) -> None:
        """Close the room if there is one, and then the window, for whoever ends the program from outside."""
        if self._stage is _Stage.CLOSED:
            self.close()
            return
        self._is_leaving = True
        if self._stage is not _Stage.CLOSING:
            self._begin_closing()

    def end_room(self) -> None:
        """Close the room, if there still is one, and wait for it, at the very end: nothing is shown any more."""
        if self._host.is_running:
            self._host.stop()
        self._host.wait()
        self._temporary.forget()

    def _wire(self) -> None:
        host = self._host
        host.started.connect(self._on_started)
        host.happened.connect(self._on_happened)
        host.counted.connect(self._on_counted)
        host.older_came.connect(self._on_older_came)
        host.pinned_again.connect(self._room_page.conversation.pin)
        host.failed.connect(self._on_failed)
        host.stopped.connect(self._on_stopped)
        self._start_page.open_wanted.connect(self._on_open_wanted)
        self._start_page.quit_wanted.connect(self.close)
        self._room_page.close_wanted.connect(self._on_close_room)
        self._room_page.closing_confirmed.connect(self._on_closing_confirmed)
        self._room_page.hands_changed.connect(self._attention.set_hands)
        self._room_page.hand_raised.connect(self._attention.hands_raised)
        self._attention.prefix_changed.connect(self.retranslate)
        self._settings_dialog.names_changed.connect(self._fill_start_page)
        self._settings_dialog.keeping_changed.connect(self._start_page.look_again)
        menu = self._menu
        menu.settings.triggered.connect(self._settings_dialog.open)
        menu.search.triggered.connect(self._room_page.open_search)
        menu.show_large.triggered.connect(self._room_page.sharing.show_large)
        menu.copy_address.triggered.connect(self._room_page.sharing.copy)
        menu.write.triggered.connect(self._room_page.focus_text)
        menu.lower_hands.triggered.connect(self._room_page.lower_all_hands)
        menu.close_room.triggered.connect(self._on_close_room)
        menu.quit.triggered.connect(self.close)
        self._look.look_changed.connect(self._on_look_changed)
        self._room_page.emoji_button.recent_changed.connect(self._on_emoji_chosen)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self._room_page)
            shortcut.activated.connect(partial(self._room_page.go_to_next_pane, step))

    @Slot()
    def _fill_start_page(self) -> None:
        room_name = self._given.room_name
        if not self._is_room_named:
            room_name = self._settings.room_name or room_name
        self._start_page.fill(room_name, self._settings.host_name)

    def _restore(self) -> None:
        settings = self._settings
        self._fill_start_page()
        if not self.restoreGeometry(settings.geometry):
            self.resize(first_size(_SIZE, self.screen().availableSize()))
        self._room_page.restore_splitter(settings.splitter)
        self._room_page.emoji_button.set_recent(settings.recent_emoji)

    def _go_to(self, stage: _Stage) -> None:
        self._stage = stage
        self._diagnostics.stage = stage.name.lower()
        self._menu.set_room_open(is_open=stage is _Stage.OPEN)

    def _settings_for(self, room_name: str, host_name: str) -> RoomSettings:
        """What was given at the start counts before what was chosen in the window. Raises ``OSError``."""
        given, chosen = self._given, self._settings
        history_file = given.history_file
        keeps_history = given.keeps_history and (chosen.keeps_history or history_file is not None)
        if keeps_history and history_file is None and chosen.is_shared:
            history_file = self._temporary.make_file()
        return replace(
            given,
            room_name=room_name,
            host_name=host_name,
            is_fresh=self._start_page.is_fresh,
            tcp_port=chosen.tcp_port if given.tcp_port is None else given.tcp_port,
            keeps_history=keeps_history,
            history_file=history_file,
        )

    def _remember_window(self) -> None:
        self._settings.geometry = self.saveGeometry()
        self._settings.splitter = self._room_page.splitter_state

    def _begin_closing(self) -> None:
        self._go_to(_Stage.CLOSING)
        self._room_page.show_closing()
        self._host.stop()

    # ---- what the person wants ---------------------------------------------------------------------------

    @Slot(str, str)
    def _on_open_wanted(self, room_name: str, host_name: str) -> None:
        if self._stage is not _Stage.CLOSED:
            return
        self._settings.room_name = room_name
        self._settings.host_name = host_name
        try:
            self._room_settings = self._settings_for(room_name, host_name)
        except OSError:
            _log.exception("there is no place for a lesson that is to be forgotten")
            self._temporary.forget()
            self._start_page.show_problem(self._words.no_place_for_lesson)
            return
        self._go_to(_Stage.OPENING)
        self._failure = None
        self._host.start(self._room_settings)

    @Slot()
    def _on_close_room(self) -> None:
        if self._stage is not _Stage.OPEN:
            return
        if self._room_page.guests:
            self._room_page.ask_to_close(is_about_program=False)
        else:
            self._begin_closing()

    @Slot(bool)
    def _on_closing_confirmed(self, is_about_program: bool) -> None:
        if is_about_program:
            self.close_without_asking()
        else:
            self._begin_closing()

    @Slot()
    def _on_look_changed(self) -> None:
        self._settings.theme = self._themes.choice
        self._settings.text_percent = self._themes.text_percent
        self._settings.language = self._look.language

    @Slot()
    def _on_emoji_chosen(self) -> None:
        self._settings.recent_emoji = self._room_page.emoji_button.recent

    # ---- what the room tells -----------------------------------------------------------------------------

    @Slot(object)
    def _on_started(self, opened: Opened) -> None:
        if self._stage is not _Stage.OPENING:
            return
        self._go_to(_Stage.OPEN)
        self._diagnostics.opened = opened
        self._room_name = opened.room_name
        self._attention.begin_room()
        self._pages.setCurrentWidget(self._room_page)
        is_forgotten = self._temporary.has_lesson_in(self._room_settings.history_file)
        self._room_page.begin_room(opened, self._room_settings, time.time(), is_forgotten=is_forgotten)
        self.retranslate()

    @Slot(object)
    def _on_happened(self, facts: list[Happening]) -> None:
        if self._stage not in (_Stage.OPEN, _Stage.CLOSING):
            return
        self._room_page.apply(facts)
        self._attention.apply(facts)

    @Slot(object, bool)
    def _on_older_came(self, messages: list[Old], is_all: bool) -> None:
        if self._stage in (_Stage.OPEN, _Stage.CLOSING):
            self._room_page.put_older(messages, is_all=is_all)

    @Slot(object)
    def _on_counted(self, counters: Counters) -> None:
        if self._stage is _Stage.OPEN:
            self._diagnostics.counters = counters
            self._room_page.show_counters(counters)

    @Slot(object)
    def _on_failed(self, reason: CannotOpen | None) -> None:
        self._failure = partial(self._words.sentence, reason)

    @Slot()
    def _on_stopped(self) -> None:
        self._host.wait()
        self._go_to(_Stage.CLOSED)
        self._room_name = ""
        self._diagnostics.opened = self._diagnostics.counters = None
        self._room_page.end_room()
        self._attention.begin_room()
        self._temporary.forget()
        if self._is_leaving:
            self.close()
            return
        self._pages.setCurrentWidget(self._start_page)
        if self._failure is not None:
            self._start_page.show_problem(self._failure)
        self.retranslate()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._attention.window_was_looked_at()
                self._room_page.conversation.view.look_again()
            else:
                self._room_page.conversation.view.mark_read()
        elif event.type() == QEvent.Type.WindowStateChange and is_looking(self):
            # It may have stayed the active one while it was minimised.
            self._attention.window_was_looked_at()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stage is _Stage.CLOSED:
            self._remember_window()
            for background in self.findChildren(Background):
                background.close()
            self._temporary.forget()
            super().closeEvent(event)
            return
        event.ignore()
        is_question = self._stage is _Stage.OPEN and self._room_page.guests > 0
        # Whoever closes the window while it asks has answered.
        if is_question and not self._room_page.is_asking_to_close:
            if self.isMinimized():
                self.showNormal()
            self._room_page.ask_to_close(is_about_program=True)
            return
        self.close_without_asking()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused_button(event):
            super().keyPressEvent(event)


def _history_file(given: RoomSettings, chosen: WindowSettings, room_name: str) -> Path | None:
    if given.history_file is not None:
        return given.history_file
    is_kept = given.keeps_history and chosen.keeps_history and not chosen.is_shared
    return default_file(room_name) if is_kept else None
