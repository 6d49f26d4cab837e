"""The head of the open room: its name, how long it is open, and where it is, big enough to be read aloud.

The rule: what stands here is true right now; an address that is gone is not shown.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from chatroom_server.window.addresses_in_view import AddressesInView, with_port
from shared.protocol.limits import DEFAULT_UDP_PORT
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.menu_button import MenuButton
from shared.ui.parts_label import PartsLabel
from shared.ui.pill import Pill, PillKind
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_TITLE_WIDTH: Final = 120
"""For the room's name, at the least."""


class RoomState(Enum):
    """How far the room is."""

    OPEN = auto()  # people come and go
    CLOSING = auto()  # everybody is being told


class RoomHeader(QFrame):
    """Call ``open`` when the room is open, and the ``set_`` methods when something is new."""

    close_wanted = Signal()
    copy_wanted = Signal()
    """Put the address on the clipboard, and say so."""
    show_large_wanted = Signal()

    def __init__(
        self, addresses: AddressesInView, themes: ThemeSource, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._addresses = addresses
        self._state = RoomState.OPEN
        self._port = 0
        self._udp_port: int | None = None
        self._asked_udp_port = DEFAULT_UDP_PORT
        self._users = 1
        self._messages = 0
        self._since_opened = QElapsedTimer()
        set_role(self, "header")

        self._title = ElidedLabel()
        self._title.setObjectName("roomTitle")
        set_role(self._title, "title")
        self._status = PartsLabel()
        self._status.setObjectName("roomStatus")
        set_role(self._status, "muted")
        self._address = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._address.setObjectName("roomAddress")
        set_role(self._address, "address")
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._address_menu = QMenu(self)
        self._address_button = QPushButton()
        self._address_button.setObjectName("otherAddressButton")
        set_role(self._address_button, "quiet")
        self._address_button.setMenu(self._address_menu)
        self._how = ElidedLabel()
        self._how.setObjectName("discoveryLine")
        set_role(self._how, "muted")
        self._copy = _link("copyAddressButton")
        self._show_large = _link("showLargeButton")
        self._pill = Pill(themes)
        self._pill.setObjectName("roomState")
        self._close = QPushButton()
        self._close.setObjectName("closeRoomButton")
        self._menu = MenuButton(themes, menu)
        self._menu.setObjectName("menuButton")
        self._row = QHBoxLayout()
        self._where = QVBoxLayout()
        self._is_narrow = False
        self._lay_out()

        self._clock = QTimer(self)
        self._clock.setInterval(1_000)
        self._clock.timeout.connect(self._on_second)
        self._copy.clicked.connect(self.copy_wanted)
        self._show_large.clicked.connect(self.show_large_wanted)
        self._close.clicked.connect(self.close_wanted)
        self._address_menu.triggered.connect(self._on_address_chosen)
        addresses.changed.connect(self._on_addresses_changed)
        self.retranslate()

    @property
    def address(self) -> str:
        """The address with its port, as one types it."""
        return with_port(self._addresses.told, self._port)

    @property
    def spacious_address(self) -> str:
        """The same with room round the colon, as one reads it from far away."""
        return with_port(self._addresses.told, self._port, " : ")

    @property
    def menu_button(self) -> MenuButton:
        """The button of the window's menu, for the focus."""
        return self._menu

    @property
    def room_name(self) -> str:
        """The room's name as it was given."""
        return self._title.text()

    def open(self, room_name: str, port: int, udp_port: int | None, asked_udp_port: int | None) -> None:
        """Show a room that has just opened. ``asked_udp_port`` is the one that was wanted, None for the usual."""
        self._title.setText(room_name)
        self._port = port
        self._udp_port = udp_port
        self._asked_udp_port = DEFAULT_UDP_PORT if asked_udp_port is None else asked_udp_port
        self._users, self._messages = 1, 0
        self._state = RoomState.OPEN
        self._since_opened.start()
        self._clock.start()
        self.retranslate()

    def set_counts(self, users: int, messages: int) -> None:
        """How many people are here, and how many messages there were."""
        self._users, self._messages = users, messages
        self._say_status()

    def set_udp_port(self, port: int | None) -> None:
        """Where requests are answered now; None while another program has the port."""
        if port != self._udp_port:
            self._udp_port = port
            self._say_how()

    def set_state(self, state: RoomState) -> None:
        """Show how far the room is; a closing room is not to be joined or closed again."""
        self._state = state
        if state is RoomState.CLOSING:
            self._clock.stop()
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._copy.setText(self.tr("copy"))
        self._copy.setAccessibleName(self.tr("Copy the address"))
        self._show_large.setText(self.tr("show large"))
        self._show_large.setAccessibleName(self.tr("Show the address large, for the back row"))
        self._close.setText(self.tr("Close room"))
        self._close.setEnabled(self._state is RoomState.OPEN)
        self._address_button.setText(self.tr("other address ▾"))
        self._address_button.setAccessibleName(self.tr("Choose the address that is told"))
        if self._state is RoomState.OPEN:
            self._pill.show_state(self.tr("Open", "the state of a room"), PillKind.GOOD)
        else:
            self._pill.show_state(self.tr("Closing…"), PillKind.WARNING)
        self._say_status()
        self._say_how()
        self._on_addresses_changed()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._title)
        left.addWidget(self._status)
        where = QHBoxLayout()
        where.setSpacing(spacing.TIGHT)
        where.addStretch()
        where.addWidget(self._address_button)
        where.addWidget(self._address)
        how = QHBoxLayout()
        how.setSpacing(spacing.TIGHT)
        self._how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        how.addWidget(self._how, 1)
        for button in (self._copy, self._show_large):
            dot = QLabel("·")
            set_role(dot, "muted")
            how.addWidget(dot)
            how.addWidget(button)
        self._where.setContentsMargins(0, 0, 0, 0)
        self._where.setSpacing(0)
        self._where.addLayout(where)
        self._where.addLayout(how)
        self._row.setSpacing(spacing.MEDIUM)
        self._row.addLayout(left, 1)
        self._row.addLayout(self._where)
        self._row.addWidget(self._pill)
        self._row.addWidget(self._close)
        self._row.addWidget(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.MEDIUM, spacing.LARGE, spacing.MEDIUM)
        column.setSpacing(spacing.TIGHT)
        column.addLayout(self._row)
        # How narrow the head may be is not for the layout to say: see ``minimumSizeHint``.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    def _fit_width(self) -> None:
        """Give the address a row of its own where one row has no room for everything."""
        spare = self.width() - self._wide_width()
        is_narrow = spare < 0
        # How long the room is open is told before how students find it.
        self._status.setMinimumWidth(0 if is_narrow else min(self._told_width, _TITLE_WIDTH + spare))
        column = self.layout()
        if is_narrow == self._is_narrow or not isinstance(column, QVBoxLayout):
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._row.removeItem(self._where)
            column.addLayout(self._where)
        else:
            column.removeItem(self._where)
            self._row.insertLayout(1, self._where)
        self.updateGeometry()

    def _wide_width(self) -> int:
        beside = sum(each.sizeHint().width() for each in (self._pill, self._close, self._menu))
        return (
            _TITLE_WIDTH + self._where.minimumSize().width() + beside + 2 * spacing.LARGE + 4 * spacing.MEDIUM
        )

    @property
    def _told_width(self) -> int:
        """Of what is always told below the room's name, whichever digits are in it."""
        told = self.tr("open for {time}", "below the room's name").format(time="00:00:00")
        return self._status.fontMetrics().horizontalAdvance(told) + spacing.SMALL

    def _say_status(self) -> None:
        if self._state is RoomState.CLOSING:
            self._status.show_parts((self.tr("Closing… everyone is being told."),))
            return
        seconds = self._since_opened.elapsed() // 1_000 if self._since_opened.isValid() else 0
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        self._status.show_parts(
            (
                self.tr("open for {time}", "below the room's name").format(
                    time=f"{hours:02}:{minutes:02}:{seconds:02}"
                ),
                self.tr("%Ln online", "people in the room", self._users),
                self.tr("%Ln message(s)", "in the room so far", self._messages),
            )
        )

    def _say_how(self) -> None:
        if self._addresses.is_alone:
            text = self.tr("only programs on this computer can join")
        elif self._udp_port is None:
            text = self.tr("UDP {port} is used by another program: students type this address").format(
                port=self._asked_udp_port
            )
        else:
            text = self.tr("students find it by themselves (UDP {port})").format(port=self._udp_port)
        self._how.setText(text)

    @Slot()
    def _on_second(self) -> None:
        self._say_status()

    @Slot()
    def _on_addresses_changed(self) -> None:
        self._address.setText(self.spacious_address)
        self._say_how()
        adapters = self._addresses.adapters
        self._address_button.setVisible(len(adapters) > 1)
        self._address_menu.clear()
        for adapter in adapters:
            text = self.tr("{address}  ({adapter})").format(address=adapter.address, adapter=adapter.name)
            if adapter.is_virtual:
                text = self.tr("{address}  ({adapter}, virtual)").format(
                    address=adapter.address, adapter=adapter.name
                )
            # In a menu, an ampersand would underline what follows.
            action = self._address_menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(adapter.address == self._addresses.told)
            action.setData(adapter.address)

    @Slot(QAction)
    def _on_address_chosen(self, action: QAction) -> None:
        self._addresses.choose(str(action.data()))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        beside = sum(each.sizeHint().width() for each in (self._pill, self._close, self._menu))
        top = _TITLE_WIDTH + beside + 3 * spacing.MEDIUM
        width = max(top, self._where.minimumSize().width()) + 2 * spacing.LARGE
        return QSize(width, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._fit_width()
        super().changeEvent(event)


def _link(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    set_role(button, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
