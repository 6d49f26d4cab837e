"""How long to wait before the next try to come back.

The rule: nobody hammers a room that is gone, and a class that lost it together does not come back in one instant.
"""

from collections.abc import Callable

# Short at first, because most losses are a cable or a sleeping laptop; never so long that a person gives up.
_DELAYS_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
_MAX_JITTER = 0.3  # of the delay, added


class Backoff:
    """Counts the tries since the last good connection. ``random`` gives numbers from 0 up to 1."""

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._tries = 0

    def next_delay_seconds(self) -> float:
        """Return how long to wait before the next try, and count it."""
        delay = _DELAYS_SECONDS[min(self._tries, len(_DELAYS_SECONDS) - 1)]
        self._tries += 1
        return delay * (1.0 + _MAX_JITTER * self._random())

    def reset(self) -> None:
        """Start over with the shortest wait: a connection has held."""
        self._tries = 0
