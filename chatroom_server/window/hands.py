"""Whose hand is up, in the order in which the hands went up.

The rule: first come, first served. Whoever is no longer here has no hand, and whoever raises it again waits anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chatroom_server.facts import GuestId, HandChanged, Left
from chatroom_server.window_facts import Happening


@dataclass(frozen=True, slots=True)
class Hand:
    """A raised hand; ``utc`` is since when it is up, in seconds since 1970."""

    guest: GuestId
    name: str
    utc: float


class Hands:
    """Call ``clear`` when a room opens, then ``apply`` with every batch of facts."""

    def __init__(self) -> None:
        self._up: dict[GuestId, Hand] = {}

    @property
    def up(self) -> tuple[Hand, ...]:
        """The hands that are up, the one that waits longest first."""
        return tuple(self._up.values())

    def clear(self) -> None:
        """No hand is up: a room begins or has ended."""
        self._up.clear()

    def apply(self, happenings: Iterable[Happening]) -> int:
        """Take in what has happened; return how many hands went up by it, whatever became of them."""
        raised = 0
        for happening in happenings:
            match happening:
                case HandChanged(is_up=True) if happening.guest not in self._up:
                    self._up[happening.guest] = Hand(happening.guest, happening.name, happening.utc)
                    raised += 1
                case HandChanged(is_up=False) | Left():
                    self._up.pop(happening.guest, None)
                case _:
                    pass
        return raised
