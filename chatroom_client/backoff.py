"""How long to wait before the next try to come back.

The rule: nobody hammers a room that is gone, and a class that lost it together does not come back in one instant.
"""

import random
from collections.abc import Callable

# Short at first, because most losses are a cable or a sleeping laptop; never so long that a person gives up.
DELAYS_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
MAX_JITTER = 0.3  # of the delay, added


class Backoff:
    """Counts the tries since the last good connection. ``jitter`` gives numbers from 0 up to 1."""

    def __init__(
        self,
        jitter: Callable[[], float] = random.random,
        delays_seconds: tuple[float, ...] = DELAYS_SECONDS,
    ) -> None:
        self._jitter = jitter
        self._delays = delays_seconds
        self._tries = 0

    def next_delay_seconds(self) -> float:
        """Return how long to wait before the next try, and count it."""
        delay = self._delays[min(self._tries, len(self._delays) - 1)]
        self._tries += 1
        return delay * (1.0 + MAX_JITTER * self._jitter())

    def reset(self) -> None:
        """Start over with the shortest wait: a connection has held."""
        self._tries = 0
