"""The guest's window: the join screen and the chat as its two pages, wired to the link and the finder.

The rule: it never comes to the front by itself. What happens while the person is elsewhere shows in the task bar
and in the title.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from chatroom_client.finder import FoundRoom, RoomFinder
from chatroom_client.link import ServerLink
from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import (
    FailureReason,
    Joined,
    Refused,
    RoomNamed,
    SessionEvent,
    SessionState,
    StateChanged,
)
from chatroom_client.settings import ClientSettings, LastRoom
from chatroom_client.window.chat import ChatPage
from chatroom_client.window.draft_keeper import DraftKeeper
from chatroom_client.window.join import JoinScreen, JoinWish
from chatroom_client.window.menu import WindowMenu
from shared.ui.enter_presses import press_focused_button
from shared.ui.inert import inert_line
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource

_FIRST_SIZE: Final = QSize(980, 700)
_LEAST_SIZE: Final = QSize(560, 420)


class ClientWindow(QMainWindow):
    """Show it, then call `look_for_rooms` or `join`. It closes the link and the finder with itself."""

    def __init__(
        self,
        link: ServerLink,
        finder: RoomFinder,
        settings: ClientSettings,
        themes: ThemeSource,
        languages: Languages,
    ) -> None:
        super().__init__()
        self._link = link
        self._finder = finder
        self._settings = settings
        self._wish: JoinWish | None = None
        self._unread = 0
        self.menu = WindowMenu(themes, languages, settings, self)
        self.join_screen = JoinScreen(themes, self.menu, self)
        self.chat = ChatPage(themes, self.menu, link.steady_now, self)
        self._drafts = DraftKeeper(self.chat.composer, settings, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.join_screen)
        self.pages.addWidget(self.chat)
        self.setCentralWidget(self.pages)
        self.setMinimumSize(_LEAST_SIZE)
        self._wire()
        self._restore()
        self._show_title()

    @property
    def unread(self) -> int:
        """Messages of others that came while the person was elsewhere."""
        return self._unread

    def look_for_rooms(self) -> None:
        """Show the join screen and begin to look."""
        self._show_page(self.join_screen)
        self._finder.start()
        self.join_screen.start_over()

    def join(self, wish: JoinWish) -> None:
        """Try to join, as if the person had asked for it on the join screen."""
        self._on_join_wanted(wish)

    # ---- inside ------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        self._link.happened.connect(self._on_happened)
        self._finder.rooms_changed.connect(self._on_rooms_changed)
        self._finder.searched_in_vain.connect(self.join_screen.show_none_found)
        self.join_screen.join_wanted.connect(self._on_join_wanted)
        self.join_screen.cancel_wanted.connect(self._link.leave)
        self.join_screen.quit_wanted.connect(self.close)
        self.chat.said.connect(self._link.say)
        self.chat.whispered.connect(self._link.whisper)
        self.chat.resend_wanted.connect(self._link.resend)
        self.chat.discard_wanted.connect(self._link.discard)
        self.chat.older_wanted.connect(self._link.want_older)
        self.chat.try_now_wanted.connect(self._link.try_now)
        self.chat.leave_wanted.connect(self._link.leave)
        self.chat.transcript.messages_arrived.connect(self._on_messages_arrived)
        self.menu.leave_wanted.connect(self._link.leave)
        self.menu.quit_wanted.connect(self.close)
        self.menu.shared_computer_changed.connect(lambda is_shared: self._link.set_keeping(not is_shared))
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self.chat)
            shortcut.activated.connect(lambda step=step: self.chat.go_to_next_pane(step))

    def _restore(self) -> None:
        self.join_screen.set_name(self._settings.name)
        last = self._settings.last_room
        if last is not None:
            self.join_screen.set_last_room(ServerAddress(last.host, last.port))
        # Qt brings a window back that was on a screen which is gone.
        if not self.restoreGeometry(self._settings.window_geometry):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(_FIRST_SIZE.boundedTo(screen))
        self.chat.splitter.restoreState(self._settings.splitter_state)

    def _show_page(self, page: JoinScreen | ChatPage) -> None:
        self.menu.set_in_room(page is self.chat)
        self.pages.setCurrentWidget(page)
        self._show_title()

    def _show_title(self) -> None:
        name = self.tr("LAN Chatroom")
        if self.pages.currentWidget() is self.chat:
            # Qt reads "[*]" in a title as a mark of its own.
            room = self.chat.header.room.replace("[*]", "[*][*]")
            name = self.tr("{room} – LAN Chatroom").format(room=room)
        if self._unread:
            name = self.tr("({count}) {title}").format(count=self._unread, title=name)
        self.setWindowTitle(name)

    def _room_name(self, address: ServerAddress) -> str:
        """What the room at `address` calls itself, as far as it was found."""
        found = [
            room for room in self._finder.rooms if (room.address, room.port) == (address.host, address.port)
        ]
        return inert_line(found[0].name) if found else str(address)

    def _enter_room(self, joined: Joined) -> None:
        self._finder.stop()
        self._settings.name = joined.you
        self.join_screen.set_last_room(ServerAddress(self._link.host, self._link.port))
        self._keep_room()
        self._drafts.enter(str(ServerAddress(self._link.host, self._link.port)), joined.you)
        self._show_page(self.chat)
        self.chat.focus_composer()

    def _keep_room(self) -> None:
        self._settings.last_room = LastRoom(self._link.host, self._link.port, self.chat.header.room)

    def _show_state(self, changed: StateChanged) -> None:
        match changed.state:
            case SessionState.CONNECTING | SessionState.LOGGING_IN:
                self.join_screen.show_joining(self.chat.header.room)
            case SessionState.ENDED if self.pages.currentWidget() is self.join_screen:
                reason = changed.failure or FailureReason.LOST
                self.join_screen.show_failure(reason, self._link.host, self._link.port)
            case SessionState.NAME_REFUSED if self.pages.currentWidget() is self.chat:
                # On the way back somebody else had the name.
                self.look_for_rooms()
            case SessionState.IDLE:
                self.join_screen.show_ready()
                if self.pages.currentWidget() is self.chat:
                    self.look_for_rooms()
            case _:
                pass

    @Slot(object)
    def _on_happened(self, events: list[SessionEvent]) -> None:
        self.chat.take(events)
        for event in events:
            match event:
                case StateChanged():
                    self._show_state(event)
                case Joined():
                    self._enter_room(event)
                case RoomNamed() if self._link.state is SessionState.IN_ROOM:
                    self._keep_room()
                    self._show_title()
                case Refused():
                    self.join_screen.show_refusal(event)
                case _:
                    pass

    @Slot(object)
    def _on_rooms_changed(self, rooms: tuple[FoundRoom, ...]) -> None:
        self.join_screen.show_rooms(rooms)

    @Slot(object)
    def _on_join_wanted(self, wish: JoinWish) -> None:
        address = ServerAddress(wish.host, wish.port)
        is_same_room = (self._link.host, self._link.port) == (wish.host, wish.port)
        if self._link.state is SessionState.NAME_REFUSED and is_same_room:
            self._link.try_name(wish.name)
            return
        self._drafts.leave()
        self.chat.enter(self._room_name(address), address)
        self._link.join(wish.host, wish.port, wish.name)

    @Slot(int)
    def _on_messages_arrived(self, count: int) -> None:
        if self.isActiveWindow():
            return
        if not self._unread:
            QApplication.alert(self)
        self._unread += count
        self._show_title()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._unread = 0
            else:
                self.chat.mark_read()
            self._show_title()
        elif event.type() == QEvent.Type.LanguageChange:
            self._show_title()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused_button(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.window_geometry = self.saveGeometry()
        self._settings.splitter_state = self.chat.splitter.saveState()
        self._drafts.leave()
        self._finder.stop()
        self._link.leave()
        super().closeEvent(event)
