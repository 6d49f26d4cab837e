"""What the sockets of a program did, one value for each call, as a tap has recorded it.

The rule: frozen data with no live object in it, which may cross threads and processes; and the bytes are those of
one call, no more and no less, for where a call ended is half of what there is to see. What is not for everybody's
eyes was masked, byte for byte, before it came here.
"""

from enum import Enum

from shared.value import value

ConnectionId = int
"""A number for one TCP connection, that no other one of the same program ever has."""


class Direction(Enum):
    """Which way bytes went, seen from the program whose sockets these are."""

    RECEIVED = "received"
    SENT = "sent"


class Ending(Enum):
    """How a connection ended, as the last call on it told."""

    BY_PEER = "peer"  # recv() returned nothing: the other side has closed
    BY_US = "us"  # close() by this program
    RESET = "reset"  # the other side, or the network, broke it off
    RESET_BY_US = "reset by us"  # this program broke it off, with what was not sent yet


@value
class Endpoint:
    """One end of a connection, or of a datagram's way."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@value
class Opened:
    """A connection is there: accepted by a server, or connected by a client."""

    utc: float
    connection: ConnectionId
    local: Endpoint
    peer: Endpoint


@value
class Named:
    """From here on the connection is known as somebody's: the name as shown; empty, as nobody's any more."""

    utc: float
    connection: ConnectionId
    name: str


@value
class Chunk:
    """What one ``recv`` returned; or what one ``send`` took, for each of the connections: the very same bytes.

    ``call`` counts the calls of this direction on the one connection from 1 on, 0 if there are several or nobody
    counted. ``is_after_gap``: what went before it on these connections was not recorded, so that a frame may begin
    anywhere in it. ``is_masked``: in the place of some bytes stand as many ``*``, for they are a whisper or a
    secret.
    """

    utc: float
    connections: tuple[ConnectionId, ...]
    direction: Direction
    data: bytes
    call: int = 0
    is_after_gap: bool = False
    is_masked: bool = False


@value
class Closed:
    """The connection is over; nothing of it follows."""

    utc: float
    connection: ConnectionId
    ending: Ending


@value
class Datagram:
    """One datagram that came or went. ``is_dropped``: it should have gone, and the bench let it fall."""

    utc: float
    direction: Direction
    local: Endpoint
    peer: Endpoint
    data: bytes
    is_dropped: bool = False


WireRecord = Opened | Named | Chunk | Closed | Datagram


@value
class WireCounters:
    """What went over the wire while somebody looked: exact, whether it was recorded or not.

    A frame, a byte or a ``send`` counts once for each connection that it went to. ``left_out`` is how many calls
    were not recorded because too much came at once.
    """

    frames_received: int = 0
    frames_sent: int = 0
    bytes_received: int = 0
    bytes_sent: int = 0
    receives: int = 0
    sends: int = 0
    left_out: int = 0


@value
class WireBatch:
    """What was recorded since the last batch, in order, and the counters at its end."""

    records: tuple[WireRecord, ...]
    counters: WireCounters
