"""Shares each turn of the loop among the connections, so that who sends without pause holds up nobody.

The rule: what is served in one turn is bounded, and with it what that turn makes for each receiver: less than may
wait for one connection (docs/protocol.md §6). Who has more stands in line, and nothing of it is lost.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from shared.protocol.limits import MAX_WAITING_BYTES

# With nobody in between: one connection's share, so that everyone else has a place in the same turn.
FRAMES_AT_ONCE = 256
FRAMES_A_TURN = 4096  # some 30 ms
BYTES_A_TURN = MAX_WAITING_BYTES // 4


class Turns:
    """Ask for a ``share`` before frames are served, and say with ``spend`` what was served of it.

    Who has more than its share is to ``stand_in_line``, and reads no more until then.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._frames_left = FRAMES_A_TURN
        self._bytes_left = BYTES_A_TURN
        self._is_end_due = False
        self._line: deque[Callable[[], None]] = deque()

    def share(self) -> int:
        """Return how many frames one connection may have served now, 0 when this turn is full."""
        return 0 if self._is_full else min(FRAMES_AT_ONCE, self._frames_left)

    def spend(self, frames: int, size_bytes: int) -> None:
        """Count what was served; one read's worth of bytes may go over what is left of the turn."""
        self._frames_left -= frames
        self._bytes_left -= size_bytes
        self._end_soon()

    def stand_in_line(self, go_on: Callable[[], None]) -> None:
        """Have ``go_on`` called in a later turn, after everyone who is in line already."""
        self._line.append(go_on)
        self._end_soon()

    @property
    def _is_full(self) -> bool:
        return self._frames_left <= 0 or self._bytes_left <= 0

    def _end_soon(self) -> None:
        if not self._is_end_due:
            self._is_end_due = True
            # In three steps, one more than the relay's flush: what this turn made is on its way before the next.
            self._loop.call_soon(self._loop.call_soon, self._loop.call_soon, self._end)

    def _end(self) -> None:
        self._is_end_due = False
        self._frames_left = FRAMES_A_TURN
        self._bytes_left = BYTES_A_TURN
        for _ in range(len(self._line)):
            if self._is_full:
                self._end_soon()
                return
            self._line.popleft()()
