"""Packets are such as a network card would have seen: headers, checksums and sequence numbers are right."""

import struct
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.wire.ip_packets import MAX_SEGMENT_BYTES, TcpTalk, datagram, way
from shared.wire.record import Endpoint

HERE = Endpoint("192.168.1.5", 9999)
THERE = Endpoint("192.168.1.23", 51_000)
HERE_6 = Endpoint("fe80::1%eth0", 9999)
THERE_6 = Endpoint("fe80::2", 51_000)
SYN, ACK, FIN, RST, PSH = 2, 16, 1, 4, 8


def summed(data: bytes) -> int:
    """The Internet's sum, written down once more: 0xFFFF over a packet whose checksum is right."""
    total = 0
    for (pair,) in struct.iter_unpack("!H", data + b"\x00" * (len(data) % 2)):
        total += pair
        total = (total & 0xFFFF) + (total >> 16)
    return total


def content_of(packet: bytes) -> tuple[bytes, bytes, int, bytes]:
    """Source, target, protocol and content of a packet whose header is right."""
    if packet[0] >> 4 == 4:
        assert summed(packet[:20]) == 0xFFFF
        assert struct.unpack("!H", packet[2:4]) == (len(packet),)
        source, target, protocol, content = packet[12:16], packet[16:20], packet[9], packet[20:]
    else:
        assert struct.unpack("!H", packet[4:6]) == (len(packet) - 40,)
        source, target, protocol, content = packet[8:24], packet[24:40], packet[6], packet[40:]
    assert summed(source + target + struct.pack("!II", len(content), protocol) + content) == 0xFFFF
    return source, target, protocol, content


def numbers_of(packet: bytes) -> tuple[int, int, int, bytes]:
    """Sequence number, acknowledgement, flags and data of a TCP packet."""
    content = content_of(packet)[3]
    sequence, acknowledged, length, flags = struct.unpack("!IIBB", content[4:14])
    return sequence, acknowledged, flags, content[(length >> 4) * 4 :]


@pytest.mark.parametrize(("source", "target"), [(THERE, HERE), (THERE_6, HERE_6)])
@given(data=st.binary(max_size=300))
def test_datagram_carries_its_bytes_under_right_checksums(
    source: Endpoint, target: Endpoint, data: bytes
) -> None:
    found = content_of(datagram(way(source, target), data))
    assert found[:3] == (
        ip_address(source.host.partition("%")[0]).packed,
        ip_address(target.host.partition("%")[0]).packed,
        17,
    )
    assert struct.unpack("!HHH", found[3][:6]) == (source.port, target.port, 8 + len(data))
    assert found[3][8:] == data


def test_checksum_of_a_datagram_is_never_zero_for_that_means_none() -> None:
    there = way(Endpoint("0.0.0.0", 0), Endpoint("0.0.0.0", 0))
    # Lengths and protocol add up to 17 + 2 * 10; with this they make 0xFFFF.
    packet = datagram(there, struct.pack("!H", 0xFFFF - 17 - 20))
    assert packet[26:28] == b"\xff\xff"


@pytest.mark.parametrize(("client", "server"), [(THERE, HERE), (THERE_6, HERE_6)])
def test_conversation_counts_every_byte_of_both_sides(client: Endpoint, server: Endpoint) -> None:
    talk = TcpTalk(way(client, server), 7)
    call, answer, thanks = (numbers_of(packet) for packet in talk.open())
    assert (call[2], answer[2], thanks[2]) == (SYN, SYN | ACK, ACK)
    assert answer[1] == thanks[0] == call[0] + 1
    assert thanks[1] == answer[0] + 1
    first = numbers_of(talk.say(True, b"hello"))
    assert first == (thanks[0], thanks[1], PSH | ACK, b"hello")
    second = numbers_of(talk.say(False, b"hi"))
    assert second == (thanks[1], thanks[0] + 5, PSH | ACK, b"hi")
    ends = [numbers_of(packet) for packet in talk.close(False)]
    assert [flags for _, _, flags, _ in ends] == [FIN | ACK, FIN | ACK, ACK]
    assert ends[2][:2] == (thanks[1] + 3, thanks[0] + 6)


def test_sequence_numbers_begin_again_behind_the_last_one() -> None:
    firsts = {
        number: numbers_of(TcpTalk(way(THERE, HERE), number).say(True, b""))[0] for number in range(9999)
    }
    number, first = max(firsts.items(), key=lambda item: item[1])
    talk = TcpTalk(way(THERE, HERE), number)
    length = 2**32 - first + 7
    for _ in range(length // MAX_SEGMENT_BYTES):
        talk.say(True, b"z" * MAX_SEGMENT_BYTES)
    talk.say(True, b"z" * (length % MAX_SEGMENT_BYTES))
    assert numbers_of(talk.say(True, b""))[0] == 7


def test_what_is_missing_leaves_a_hole() -> None:
    talk = TcpTalk(way(THERE, HERE), 1)
    first = numbers_of(talk.say(True, b"abc"))
    talk.miss(True)
    assert numbers_of(talk.say(True, b"d"))[0] == first[0] + 4


def test_breaking_off_is_one_packet() -> None:
    (packet,) = TcpTalk(way(THERE, HERE), 1).reset(True)
    assert numbers_of(packet)[2:] == (RST | ACK, b"")


def test_largest_segment_fills_the_largest_packet() -> None:
    assert len(TcpTalk(way(THERE, HERE), 1).say(True, b"z" * MAX_SEGMENT_BYTES)) == 65_535


@pytest.mark.parametrize(
    ("first", "second", "family"),
    [
        ("192.168.1.5", "::1", 6),
        ("::ffff:192.168.1.5", "::ffff:192.168.1.6", 4),
        ("no address", "192.168.1.5", 4),
        ("", "", 4),
    ],
)
def test_whatever_the_ends_are_called_the_packet_has_one_family(first: str, second: str, family: int) -> None:
    packet = datagram(way(Endpoint(first, 1), Endpoint(second, 2)), b"x")
    assert packet[0] >> 4 == family
    content_of(packet)
