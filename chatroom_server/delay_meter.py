"""How long a turn of the relay takes, from the moment it has something to send until all have been sent it.

The rule: it costs a turn no more than keeping one number, and nothing at all for each message or guest. What is
kept is bounded, whoever reads it and however seldom.
"""

from collections import deque
from typing import Final

MOST_TURNS: Final = 1_024
"""Of a second; where there were more, the newest count. To sort them takes a tenth of a millisecond."""

_PART: Final = 0.99


class DelayMeter:
    """Call ``begin`` and ``end`` around each turn, ``sweep`` once a second, then ``p99_seconds`` is that second's.

    All times are steady seconds. What has to wait for a guest who does not read is no part of a turn.
    """

    __slots__ = ("_began_at", "_turns", "p99_seconds")

    def __init__(self) -> None:
        self._began_at = 0.0
        self._turns: deque[float] = deque(maxlen=MOST_TURNS)
        self.p99_seconds = 0.0  # of the last whole second; 0.0 if nothing was sent in it

    def begin(self, now: float) -> None:
        """A turn has something to send."""
        self._began_at = now

    def end(self, now: float) -> None:
        """All of it was handed to the system."""
        self._turns.append(now - self._began_at)

    def sweep(self) -> None:
        """Work out the second that has just passed, and begin the next one."""
        turns = sorted(self._turns)
        self._turns.clear()
        self.p99_seconds = turns[int(_PART * (len(turns) - 1) + 0.5)] if turns else 0.0
