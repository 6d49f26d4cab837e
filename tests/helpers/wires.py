"""What a test asks of a room whose wire is looked at."""

from chatroom_server.lab.lab import Lab
from shared.wire.record import Chunk, ConnectionId, Direction, Named, WireRecord
from tests.helpers.guests import OpenRoom


def lab_of(room: OpenRoom) -> Lab:
    """The lab of a room."""
    return room.service.lab


def records(room: OpenRoom) -> tuple[WireRecord, ...]:
    """Everything recorded since the last time."""
    return lab_of(room).pull().records


def chunks(found: tuple[WireRecord, ...], direction: Direction | None = None) -> list[Chunk]:
    """The chunks among records."""
    all_of_them = [record for record in found if isinstance(record, Chunk)]
    return [chunk for chunk in all_of_them if direction in (None, chunk.direction)]


def bytes_of(found: tuple[WireRecord, ...], connection: ConnectionId, direction: Direction) -> bytes:
    """What went one way over one connection, as far as it was recorded."""
    return b"".join(chunk.data for chunk in chunks(found, direction) if connection in chunk.connections)


def number_of(found: tuple[WireRecord, ...], name: str) -> ConnectionId:
    """The newest connection of that name."""
    return [record.connection for record in found if isinstance(record, Named) and record.name == name][-1]
