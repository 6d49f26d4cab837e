"""A connection's socket on the bench: what is sent through it goes out in pieces, stuck together, or late.

The rule: every byte goes out once and in order, whatever becomes of the bench; so what it has taken and not sent
when it ends is given back by ``end``, and is first in line.
"""

import asyncio
import errno
from collections.abc import Callable

from shared.protocol.limits import STALLED_SECONDS
from shared.wire.shape import Shape
from shared.wire.shaper import StreamShaper

_RETRY_SECONDS = 0.02  # while the socket takes nothing: the loop's writer is the relay's


class BenchedSocket:
    """Stands in for the ``recv`` and ``send`` of a socket that does not block (``Link.set_wire``).

    ``recv`` and ``really_send`` are those of the socket, or of the tap on it, and can be exchanged at any time.
    ``on_waiting`` is called with how many bytes more wait than before, or fewer; ``on_calls`` with how many calls
    of the socket there were more than of this ``send``, or fewer; ``on_lost`` when the socket fails, or takes
    nothing for too long. The owner then ends it.
    """

    def __init__(
        self,
        shape: Shape,
        loop: asyncio.AbstractEventLoop,
        *,
        recv: Callable[[int], bytes],
        really_send: Callable[[bytes | memoryview], int],
        on_waiting: Callable[[int], None],
        on_calls: Callable[[int], None],
        on_lost: Callable[[OSError], None],
    ) -> None:
        self.recv = recv
        self.really_send = really_send
        self._shaper = StreamShaper(shape)
        self._loop = loop
        self._on_waiting = on_waiting
        self._on_calls = on_calls
        self._on_lost = on_lost
        self._unsent: list[bytes] = []  # pieces whose time has come
        self._known_bytes = 0  # that wait, as ``on_waiting`` was told
        self._progress_at = loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._is_over = False

    @property
    def waiting_bytes(self) -> int:
        """How many bytes it has taken and not sent yet."""
        return self._shaper.waiting_bytes + sum(map(len, self._unsent))

    def set_shape(self, shape: Shape) -> None:
        """Send what waits, and what comes, like this from now on."""
        self._shaper.shape = shape
        self._plan()

    def send(self, data: bytes | memoryview, /) -> int:
        """Take all of it; it goes out when its time has come."""
        self._shaper.push(bytes(data), self._loop.time())
        self._on_calls(-1)  # whoever sends counts one, and it is none yet
        self._plan()
        return len(data)

    def end(self) -> bytes:
        """Send nothing more, and return what has not been sent, in order."""
        self._is_over = True
        rest = b"".join((*self._unsent, self._shaper.drain()))
        self._unsent.clear()
        self._plan()
        return rest

    # ---- inside ------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        waiting = self.waiting_bytes
        more, self._known_bytes = waiting - self._known_bytes, waiting
        if more:
            self._on_waiting(more)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._is_over:
            return
        now = self._loop.time()
        at = now + _RETRY_SECONDS if self._unsent else self._shaper.next_at
        if at is not None:
            self._timer = self._loop.call_at(max(at, now), self._on_due)

    def _on_due(self) -> None:
        self._timer = None
        now = self._loop.time()
        try:
            if self._send_unsent(now):
                self._unsent += self._shaper.due(now)
                self._progress_at = now  # until here it was not the peer that kept anything waiting
                self._send_unsent(now)
            if self._unsent and now - self._progress_at > STALLED_SECONDS:
                raise TimeoutError(errno.ETIMEDOUT, "nothing was taken for too long")
        except OSError as error:
            self._on_lost(error)
            return
        self._plan()

    def _send_unsent(self, now: float) -> bool:
        """Send the pieces whose time has come, each with a call of its own; return whether all of them went."""
        while self._unsent:
            piece = self._unsent[0]
            try:
                sent = self.really_send(piece)
            except (BlockingIOError, InterruptedError):
                return False
            self._progress_at = now
            self._on_calls(1)
            if sent < len(piece):
                self._unsent[0] = piece[sent:]
                return False
            self._unsent.pop(0)
        return True
