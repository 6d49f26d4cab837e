"""What a tap recorded, cut into frames: a row for each, with where it came from and in how many calls.

The rule: no record makes this raise, and what it keeps is bounded: one unfinished frame and one lane for each
direction of a connection, and no more than so many connections.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import assert_never

from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import FrameFault
from shared.value import value
from shared.wire.hidden import HIDDEN_SIGN, hidden_parts
from shared.wire.lanes import Lane
from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Datagram,
    Direction,
    Endpoint,
    Named,
    Opened,
    WireRecord,
)
from shared.wire.stream import AFTER_BYTES, MAX_RAW_BYTES, Row
from shared.wire.talk import Talk

__all__ = ["AFTER_BYTES", "MAX_RAW_BYTES", "Known", "Role", "WireFrame", "WireFrames", "is_from_client"]

_MOST_CLOSED = 200  # connections that are over and still known
_MOST = 4_000  # connections in all, whether their end was recorded or not


class Role(Enum):
    """Whose sockets were tapped; it tells which direction is which side's."""

    SERVER = "server"
    CLIENT = "client"


def is_from_client(direction: Direction, role: Role) -> bool:
    """Return whether these bytes go from a client to a server."""
    return (direction is Direction.RECEIVED) is (role is Role.SERVER)


@value
class WireFrame:
    """One row of the wire: a frame, bytes outside of all frames, or a datagram.

    ``raw`` is the frame from STX to ETX as it came, or the bytes themselves; ``length`` is how long it truly
    was. ``kind`` and ``payload`` are empty where there is no frame. ``after`` holds the first of ``after_count``
    bytes that stood outside of frames right behind this one in the same call.
    """

    number: int  # from 1, in the order of appearance
    utc: float
    direction: Direction
    connections: tuple[ConnectionId, ...] = ()  # none for a datagram
    who: str = ""  # the name of the one connection, else its other end; empty where there are several
    raw: bytes = b""
    length: int = 0
    kind: bytes = b""
    payload: bytes = b""
    fault: FrameFault | None = None
    is_outside: bool = False  # bytes in no frame
    is_unfinished: bool = False  # its end never came: closed before, or not recorded (``is_after_gap``)
    after: bytes = b""
    after_count: int = 0
    start: int = -1  # of the STX in this direction's stream; -1 for several connections, and for datagrams
    first_call: int = 0
    last_call: int = 0
    calls: int = 1  # in how many calls it came
    neighbours: int = 0  # how many other frames, whole or not, those calls held too
    encoding: TextEncoding = TextEncoding.UTF_8
    is_rich: bool = False  # whether this connection was known to speak the rich dialect (§4)
    is_own_name: bool = False  # a server's ``1`` with the name that this client asked for: it is in
    is_masked: bool = False  # some of its bytes are hidden: ``*`` stands for them
    is_after_gap: bool = False  # something before it was not recorded
    is_datagram: bool = False
    peer: Endpoint | None = None  # of a datagram
    is_dropped: bool = False  # a datagram that the bench let fall

    @property
    def is_split(self) -> bool:
        """Whether it came in several calls (半包)."""
        return self.calls > 1

    @property
    def is_glued(self) -> bool:
        """Whether a call that it came in held another frame too (粘包)."""
        return self.neighbours > 0


@value
class Known:
    """A connection that was seen. ``name`` is empty while nobody is logged in on it."""

    connection: ConnectionId
    name: str = ""
    local: Endpoint | None = None  # None where its beginning was not recorded
    peer: Endpoint | None = None
    is_open: bool = True


class WireFrames:
    """Cuts records into frames. Give it every record in order, and show the rows that come back."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self._talks: dict[ConnectionId, Talk] = {}
        self._known: dict[ConnectionId, Known] = {}
        self._closed: deque[ConnectionId] = deque()
        self._untold: dict[tuple[ConnectionId, Direction], float] = {}  # bytes outside of frames, since when
        self._number = 1  # of the next row

    @property
    def connections(self) -> Mapping[ConnectionId, Known]:
        """The connections that are still known, the oldest first."""
        return MappingProxyType(self._known)

    def add(self, records: Iterable[WireRecord]) -> list[WireFrame]:
        """Return the rows that these records complete, in order. Never raises."""
        frames: list[WireFrame] = []
        for record in records:
            match record:
                case Chunk():
                    frames += self._chunk(record)
                case Opened(_, connection, local, peer):
                    self._talk_of(connection)
                    self._known[connection] = replace(self._known[connection], local=local, peer=peer)
                case Named(_, connection, name):
                    self._talk_of(connection)
                    self._known[connection] = replace(self._known[connection], name=name)
                case Closed(utc, connection):
                    frames += self._close(utc, connection)
                case Datagram():
                    frames.append(self._datagram(record))
                case _:
                    assert_never(record)
        return frames + self._tell_untold()

    def lane(self, connection: ConnectionId, direction: Direction) -> Lane:
        """Return one direction of a connection to be drawn; an empty one where it is not known."""
        talk = self._talks.get(connection)
        return Lane(direction) if talk is None else talk.streams[direction].lane(direction)

    def encoding(self, connection: ConnectionId) -> TextEncoding:
        """Return in which encoding a connection writes, as far as it is known."""
        talk = self._talks.get(connection)
        return TextEncoding.UTF_8 if talk is None else talk.encoding_of(b"", Direction.RECEIVED)

    # ---- connections ---------------------------------------------------------------------------------------

    def _talk_of(self, connection: ConnectionId) -> Talk:
        talk = self._talks.get(connection)
        if talk is None:
            talk = self._talks[connection] = Talk(self._from_client())
            self._known[connection] = Known(connection)
            if len(self._talks) > _MOST:
                self._forget(next(iter(self._talks)))
        return talk

    def _from_client(self) -> Direction:
        return Direction.RECEIVED if self.role is Role.SERVER else Direction.SENT

    def _close(self, utc: float, connection: ConnectionId) -> list[WireFrame]:
        talk = self._talk_of(connection)
        frames: list[WireFrame] = []
        for direction, stream in talk.streams.items():
            self._untold.pop((connection, direction), None)
            frames += self._rows(stream.end(utc), direction, (connection,), talk)
        if self._known[connection].is_open:
            self._known[connection] = replace(self._known[connection], is_open=False)
            self._closed.append(connection)
        if len(self._closed) > _MOST_CLOSED:
            self._forget(self._closed.popleft())
        return frames

    def _forget(self, connection: ConnectionId) -> None:
        self._talks.pop(connection, None)
        self._known.pop(connection, None)
        for direction in Direction:
            self._untold.pop((connection, direction), None)

    # ---- bytes ---------------------------------------------------------------------------------------------

    def _chunk(self, chunk: Chunk) -> list[WireFrame]:
        if len(chunk.connections) == 1:
            return self._feed(chunk.connections[0], chunk)
        together: list[ConnectionId] = []
        frames: list[WireFrame] = []
        for connection in chunk.connections:
            talk = self._talk_of(connection)
            stream = talk.streams[chunk.direction]
            if chunk.is_after_gap:
                # Whatever each had begun, behind a gap they all begin anew.
                frames += self._rows(stream.lose(chunk.utc), chunk.direction, (connection,), talk)
                self._untold.pop((connection, chunk.direction), None)
                together.append(connection)
            elif stream.is_between_frames:
                together.append(connection)
            else:
                frames += self._feed(connection, replace(chunk, connections=(connection,)))
        return frames + self._feed_together(tuple(together), chunk) if together else frames

    def _feed(self, connection: ConnectionId, chunk: Chunk) -> list[WireFrame]:
        talk = self._talk_of(connection)
        stream = talk.streams[chunk.direction]
        rows = stream.feed(chunk, self._number)
        if stream.has_untold_bytes:
            self._untold[connection, chunk.direction] = chunk.utc
        else:
            self._untold.pop((connection, chunk.direction), None)
        return self._rows(rows, chunk.direction, (connection,), talk)

    def _feed_together(self, connections: tuple[ConnectionId, ...], chunk: Chunk) -> list[WireFrame]:
        # Cut once, and the same for all of them: in a full room this is nearly everything that is sent.
        leader = Talk(self._from_client()).streams[chunk.direction]
        rows = leader.feed(chunk, self._number)
        rows += leader.told(chunk.utc)
        shared = leader.share()
        for connection in connections:
            self._talk_of(connection).streams[chunk.direction].take(*shared)
        rows = [replace(row, start=-1) for row in rows]
        return self._rows(rows, chunk.direction, connections, self._talk_of(connections[0]))

    def _tell_untold(self) -> list[WireFrame]:
        # Not at once: padding that comes byte for byte would be a row for each.
        frames: list[WireFrame] = []
        for (connection, direction), utc in self._untold.items():
            talk = self._talks[connection]
            frames += self._rows(talk.streams[direction].told(utc), direction, (connection,), talk)
        self._untold.clear()
        return frames

    # ---- rows ----------------------------------------------------------------------------------------------

    def _rows(
        self, rows: list[Row], direction: Direction, connections: tuple[ConnectionId, ...], talk: Talk
    ) -> list[WireFrame]:
        return [self._frame_of(row, direction, connections, talk) for row in rows]

    def _frame_of(
        self, row: Row, direction: Direction, connections: tuple[ConnectionId, ...], talk: Talk
    ) -> WireFrame:
        kind = payload = b""
        is_whole = row.fault is None and not row.is_outside and not row.is_unfinished
        if not row.is_outside and row.fault is not FrameFault.NO_TYPE:
            kind = row.raw[1:2]
            payload = row.raw[2:-1] if is_whole else row.raw[2:]
            if row.fault is FrameFault.TOO_LONG and len(row.raw) == row.length:
                payload = payload[:-1]
        is_own_name = is_whole and talk.note(kind, payload, direction)
        return WireFrame(
            number=self._next_number(),
            utc=row.utc,
            direction=direction,
            connections=connections,
            who=self._who(connections),
            raw=row.raw,
            length=row.length,
            kind=kind,
            payload=payload,
            fault=row.fault,
            is_outside=row.is_outside,
            is_unfinished=row.is_unfinished,
            after=row.after,
            after_count=row.after_count,
            start=row.start,
            first_call=row.first_call,
            last_call=row.last_call,
            calls=row.calls,
            neighbours=row.neighbours,
            encoding=talk.encoding_of(payload, direction),
            is_rich=talk.is_rich,
            is_own_name=is_own_name,
            is_masked=row.is_masked and self._is_hidden(row, kind, payload, direction),
            is_after_gap=row.is_after_gap,
        )

    def _is_hidden(self, row: Row, kind: bytes, payload: bytes, direction: Direction) -> bool:
        # A call may have been masked for another frame that it held.
        if row.is_outside or row.fault is not None or row.is_unfinished:
            return HIDDEN_SIGN in row.raw or HIDDEN_SIGN in row.after
        return bool(hidden_parts(kind, payload, is_from_client=is_from_client(direction, self.role)))

    def _who(self, connections: tuple[ConnectionId, ...]) -> str:
        if len(connections) != 1:
            return ""
        known = self._known.get(connections[0], Known(connections[0]))
        return known.name or ("" if known.peer is None else str(known.peer))

    def _datagram(self, datagram: Datagram) -> WireFrame:
        return WireFrame(
            number=self._next_number(),
            utc=datagram.utc,
            direction=datagram.direction,
            who=str(datagram.peer),
            raw=datagram.data[:MAX_RAW_BYTES],
            length=len(datagram.data),
            payload=datagram.data[:MAX_RAW_BYTES],
            is_datagram=True,
            peer=datagram.peer,
            is_dropped=datagram.is_dropped,
        )

    def _next_number(self) -> int:
        number = self._number
        self._number += 1
        return number
