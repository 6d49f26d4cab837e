"""How long somebody is waited for: a time in which they could have answered, and did not.

The rule: what a slow computer takes, from the judge or from the judged, is nobody's fault and does not count; and
yet every wait has an end.
"""

import time
from collections.abc import Callable

_LONGEST_TURN_SECONDS = 0.02  # a judge that was itself kept waiting has seen nothing meanwhile
_MOST_SECONDS = 20.0
_MOST_TIMES = 10.0


class Patience:
    """Make one when a wait begins, and ask ``is_over`` at every turn of it.

    ``seconds`` are counted while ``is_at_rest`` holds; a program that never rests has some times as long.
    """

    def __init__(
        self, seconds: float, is_at_rest: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.has_given_up = False
        """Whether it has stopped to ask for a rest that does not come."""
        self._left = seconds
        self._is_at_rest = is_at_rest
        self._clock = clock
        self._looked_at = clock()
        self._gives_up_at = self._looked_at + max(_MOST_SECONDS, _MOST_TIMES * seconds)

    def is_over(self) -> bool:
        """Count the time since the last call, and return whether none is left."""
        now = self._clock()
        turn = min(now - self._looked_at, _LONGEST_TURN_SECONDS)
        self._looked_at = now
        self.has_given_up |= now >= self._gives_up_at
        if self._left > 0 and (self.has_given_up or self._is_at_rest()):
            self._left -= turn
        return self._left <= 0
