"""What happened and the host's window has not looked at yet: a queue that stays short.

The rule: however much is said, and however long the window does not look, only so much of it waits. Of what
guests said it is the newest; of the rest it is known how many messages they were and whose, so that every count
stays exact. Everything else that happened waits too, and all of it in the room's order.
"""

from collections.abc import Iterable

from chatroom_server.facts import HOST, Fact, GuestId, Spoke, Whispered
from shared.value import value

AT_ONCE = 200
"""Facts that a window takes in within a millisecond or two: it has to paint as well, and the room to go on."""

MOST_SPOKEN = 5_000
"""Messages of guests: whoever pastes two thousand lines finds every one of them in the host's conversation."""

_LEFT_SPOKEN = MOST_SPOKEN // 2


@value
class PassedOver:
    """So many messages of guests were said at this place, too fast for anybody to see them go by.

    ``said`` tells how many were whose; who is gone again may be among them. ``utc`` is when the last one was said.
    """

    utc: float
    said: tuple[tuple[GuestId, int], ...]

    @property
    def messages(self) -> int:
        """How many messages they were."""
        return sum(count for _, count in self.said)


Happening = Fact | PassedOver
"""What the host's window is told."""


class WindowFacts:
    """Give it every fact with ``add``, and ``take`` some at a time. It belongs to one thread."""

    def __init__(self) -> None:
        self._waiting: list[Happening] = []
        self._spoken = 0  # by guests, of those that wait

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in what has happened. Whispers between two guests are nobody else's: they are dropped here."""
        for fact in facts:
            if isinstance(fact, Spoke):
                self._spoken += fact.guest != HOST
            elif isinstance(fact, Whispered) and HOST not in (fact.sender, fact.to):
                continue
            self._waiting.append(fact)
        if self._spoken > MOST_SPOKEN:
            self._pass_over()

    def take(self) -> list[Happening]:
        """Return the oldest of what waits, at most ``AT_ONCE``; no more of it waits when this is false."""
        taken = self._waiting[:AT_ONCE]
        del self._waiting[:AT_ONCE]
        self._spoken -= sum(map(_is_guests, taken))
        return taken

    def _pass_over(self) -> None:
        # Half of them at once, or each message from now on would cost a look at all.
        too_many = self._spoken - _LEFT_SPOKEN
        said: dict[GuestId, int] = {}
        kept: list[Happening] = []
        looked_at = 0
        for happening in self._waiting:
            looked_at += 1
            if isinstance(happening, PassedOver):
                for guest, count in happening.said:
                    said[guest] = said.get(guest, 0) + count
            elif isinstance(happening, Spoke) and happening.guest != HOST:
                said[happening.guest] = said.get(happening.guest, 0) + 1
                too_many -= 1
                if not too_many:
                    kept.append(PassedOver(happening.utc, tuple(said.items())))
                    break
            else:
                kept.append(happening)
        self._waiting[:looked_at] = kept
        self._spoken = _LEFT_SPOKEN


def _is_guests(happening: Happening) -> bool:
    return isinstance(happening, Spoke) and happening.guest != HOST
