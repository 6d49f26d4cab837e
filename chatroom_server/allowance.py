"""How much one person may send: a burst at once, then so many a second (docs/protocol.md §6).

The rule: an allowance always comes back, and using it up never loses a message; who has none left waits. Going and
coming back brings no new one.
"""

from shared.protocol.limits import BURST_MESSAGES


class Allowance:
    """A token bucket. Ask ``take`` for each message; ``rate`` is in messages a second, 0 means no limit."""

    __slots__ = ("_at", "_rate", "_tokens")

    def __init__(self, rate: float, now: float) -> None:
        self._rate = rate
        self._tokens = float(BURST_MESSAGES)
        self._at = now

    @property
    def is_limited(self) -> bool:
        """Whether there is a limit at all."""
        return self._rate > 0

    def take(self, now: float) -> float:
        """Return 0.0 and count one message, or the seconds until one is allowed. ``now`` in steady seconds."""
        if self._rate <= 0:
            return 0.0
        self._tokens = min(float(BURST_MESSAGES), self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens >= 1.0:
            self._tokens -= 1.0
            return 0.0
        return (1.0 - self._tokens) / self._rate

    def left(self, now: float) -> float:
        """Return how many messages could be sent at once."""
        return min(float(BURST_MESSAGES), self._tokens + (now - self._at) * self._rate)

    def lower_to(self, other: "Allowance", now: float) -> None:
        """Leave no more than ``other`` leaves: one person has both."""
        self._tokens = min(self.left(now), other.left(now))
        self._at = now


class Allowances:
    """What connections that are gone had left, for whoever comes next from the same address.

    A connection is to ``take_up`` an allowance when it comes, and to ``give_back`` what it has when it goes. So
    going and coming back makes nobody faster; and of those who share an address, who comes gets the most of it.
    """

    def __init__(self, rate: float) -> None:
        self._rate = rate
        # By address; at most as many there as were ever connected from it at once.
        self._given_back: dict[str, list[Allowance]] = {}

    def __len__(self) -> int:
        return sum(len(at_address) for at_address in self._given_back.values())

    def take_up(self, address: str, now: float) -> Allowance:
        """Return an allowance for a new connection: the largest that was given back there, or else a new one."""
        at_address = self._given_back.get(address)
        if at_address is None:
            return Allowance(self._rate, now)
        largest = max(at_address, key=lambda allowance: allowance.left(now))
        at_address.remove(largest)
        if not at_address:
            del self._given_back[address]
        return largest

    def give_back(self, address: str, allowance: Allowance, now: float) -> None:
        """Keep what a connection from there has left; a whole one need not be kept."""
        if allowance.is_limited and allowance.left(now) < BURST_MESSAGES:
            # A copy: the session of the one who goes may go on with the other.
            kept = Allowance(self._rate, now)
            kept.lower_to(allowance, now)
            self._given_back.setdefault(address, []).append(kept)

    def sweep(self, now: float) -> None:
        """Forget those that are whole again. Call it about once a second."""
        for address, at_address in list(self._given_back.items()):
            at_address[:] = [each for each in at_address if each.left(now) < BURST_MESSAGES]
            if not at_address:
                del self._given_back[address]
