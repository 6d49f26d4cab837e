"""Keeping order: what the host does to people, each with the way back.

The rule: a notice appears when the room says that it is done, never before; what restricts somebody has an Undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Slot

from chatroom_server.facts import BanChanged, GuestId, HostRefused, MuteChanged, RemovedByHost
from chatroom_server.host import ServerHost
from chatroom_server.window.moderation_words import Measure, ModerationWords
from chatroom_server.window_facts import Happening
from shared.ui.toast import Toast


class Moderation(QObject):
    """Passes the host's wishes to the room, and ``apply`` shows a notice for each that came true."""

    def __init__(self, host: ServerHost, toast: Toast, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._toast = toast
        self._words = ModerationWords(self)

    @Slot(int, bool)
    def set_muted(self, guest: GuestId, is_muted: bool) -> None:
        """Mute a guest, or take it back."""
        self._host.set_muted(guest, is_muted)

    @Slot(int)
    def remove(self, guest: GuestId) -> None:
        """Remove a guest from the room for a minute."""
        self._host.remove(guest)

    @Slot(str)
    def ban(self, address: str) -> None:
        """Ban an address until the room closes."""
        self._host.ban(address)

    def apply(self, facts: Iterable[Happening]) -> None:
        """Say what has come of the wishes."""
        for fact in facts:
            match fact:
                case MuteChanged() | RemovedByHost() | BanChanged():
                    self._toast.show_words(partial(self._words.sentence, fact), self._way_back(fact))
                case HostRefused(is_too_long=False):
                    self._toast.show_words(
                        lambda: self.tr("That cannot be done: this person has left already.")
                    )
                case HostRefused():
                    self._toast.show_words(lambda: self.tr("This text is too long and was not sent."))
                case _:
                    pass

    def _way_back(self, measure: Measure) -> Callable[[], None] | None:
        host = self._host
        match measure:
            case MuteChanged(is_muted=True):
                guest = measure.guest
                return lambda: host.set_muted(guest, False)
            case RemovedByHost(is_lifted=False):
                name = measure.name
                return lambda: host.lift_removal(name)
            case BanChanged(is_banned=True):
                address = measure.address
                return lambda: host.lift_ban(address)
            case _:
                return None
