"""A recording of the wire as a file: JSON Lines, a head and then one object for each record.

The rule: what is written is read back as the very same records; and whatever file is read, of whatever size, either
all of it is right or ``RecordingError`` says with one code what is wrong with it.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import BinaryIO, assert_never

from shared.protocol.json_object import BadObject, JsonObject, to_json
from shared.value import value
from shared.wire.frames import Role
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
    WireRecord,
)

VERSION = 1
MAX_RECORDS = 500_000
"""Ten times as many as a window keeps."""
MAX_DATA_BYTES = 64 * 1024 * 1024
MAX_LINE_BYTES = 4 * 1024 * 1024
"""A line holds one call; one send takes 1 MiB at most, which is twice as much in hex."""
MAX_CONNECTIONS = 10_000
"""In one record. A room has 2,000 people."""

_FORMAT = "lan-chatroom-recording"
_CONNECTIONS = re.compile(r"\d{1,16}(-\d{1,16})?(,\d{1,16}(-\d{1,16})?)*", re.ASCII)
_MAX_LISTED = 5_000_000  # numbers of connections in all the different lists of a recording


class RecordingFault(Enum):
    """Why a file cannot be shown."""

    NOT_A_RECORDING = "not a recording"  # it does not begin as one
    TOO_NEW = "too new"  # a later version of the program has written it
    BROKEN = "broken"  # a line in it is wrong, or its last one is cut off
    TOO_LARGE = "too large"  # more than is ever written


class RecordingError(Exception):
    """Raised for a file that is no good recording: ``fault`` says why, ``line`` where, counted from 1."""

    def __init__(self, fault: RecordingFault, line: int) -> None:
        super().__init__(f"{fault.value}, line {line}")
        self.fault = fault
        self.line = line


@value
class Recording:
    """What a file held: whose sockets were tapped, the room's name (empty if nobody gave one), and the records."""

    role: Role
    records: tuple[WireRecord, ...]
    room: str = ""


def write_recording(records: Iterable[WireRecord], role: Role, file: BinaryIO, room: str = "") -> None:
    """Write all of ``records``, in their order, to a file opened for writing bytes.

    ``OSError`` of the file goes to the caller, who throws the half file away.
    """
    file.write(_line({"format": _FORMAT, "version": VERSION, "role": role.value, "room": room}))
    file.writelines(_line(_object_of(record)) for record in records)


def read_recording(file: BinaryIO) -> Recording:
    """Return what a file opened for reading bytes holds.

    Raises ``RecordingError`` for every file that is no good recording, and lets ``OSError`` of the file through.
    """
    reader = _Reader(file)
    role, room = reader.head()
    return Recording(role, tuple(reader.records()), room)


class _Reader:
    """Goes through a file line by line, and believes none of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._line = 0
        self._data_bytes = 0
        # A crowd's list stands in every record of what all were sent: one tuple serves them all.
        self._lists: dict[str, tuple[ConnectionId, ...]] = {}
        self._listed = 0

    def head(self) -> tuple[Role, str]:
        """Read the first line."""
        try:
            first = self._object(self._file.readline(MAX_LINE_BYTES))
            if first.name("format") != _FORMAT:
                raise RecordingError(RecordingFault.NOT_A_RECORDING, 1)
            version = first.count("version")
        except (BadObject, ValueError) as error:
            raise RecordingError(RecordingFault.NOT_A_RECORDING, 1) from error
        if version > VERSION:
            raise RecordingError(RecordingFault.TOO_NEW, 1)
        self._line = 1
        try:
            return Role(first.name("role")), first.name("room")
        except (BadObject, ValueError) as error:
            raise RecordingError(RecordingFault.BROKEN, 1) from error

    def records(self) -> Iterator[WireRecord]:
        """Read all other lines."""
        while line := self._file.readline(MAX_LINE_BYTES + 1):
            self._line += 1
            if len(line) > MAX_LINE_BYTES or self._line > MAX_RECORDS + 1:
                raise RecordingError(RecordingFault.TOO_LARGE, self._line)
            try:
                record = self._record(self._object(line))
            except (BadObject, ValueError) as error:
                raise RecordingError(RecordingFault.BROKEN, self._line) from error
            if max(self._data_bytes - MAX_DATA_BYTES, self._listed - _MAX_LISTED) > 0:
                raise RecordingError(RecordingFault.TOO_LARGE, self._line)
            yield record

    @staticmethod
    def _object(line: bytes) -> JsonObject:
        if not line.endswith(b"\n"):
            raise BadObject("cut off")
        return JsonObject.of(line)

    def _record(self, found: JsonObject) -> WireRecord:
        utc = found.seconds("utc")
        match found.name("is"):
            case "opened":
                return Opened(utc, found.count("connection"), _end(found, "local"), _end(found, "peer"))
            case "named":
                return Named(utc, found.count("connection"), found.name("name"))
            case "chunk":
                return Chunk(
                    utc,
                    self._connections(found.name("connections")),
                    Direction(found.name("direction")),
                    self._data(found),
                    found.count_or("call", 0),
                    found.is_true("gap"),
                    found.is_true("masked"),
                )
            case "closed":
                return Closed(utc, found.count("connection"), Ending(found.name("ending")))
            case "datagram":
                direction = Direction(found.name("direction"))
                ends = _end(found, "local"), _end(found, "peer")
                return Datagram(utc, direction, *ends, self._data(found), found.is_true("dropped"))
            case other:
                raise BadObject(f"no record is {other}")

    def _data(self, found: JsonObject) -> bytes:
        data = bytes.fromhex(found.text("data"))
        self._data_bytes += len(data)
        return data

    def _connections(self, text: str) -> tuple[ConnectionId, ...]:
        known = self._lists.get(text)
        if known is None:
            known = self._lists[text] = _connections_of(text)
            self._listed += len(known)
        return known


def _object_of(record: WireRecord) -> dict[str, object]:
    match record:
        case Opened(utc, connection, local, peer):
            ends = {"local": _end_of(local), "peer": _end_of(peer)}
            return {"is": "opened", "utc": utc, "connection": connection, **ends}
        case Named(utc, connection, name):
            return {"is": "named", "utc": utc, "connection": connection, "name": name}
        case Chunk(utc, connections, direction, data, call, is_after_gap, is_masked):
            found: dict[str, object] = {"is": "chunk", "utc": utc, "connections": _text_of(connections)}
            found |= {"direction": direction.value, "data": data.hex()}
            found |= {"call": call} if call else {}
            found |= {"gap": True} if is_after_gap else {}
            return found | ({"masked": True} if is_masked else {})
        case Closed(utc, connection, ending):
            return {"is": "closed", "utc": utc, "connection": connection, "ending": ending.value}
        case Datagram(utc, direction, local, peer, data, is_dropped):
            found = {"is": "datagram", "utc": utc, "direction": direction.value}
            found |= {"local": _end_of(local), "peer": _end_of(peer), "data": data.hex()}
            return found | ({"dropped": True} if is_dropped else {})
        case _:
            assert_never(record)


def _end_of(end: Endpoint) -> dict[str, object]:
    return {"host": end.host, "port": end.port}


def _end(found: JsonObject, key: str) -> Endpoint:
    end = found.inner(key)
    if end is None or end.count("port") > 65_535:
        raise BadObject(f"{key} is no end of a connection")
    return Endpoint(end.name("host"), end.count("port"))


def _text_of(connections: tuple[ConnectionId, ...]) -> str:
    """The numbers in their order, as in ``7,1-500``: what counts upwards is told by its ends."""
    runs: list[list[int]] = []
    for connection in connections:
        if runs and connection == runs[-1][1] + 1:
            runs[-1][1] = connection
        else:
            runs.append([connection, connection])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _connections_of(text: str) -> tuple[ConnectionId, ...]:
    if not _CONNECTIONS.fullmatch(text):
        raise BadObject("no list of connections")
    found: list[int] = []
    for run in text.split(","):
        first, _, last = run.partition("-")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or len(found) + len(numbers) > MAX_CONNECTIONS:
            raise BadObject("no list of connections")
        found.extend(numbers)
    return tuple(found)


def _line(found: dict[str, object]) -> bytes:
    return (to_json(found) + "\n").encode("utf-8", "replace")
