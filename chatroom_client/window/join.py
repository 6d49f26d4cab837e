"""The screen before the room: one's name, the rooms of this network, and an address for all other cases.

The rule: the join button always answers. It joins, or it says beside the field what is missing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import FailureReason, RefusalReason, Refused
from chatroom_client.window.address_field import AddressField
from chatroom_client.window.join_status import Failed, Hint, Joining, JoinStatus, Matter, TurnedAway
from chatroom_client.window.link_label import LinkLabel
from chatroom_client.window.name_field import NameField
from chatroom_client.window.rooms_box import RoomsBox
from shared.ui import spacing
from shared.ui.card_scroll import CardScroll
from shared.ui.menu_button import MenuButton
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

if TYPE_CHECKING:
    from chatroom_client.room_list import FoundRoom


@dataclass(frozen=True, slots=True)
class JoinWish:
    """Who wants to join where. `room` is what the person knows it by."""

    name: str
    host: str
    port: int
    room: str


class JoinScreen(QFrame):
    """Connect `join_wanted`, `cancel_wanted` and `quit_wanted`; tell it what is found and what came of a wish."""

    join_wanted = Signal(object)
    """A `JoinWish` whose name and address are possible ones."""

    cancel_wanted = Signal()
    """Do not join after all."""

    quit_wanted = Signal()

    def __init__(self, themes: ThemeSource, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: ServerAddress | None = None
        self._room = ""
        set_role(self, "panel")
        self._card = QFrame(self)
        self._title = QLabel(self._card)
        set_role(self._title, "title")
        self._subtitle = QLabel(self._card)
        self._subtitle.setWordWrap(True)
        set_role(self._subtitle, "muted")
        self.menu_button = MenuButton(themes, menu, self._card)
        self.name_field = NameField(self._card)
        self.rooms = RoomsBox(themes, self._card)
        self.address_link = LinkLabel(self._card)
        set_role(self.address_link, "muted")
        self.address_field = AddressField(self._card)
        self.address_field.hide()
        self.status = JoinStatus(themes, self._card)
        self.quit_button = QPushButton(self._card)
        self.join_button = QPushButton(self._card)
        self.join_button.setObjectName("joinButton")
        set_role(self.join_button, "primary")
        self._lay_out_card()
        self._lay_out_page()
        self._wire()
        self.retranslate()

    # ---- what is known beforehand ------------------------------------------------------------------------

    def set_name(self, name: str) -> None:
        """Put a name in, as from the last time or the command line."""
        self.name_field.set_name(name)

    def set_address(self, address: str) -> None:
        """Put an address in, as from the command line; it goes before any room that is found."""
        self._reveal_address()
        self.address_field.edit.setText(address)
        self.rooms.select_none()

    def set_last_room(self, address: ServerAddress) -> None:
        """Where the person was last: selected by itself when it is found, and offered when nothing is."""
        self._last = address
        self.rooms.prefer(address.host, address.port)

    def start_over(self) -> None:
        """The person is here once more: nothing is chosen but what they typed."""
        if not self.address_field.text:
            self.rooms.may_choose_again()
        self.name_field.edit.selectAll()
        self.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is found -----------------------------------------------------------------------------------

    def show_rooms(self, rooms: Sequence[FoundRoom]) -> None:
        """Show the rooms of this network as they are now."""
        self.rooms.show_rooms(rooms)

    def show_none_found(self) -> None:
        """Say what to do where no room appears, and go to the address, unless a name is being typed."""
        self.rooms.show_none_found()
        self._reveal_address()
        if not self.address_field.text and self._last is not None:
            self.address_field.edit.setText(str(self._last))
        if not self.name_field.is_being_written and not self.status.is_joining:
            self.address_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.address_field.edit.selectAll()
            self._scroll.bring_into_view(self.address_field)

    # ---- what came of a wish -----------------------------------------------------------------------------

    def show_joining(self, room: str) -> None:
        """The connection to `room` is being made; the person can still change their mind."""
        self._room = room
        self.name_field.clear_problem()
        self._show(Joining(room))

    def show_refusal(self, refused: Refused) -> None:
        """The room did not take the name, or the person."""
        if refused.reason in {RefusalReason.TAKEN, RefusalReason.INVALID}:
            self._show(Hint.NONE)
            self.name_field.show_refusal(refused, self._room)
            self._scroll.bring_into_view(self.name_field)
        else:
            self._show(TurnedAway(refused, self._room))

    def show_failure(self, reason: FailureReason, host: str, port: int) -> None:
        """There is no connection; everything typed is still there, for another try."""
        self._show(Failed(reason, host, port))

    def show_ready(self) -> None:
        """Nothing is under way and nothing has gone wrong."""
        self._show(Hint.NONE)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._title.setText(self.tr("Join a room"))
        self._subtitle.setText(self.tr("Rooms on this network appear by themselves."))
        link = self.tr('Not listed? <a href="#">Enter the address</a> that the teacher shows.')
        self.address_link.setText(link)
        self.address_link.setAccessibleName(self.tr("Not listed? Enter the address that the teacher shows."))
        self.join_button.setText(self.tr("Join"))
        self.quit_button.setText(self.tr("Cancel") if self.status.is_joining else self.tr("Quit"))

    # ---- inside ------------------------------------------------------------------------------------------

    def _lay_out_card(self) -> None:
        title_row = QHBoxLayout()
        title_row.addWidget(self._title, 1)
        title_row.addWidget(self.menu_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(spacing.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.quit_button)
        buttons.addWidget(self.join_button)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(spacing.HUGE, spacing.HUGE - spacing.TIGHT, spacing.HUGE, spacing.HUGE)
        column.setSpacing(spacing.MEDIUM)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addLayout(title_row)
        heading.addWidget(self._subtitle)
        column.addLayout(heading)
        column.addWidget(self.name_field)
        column.addWidget(self.rooms)
        column.addWidget(self.address_link)
        column.addWidget(self.address_field)
        column.addWidget(self.status)
        column.addLayout(buttons)

    def _lay_out_page(self) -> None:
        self._scroll = CardScroll(self._card, parent=self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _wire(self) -> None:
        self.name_field.entered.connect(self._on_join)
        self.address_field.entered.connect(self._on_join)
        self.address_field.edited.connect(self._on_address_edited)
        self.rooms.chosen.connect(self._on_room_chosen)
        self.rooms.join_wanted.connect(self._on_join)
        self.address_link.followed.connect(self._on_address_link)
        self.join_button.clicked.connect(self._on_join)
        self.quit_button.clicked.connect(self._on_quit_or_cancel)

    def _reveal_address(self) -> None:
        self.address_link.hide()
        self.address_field.show()

    def _show(self, matter: Matter) -> None:
        self.status.show_matter(matter)
        self.retranslate()
        if matter is not Hint.NONE:
            self._scroll.bring_into_view(self.status)

    def _destination(self) -> tuple[str, int, str] | None:
        room = self.rooms.selected
        if room is not None:
            return room.address, room.port, room.name
        if self.address_field.isHidden() and not self.rooms.is_empty:
            self._show(Hint.CHOOSE_ROOM)
            self.rooms.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self._reveal_address()
        address = self.address_field.address()
        if address is None:
            self._scroll.bring_into_view(self.address_field)
            return None
        return address.host, address.port, str(address)

    @Slot()
    def _on_join(self) -> None:
        # A word that is still being composed belongs to the name.
        QGuiApplication.inputMethod().commit()
        self._show(Hint.NONE)
        self.address_field.clear_problem()
        if not self.name_field.check():
            self._scroll.bring_into_view(self.name_field)
            return
        destination = self._destination()
        if destination is not None:
            host, port, room = destination
            self.join_wanted.emit(JoinWish(self.name_field.name, host, port, room))

    @Slot()
    def _on_quit_or_cancel(self) -> None:
        if self.status.is_joining:
            self.cancel_wanted.emit()
        else:
            self.quit_wanted.emit()

    @Slot()
    def _on_address_link(self) -> None:
        self._reveal_address()
        self.address_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.bring_into_view(self.address_field)

    @Slot()
    def _on_address_edited(self) -> None:
        if self.address_field.text:
            self.rooms.select_none()
        else:
            self.rooms.may_choose_again()

    @Slot()
    def _on_room_chosen(self) -> None:
        self.address_field.clear_problem()
        if not self.status.is_joining:
            self._show(Hint.NONE)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self._on_join()
