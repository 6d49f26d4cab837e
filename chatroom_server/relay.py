"""The fan-out: one shared log for each dialect and encoding, and a cursor into it for each connection.

The trick: a room-wide message is encoded once for each log and appended to it once. At the end of a turn of the
loop all cursors that stand level (they have everything up to this turn and nothing of their own) get the very
same joined bytes in one ``send`` each. So a turn costs messages + connections, not messages × connections.

A private frame goes between two room-wide ones: its cursor first takes over what the log holds so far, then the
private frame, and stands at that place of the log from then on. A connection that cannot take everything keeps
references to the shared bytes and is no longer level; once it has drained it is again.

The rule: nobody is ever awaited, everything that waits is bounded (docs/protocol.md §6), and whoever falls too far
behind is closed while everybody else goes on.
"""

import asyncio
import socket
from collections.abc import Callable
from enum import Enum

from chatroom_server.backlog import Backlog
from shared.protocol.codec import Dialect, PlainEncoder
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import (
    CLOSING_SECONDS,
    MAX_WAITING_BYTES,
    MAX_WAITING_BYTES_IN_ALL,
    STALLED_SECONDS,
)
from shared.protocol.messages import PrivateMessage, RoomWideMessage


class LossCause(Enum):
    """Why the relay gave a connection up."""

    GONE = "gone"  # the socket failed
    TOO_SLOW = "too slow"  # it did not read


class SharedLog:
    """What every connection of one dialect and encoding is sent, in one order.

    ``pieces`` is this turn's part; it is sent and emptied at the end of the turn.
    """

    __slots__ = ("encoder", "lagging", "level", "members", "pieces")

    def __init__(self, encoder: PlainEncoder) -> None:
        self.encoder = encoder
        self.pieces: list[bytes] = []
        self.members = 0
        # Ordered sets: who was admitted first is sent to first.
        self.level: dict[Cursor, None] = {}
        self.lagging: dict[Cursor, None] = {}


class Cursor:
    """One connection's place in a log, and what waits for it. The relay alone touches its fields."""

    __slots__ = (
        "carried",
        "fileno",
        "finish_by",
        "is_admitted",
        "is_closed",
        "is_marked",
        "log",
        "on_finished",
        "on_lost",
        "place",
        "progress_at",
        "send",
        "waiting",
    )

    def __init__(
        self,
        sock: socket.socket,
        log: SharedLog,
        on_lost: Callable[[LossCause], None],
        on_finished: Callable[[], None],
    ) -> None:
        self.send = sock.send
        self.fileno = sock.fileno()
        self.log = log
        self.on_lost = on_lost
        self.on_finished = on_finished
        self.is_admitted = False
        self.is_marked = False  # has something of its own this turn
        self.is_closed = False
        self.carried: list[bytes] = []  # this turn's bytes up to ``place``
        self.place = 0  # in the log's pieces of this turn
        self.waiting = Backlog()
        self.progress_at = 0.0  # steady seconds, when the kernel last took something
        self.finish_by: float | None = None  # steady seconds; None: not to be closed


class Relay:
    """Carries the room's deliveries to the connections of one loop. Call everything from that loop's thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._logs = {
            (Dialect.PLAIN, encoding): SharedLog(PlainEncoder(encoding)) for encoding in TextEncoding
        }
        self._marked: dict[Cursor, None] = {}
        self._is_flush_due = False
        self._waiting: dict[Cursor, None] = {}  # everyone who could not take everything
        self._waiting_in_all = 0
        self._finishing: dict[Cursor, None] = {}
        self.delivered = 0  # frames times receivers, room-wide ones only
        self.too_slow = 0

    @property
    def waiting_bytes(self) -> int:
        """How many bytes wait for all connections together."""
        return self._waiting_in_all

    def attach(
        self,
        sock: socket.socket,
        on_lost: Callable[[LossCause], None],
        on_finished: Callable[[], None],
        encoding: TextEncoding = TextEncoding.UTF_8,
    ) -> Cursor:
        """Return a cursor for a connected non-blocking socket; ``to_one`` reaches it at once.

        ``on_lost`` is called, once and never from within a call into the relay by its owner, when the connection
        fails or is too slow; ``on_finished`` when all is sent after ``finish``. The owner then closes the socket.
        """
        return Cursor(sock, self._logs[Dialect.PLAIN, encoding], on_lost, on_finished)

    def detach(self, cursor: Cursor) -> None:
        """Forget a cursor, before its socket is closed; what waits for it is dropped."""
        if cursor.is_closed:
            return
        cursor.is_closed = True
        if cursor.waiting:
            self._loop.remove_writer(cursor.fileno)
            del self._waiting[cursor]
            self._waiting_in_all -= len(cursor.waiting)
            cursor.waiting.clear()
        self._withdraw(cursor)
        self._marked.pop(cursor, None)
        self._finishing.pop(cursor, None)

    def admit(self, cursor: Cursor) -> None:
        """From here on the cursor gets what goes to everyone."""
        if cursor.is_admitted or cursor.is_closed or cursor.finish_by is not None:
            return
        cursor.is_admitted = True
        cursor.log.members += 1
        cursor.place = len(cursor.log.pieces)
        self._mark(cursor)

    def dismiss(self, cursor: Cursor) -> None:
        """From here on the cursor gets nothing more that goes to everyone."""
        if cursor.is_admitted:
            self._carry(cursor)
            self._withdraw(cursor)

    def use_encoding(self, cursor: Cursor, encoding: TextEncoding) -> None:
        """Send what comes from now on in another encoding; nothing is lost or doubled in between."""
        log = self._logs[Dialect.PLAIN, encoding]
        if cursor.log is log:
            return
        was_admitted = cursor.is_admitted
        if was_admitted:
            self.dismiss(cursor)
        cursor.log = log
        if was_admitted:
            self.admit(cursor)

    def to_everyone(self, message: RoomWideMessage) -> None:
        """Append a message to every log that somebody follows."""
        for log in self._logs.values():
            if log.members:
                log.pieces.append(log.encoder.encode(message))
        self._want_flush()

    def to_one(self, cursor: Cursor, message: PrivateMessage) -> None:
        """Put a message for one connection at this place of its stream."""
        if cursor.is_closed:
            return
        self._carry(cursor)
        cursor.carried.append(cursor.log.encoder.encode(message))

    def finish(self, cursor: Cursor, now: float) -> None:
        """Send what waits, then call ``on_finished``; after two seconds in any case. ``now`` in steady seconds."""
        if cursor.is_closed or cursor.finish_by is not None:
            return
        self.dismiss(cursor)
        cursor.finish_by = now + CLOSING_SECONDS
        self._finishing[cursor] = None
        self._mark(cursor)

    def sweep(self, now: float) -> None:
        """Close who has stalled, and end what should have finished. Call it about once a second."""
        for cursor in [c for c in self._waiting if now - c.progress_at > STALLED_SECONDS]:
            self._give_up(cursor, LossCause.TOO_SLOW)
        for cursor in [c for c in self._finishing if c.finish_by is not None and now > c.finish_by]:
            self._complete(cursor)

    # ---- inside ------------------------------------------------------------------------------------------

    def _withdraw(self, cursor: Cursor) -> None:
        log = cursor.log
        if cursor.is_admitted:
            cursor.is_admitted = False
            log.members -= 1
            if not log.members:
                log.pieces.clear()
                log.encoder.forget_roster()
        log.level.pop(cursor, None)
        log.lagging.pop(cursor, None)

    def _carry(self, cursor: Cursor) -> None:
        if cursor.is_admitted:
            pieces = cursor.log.pieces
            cursor.carried += pieces[cursor.place :]
            cursor.place = len(pieces)
        self._mark(cursor)

    def _mark(self, cursor: Cursor) -> None:
        if not cursor.is_marked:
            cursor.is_marked = True
            cursor.log.level.pop(cursor, None)
            cursor.log.lagging.pop(cursor, None)
            self._marked[cursor] = None
        self._want_flush()

    def _want_flush(self) -> None:
        if not self._is_flush_due:
            self._is_flush_due = True
            # In two steps: everything that this turn of the loop still reads gets into the same flush.
            self._loop.call_soon(self._loop.call_soon, self._flush)

    def _flush(self) -> None:
        self._is_flush_due = False
        lost: list[Cursor] = []
        short: list[tuple[Cursor, bytes, int]] = []
        for log in self._logs.values():
            if log.pieces:
                self._send_to_level(log, lost, short)
        for cursor in self._marked:
            self._send_own(cursor, lost, short)
        marked, self._marked = self._marked, {}
        for log in self._logs.values():
            log.pieces.clear()
        for cursor, chunk, sent in short:
            self._fall_behind(cursor, chunk, sent)
        # Only now, with every cursor in order again, may anybody hear of it: they may deliver more.
        for cursor in lost:
            self._give_up(cursor, LossCause.GONE)
        for cursor in marked:
            if cursor.finish_by is not None and not cursor.waiting:
                self._complete(cursor)
        self._close_the_slowest()

    def _send_to_level(
        self, log: SharedLog, lost: list[Cursor], short: list[tuple[Cursor, bytes, int]]
    ) -> None:
        pieces = log.pieces
        joined = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        size = len(joined)
        for cursor in log.level:
            try:
                sent = cursor.send(joined)
            except BlockingIOError:
                sent = 0
            except OSError:
                lost.append(cursor)
                continue
            if sent != size:
                short.append((cursor, joined, sent))
        view = memoryview(joined)
        for cursor in log.lagging:
            self._wait(cursor, view)
        self.delivered += len(pieces) * log.members

    def _send_own(self, cursor: Cursor, lost: list[Cursor], short: list[tuple[Cursor, bytes, int]]) -> None:
        if cursor.is_admitted:
            cursor.carried += cursor.log.pieces[cursor.place :]
        chunk = b"".join(cursor.carried)
        cursor.carried.clear()
        cursor.place = 0
        cursor.is_marked = False
        if cursor.waiting:
            if chunk:
                self._wait(cursor, memoryview(chunk))
            if cursor.is_admitted:
                cursor.log.lagging[cursor] = None
            return
        try:
            sent = cursor.send(chunk) if chunk else 0
        except BlockingIOError:
            sent = 0
        except OSError:
            lost.append(cursor)
            return
        if sent != len(chunk):
            short.append((cursor, chunk, sent))
        elif cursor.is_admitted:
            cursor.log.level[cursor] = None

    def _fall_behind(self, cursor: Cursor, chunk: bytes, sent: int) -> None:
        cursor.progress_at = self._loop.time()
        cursor.log.level.pop(cursor, None)
        if cursor.is_admitted:
            cursor.log.lagging[cursor] = None
        self._waiting[cursor] = None
        self._wait(cursor, memoryview(chunk)[sent:])
        self._loop.add_writer(cursor.fileno, self._on_writable, cursor)

    def _wait(self, cursor: Cursor, chunk: memoryview) -> None:
        cursor.waiting.add(chunk)
        self._waiting_in_all += len(chunk)

    def _on_writable(self, cursor: Cursor) -> None:
        waiting = cursor.waiting
        while waiting:
            chunk = waiting.offer()
            try:
                sent = cursor.send(chunk)
            except BlockingIOError:
                return
            except OSError:
                self._give_up(cursor, LossCause.GONE)
                return
            cursor.progress_at = self._loop.time()
            waiting.take(sent)
            self._waiting_in_all -= sent
            if sent < len(chunk):
                return
        self._loop.remove_writer(cursor.fileno)
        del self._waiting[cursor]
        cursor.log.lagging.pop(cursor, None)
        if cursor.finish_by is not None:
            if not cursor.is_marked:
                self._complete(cursor)
        elif cursor.is_admitted and not cursor.is_marked:
            # One with something of its own this turn becomes level in the flush, or it would get the turn twice.
            cursor.log.level[cursor] = None

    def _close_the_slowest(self) -> None:
        for cursor in [c for c in self._waiting if len(c.waiting) > MAX_WAITING_BYTES]:
            self._give_up(cursor, LossCause.TOO_SLOW)
        while self._waiting_in_all > MAX_WAITING_BYTES_IN_ALL:
            self._give_up(max(self._waiting, key=_waiting_bytes), LossCause.TOO_SLOW)

    def _give_up(self, cursor: Cursor, cause: LossCause) -> None:
        if cursor.is_closed:
            return
        if cause is LossCause.TOO_SLOW:
            self.too_slow += 1
        self.detach(cursor)
        cursor.on_lost(cause)

    def _complete(self, cursor: Cursor) -> None:
        if cursor.is_closed:
            return
        self.detach(cursor)
        cursor.on_finished()


def _waiting_bytes(cursor: Cursor) -> int:
    return len(cursor.waiting)
