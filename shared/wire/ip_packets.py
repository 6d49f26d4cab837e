"""IP packets around the bytes of a conversation, as a capture would show them.

The rule: addresses, ports, lengths, sequence numbers and checksums are such that any reader of captures puts the
very same bytes together again; and what nobody has recorded, as the handshake, is made up here and nowhere else.
"""

import struct
from enum import IntFlag
from ipaddress import IPv4Address, IPv6Address, ip_address

from shared.value import value
from shared.wire.record import Endpoint

MAX_SEGMENT_BYTES = 65_495
"""So much of a stream fits into one packet: 65,535 bytes less the headers of IPv4 and of TCP."""

_TTL = 64
_TCP, _UDP = 6, 17
_WINDOW = 65_535
# The largest segment, then a factor for the window, so that no reader takes a long silence for a full window.
_SYN_OPTIONS = struct.pack("!BBHBBBB", 2, 4, MAX_SEGMENT_BYTES, 3, 3, 14, 1)

Address = IPv4Address | IPv6Address


class TcpFlags(IntFlag):
    """What a TCP segment says beside its bytes."""

    FIN = 1  # no more will come
    SYN = 2  # let us talk
    RST = 4  # it is over, at once
    PSH = 8  # hand this on
    ACK = 16  # I have all before the number that I say


@value
class Way:
    """From where to where a packet goes: two addresses of one family, and the ports."""

    source: Address
    source_port: int
    target: Address
    target_port: int

    @property
    def back(self) -> "Way":
        """The way of the answer."""
        return Way(self.target, self.target_port, self.source, self.source_port)


def way(source: Endpoint, target: Endpoint) -> Way:
    """Return the way between two recorded ends; what is no address becomes 0.0.0.0."""
    first, second = _address(source.host), _address(target.host)
    if first.version != second.version:
        first, second = _as_ipv6(first), _as_ipv6(second)
    return Way(first, source.port % 65_536, second, target.port % 65_536)


class TcpTalk:
    """One TCP connection, packet by packet: it counts the bytes of both directions.

    Ask it for the packets in the order in which things happened, and write each down at once.
    """

    __slots__ = ("_next", "_way")

    def __init__(self, client_to_server: Way, number: int) -> None:
        first = (number * 2_654_435_761) % 2**32  # anything; but not the same when the ports are used again
        self._way = {True: client_to_server, False: client_to_server.back}
        self._next = {True: first, False: first ^ 0x5555_5555}

    def open(self) -> list[bytes]:
        """Return the three packets of the handshake."""
        call = self._packet(True, TcpFlags.SYN)
        self._count(True, 1)
        answer = self._packet(False, TcpFlags.SYN | TcpFlags.ACK)
        self._count(False, 1)
        return [call, answer, self._packet(True, TcpFlags.ACK)]

    def say(self, is_from_client: bool, data: bytes) -> bytes:
        """Return the packet that carries ``data``, of at most ``MAX_SEGMENT_BYTES``."""
        packet = self._packet(is_from_client, TcpFlags.PSH | TcpFlags.ACK, data)
        self._count(is_from_client, len(data))
        return packet

    def miss(self, is_from_client: bool) -> None:
        """Leave one number out, so that whoever reads sees that something is missing here."""
        self._count(is_from_client, 1)

    def close(self, is_from_client: bool) -> list[bytes]:
        """Return the packets of an orderly end that one side has begun."""
        packets = []
        for side in (is_from_client, not is_from_client):
            packets.append(self._packet(side, TcpFlags.FIN | TcpFlags.ACK))
            self._count(side, 1)
        return [*packets, self._packet(is_from_client, TcpFlags.ACK)]

    def reset(self, is_from_client: bool) -> list[bytes]:
        """Return the packet with which one side broke it off."""
        return [self._packet(is_from_client, TcpFlags.RST | TcpFlags.ACK)]

    def _count(self, is_from_client: bool, length: int) -> None:
        self._next[is_from_client] = (self._next[is_from_client] + length) % 2**32

    def _packet(self, is_from_client: bool, flags: TcpFlags, data: bytes = b"") -> bytes:
        there = self._way[is_from_client]
        options = _SYN_OPTIONS if TcpFlags.SYN in flags else b""
        acknowledged = self._next[not is_from_client] if TcpFlags.ACK in flags else 0
        head = struct.pack(
            "!HHIIBBHHH",
            there.source_port,
            there.target_port,
            self._next[is_from_client],
            acknowledged,
            (20 + len(options)) // 4 << 4,
            flags,
            _WINDOW,
            0,
            0,
        )
        segment = head + options + data
        checksum = _checksum(_pseudo_header(there, _TCP, len(segment)) + segment)
        return _ip(there, _TCP, segment[:16] + struct.pack("!H", checksum) + segment[18:])


def datagram(there: Way, data: bytes) -> bytes:
    """Return the packet of one UDP datagram; what is longer than any datagram is cut."""
    data = data[:MAX_SEGMENT_BYTES]
    head = struct.pack("!HHH", there.source_port, there.target_port, 8 + len(data))
    counted = _pseudo_header(there, _UDP, 8 + len(data)) + head + b"\x00\x00" + data
    return _ip(there, _UDP, head + struct.pack("!H", _checksum(counted) or 0xFFFF) + data)


def _address(host: str) -> Address:
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return IPv4Address(0)
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _as_ipv6(address: Address) -> Address:
    return IPv6Address(b"\x00" * 10 + b"\xff\xff" + address.packed) if address.version == 4 else address


def _ip(there: Way, protocol: int, content: bytes) -> bytes:
    source, target = there.source.packed, there.target.packed
    if there.source.version == 6:
        return struct.pack("!IHBB", 6 << 28, len(content), protocol, _TTL) + source + target + content
    head = (
        struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(content), 0, 0x4000, _TTL, protocol, 0) + source + target
    )
    return head[:10] + struct.pack("!H", _checksum(head)) + head[12:] + content


def _pseudo_header(there: Way, protocol: int, length: int) -> bytes:
    return there.source.packed + there.target.packed + struct.pack("!II", length, protocol)


def _checksum(data: bytes) -> int:
    """The Internet's checksum (RFC 1071): the sum of all pairs of bytes, with the carries added in, inverted."""
    total = int.from_bytes(data + b"\x00" * (len(data) % 2), "big")
    # A carry added in is arithmetic modulo 65,535, where a sum that is not nothing never becomes 0.
    return 0xFFFF - (total % 0xFFFF or 0xFFFF if total else 0)
