"""The rooms that answered, made from the answers of several rounds over several interfaces.

The rule: one room is shown once, whatever it answers over, at a place in the list that does not change; and it goes
only after three rounds without an answer, because datagrams get lost.
"""

from dataclasses import dataclass

from shared.protocol.discovery import REQUEST_EVERY_SECONDS, PlainAnswer, RoomAnswer

MISSED_ROUNDS = 3
GONE_AFTER_SECONDS = MISSED_ROUNDS * REQUEST_EVERY_SECONDS  # the first rounds are quicker than that
# A rich server answers both requests: wait that long with a plain answer, or the room would be seen to be renamed.
PLAIN_AFTER_SECONDS = 0.2
MAX_ANSWERING = 500  # somebody may forge answers; no network has so many rooms


@dataclass(frozen=True, slots=True)
class FoundRoom:
    """A room to join. ``key`` stays the same for as long as the room is listed.

    ``name`` is the address for a room that tells none. ``users``, ``max_users`` are None and ``id`` is empty where
    the server speaks only the plain dialect.
    """

    key: str
    name: str
    address: str
    port: int
    users: int | None = None
    max_users: int | None = None
    id: str = ""


@dataclass(slots=True)
class _Answering:
    """One address and port that answers."""

    address: str
    port: int
    is_here: bool  # an address of this computer
    first_heard: float
    last_heard: float
    missed_rounds: int = 0
    rich: RoomAnswer | None = None

    @property
    def is_loopback(self) -> bool:
        return self.address.startswith("127.")

    @property
    def key(self) -> str:
        if self.rich is not None:
            return self.rich.server_id
        # What answers at one port of this computer's own addresses is one server.
        return f"here:{self.port}" if self.is_here else f"{self.address}:{self.port}"

    @property
    def rank(self) -> tuple[bool, float]:
        # 127.0.0.1 is right only here: a person may read the address out to the class.
        return self.is_loopback, self.first_heard


class RoomList:
    """Collects answers. Seconds are steady ones; ``rooms`` is what there is to see at a moment."""

    def __init__(self) -> None:
        self._answering: dict[tuple[str, int], _Answering] = {}

    def clear(self) -> None:
        """Forget all rooms."""
        self._answering.clear()

    def begin_round(self, now: float) -> None:
        """Requests are about to go out: whoever missed too many of them is gone."""
        for place, answering in list(self._answering.items()):
            # Both are asked: time alone would empty the list after the computer's sleep, in which nobody asked.
            if answering.missed_rounds >= MISSED_ROUNDS and now - answering.last_heard > GONE_AFTER_SECONDS:
                del self._answering[place]
            answering.missed_rounds += 1

    def hear(self, address: str, answer: PlainAnswer | RoomAnswer, now: float, own: frozenset[str]) -> None:
        """Take in an answer that came from ``address``; ``own`` are this computer's addresses."""
        place = (address, answer.port)
        answering = self._answering.get(place)
        if answering is None:
            if len(self._answering) >= MAX_ANSWERING:
                return
            is_here = address in own or address.startswith("127.")
            answering = self._answering[place] = _Answering(address, answer.port, is_here, now, now)
        answering.last_heard = now
        answering.missed_rounds = 0
        if isinstance(answer, RoomAnswer):
            answering.rich = answer

    def rooms(self, now: float) -> tuple[FoundRoom, ...]:
        """Return the rooms to show, first seen first."""
        by_key: dict[str, list[_Answering]] = {}
        named_here = {a.port for a in self._answering.values() if a.is_here and a.rich is not None}
        for answering in sorted(self._answering.values(), key=lambda each: each.first_heard):
            if answering.rich is None:
                is_fresh = now - answering.first_heard < PLAIN_AFTER_SECONDS
                if is_fresh or (answering.is_here and answering.port in named_here):
                    continue
            by_key.setdefault(answering.key, []).append(answering)
        return tuple(_found(key, answering) for key, answering in by_key.items())

    def next_change_at(self, now: float) -> float | None:
        """Return when a plain answer held back is to be shown, None when there is none."""
        times = [
            answering.first_heard + PLAIN_AFTER_SECONDS
            for answering in self._answering.values()
            if answering.rich is None
        ]
        return min((each for each in times if each > now), default=None)


def _found(key: str, answering: list[_Answering]) -> FoundRoom:
    best = min(answering, key=lambda each: each.rank)
    newest = max((each for each in answering if each.rich is not None), key=_heard, default=None)
    if newest is None or newest.rich is None:
        return FoundRoom(key, best.address, best.address, best.port)
    rich = newest.rich
    return FoundRoom(
        key, rich.room or best.address, best.address, best.port, rich.users, rich.max_users, rich.server_id
    )


def _heard(answering: _Answering) -> float:
    return answering.last_heard
