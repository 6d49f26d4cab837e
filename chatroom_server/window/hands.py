"""Whose hand is up, in the order in which the hands went up.

The rule: first come, first served. Whoever is no longer here has no hand, and whoever raises it again waits anew;
a hand that the host has lowered by mistake goes back to where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from chatroom_server.facts import GuestId, HandChanged, Left
from chatroom_server.window_facts import Happening


@dataclass(frozen=True, slots=True)
class Hand:
    """A raised hand; ``utc`` is since when it is up, in seconds since 1970."""

    guest: GuestId
    name: str
    utc: float


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose turn it is when; the clock of a computer may be set back, and this number never is."""

    number: int
    hand: Hand


class Hands:
    """Call ``clear`` when a room opens, then ``apply`` with every batch of facts."""

    def __init__(self) -> None:
        self._up: dict[GuestId, _Turn] = {}
        self._lowered: dict[GuestId, _Turn] = {}  # by the host; their owners have not touched them since
        self._numbers = count()

    @property
    def up(self) -> tuple[Hand, ...]:
        """The hands that are up, the one that waits longest first."""
        return tuple(turn.hand for turn in sorted(self._up.values(), key=lambda turn: turn.number))

    def clear(self) -> None:
        """No hand is up: a room begins or has ended."""
        self._up.clear()
        self._lowered.clear()

    def apply(self, happenings: Iterable[Happening]) -> int:
        """Take in what has happened; return how many hands guests have put up, whatever became of them."""
        raised = 0
        for happening in happenings:
            match happening:
                case HandChanged(is_up=True) if happening.guest not in self._up:
                    raised += not happening.by_host
                    self._up[happening.guest] = self._turn_of(happening)
                case HandChanged(is_up=False):
                    turn = self._up.pop(happening.guest, None)
                    if turn is not None and happening.by_host:
                        self._lowered[happening.guest] = turn
                case Left():
                    self._up.pop(happening.guest, None)
                    self._lowered.pop(happening.guest, None)
                case _:
                    pass
        return raised

    def _turn_of(self, raised: HandChanged) -> _Turn:
        before = self._lowered.pop(raised.guest, None)
        if before is not None and raised.by_host:
            return before
        return _Turn(next(self._numbers), Hand(raised.guest, raised.name, raised.utc))
