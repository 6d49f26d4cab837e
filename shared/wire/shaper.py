"""Holds back a stream so that it goes out in the sends that a bench wants: in pieces, glued, late.

The rule: every byte comes out once and in order, whatever the shape and whenever it is changed; and without a clock
of its own: seconds come in as arguments, all from one steady clock.
"""

from collections import deque

from shared.protocol.framing import ETX
from shared.wire.shape import LEAST_BETWEEN_PIECES_SECONDS, Shape

GLUED_AT_MOST_SECONDS = 5.0
"""So long bytes wait for others to be glued to."""

_NEVER = float("-inf")


class StreamShaper:
    """Give it what should be sent with ``push``; send what ``due`` returns, and ask again at ``next_at``.

    ``shape`` may be changed while something waits: it holds for that too. It is not bounded: whoever pushes looks
    at ``waiting_bytes``.
    """

    __slots__ = (
        "_gathered",
        "_gathered_frames",
        "_gathering_since",
        "_late",
        "_next_piece_at",
        "_ready",
        "_sent",
        "_waiting",
        "shape",
    )

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._late: deque[tuple[float, bytes]] = deque()  # when each was pushed
        self._gathered: list[bytes] = []  # to be glued
        self._gathered_frames = 0
        self._gathering_since = 0.0
        self._ready: deque[bytes] = deque()  # each one send, or several if it is cut in pieces
        self._sent = 0  # bytes of the first of those
        self._next_piece_at = _NEVER
        self._waiting = 0

    @property
    def waiting_bytes(self) -> int:
        """How many bytes wait."""
        return self._waiting

    @property
    def next_at(self) -> float | None:
        """The second at which ``due`` has something, as far as is known now; None while nothing waits."""
        at: list[float] = []
        if self._ready:
            at.append(self._next_piece_at if self.shape.piece_bytes > 0 else _NEVER)
        if self._gathered:
            at.append(self._glued_at())
        if self._late:
            at.append(self._late[0][0] + self.shape.delay_seconds)
        return min(at, default=None)

    def push(self, data: bytes, now: float) -> None:
        """Take what one send should send."""
        if data:
            self._late.append((now, data))
            self._waiting += len(data)

    def due(self, now: float) -> list[bytes]:
        """Return what is to be sent now, each of it with a send of its own."""
        while self._late and self._late[0][0] + self.shape.delay_seconds <= now:
            pushed_at, data = self._late.popleft()
            self._gather(data, pushed_at + self.shape.delay_seconds)
        if self._gathered and self._glued_at() <= now:
            self._glue()
        pieces = self._pieces(now)
        self._waiting -= sum(map(len, pieces))
        return pieces

    def drain(self) -> bytes:
        """Return everything that waits, in order; nothing waits any more."""
        self._glue()
        rest = b"".join([*self._ready, *(data for _, data in self._late)])[self._sent :]
        self._ready.clear()
        self._late.clear()
        self._sent = self._waiting = 0
        return rest

    def _gather(self, data: bytes, ready_at: float) -> None:
        if not self._gathered:
            self._gathering_since = ready_at
        self._gathered.append(data)
        self._gathered_frames += data.count(ETX)
        if self._is_enough():
            self._glue()

    def _glued_at(self) -> float:
        return self._gathering_since + (0.0 if self._is_enough() else GLUED_AT_MOST_SECONDS)

    def _is_enough(self) -> bool:
        return self.shape.glued_frames <= 1 or self._gathered_frames >= self.shape.glued_frames

    def _glue(self) -> None:
        if self._gathered:
            self._ready.append(b"".join(self._gathered))
            self._gathered.clear()
            self._gathered_frames = 0

    def _pieces(self, now: float) -> list[bytes]:
        size = self.shape.piece_bytes
        if not self._ready or (size > 0 and now < self._next_piece_at):
            return []
        if size <= 0:
            whole = [self._ready.popleft()[self._sent :], *self._ready]
            self._ready.clear()
            self._sent = 0
            return whole
        first = self._ready[0]
        piece = first[self._sent : self._sent + size]
        self._sent += len(piece)
        if self._sent == len(first):
            self._ready.popleft()
            self._sent = 0
        self._next_piece_at = now + LEAST_BETWEEN_PIECES_SECONDS
        return [piece]
