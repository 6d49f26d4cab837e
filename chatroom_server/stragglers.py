"""Those who could not be sent everything at once: what waits for each is sent in order, as soon as that can be.

Bytes wait for room in the socket. A stream (what a guest has missed, of any length) waits for its turn: all streams
together share a part of each turn of the loop, one chunk each in line. So a class that comes back at once holds up
nobody who talks, and one who has missed a whole day holds up nobody who has missed a minute.

The rule: what waits is bounded (docs/protocol.md §6), and only what a flush of the relay has put here is sent.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator

from chatroom_server.cursor import Cursor, LossCause, loss_of
from shared.protocol.limits import MAX_WAITING_BYTES, MAX_WAITING_BYTES_IN_ALL, STALLED_SECONDS

_log = logging.getLogger(__name__)

# Of all streams together. Bytes are what goes out; the time is for what has to be read and encoded for them, which
# for short messages, or a search that finds little, is far more: sixty who want everything older must not be felt.
STREAMED_BYTES_A_TURN = 256 * 1024
STREAMED_SECONDS_A_TURN = 0.002
# What a pull counts as at least: looking takes its time when little is found, too.
LEAST_BYTES_A_PULL = 4 * 1024


class Stragglers:
    """Everyone for whom something waits.

    ``on_caught_up`` is called when nothing waits for a cursor any more; ``give_up`` has to call ``drop``.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_caught_up: Callable[[Cursor], None],
        give_up: Callable[[Cursor, LossCause], None],
    ) -> None:
        self.waiting_bytes = 0  # for all together
        self._loop = loop
        self._on_caught_up = on_caught_up
        self._give_up = give_up
        self._all: dict[Cursor, None] = {}
        self._line: dict[Cursor, None] = {}  # those for whom a stream comes next, the longest waiting first
        self._is_line_due = False

    def add(self, cursor: Cursor, chunk: memoryview) -> None:
        """Have bytes wait for a cursor, behind what waits already. They must never change."""
        if chunk:
            is_new = not cursor.waiting
            cursor.waiting.add(chunk)
            self.waiting_bytes += len(chunk)
            if is_new:
                self._enter(cursor)

    def add_first(self, cursor: Cursor, chunk: memoryview) -> None:
        """Have bytes wait for a cursor, before what waits already."""
        is_new = not cursor.waiting
        cursor.waiting.add_first(chunk)
        self.waiting_bytes += len(chunk)
        if is_new:
            self._enter(cursor)
        elif cursor in self._line:
            del self._line[cursor]
            self._go_on(cursor)

    def add_stream(self, cursor: Cursor, chunks: Iterator[bytes]) -> None:
        """Have a stream wait for a cursor, behind what waits already; it is closed if it is not sent to its end."""
        is_new = not cursor.waiting
        size = len(cursor.waiting)
        cursor.waiting.add_stream(chunks)
        self.waiting_bytes += len(cursor.waiting) - size
        if is_new:
            self._enter(cursor)

    def drop(self, cursor: Cursor) -> None:
        """Forget a cursor and what waits for it."""
        if cursor in self._all:
            del self._all[cursor]
            self._line.pop(cursor, None)
            self._loop.remove_writer(cursor.fileno)
            self.waiting_bytes -= len(cursor.waiting)
            cursor.waiting.clear()

    def sweep(self, now: float) -> None:
        """Give up who has stalled: there was something to take, and nothing was taken."""
        for cursor in [c for c in self._all if now - c.progress_at > STALLED_SECONDS]:
            # Who stands in line has taken everything so far.
            if cursor not in self._line:
                self._give_up(cursor, LossCause.STALLED)

    def shed(self) -> None:
        """Give up those for whom too much waits."""
        for cursor in [c for c in self._all if len(c.waiting) > MAX_WAITING_BYTES]:
            self._give_up(cursor, LossCause.TOO_SLOW)
        while self.waiting_bytes > MAX_WAITING_BYTES_IN_ALL:
            self._give_up(max(self._all, key=_waiting_bytes), LossCause.CROWDED)

    # ---- inside ------------------------------------------------------------------------------------------

    def _enter(self, cursor: Cursor) -> None:
        cursor.progress_at = self._loop.time()
        self._all[cursor] = None
        self._go_on(cursor)

    def _go_on(self, cursor: Cursor) -> None:
        if not cursor.waiting:
            del self._all[cursor]
            self._on_caught_up(cursor)
        elif cursor.waiting.is_stream_first:
            self._line[cursor] = None
            self._want_line()
        else:
            self._loop.add_writer(cursor.fileno, self._on_writable, cursor)

    def _on_writable(self, cursor: Cursor) -> None:
        waiting = cursor.waiting
        while chunk := waiting.offer():
            try:
                sent = cursor.send(chunk)
            except BlockingIOError:
                return
            except OSError as error:
                self._give_up(cursor, loss_of(error))
                return
            cursor.progress_at = self._loop.time()
            waiting.take(sent)
            cursor.count(1, sent)
            self.waiting_bytes -= sent
            if sent < len(chunk):
                return
        self._loop.remove_writer(cursor.fileno)
        self._go_on(cursor)

    def _want_line(self) -> None:
        if not self._is_line_due:
            self._is_line_due = True
            self._loop.call_soon(self._serve_line)

    def _serve_line(self) -> None:
        left = STREAMED_BYTES_A_TURN
        ends = self._loop.time() + STREAMED_SECONDS_A_TURN
        while self._line and left > 0 and self._loop.time() <= ends:
            cursor = next(iter(self._line))
            del self._line[cursor]
            left -= max(self._pull(cursor), LEAST_BYTES_A_PULL)
        self._is_line_due = bool(self._line)
        if self._line:
            # In three steps, one more than the relay's flush: what is said meanwhile waits for one share only.
            self._loop.call_soon(self._loop.call_soon, self._loop.call_soon, self._serve_line)
        self.shed()

    def _pull(self, cursor: Cursor) -> int:
        waiting = cursor.waiting
        # It was not the peer that kept us waiting, but we it.
        cursor.progress_at = self._loop.time()
        size = len(waiting)
        try:
            pulled = waiting.pull()
        except Exception:  # noqa: BLE001 a bug of ours, and in this one stream: everyone else's go on
            _log.exception("what was to be sent to one connection could not be made")
            self._give_up(cursor, LossCause.FAILED)
            return 0
        self.waiting_bytes += len(waiting) - size
        self._go_on(cursor)
        return pulled


def _waiting_bytes(cursor: Cursor) -> int:
    return len(cursor.waiting)
