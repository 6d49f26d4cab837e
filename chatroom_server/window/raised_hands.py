"""The raised hands of the open room: from what the room tells to the strip that shows them, and back.

The rule: a hand is down when the room says so, never before; and a hand that the host has lowered can go up again
where it was lowered by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from chatroom_server.facts import HandChanged
from chatroom_server.host import ServerHost
from chatroom_server.window.hands import Hand, Hands
from chatroom_server.window.hands_strip import HandsStrip
from chatroom_server.window_facts import Happening
from shared.ui.announce import announce
from shared.ui.inert import isolated
from shared.ui.toast import Toast


class RaisedHands(QObject):
    """Call ``clear`` when a room opens or has ended, and ``apply`` with every batch of facts."""

    count_changed = Signal(int)
    """How many hands are up now."""
    raised = Signal(int)
    """So many hands have just gone up."""

    def __init__(
        self, host: ServerHost, strip: HandsStrip, toast: Toast, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._strip = strip
        self._toast = toast
        self._hands = Hands()
        self._count = 0
        strip.lower_wanted.connect(self._on_lower_wanted)
        strip.lower_all_wanted.connect(self.lower_all)

    @property
    def count(self) -> int:
        """How many hands are up."""
        return self._count

    def clear(self) -> None:
        """No hand is up."""
        self._hands.clear()
        self._show()

    def apply(self, happenings: Sequence[Happening]) -> None:
        """Take in what has happened."""
        before = self._hands.up
        raised = self._hands.apply(happenings)
        by_host = {
            fact.guest
            for fact in happenings
            if isinstance(fact, HandChanged) and fact.by_host and not fact.is_up
        }
        lowered = [hand for hand in before if hand.guest in by_host]
        if raised or self._hands.up != before:
            self._show()
        if raised:
            announce(self._strip, self._went_up(raised))
            self.raised.emit(raised)
        if lowered:
            back = tuple(hand.guest for hand in lowered)
            self._toast.show_words(
                partial(self._lowered, lowered), partial(self._host.raise_hands_again, back)
            )

    @Slot()
    def lower_all(self) -> None:
        """Ask the room to lower every hand."""
        self._host.lower_all_hands()

    def _show(self) -> None:
        self._strip.show_hands(self._hands.up)
        if self._count != len(self._hands.up):
            self._count = len(self._hands.up)
            self.count_changed.emit(self._count)

    def _went_up(self, count: int) -> str:
        if count == 1 and self._hands.up:
            return self.tr("{name} has raised a hand").format(name=isolated(self._hands.up[-1].name))
        return self.tr("%Ln hands went up", "", count)

    def _lowered(self, hands: Sequence[Hand]) -> str:
        if len(hands) == 1:
            return self.tr("The hand of {name} was lowered").format(name=isolated(hands[0].name))
        return self.tr("%Ln hands were lowered", "", len(hands))

    @Slot(int)
    def _on_lower_wanted(self, guest: int) -> None:
        self._host.lower_hand(guest)
