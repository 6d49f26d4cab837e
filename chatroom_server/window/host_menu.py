"""The menu of the host's window: all that can be done without pointing at somebody, with its keys.

The rule: everything in it that needs an open room is switched off without one. Each of its keys works in the whole
window, and stands in the list of keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shared.ui.help_menu import HelpMenu
from shared.ui.look_menu import LookMenu


class HostMenu(QMenu):
    """Call ``fill`` once the parts of the window are there, then connect the actions."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._room_menus: tuple[QMenu, ...] = ()
        self.search = QAction(self)
        self.show_large = QAction(self)
        self.copy_address = QAction(self)
        self.write = QAction(self)
        self.lower_hands = QAction(self)
        self.settings = QAction(self)
        self.close_room = QAction(self)
        self.quit = QAction(self)
        self.retranslate()

    def fill(self, room_menus: Sequence[QMenu], look: LookMenu, help_menu: HelpMenu) -> None:
        """Put everything in; ``room_menus`` are what the host decides about the open room."""
        self._room_menus = tuple(room_menus)
        self.addActions([self.search, self.show_large, self.copy_address, self.write])
        self.addSeparator()
        for submenu in room_menus:
            self.addMenu(submenu)
        self.addAction(self.lower_hands)
        self.addSeparator()
        look.add_to(self)
        self.addAction(self.settings)
        self.addSeparator()
        self.addMenu(help_menu)
        self.addActions([self.close_room, self.quit])
        for action, keys in (
            (self.search, QKeySequence(QKeySequence.StandardKey.Find)),
            (self.show_large, QKeySequence("F11")),
            (self.copy_address, QKeySequence("Ctrl+Shift+C")),
            (self.write, QKeySequence("Ctrl+L")),
            (self.lower_hands, QKeySequence("Ctrl+Shift+H")),
            (self.settings, QKeySequence("Ctrl+,")),
            (self.quit, QKeySequence("Ctrl+Q")),
        ):
            action.setShortcut(keys)
            # A menu that is closed gives its shortcuts to nobody; the window has them always.
            self._window.addAction(action)
        self.set_room_open(is_open=False)

    def set_room_open(self, *, is_open: bool) -> None:
        """Whether there is a room to do something with."""
        for action in (
            self.search,
            self.show_large,
            self.copy_address,
            self.write,
            self.lower_hands,
            self.close_room,
        ):
            action.setEnabled(is_open)
        for menu in self._room_menus:
            menu.menuAction().setEnabled(is_open)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.search.setText(self.tr("Search in what was said…"))
        self.show_large.setText(self.tr("Show the address large"))
        self.copy_address.setText(self.tr("Copy the address"))
        self.write.setText(self.tr("Write a message"))
        self.lower_hands.setText(self.tr("Lower all hands"))
        self.settings.setText(self.tr("Settings…"))
        self.close_room.setText(self.tr("Close room"))
        self.quit.setText(self.tr("Quit"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
