"""How much one person may send: a burst at once, then so many a second (docs/protocol.md §6).

The rule: an allowance always comes back, and using it up never loses a message; who has none left waits.
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
