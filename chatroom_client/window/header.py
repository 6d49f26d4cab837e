"""The top of the chat: which room, how many are in it, where it is, and whether there is a connection.

The rule: the figure beside "Connected" is one that was measured over this connection; without one there is none.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import SessionState
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.icons import icon
from shared.ui.inert import inert_line
from shared.ui.menu_button import MenuButton
from shared.ui.pill import Pill, PillKind
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource


class RoomHeader(QFrame):
    """Fill it with `show_room`, `show_count`, `show_state` and `show_round_trip`; connect its two buttons."""

    def __init__(self, themes: ThemeSource, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = ""
        self._address: ServerAddress | None = None
        self._count = 0
        self._state = SessionState.IDLE
        self._round_trip: float | None = None
        set_role(self, "header")
        self.room_label = ElidedLabel(parent=self)
        self.room_label.setObjectName("roomTitle")
        set_role(self.room_label, "title")
        self.place_label = ElidedLabel(parent=self)
        set_role(self.place_label, "muted")
        self.pill = Pill(themes, self)
        self.search_button = QToolButton(self)
        set_role(self.search_button, "quiet")
        self.wire_button = QToolButton(self)
        self.wire_button.setObjectName("wireButton")
        self.wire_button.setCheckable(True)
        self.wire_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_role(self.wire_button, "quiet")
        self.menu_button = MenuButton(themes, menu, self)

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.room_label)
        words.addWidget(self.place_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.SMALL + 2, spacing.LARGE, spacing.SMALL + 2)
        row.setSpacing(spacing.MEDIUM)
        row.addLayout(words, 1)
        row.addWidget(self.pill)
        row.addWidget(self.search_button)
        row.addWidget(self.wire_button)
        row.addWidget(self.menu_button)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icon()
        self.retranslate()

    @property
    def room(self) -> str:
        """What the room is called, as it is shown."""
        return self._room

    def show_room(self, name: str, address: ServerAddress) -> None:
        """Say which room it is; without a name, its address stands for it."""
        self._room = inert_line(name) or str(address)
        self._address = address
        self.retranslate()

    def show_count(self, count: int) -> None:
        """Say how many people are in the room, oneself included."""
        self._count = count
        self.retranslate()

    def show_state(self, state: SessionState) -> None:
        """Say whether there is a connection."""
        self._state = state
        if state is not SessionState.IN_ROOM:
            self._round_trip = None
        self.retranslate()

    def show_round_trip(self, seconds: float) -> None:
        """Say how long it takes to the room and back."""
        self._round_trip = seconds
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.room_label.setText(self._room)
        online = self.tr("%n online", "people in the room", self._count)
        where = "" if self._address is None else str(self._address)
        self.place_label.setText(f"{online} · {where}" if where != self._room else online)
        match self._state:
            case SessionState.IN_ROOM:
                self.pill.show_state(self._connected_words(), PillKind.GOOD)
            case SessionState.ENDED | SessionState.IDLE:
                self.pill.show_state(self.tr("Not connected"), PillKind.DANGER)
            case _:
                self.pill.show_state(self.tr("Reconnecting…"), PillKind.WARNING)

        self.search_button.setAccessibleName(self.tr("Search"))
        self.search_button.setToolTip(self.tr("Search (Ctrl+F)"))
        self.wire_button.setText(self.tr("Wire"))
        self.wire_button.setAccessibleName(self.tr("Wire"))
        self.wire_button.setToolTip(self.tr("What goes over the wire (F12)"))

    def _connected_words(self) -> str:
        if self._round_trip is None:
            self.pill.setToolTip("")
            return self.tr("Connected")
        self.pill.setToolTip(self.tr("So long it takes to the room and back."))
        milliseconds = max(1, round(self._round_trip * 1000))
        return self.tr("Connected · {number} ms").format(number=milliseconds)

    def _fit_icon(self) -> None:
        side = self.fontMetrics().height()
        for button in (self.search_button, self.wire_button):
            button.setIconSize(QSize(side, side))

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.search_button.setIcon(icon("search", theme.muted_text))
        self.wire_button.setIcon(icon("wire", theme.muted_text))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        super().changeEvent(event)
