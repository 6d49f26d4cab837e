"""The fan-out: one shared log for each dialect and encoding, and a cursor into it for each connection.

The trick: a room-wide message is encoded once for each log and appended to it once. At the end of a turn of the
loop all cursors that stand level (they have everything up to this turn and nothing of their own) get the very
same joined bytes in one ``send`` each. So a turn costs messages + connections, not messages × connections.

A private frame goes between two room-wide ones: its cursor first takes over what the log holds so far, then the
private frame, and stands at that place of the log from then on. A connection that cannot take everything is one of
the stragglers: it keeps references to the shared bytes and is no longer level; once it has drained it is again.

The rule: no byte goes out before ``before_flush`` was called for it; nobody is ever awaited, everything that waits
is bounded (docs/protocol.md §6), and whoever falls too far behind is closed while everybody else goes on.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator

from chatroom_server.backlog import close_stream
from chatroom_server.cursor import Cursor, LossCause, SharedLog, loss_of
from chatroom_server.delay_meter import DelayMeter
from chatroom_server.stragglers import Stragglers
from shared.protocol.codec import Dialect, encoders
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import CLOSING_SECONDS
from shared.protocol.messages import Announced, PrivateMessage, RoomWideMessage, Said, WhisperReceived

_SPOKEN = (Said, Announced)


class Relay:
    """Carries the room's deliveries to the connections of one loop. Call everything from that loop's thread.

    ``before_flush`` is called at the head of each flush, once and before any byte of it goes out: write down there
    what must not be lost once somebody was shown it. It must not deliver anything itself.

    ``on_made`` is called with the size of each message for everyone, in bytes for one receiver: whoever lets
    messages in is to wait when that was much, until ``is_mostly_level`` says that most have taken it.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        before_flush: Callable[[], None] | None = None,
        on_made: Callable[[int], None] | None = None,
    ) -> None:
        self._loop = loop
        self._before_flush = before_flush
        self._on_made = on_made
        self._logs = {spoken: SharedLog(encoder) for spoken, encoder in encoders().items()}
        self._marked: dict[Cursor, None] = {}
        self._is_flush_due = False
        self._stragglers = Stragglers(loop, self._on_caught_up, self._give_up)
        self._finishing: dict[Cursor, None] = {}
        self._delay = DelayMeter()
        self.delivered = 0  # what somebody said, once for each person it was sent to
        self.too_slow = 0

    @property
    def is_mostly_level(self) -> bool:
        """Whether three quarters of all have taken what they were sent: a few who do not read are no sign."""
        logs = self._logs.values()
        return 4 * sum(len(log.lagging) for log in logs) <= sum(log.members for log in logs)

    @property
    def delay_seconds(self) -> float:
        """How long 99 of 100 turns took at most, in the second before the last ``sweep``; 0.0 if nothing went."""
        return self._delay.p99_seconds

    @property
    def waiting_bytes(self) -> int:
        """How many bytes wait for all connections together; not what streams have not made yet."""
        return self._stragglers.waiting_bytes

    def attach(
        self,
        sock: socket.socket,
        on_lost: Callable[[LossCause], None],
        on_finished: Callable[[], None],
        encoding: TextEncoding = TextEncoding.UTF_8,
    ) -> Cursor:
        """Return a cursor for a connected non-blocking socket; ``to_one`` reaches it at once, in plain.

        ``on_lost`` is called, once and never from within a call into the relay by its owner but ``lose``, when
        the connection fails or is too slow; ``on_finished`` when all is sent after ``finish``. The owner then
        closes the socket.
        """
        return Cursor(sock, self._logs[Dialect.PLAIN, encoding], on_lost, on_finished)

    def detach(self, cursor: Cursor) -> None:
        """Forget a cursor, before its socket is closed; what waits for it is dropped, its streams are closed."""
        if cursor.is_closed:
            return
        cursor.is_closed = True
        cursor.log.leave(cursor)
        self._marked.pop(cursor, None)
        self._finishing.pop(cursor, None)
        self._stragglers.drop(cursor)
        cursor.drop_held()

    def lose(self, cursor: Cursor, error: OSError) -> None:
        """Give a connection up whose socket has failed outside of the relay; ``on_lost`` is called."""
        self._give_up(cursor, loss_of(error))

    def admit(self, cursor: Cursor) -> None:
        """From here on the cursor gets what goes to everyone."""
        if cursor.is_admitted or cursor.is_closed or cursor.finish_by is not None:
            return
        cursor.log.enter(cursor)
        self._mark(cursor)

    def dismiss(self, cursor: Cursor) -> None:
        """From here on the cursor gets nothing more that goes to everyone."""
        if cursor.is_admitted:
            self._carry(cursor)
            cursor.log.leave(cursor)

    def follow(self, cursor: Cursor, dialect: Dialect, encoding: TextEncoding) -> None:
        """Send what comes from now on in another dialect or encoding; nothing is lost or doubled in between.

        The rich dialect is always in UTF-8 (docs/protocol.md §5).
        """
        log = self._logs[dialect, encoding]
        if cursor.log is log:
            return
        was_admitted = cursor.is_admitted
        if was_admitted:
            self.dismiss(cursor)
        cursor.log = log
        if was_admitted:
            self.admit(cursor)

    def to_everyone(self, message: RoomWideMessage) -> None:
        """Append a message to every log that somebody follows; plain is not told of everything."""
        largest = receivers = 0
        for log in self._logs.values():
            if log.members and (frames := log.encoder.encode(message)):
                log.append(frames)
                largest = max(largest, len(frames))
                receivers += log.members
        if isinstance(message, _SPOKEN):
            self.delivered += receivers
        if self._on_made is not None:
            self._on_made(largest)
        self._want_flush()

    def to_one(self, cursor: Cursor, message: PrivateMessage) -> None:
        """Put a message for one connection at this place of its stream; plain is not told of everything."""
        if cursor.is_closed:
            return
        if frames := cursor.log.encoder.encode(message):
            self._carry(cursor)
            cursor.carried.append(frames)
            if isinstance(message, WhisperReceived):
                self.delivered += 1

    def to_one_from(self, cursor: Cursor, chunks: Iterator[bytes]) -> None:
        """Put a stream of any length at this place of what one connection is sent.

        A chunk is asked for, from the loop and in a later turn, when all before it has been taken; what comes after
        the stream waits behind it. Only what was asked for counts as waiting, so a chunk should have some 64 KiB at
        most. An iterator that raises costs this one connection; a generator is closed when the cursor is detached.
        """
        if cursor.is_closed:
            close_stream(chunks)
            return
        self._carry(cursor)
        cursor.hold(chunks)

    def give_back(self, cursor: Cursor, rest: bytes) -> None:
        """Have bytes sent that ``cursor.send`` took and that did not go: before everything else.

        Call it from the loop itself, and not from within a ``send``.
        """
        cursor.count(0, -len(rest))
        if cursor.is_closed or not rest:
            return
        cursor.log.set_aside(cursor)
        if cursor.is_admitted and not cursor.is_marked:
            cursor.log.lagging[cursor] = None
        self._stragglers.add_first(cursor, memoryview(rest))

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
        self._delay.sweep()
        self._stragglers.sweep(now)
        for cursor in [c for c in self._finishing if c.finish_by is not None and now > c.finish_by]:
            self._complete(cursor)

    # ---- inside ------------------------------------------------------------------------------------------

    def _carry(self, cursor: Cursor) -> None:
        cursor.carry()
        self._mark(cursor)

    def _mark(self, cursor: Cursor) -> None:
        if not cursor.is_marked:
            cursor.is_marked = True
            cursor.log.set_aside(cursor)
            self._marked[cursor] = None
        self._want_flush()

    def _want_flush(self) -> None:
        if not self._is_flush_due:
            self._is_flush_due = True
            self._delay.begin(self._loop.time())
            # In two steps: everything that this turn of the loop still reads gets into the same flush.
            self._loop.call_soon(self._loop.call_soon, self._flush)

    def _flush(self) -> None:
        self._is_flush_due = False
        if self._before_flush is not None:
            self._before_flush()
        lost: list[tuple[Cursor, LossCause]] = []
        short: list[tuple[Cursor, bytes, int]] = []
        for log in self._logs.values():
            if log.pieces:
                self._send_to_level(log, lost, short)
        for cursor in self._marked:
            self._send_own(cursor, lost, short)
        self._delay.end(self._loop.time())
        marked, self._marked = self._marked, {}
        for log in self._logs.values():
            log.end_turn()
        for cursor, chunk, sent in short:
            self._fall_behind(cursor, chunk, sent)
        # Only now, with every cursor in order again, may anybody hear of it: they may deliver more.
        for cursor, cause in lost:
            self._give_up(cursor, cause)
        for cursor in marked:
            if cursor.finish_by is not None and not cursor.waiting:
                self._complete(cursor)
        self._stragglers.shed()

    def _send_to_level(
        self, log: SharedLog, lost: list[tuple[Cursor, LossCause]], short: list[tuple[Cursor, bytes, int]]
    ) -> None:
        joined = log.join()
        size = len(joined)
        for cursor in log.level:
            try:
                sent = cursor.send(joined)
            except BlockingIOError:
                sent = 0
            except OSError as error:
                lost.append((cursor, loss_of(error)))
                cursor.count(-1, -size)
                continue
            if sent != size:
                short.append((cursor, joined, sent))
                cursor.count(-1, -size)
        log.level_sends += 1
        log.level_bytes += size
        view = memoryview(joined)
        for cursor in log.lagging:
            self._stragglers.add(cursor, view)

    def _send_own(
        self, cursor: Cursor, lost: list[tuple[Cursor, LossCause]], short: list[tuple[Cursor, bytes, int]]
    ) -> None:
        chunk = cursor.take_turn()
        cursor.is_marked = False
        if cursor.held or cursor.waiting:
            self._put_behind(cursor, chunk)
            return
        try:
            sent = cursor.send(chunk) if chunk else 0
        except BlockingIOError:
            sent = 0
        except OSError as error:
            lost.append((cursor, loss_of(error)))
            return
        if sent != len(chunk):
            short.append((cursor, chunk, sent))
            return
        if sent:
            cursor.count(1, sent)
        if cursor.is_admitted:
            cursor.log.be_level(cursor)

    def _put_behind(self, cursor: Cursor, chunk: bytes) -> None:
        for part in cursor.held:
            if isinstance(part, bytes):
                self._stragglers.add(cursor, memoryview(part))
            else:
                self._stragglers.add_stream(cursor, part)
        cursor.held.clear()
        self._stragglers.add(cursor, memoryview(chunk))
        if cursor.is_admitted:
            cursor.log.lagging[cursor] = None

    def _fall_behind(self, cursor: Cursor, chunk: bytes, sent: int) -> None:
        cursor.log.set_aside(cursor)
        if cursor.is_admitted:
            cursor.log.lagging[cursor] = None
        if sent:
            cursor.count(1, sent)
        self._stragglers.add(cursor, memoryview(chunk)[sent:])

    def _on_caught_up(self, cursor: Cursor) -> None:
        cursor.log.lagging.pop(cursor, None)
        if cursor.finish_by is not None:
            if not cursor.is_marked:
                self._complete(cursor)
        elif cursor.is_admitted and not cursor.is_marked:
            # One with something of its own this turn becomes level in the flush, or it would get the turn twice.
            cursor.log.be_level(cursor)

    def _give_up(self, cursor: Cursor, cause: LossCause) -> None:
        if cursor.is_closed:
            return
        if cause.is_slow:
            self.too_slow += 1
        self.detach(cursor)
        cursor.on_lost(cause)

    def _complete(self, cursor: Cursor) -> None:
        if cursor.is_closed:
            return
        self.detach(cursor)
        cursor.on_finished()
