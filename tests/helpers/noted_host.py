"""A host without a room that notes what is asked of it, and what a room's sockets may have lived through."""

from dataclasses import replace

from chatroom_server.host import ServerHost
from chatroom_server.link_owner import CloseCause
from chatroom_server.socket_life import ConnectionLife, DiscoveryLife, ListeningLife, SocketLife
from shared.wire.record import Chunk, Direction, Endpoint, WireBatch, WireCounters, WireRecord

NINE = 1_790_000_000.0
ROOM = Endpoint("192.168.1.5", 9999)

ALICE = ConnectionLife(
    connection=1,
    name="alice",
    fileno=12,
    local=ROOM,
    peer=Endpoint("192.168.1.23", 51010),
    accepted_utc=NINE,
    is_logged_in=True,
    is_plain=True,
    reads=14,
    read_bytes=1_200,
    frames=14,
    sends=201,
    sent_bytes=16_000,
    waiting_bytes=0,
    last_heard_seconds=1.0,
)
BOB = replace(ALICE, connection=2, name="bob", fileno=13, peer=Endpoint("192.168.1.24", 49822), reads=9)
OLD_LAPTOP = replace(
    ALICE,
    connection=3,
    name="old-laptop",
    peer=Endpoint("192.168.1.77", 50100),
    cause=CloseCause.SILENT,
    ended_utc=NINE + 60,
)
LIFE = SocketLife(
    utc=NINE + 100,
    discovery=DiscoveryLife(6000, "0.0.0.0", 11, 1, 1, Endpoint("192.168.1.23", 51002), 37, b"9999"),
    listening=(ListeningLife(Endpoint("0.0.0.0", 9999), 7, 4096),),
    accepted=3,
    open=2,
    closed=1,
    newest_peer=Endpoint("192.168.1.66", 40000),
    received_bytes=18_000,
    sent_bytes=201_000,
    connections=(ALICE, BOB),
    ended=(OLD_LAPTOP,),
)


def batch(*records: WireRecord) -> WireBatch:
    return WireBatch(records, WireCounters())


def received(data: bytes, connection: int = 1, utc: float = NINE + 50) -> Chunk:
    return Chunk(utc, (connection,), Direction.RECEIVED, data)


class NotedHost(ServerHost):
    """Emit its signals as a room would have it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def look_at_sockets(self) -> None:
        self.asked.append("sockets")

    def look_at_wire(self, is_looked_at: bool) -> None:
        self.asked.append("look" if is_looked_at else "look away")

    def pull_wire(self) -> None:
        self.asked.append("pull")
