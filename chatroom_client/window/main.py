"""The guest's window: the join screen and the chat as its two pages, and what leads from one to the other.

The rule: it never comes to the front by itself. And it is there at once: what only a room needs is made when the
window is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

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
from chatroom_client.window.choices import Choices
from chatroom_client.window.closing import Closing
from chatroom_client.window.join import JoinScreen, JoinWish
from chatroom_client.window.menu import WindowMenu
from chatroom_client.window.wire_dock import WireDock
from shared.ui.enter_presses import press_focused_button
from shared.ui.first_size import first_size
from shared.ui.inert import inert_line
from shared.ui.language import Languages
from shared.ui.menu_key import MenuKey
from shared.ui.theme_source import ThemeSource

if TYPE_CHECKING:
    from chatroom_client.finder import FoundRoom, RoomFinder
    from chatroom_client.link import ServerLink
    from chatroom_client.window.chat import ChatPage
    from chatroom_client.window.room_parts import RoomParts
    from chatroom_client.window.wire_pane import WirePane

_FIRST_SIZE: Final = QSize(980, 700)
_LEAST_SIZE: Final = QSize(560, 320)
_LATEST_MS: Final = 300
"""After this the search for rooms begins, even if nobody can see the window."""


class ClientWindow(QMainWindow):
    """Show it, then call `look_for_rooms` or `join`; end it with `quit`. It closes the link and the finder.

    `open_ways` makes both, once: a moment after the window was painted, or as soon as they are asked for.
    """

    def __init__(
        self,
        open_ways: Callable[[], tuple[ServerLink, RoomFinder]],
        settings: ClientSettings,
        themes: ThemeSource,
        languages: Languages,
    ) -> None:
        super().__init__()
        MenuKey(self)
        self._open_ways = open_ways
        self._settings = settings
        self._themes = themes
        self.choices = Choices(settings, self)
        self._is_shared = settings.is_shared_computer
        self._closing = Closing(self, settings)
        self._parts: RoomParts | None = None
        self._making = self._make_parts()
        self._parts_timer = QTimer(self)
        self._parts_timer.timeout.connect(self._on_time_for_parts)
        self._is_looking = False
        self.menu = WindowMenu(themes, languages, settings, self.choices, self)
        self.join_screen = JoinScreen(themes, self.menu, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.join_screen)
        self.dock = WireDock(self.pages, self._make_wire_pane, self)
        self.setCentralWidget(self.dock)
        self.setMinimumSize(_LEAST_SIZE)
        self._wire()
        self._restore()
        self._show_title()

    @property
    def chat(self) -> ChatPage:
        """The page of the room."""
        return self._made_parts.chat

    @property
    def unread(self) -> int:
        """Messages of others that came while the person was elsewhere."""
        return self._parts.attention.unread if self._parts is not None else 0

    def look_for_rooms(self) -> None:
        """Show the join screen and begin to look."""
        self._show_page(self.join_screen)
        self._is_looking = True
        if self._parts is not None:
            self._parts.finder.start()
        self.join_screen.start_over()

    def join(self, wish: JoinWish) -> None:
        """Try to join, as if the person had asked for it on the join screen."""
        self._on_join_wanted(wish)

    @Slot()
    def quit(self) -> None:
        """End the program, wherever the window is; closing it may only put it into the tray."""
        self._closing.quit()

    # ---- inside ------------------------------------------------------------------------------------------

    @property
    def _made_parts(self) -> RoomParts:
        """What only a room needs, now."""
        for _ in self._making:
            pass
        assert self._parts is not None
        return self._parts

    @property
    def _link(self) -> ServerLink:
        return self._made_parts.link

    @property
    def _is_in_chat(self) -> bool:
        return self._parts is not None and self.pages.currentWidget() is self._parts.chat

    def _make_parts(self) -> Generator[None]:
        """Make what only a room needs, in steps between which a person can type."""
        link, finder = self._open_ways()
        link.happened.connect(self._on_happened)
        finder.rooms_changed.connect(self._on_rooms_changed)
        finder.searched_in_vain.connect(self.join_screen.show_none_found)
        if self._is_looking:
            finder.start()
        yield
        from chatroom_client.window.room_parts import make_room_parts  # noqa: PLC0415

        yield
        parts = make_room_parts(
            self,
            link,
            finder,
            menu=self.menu,
            choices=self.choices,
            settings=self._settings,
            themes=self._themes,
        )
        self.pages.addWidget(parts.chat)
        parts.attention.unread_changed.connect(self._on_unread_changed)
        parts.tray.quit_wanted.connect(self.quit)
        self._parts = parts

    def _make_wire_pane(self) -> WirePane:
        from chatroom_client.window.wire_pane import WirePane  # noqa: PLC0415 - hardly anybody looks

        pane = WirePane(self._themes, self._link, self.dock)
        self.chat.add_pane(pane.pane)
        return pane

    def _wire(self) -> None:
        self.join_screen.join_wanted.connect(self._on_join_wanted)
        self.join_screen.cancel_wanted.connect(self._on_leave_wanted)
        self.join_screen.quit_wanted.connect(self.quit)
        self.menu.leave_wanted.connect(self._on_leave_wanted)
        self.menu.quit_wanted.connect(self.quit)
        self.menu.wire.toggled.connect(self.dock.set_open)
        self.dock.opened.connect(self.menu.wire.setChecked)
        self.dock.keyboard_left.connect(self._on_keyboard_left)
        self.dock.restore_sizes(self._settings.wire_splitter_state)
        self.choices.changed.connect(self._on_choices_changed)

    def _restore(self) -> None:
        self.join_screen.set_name(self._settings.name)
        last = self._settings.last_room
        if last is not None:
            self.join_screen.set_last_room(ServerAddress(last.host, last.port))
        # Qt brings a window back that was on a screen which is gone.
        if not self.restoreGeometry(self._settings.window_geometry):
            self.resize(first_size(_FIRST_SIZE, self.screen().availableSize()))

    def _show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.menu.set_in_room(self._is_in_chat)
        self._show_title()

    def _show_title(self) -> None:
        name = self.tr("LAN Chatroom")
        if self._is_in_chat:
            # Qt reads "[*]" in a title as a mark of its own.
            room = self.chat.header.room.replace("[*]", "[*][*]")
            name = self.tr("{room} – LAN Chatroom").format(room=room)
        if self.unread:
            name = self.tr("({count}) {title}").format(count=self.unread, title=name)
        self.setWindowTitle(name)

    def _room_name(self, address: ServerAddress) -> str:
        """What the room at `address` calls itself, as far as it was found."""
        found = [
            room
            for room in self._made_parts.finder.rooms
            if (room.address, room.port) == (address.host, address.port)
        ]
        return inert_line(found[0].name) if found else str(address)

    def _enter_room(self, joined: Joined) -> None:
        self._is_looking = False
        self._made_parts.finder.stop()
        self._settings.name = joined.you
        self.join_screen.set_last_room(ServerAddress(self._link.host, self._link.port))
        self._keep_room()
        self._made_parts.drafts.enter(str(ServerAddress(self._link.host, self._link.port)), joined.you)
        if not joined.is_return:
            self._made_parts.attention.forget()
        self._show_page(self.chat)
        self.chat.focus_composer()

    def _keep_room(self) -> None:
        self._settings.last_room = LastRoom(self._link.host, self._link.port, self.chat.header.room)

    def _show_state(self, changed: StateChanged) -> None:
        if changed.state in {SessionState.ENDED, SessionState.IDLE}:
            self.chat.people.own_states.leave()
        match changed.state:
            case SessionState.CONNECTING | SessionState.LOGGING_IN:
                self.join_screen.show_joining(self.chat.header.room)
            case SessionState.ENDED if self.pages.currentWidget() is self.join_screen:
                reason = changed.failure or FailureReason.LOST
                self.join_screen.show_failure(reason, self._link.host, self._link.port)
            case SessionState.NAME_REFUSED if self._is_in_chat:
                # On the way back somebody else had the name.
                self.look_for_rooms()
            case SessionState.IDLE:
                self.join_screen.show_ready()
                if self._is_in_chat:
                    self.look_for_rooms()
            case _:
                pass

    @Slot()
    def _on_time_for_parts(self) -> None:
        if next(self._making, self._parts) is not None:
            self._parts_timer.stop()

    @Slot()
    def _on_leave_wanted(self) -> None:
        self._link.leave()

    @Slot(object)
    def _on_happened(self, events: list[SessionEvent]) -> None:
        self.chat.take(events)
        self._made_parts.attention.take(events, self._link.you)
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
        self._made_parts.drafts.leave()
        self.chat.enter(self._room_name(address), address)
        self._link.join(wish.host, wish.port, wish.name)

    @Slot()
    def _on_keyboard_left(self) -> None:
        if self._is_in_chat:
            self.chat.focus_composer()
        else:
            self.join_screen.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_unread_changed(self, _count: int) -> None:
        self._show_title()

    @Slot()
    def _on_choices_changed(self) -> None:
        is_shared = self.choices.is_shared_computer
        if is_shared != self._is_shared:
            self._is_shared = is_shared
            self._link.set_keeping(not is_shared)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._closing.call_off()
            if self._parts is not None and self.isActiveWindow():
                self._parts.attention.look()
                self._parts.chat.look_again()
            elif self._parts is not None:
                self._parts.chat.mark_read()
        elif event.type() == QEvent.Type.LanguageChange:
            self._show_title()
            if self._parts is not None:
                self._parts.tray.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused_button(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._closing.call_off()
        if self._parts is None:
            self._parts_timer.start(_LATEST_MS)
        elif self.isActiveWindow():
            self._parts.attention.look()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._parts is None:
            self._parts_timer.start(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing.hides(None if self._parts is None else self._parts.tray):
            event.ignore()
            return
        self._parts_timer.stop()
        self._making.close()
        self._settings.window_geometry = self.saveGeometry()
        self._settings.wire_splitter_state = self.dock.sizes_state
        if self._parts is not None:
            self._settings.splitter_state = self._parts.chat.splitter.saveState()
            self._parts.drafts.leave()
            self._parts.finder.stop()
            self._parts.link.leave()
        super().closeEvent(event)
