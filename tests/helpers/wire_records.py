"""A room's wire as its tap would record it, said in the words of a lesson: join, say, recv, send, close."""

from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireBatch,
    WireCounters,
    WireRecord,
)

SERVER = Endpoint("192.168.1.5", 9999)
DISCOVERY = Endpoint("0.0.0.0", 6000)


def frame(kind: str, payload: str | bytes) -> bytes:
    """The bytes of one frame."""
    return b"\x02" + kind.encode() + (payload if isinstance(payload, bytes) else payload.encode()) + b"\x03"


class WireRecords:
    """Notes what happens; ``batch`` gives what has come since the last one."""

    def __init__(self, utc: float = 1_795_165_572.0) -> None:
        self.utc = utc
        self.all: list[WireRecord] = []
        self._given = 0
        self._calls: dict[tuple[ConnectionId, Direction], int] = {}
        self._names: dict[ConnectionId, str] = {}
        self._count = 0

    def open(self, host: str = "192.168.1.23") -> ConnectionId:
        """Somebody connects."""
        self._count += 1
        self._note(Opened(self.utc, self._count, SERVER, Endpoint(host, 50_000 + self._count)))
        return self._count

    def join(self, name: str) -> ConnectionId:
        """Somebody connects and logs in, and the others are told."""
        connection = self.open()
        self.receive(connection, frame("1", name))
        self._note(Named(self.utc, connection, name))
        self.send((connection,), b"".join(frame("1", each) for each in (*self._names.values(), name)))
        if self._names:
            self.send(tuple(self._names), frame("2", name))
        self._names[connection] = name
        return connection

    def say(self, connection: ConnectionId, text: str) -> None:
        """Somebody says something, and everybody gets it."""
        self.receive(connection, frame("3", text))
        self.send(tuple(self._names), frame("4", f"{self._names[connection]}: {text}"))

    def receive(self, connection: ConnectionId, data: bytes) -> None:
        """One ``recv`` returns ``data``."""
        call = self._call(connection, Direction.RECEIVED)
        self._note(Chunk(self.utc, (connection,), Direction.RECEIVED, data, call))

    def send(self, connections: tuple[ConnectionId, ...], data: bytes) -> None:
        """One ``send`` takes ``data``, for each of them."""
        call = self._call(connections[0], Direction.SENT) if len(connections) == 1 else 0
        self._note(Chunk(self.utc, connections, Direction.SENT, data, call))

    def ask(self, data: bytes = b"REQUEST FOR IP ADDRESS AND SERVERPORT") -> None:
        """A datagram comes."""
        self._note(Datagram(self.utc, Direction.RECEIVED, DISCOVERY, Endpoint("192.168.1.24", 51_002), data))

    def answer(self, data: bytes = b"9999", *, is_dropped: bool = False) -> None:
        """A datagram goes, or should have gone."""
        peer = Endpoint("192.168.1.24", 51_002)
        self._note(Datagram(self.utc, Direction.SENT, DISCOVERY, peer, data, is_dropped))

    def close(self, connection: ConnectionId, ending: Ending = Ending.BY_PEER) -> None:
        """A connection ends."""
        self._names.pop(connection, None)
        self._note(Closed(self.utc, connection, ending))

    def batch(self, counters: WireCounters | None = None) -> WireBatch:
        """All that has happened since the last batch."""
        some, self._given = tuple(self.all[self._given :]), len(self.all)
        return WireBatch(some, counters or WireCounters())

    def _call(self, connection: ConnectionId, direction: Direction) -> int:
        key = (connection, direction)
        self._calls[key] = self._calls.get(key, 0) + 1
        return self._calls[key]

    def _note(self, record: WireRecord) -> None:
        self.all.append(record)
        self.utc += 0.001
