"""What the room's sockets have lived through: what the Sockets tab shows, as it is at one moment.

The rule: frozen data, and every figure in it was counted or asked of the system, none was made up. What nobody
knows any more is None.
"""

from chatroom_server.link_owner import CloseCause
from shared.value import value
from shared.wire.record import ConnectionId, Endpoint


@value
class DiscoveryLife:
    """The UDP socket that requests come to. ``port`` 0: another program has it, and there is no socket.

    ``requests`` counts every datagram that came, whatever it was.
    """

    port: int
    host: str
    fileno: int
    requests: int
    answers: int
    newest_from: Endpoint | None
    newest_bytes: int
    newest_answer: bytes


@value
class ListeningLife:
    """One socket that connections come to. ``backlog`` is what ``listen`` was called with."""

    local: Endpoint
    fileno: int
    backlog: int


@value
class ConnectionLife:
    """One connection. ``name`` is its guest's as shown, empty before the login; ``cause`` is set once it is over.

    ``accepted_utc`` and ``ended_utc`` are in seconds since 1970. ``reads`` and ``sends`` count the calls that moved
    bytes, ``frames`` those that came and were served, malformed ones too; ``last_heard_seconds`` is how long ago
    something came, 0.0 while nobody reads.
    """

    connection: ConnectionId
    name: str
    fileno: int
    local: Endpoint
    peer: Endpoint
    accepted_utc: float
    is_logged_in: bool
    is_plain: bool
    reads: int
    read_bytes: int
    frames: int
    sends: int
    sent_bytes: int
    waiting_bytes: int
    last_heard_seconds: float
    cause: CloseCause | None = None
    ended_utc: float | None = None


@value
class SocketLife:
    """All sockets of a room. ``connections`` are the newest that are open, ``ended`` the newest that are not.

    ``open`` and ``closed`` count all of them, ``newest_peer`` is whose connection was accepted last; the bytes are
    those of all connections since the room opened.
    """

    utc: float
    discovery: DiscoveryLife
    listening: tuple[ListeningLife, ...]
    accepted: int
    open: int
    closed: int
    newest_peer: Endpoint | None
    received_bytes: int
    sent_bytes: int
    connections: tuple[ConnectionLife, ...]
    ended: tuple[ConnectionLife, ...]
