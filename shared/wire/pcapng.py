"""What was recorded, as a capture file that Wireshark opens (pcapng), one packet for each call.

The rule: the bytes of every stream, the addresses, the ports and the times are the recorded ones. Whatever had to
be made up, because sockets do not tell of it, is said in a comment on its packet; and where something is missing,
the sequence numbers say so too.
"""

import struct
from collections.abc import Iterable
from typing import BinaryIO, assert_never

from shared.value import value
from shared.wire.frames import Role, is_from_client
from shared.wire.ip_packets import MAX_SEGMENT_BYTES, TcpTalk, datagram, way
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

_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_LINKTYPE_RAW = 101  # each packet begins with its IPv4 or IPv6 header
_COMMENT, _APPLICATION, _INTERFACE_NAME, _PACKET_FLAGS = 1, 4, 2, 2
_INBOUND, _OUTBOUND = 1, 2
_MAX_COMMENT_BYTES = 4_096  # 65,535 is what the format can tell
_NOWHERE = Endpoint("0.0.0.0", 9)  # the end of a connection whose beginning was not recorded

_ABOUT = (
    "Made by LAN Chatroom of what recv() and send() of one program gave and took: one packet for each call. "
    "Handshakes, ends and acknowledgements are made up. Bytes shown as * are whispers or secrets."
)
_HANDSHAKE = "made up: sockets tell that the connection is open, and not with which packets"
_END = "made up: sockets tell how the connection ended, and not with which packets"
_GAP = "something before this was not recorded; nobody knows how many bytes"
_MASKED = "the * in it stand for a whisper or a secret"
_DROPPED = "the bench let this one fall: it never went out"


def write_pcapng(records: Iterable[WireRecord], role: Role, file: BinaryIO) -> None:
    """Write all of ``records``, in their order, to a file opened for writing bytes.

    ``role`` is whose sockets were tapped. What went to several connections is a packet for each of them. Raises
    nothing for any records; ``OSError`` of the file goes to the caller, who throws the half file away.
    """
    _Capture(role, file).write(records)


@value
class _Line:
    """One connection on the way into the file."""

    talk: TcpTalk
    name: str


class _Capture:
    """Turns records into packets, and packets into blocks."""

    def __init__(self, role: Role, file: BinaryIO) -> None:
        self._role = role
        self._file = file
        self._lines: dict[ConnectionId, _Line] = {}

    def write(self, records: Iterable[WireRecord]) -> None:
        """Write the head of the file, and then every record."""
        magic = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)
        self._block(_SECTION, magic + _options((_COMMENT, _ABOUT.encode()), (_APPLICATION, b"LAN Chatroom")))
        link = struct.pack("<HHI", _LINKTYPE_RAW, 0, 0)
        self._block(_INTERFACE, link + _options((_INTERFACE_NAME, self._role.value.encode())))
        for record in records:
            self._record(record)

    def _record(self, record: WireRecord) -> None:
        match record:
            case Opened(utc, connection, local, peer):
                self._open(utc, connection, local, peer)
            case Named(_, connection, name):
                if connection in self._lines:
                    self._lines[connection] = _Line(self._lines[connection].talk, name)
            case Chunk():
                for connection in record.connections:
                    self._chunk(record, connection)
            case Closed(utc, connection, ending):
                self._close(utc, connection, ending)
            case Datagram():
                self._datagram(record)
            case _:
                assert_never(record)

    def _open(self, utc: float, connection: ConnectionId, local: Endpoint, peer: Endpoint) -> None:
        if connection in self._lines:
            return  # told again, as when somebody has looked away in between
        client, server = (peer, local) if self._role is Role.SERVER else (local, peer)
        talk = TcpTalk(way(client, server), connection)
        self._lines[connection] = _Line(talk, "")
        for packet, is_from_peer in zip(talk.open(), (True, False, True), strict=True):
            direction = Direction.RECEIVED if is_from_peer is (self._role is Role.SERVER) else Direction.SENT
            self._packet(utc, packet, direction, f"connection {connection}: {_HANDSHAKE}")

    def _chunk(self, chunk: Chunk, connection: ConnectionId) -> None:
        if connection not in self._lines:
            # Its beginning has fallen out of the ring: there is still something to see.
            self._lines[connection] = _Line(
                TcpTalk(way(Endpoint("0.0.0.0", connection % 65_535 + 1), _NOWHERE), connection), ""
            )
        line = self._lines[connection]
        from_client = is_from_client(chunk.direction, self._role)
        if chunk.is_after_gap:
            line.talk.miss(from_client)
        call = "recv()" if chunk.direction is Direction.RECEIVED else "send()"
        comment = [
            f"{line.name or f'connection {connection}'}: {call}{f' {chunk.call}' if chunk.call else ''}"
        ]
        parts = range(0, len(chunk.data), MAX_SEGMENT_BYTES)
        for number, start in enumerate(parts, 1):
            said = [*comment, f"part {number} of {len(parts)}"] if len(parts) > 1 else [*comment]
            said += [_GAP] if chunk.is_after_gap and number == 1 else []
            said += [_MASKED] if chunk.is_masked else []
            packet = line.talk.say(from_client, chunk.data[start : start + MAX_SEGMENT_BYTES])
            self._packet(chunk.utc, packet, chunk.direction, "; ".join(said))

    def _close(self, utc: float, connection: ConnectionId, ending: Ending) -> None:
        line = self._lines.pop(connection, None)
        if line is None:
            return
        is_by_peer = ending in {Ending.BY_PEER, Ending.RESET}
        from_client = is_by_peer is (self._role is Role.SERVER)
        is_reset = ending in {Ending.RESET, Ending.RESET_BY_US}
        comment = f"{line.name or f'connection {connection}'}: {_END}"
        first, second = (
            (Direction.RECEIVED, Direction.SENT) if is_by_peer else (Direction.SENT, Direction.RECEIVED)
        )
        packets = line.talk.reset(from_client) if is_reset else line.talk.close(from_client)
        for packet, direction in zip(packets, (first, second, first), strict=False):
            self._packet(utc, packet, direction, comment)

    def _datagram(self, record: Datagram) -> None:
        is_in = record.direction is Direction.RECEIVED
        there = way(record.peer, record.local) if is_in else way(record.local, record.peer)
        self._packet(
            record.utc, datagram(there, record.data), record.direction, _DROPPED if record.is_dropped else ""
        )

    def _packet(self, utc: float, packet: bytes, direction: Direction, comment: str) -> None:
        microseconds = max(0, round(utc * 1_000_000))
        head = struct.pack(
            "<IIIII", 0, microseconds >> 32, microseconds & 0xFFFF_FFFF, len(packet), len(packet)
        )
        way_flags = struct.pack("<I", _INBOUND if direction is Direction.RECEIVED else _OUTBOUND)
        options = [(_PACKET_FLAGS, way_flags)]
        if comment:
            whole = comment.encode("utf-8", "replace")[:_MAX_COMMENT_BYTES]
            options.insert(0, (_COMMENT, whole.decode("utf-8", "ignore").encode()))
        self._block(_PACKET, head + _padded(packet) + _options(*options))

    def _block(self, kind: int, body: bytes) -> None:
        length = struct.pack("<I", len(body) + 12)
        self._file.write(struct.pack("<I", kind) + length + body + length)


def _options(*options: tuple[int, bytes]) -> bytes:
    parts = [struct.pack("<HH", code, len(content)) + _padded(content) for code, content in options]
    return b"".join(parts) + struct.pack("<HH", 0, 0)


def _padded(content: bytes) -> bytes:
    return content + b"\x00" * (-len(content) % 4)
