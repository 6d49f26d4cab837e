"""Keeping order: what the host does to people and to the room, each with the way back.

The rule: a notice appears when the room says that it is done, never before; what restricts somebody, or takes
something away, has an Undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, assert_never

from PySide6.QtCore import QObject, Signal, Slot

from chatroom_server.facts import (
    BanChanged,
    GuestId,
    HostRefused,
    MuteChanged,
    PinnedAgain,
    RemovedByHost,
    RulesChanged,
    Unpinned,
)
from chatroom_server.host import ServerHost
from chatroom_server.window.moderation_words import Measure, ModerationWords
from chatroom_server.window.rules_words import RulesWords
from chatroom_server.window_facts import Happening
from shared.protocol.messages import RoomMode
from shared.ui.toast import Toast

_STRICTNESS: Final = (RoomMode.ALL, RoomMode.NO_WHISPERS, RoomMode.HOST_ONLY, RoomMode.NOBODY)


class Moderation(QObject):
    """Passes the host's wishes to the room, and ``apply`` shows a notice for each that came true.

    Call ``begin_room`` when a room opens.
    """

    rules_changed = Signal(object, float)
    """The ``RoomMode`` that holds now, and the seconds between two messages of one guest."""

    def __init__(self, host: ServerHost, toast: Toast, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._toast = toast
        self._words = ModerationWords(self)
        self._rules_words = RulesWords(self)
        self._mode = RoomMode.ALL
        self._slow_seconds = 0.0

    def begin_room(self) -> None:
        """In a room that opens, everyone may write freely."""
        self._keep_rules(RoomMode.ALL, 0.0)

    @Slot(object)
    def set_mode(self, mode: RoomMode) -> None:
        """Decide who may write to whom."""
        self._host.set_mode(mode)

    @Slot(float)
    def set_slow(self, seconds: float) -> None:
        """Decide how many seconds lie between two messages of one guest."""
        self._host.set_slow(seconds)

    @Slot()
    def unpin(self) -> None:
        """Take down the announcement."""
        self._host.unpin()

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
                    self._toast.show_words(
                        partial(self._words.sentence, fact), self._way_back(fact), about=_subject(fact)
                    )
                case RulesChanged():
                    self._apply_rules(fact)
                case Unpinned():
                    self._toast.show_words(
                        lambda: self.tr("The announcement was taken down"),
                        self._host.pin_again,
                        about=Unpinned,
                    )
                case PinnedAgain():
                    self._toast.show_words(lambda: self.tr("The announcement is up again"), about=Unpinned)
                case HostRefused(is_too_long=False):
                    self._toast.show_words(
                        lambda: self.tr("That cannot be done: this person has left already.")
                    )
                case HostRefused():
                    self._toast.show_words(lambda: self.tr("This text is too long and was not sent."))
                case _:
                    pass

    def _apply_rules(self, rules: RulesChanged) -> None:
        before = self._mode, self._slow_seconds
        is_stricter = (
            _STRICTNESS.index(rules.mode) > _STRICTNESS.index(self._mode)
            or rules.slow_seconds > self._slow_seconds
        )
        self._keep_rules(rules.mode, rules.slow_seconds)
        words = partial(self._rules_words.sentence, rules.mode, rules.slow_seconds)
        way_back = partial(self._put_back_rules, *before) if is_stricter else None
        self._toast.show_words(words, way_back, about=RulesChanged)

    def _keep_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        self._mode, self._slow_seconds = mode, slow_seconds
        self.rules_changed.emit(mode, slow_seconds)

    def _put_back_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        self._host.set_mode(mode)
        self._host.set_slow(slow_seconds)

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


def _subject(measure: Measure) -> tuple[type, GuestId | str]:
    """What a later measure must be about to make this one's notice untrue."""
    match measure:
        case MuteChanged():
            return MuteChanged, measure.guest
        case RemovedByHost():
            return RemovedByHost, measure.name
        case BanChanged():
            return BanChanged, measure.address
    assert_never(measure)
