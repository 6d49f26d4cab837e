"""How the host tells the class where the room is: on the clipboard, and large on the whole screen.

The rule: what was told and is no longer true is said at once.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from chatroom_server.window.addresses_in_view import AddressesInView
from chatroom_server.window.large_address import LargeAddress
from chatroom_server.window.room_header import RoomHeader
from shared.ui.toast import Toast


class AddressSharing(QObject):
    """Call ``begin_room`` and ``end_room``, and ``set_users`` when somebody has come or gone."""

    def __init__(self, page: QWidget, header: RoomHeader, addresses: AddressesInView, toast: Toast) -> None:
        super().__init__(page)
        self._page = page
        self._header = header
        self._addresses = addresses
        self._toast = toast
        self._large = LargeAddress(page)
        self._users = 1
        self._is_open = False
        self._told = ""
        header.copy_wanted.connect(self.copy)
        header.show_large_wanted.connect(self.show_large)
        addresses.changed.connect(self._on_addresses_changed)

    def begin_room(self) -> None:
        """A room is open, with only the host in it."""
        self._is_open = True
        self._users = 1
        self._told = self._addresses.told

    def end_room(self) -> None:
        """The room closes: nobody is to be asked in any more."""
        self._is_open = False
        self._large.close()

    def set_users(self, users: int) -> None:
        """So many people are in the room, the host among them."""
        self._users = users
        if self._large.isVisible():
            self._fill()

    @Slot()
    def copy(self) -> None:
        """Put the address on the clipboard, and say so."""
        address = self._header.address
        QGuiApplication.clipboard().setText(address)
        self._toast.show_words(lambda: self.tr("Copied: {address}").format(address=address))

    @Slot()
    def show_large(self) -> None:
        """Show the address on the whole screen that the window is on; done again, it goes back."""
        if self._large.isVisible():
            self._large.close()
            return
        self._fill()
        self._large.setGeometry(self._page.screen().geometry())
        self._large.showFullScreen()

    def _fill(self) -> None:
        self._large.show_room(self._header.room_name, self._header.spacious_address, self._users)

    @Slot()
    def _on_addresses_changed(self) -> None:
        told, before = self._addresses.told, self._told
        self._told = told
        if not self._is_open:
            return
        if self._large.isVisible():
            self._fill()
        if told != before and self._addresses.adapters and before:
            address = self._header.address
            self._toast.show_words(
                lambda: self.tr("The address to join at is now {address}").format(address=address)
            )
