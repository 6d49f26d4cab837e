"""The rooms of this network on the join screen, with the sign that they are looked for, and what to do without any.

The rule: a room is selected by itself only as long as the person has chosen nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from chatroom_client.window.rooms import RoomsList
from chatroom_client.window.spinner import Spinner
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

if TYPE_CHECKING:
    from chatroom_client.room_list import FoundRoom


class RoomsBox(QWidget):
    """Label, list, and the words for a network without rooms."""

    chosen = Signal()
    """The person selected a room."""

    join_wanted = Signal()
    """Enter or a double click on a room."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: tuple[str, int] | None = None
        self._goes_by_address = False
        self._chosen_key = ""
        self._label = QLabel(self)
        set_role(self._label, "heading")
        self._looking_label = QLabel(self)
        set_role(self._looking_label, "muted")
        self.list = RoomsList(themes, self)
        self.list.setObjectName("roomList")
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._label.setBuddy(self.list)
        self.none_label = QLabel(self)
        self.none_label.setWordWrap(True)
        self.none_label.hide()

        top = QHBoxLayout()
        top.setSpacing(spacing.TIGHT)
        top.addWidget(self._label, 1)
        top.addWidget(Spinner(themes, self))
        top.addWidget(self._looking_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.SMALL)
        column.addLayout(top)
        column.addWidget(self.list)
        column.addWidget(self.none_label)
        self.list.chosen.connect(self._on_chosen)
        self.list.join_wanted.connect(self.join_wanted)
        self.retranslate()

    @property
    def selected(self) -> FoundRoom | None:
        """The room that would be joined."""
        return self.list.selected

    @property
    def is_empty(self) -> bool:
        """No room has been found."""
        return not self.list.rooms

    def prefer(self, host: str, port: int) -> None:
        """Select this room by itself when it is found."""
        self._last = (host, port)

    def select_none(self) -> None:
        """The person goes by an address: no room is selected, now or by itself."""
        self._goes_by_address = True
        self.list.clearSelection()

    def may_choose_again(self) -> None:
        """Whatever the person chose is over: a room may be selected by itself again."""
        self._goes_by_address = False
        self._chosen_key = ""
        self.show_rooms(self.list.rooms)

    def show_rooms(self, rooms: Sequence[FoundRoom]) -> None:
        """Show the rooms as they are now."""
        self.list.set_rooms(rooms)
        self._describe_list()
        if rooms:
            self.none_label.hide()
        if self._goes_by_address or self.selected is not None:
            return
        if self._chosen_key:
            # It may come back; in its place another room would be joined unseen.
            self.list.select(self._chosen_key)
            return
        known = [room for room in rooms if (room.address, room.port) == self._last]
        if known or len(rooms) == 1:
            self.list.select((known or rooms)[0].key)

    def show_none_found(self) -> None:
        """Say what to do where no room appears."""
        self.none_label.show()
        announce(self, self.none_label.text())

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._label.setText(self.tr("Rooms"))
        self._looking_label.setText(self.tr("looking…"))
        self.list.setAccessibleName(self.tr("Rooms"))
        self.list.empty_text = self.tr("No room yet.")
        self.list.retranslate()
        self._describe_list()
        self.none_label.setText(
            self.tr(
                "No room found after 5 s. Ask your teacher for the address and type it here. "
                "Often the cause: guest Wi-Fi, VPN, firewall."
            )
        )

    def _describe_list(self) -> None:
        # What is only painted, a screen reader does not find.
        self.list.setAccessibleDescription(self.list.empty_text if self.is_empty else "")

    @Slot(object)
    def _on_chosen(self, room: FoundRoom) -> None:
        self._goes_by_address = False
        self._chosen_key = room.key
        self.chosen.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(300, super().sizeHint().height())
