"""Shares each turn of the loop among the connections, so that who sends without pause holds up nobody.

The rule: what is served in one turn is bounded, and with it what that makes for each receiver, which can be five
times as much: less than may wait for one connection (docs/protocol.md §6). When that much was made, no more is
until most have taken it, or a second has passed: a class that reads is never thrown out by those who write, and a
few who do not read hold up nobody. Who has more stands in line, and nothing of it is lost.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from shared.protocol.limits import MAX_WAITING_BYTES

# With nobody in between: one connection's share, so that everyone else has a place in the same turn.
FRAMES_AT_ONCE = 256
FRAMES_A_TURN = 4096  # some 30 ms
BYTES_A_TURN = MAX_WAITING_BYTES // 4
MOST_HELD_SECONDS = 1.0  # by those who do not take what was made
_LOOK_AGAIN_SECONDS = 0.005


class Turns:
    """Ask for a ``share`` before frames are served, stop when ``is_full``, and ``spend`` what was served of it.

    Who has more than its share is to ``stand_in_line``, and reads no more until then. Call ``made`` for whatever
    all are to be sent; ``is_level`` tells whether most have taken what they were.
    """

    __slots__ = (
        "_bytes_left",
        "_bytes_since",
        "_frames_left",
        "_is_end_due",
        "_is_level",
        "_line",
        "_loop",
        "is_full",
    )

    def __init__(self, loop: asyncio.AbstractEventLoop, is_level: Callable[[], bool]) -> None:
        self._loop = loop
        self._is_level = is_level
        self._frames_left = FRAMES_A_TURN
        self._bytes_left = BYTES_A_TURN
        self._bytes_since = loop.time()  # steady seconds
        self._is_end_due = False
        self._line: deque[Callable[[], None]] = deque()
        self.is_full = False  # whether no frame more may be served in this turn

    def share(self) -> int:
        """Return how many frames one connection may have served now, 0 when this turn is full."""
        return 0 if self.is_full else min(FRAMES_AT_ONCE, self._frames_left)

    def spend(self, frames: int, size_bytes: int) -> None:
        """Count what was served."""
        self._frames_left -= frames
        self._bytes_left -= size_bytes
        self.is_full = self._frames_left <= 0 or self._bytes_left <= 0
        self._end_soon()

    def made(self, size_bytes: int) -> None:
        """Count what became of it for each receiver."""
        self._bytes_left -= size_bytes
        if self._bytes_left <= 0:
            self.is_full = True

    def stand_in_line(self, go_on: Callable[[], None]) -> None:
        """Have ``go_on`` called in a later turn, after everyone who is in line already."""
        self._line.append(go_on)
        self._end_soon()

    def _end_soon(self) -> None:
        if not self._is_end_due:
            self._is_end_due = True
            # In three steps, one more than the relay's flush: what this turn made is on its way before the next.
            self._loop.call_soon(self._loop.call_soon, self._loop.call_soon, self._end)

    def _end(self) -> None:
        self._is_end_due = False
        self._frames_left = FRAMES_A_TURN
        self._refill()
        self.is_full = self._bytes_left <= 0
        if self.is_full:
            self._is_end_due = True
            self._loop.call_later(_LOOK_AGAIN_SECONDS, self._end)
            return
        for _ in range(len(self._line)):
            # Before, not after: whatever happens to the one whose turn it is, the others come to theirs.
            self._end_soon()
            if self.is_full:
                return
            self._line.popleft()()

    def _refill(self) -> None:
        now = self._loop.time()
        if self._is_level() or now - self._bytes_since >= MOST_HELD_SECONDS:
            self._bytes_left = BYTES_A_TURN
            self._bytes_since = now
