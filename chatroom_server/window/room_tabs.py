"""The views of the room, as tabs: what is said, what goes over the wire, the sockets, and the charts.

The rule: the conversation alone decides how much height the window needs; every other view makes do with less, for
the smallest screens have no room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from chatroom_server.host import ServerHost
from chatroom_server.room_settings import Counters
from chatroom_server.window.charts_tab import ChartsTab
from chatroom_server.window.conversation import Conversation
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.sockets_tab import SocketsTab
from chatroom_server.window.wire_feed import WireFeed
from chatroom_server.window.wire_tab import WireTab
from chatroom_server.window_facts import Happening
from shared.ui.ask_file import AskFile
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast

_LEAST_TAB_HEIGHT: Final = 48


class RoomTabs(QTabWidget):
    """Call ``begin_room`` when a room opens, ``apply`` with what happens, ``note`` with counters once a second."""

    def __init__(
        self, host: ServerHost, people: PeopleModel, themes: ThemeSource, toast: Toast, ask: AskFile
    ) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.conversation = Conversation(people, themes)
        self._feed = WireFeed(host, self)
        self.wire = WireTab(host, self._feed, themes, toast, ask)
        self.sockets = SocketsTab(host, self._feed, themes, toast, ask)
        self.charts = ChartsTab(themes)
        self.addTab(self.conversation, "")
        for view in (self.wire, self.sockets, self.charts):
            view.setMinimumHeight(_LEAST_TAB_HEIGHT)
            self.addTab(view, "")
        self.retranslate()

    @property
    def reading_place(self) -> QWidget:
        """What has the keyboard in the view that is shown."""
        view = self.currentWidget()
        match view:
            case WireTab():
                return view.reading_place
            case SocketsTab():
                return view.table
            case ChartsTab():
                return view.pane
            case _:
                return self.conversation.reading_place

    def begin_room(self, room: str, utc: float) -> None:
        """Begin anew, for a room of this name that opens at ``utc`` seconds since 1970."""
        self.charts.begin_room(utc)
        self._feed.begin_room()
        self.wire.begin_room(room)
        self.sockets.begin_room(room)
        self.show_conversation()

    def apply(self, facts: Sequence[Happening]) -> None:
        """Show what has happened, in order."""
        self.conversation.apply(facts)
        self.wire.apply(facts)

    def note(self, counters: Counters, utc: float) -> None:
        """Take what the room has counted up to ``utc``."""
        self.charts.note(counters, utc)

    def end_room(self) -> None:
        """The room is about to close: nothing disturbs what it still sends."""
        self.wire.end_room()

    def show_conversation(self) -> None:
        """Show what is said."""
        self.setCurrentWidget(self.conversation)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setTabText(self.indexOf(self.conversation), self.tr("Conversation"))
        self.setTabText(self.indexOf(self.wire), self.tr("Wire"))
        self.setTabText(self.indexOf(self.sockets), self.tr("Sockets"))
        self.setTabText(self.indexOf(self.charts), self.tr("Charts"))
        self.setAccessibleName(self.tr("Views of the room"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
