"""What happened and the host's window has not looked at yet: a queue that stays short.

The rule: whatever guests do, and however long the window does not look, only so much of it waits. Of what they
said and whispered it is the newest; of the rest it is known how many messages they were and whose, so that every
count stays exact. Whoever came and went again meanwhile was never there, and of whatever else changes about a guest
the newest is enough. What the host does waits whole: it takes the window to do it. All is in the room's order.
"""

from collections.abc import Callable, Iterable

from chatroom_server.facts import (
    HOST,
    Arrived,
    AwayChanged,
    BanChanged,
    Fact,
    GuestId,
    HandChanged,
    Interrupted,
    Left,
    RemovedByHost,
    Returned,
    Spoke,
    Whispered,
)
from shared.value import value

AT_ONCE = 200
"""Facts that a window takes in within a millisecond or two: it has to paint as well, and the room to go on."""

MOST_SPOKEN = 5_000
"""Messages of guests: whoever pastes two thousand lines finds every one of them in the host's conversation."""

MOST_WHISPERED = 1_000
"""Whispers to the host, counted apart: no storm of others may push a question out."""

MOST_ELSE = 5_000
"""Before it is looked through for what is out of date; a room of thousands may need more, and has it."""

GONE: GuestId = -1
"""Stands for all who are not in the room any more."""


@value
class PassedOver:
    """So many messages of guests were said at this place, too fast for anybody to see them go by.

    ``said`` tells how many were whose, those of whoever is gone under ``GONE``. ``utc`` is when the last one was
    said.
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
        self._whispered = 0  # by guests, of those that wait
        self._most_else = MOST_ELSE
        self._here: set[GuestId] = {HOST}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in what has happened. Whispers between two guests are nobody else's: they are dropped here."""
        for fact in facts:
            match fact:
                case Spoke():
                    self._spoken += fact.guest != HOST
                case Whispered():
                    if HOST not in (fact.sender, fact.to):
                        continue
                    self._whispered += fact.sender != HOST
                case Arrived():
                    self._here.add(fact.guest)
                case Left():
                    self._here.discard(fact.guest)
                case _:
                    pass
            self._waiting.append(fact)
        if self._spoken > MOST_SPOKEN:
            self._pass_over(_is_spoken, self._spoken - MOST_SPOKEN // 2)
            self._spoken = MOST_SPOKEN // 2
        if self._whispered > MOST_WHISPERED:
            self._pass_over(_is_whispered, self._whispered - MOST_WHISPERED // 2)
            self._whispered = MOST_WHISPERED // 2
        if self._waits_else > self._most_else:
            self._drop_what_is_out_of_date()
            # Not at each fact from now on, if all of it is needed.
            self._most_else = max(MOST_ELSE, 2 * self._waits_else)

    def take(self) -> list[Happening]:
        """Return the oldest of what waits, at most ``AT_ONCE``; no more of it waits when this is false."""
        taken = self._waiting[:AT_ONCE]
        del self._waiting[:AT_ONCE]
        self._spoken -= sum(map(_is_spoken, taken))
        self._whispered -= sum(map(_is_whispered, taken))
        return taken

    @property
    def _waits_else(self) -> int:
        return len(self._waiting) - self._spoken - self._whispered

    def _pass_over(self, is_such: Callable[[Happening], bool], too_many: int) -> None:
        """Only count the oldest of such messages; many at once, or each from now on would cost a look at all."""
        said: dict[GuestId, int] = {}
        kept: list[Happening] = []
        looked_at = 0
        for happening in self._waiting:
            looked_at += 1
            if isinstance(happening, PassedOver):
                self._count(said, happening.said)
            elif isinstance(happening, Spoke | Whispered) and is_such(happening):
                guest = happening.guest if isinstance(happening, Spoke) else happening.sender
                self._count(said, ((guest, 1),))
                too_many -= 1
                if not too_many:
                    kept.append(PassedOver(happening.utc, tuple(said.items())))
                    break
            else:
                kept.append(happening)
        self._waiting[:looked_at] = kept

    def _count(self, said: dict[GuestId, int], more: Iterable[tuple[GuestId, int]]) -> None:
        for guest, count in more:
            key = guest if guest in self._here else GONE
            said[key] = said.get(key, 0) + count

    def _drop_what_is_out_of_date(self) -> None:
        unseen = self._came_and_went()
        newest: set[tuple[type[Happening], GuestId]] = set()
        kept: list[Happening] = []
        for happening in reversed(self._waiting):
            match happening:
                case Arrived() | Left() if happening.guest in unseen:
                    continue
                case Interrupted() | Returned() | AwayChanged() | HandChanged():
                    key = (type(happening), happening.guest)
                    if happening.guest not in self._here or key in newest:
                        continue
                    newest.add(key)
                case _:
                    pass
            kept.append(happening)
        kept.reverse()
        self._waiting = kept

    def _came_and_went(self) -> set[GuestId]:
        """Who came and is gone again, both of which wait; but nobody whom the host saw out."""
        came: set[GuestId] = set()
        seen_out: set[str] = set()
        for happening in self._waiting:
            match happening:
                case Arrived() if happening.guest not in self._here:
                    came.add(happening.guest)
                case RemovedByHost(is_lifted=False):
                    seen_out.add(happening.name)
                case BanChanged(is_banned=True):
                    seen_out.update(happening.names)
                case Left() if happening.name in seen_out:
                    # The window waits for this one, to say nothing more about it.
                    seen_out.discard(happening.name)
                    came.discard(happening.guest)
                case _:
                    pass
        return came


def _is_spoken(happening: Happening) -> bool:
    return isinstance(happening, Spoke) and happening.guest != HOST


def _is_whispered(happening: Happening) -> bool:
    return isinstance(happening, Whispered) and happening.sender != HOST
