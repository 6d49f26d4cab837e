"""What asks for the host's attention: the counts in the window's title, the mark in the task bar, and the sound.

The rule: the window never comes forward by itself and never takes the focus. Only its place in the task bar asks,
once, until the host has looked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from chatroom_server.facts import HOST, Spoke, Whispered
from chatroom_server.settings import WindowSettings
from chatroom_server.window_facts import Happening, PassedOver
from shared.ui.chime import Chime
from shared.ui.looking import is_looking

_MOST_COUNTED: Final = 99
"""More unread messages are not told apart, and a title that changes all the time is of no use."""


class Attention(QObject):
    """Tell it what happens and when the window is looked at; put ``prefix`` before the window's title."""

    prefix_changed = Signal()

    def __init__(self, window: QWidget, settings: WindowSettings, chime: Chime | None = None) -> None:
        super().__init__(window)
        self._chime = chime or Chime(self)
        self._window = window
        self._settings = settings
        self._unread = 0
        self._hands = 0
        self._has_alerted = False

    @property
    def prefix(self) -> str:
        """How many hands are up and how many messages were not seen, as short as titles have to be; or nothing."""
        hands = f"✋{self._hands} " if self._hands else ""
        unread = f"{self._unread}" if self._unread <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
        return f"{hands}({unread}) " if self._unread else hands

    def begin_room(self) -> None:
        """Nothing has happened in this room, or it has ended."""
        self._set(0, 0)
        self._has_alerted = False

    def apply(self, happenings: Iterable[Happening]) -> None:
        """Count what guests write while the host looks elsewhere; a whisper to the host asks for attention."""
        if is_looking(self._window):
            return
        unread = self._unread
        is_meant = False
        for happening in happenings:
            match happening:
                case Spoke() if happening.guest != HOST:
                    unread += 1
                case PassedOver():
                    unread += happening.messages
                case Whispered() if happening.to == HOST:
                    unread += 1
                    is_meant = True
                case _:
                    pass
        self._set(unread, self._hands)
        if is_meant:
            self._ask()

    def set_hands(self, count: int) -> None:
        """So many hands are up."""
        self._set(self._unread, count)

    def hands_raised(self) -> None:
        """Somebody wants to be asked."""
        if self._settings.rings_for_hands:
            self._chime.ring()
        self._ask()

    def window_was_looked_at(self) -> None:
        """The host has the window before the eyes."""
        self._has_alerted = False
        self._set(0, self._hands)

    def _ask(self) -> None:
        if not is_looking(self._window) and not self._has_alerted:
            self._has_alerted = True
            QApplication.alert(self._window)

    def _set(self, unread: int, hands: int) -> None:
        before = self.prefix
        self._unread, self._hands = unread, hands
        if self.prefix != before:
            self.prefix_changed.emit()
