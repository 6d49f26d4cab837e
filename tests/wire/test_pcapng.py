"""A capture that is written is read by others: a reader of this file, capinfos and tshark."""

import io
import struct
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.wire.frames import Role
from shared.wire.pcapng import write_pcapng
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint, Named, Opened, WireRecord
from tests.helpers.captures import ALICE, BEGIN, FINDER, IN, OUT, ROOM, lesson, run
from tests.wire.test_ip_packets import content_of, numbers_of

Packet = tuple[float, bytes, str, str]
"""When, the bytes, which way, and the comment."""


def written(records: list[WireRecord], role: Role = Role.SERVER) -> bytes:
    file = io.BytesIO()
    write_pcapng(records, role, file)
    return file.getvalue()


def options_of(data: bytes) -> dict[int, bytes]:
    """The options at the end of a block."""
    found: dict[int, bytes] = {}
    at = 0
    while True:
        code, length = struct.unpack_from("<HH", data, at)
        if code == 0:
            assert at + 4 == len(data)
            return found
        found[code] = data[at + 4 : at + 4 + length]
        at += 4 + length + -length % 4


def packets_in(data: bytes) -> list[Packet]:
    """Read a capture by the specification alone; fail at whatever is not as it says."""
    found: list[Packet] = []
    kinds: list[int] = []
    at = 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert length % 4 == 0
        assert data[at + length - 4 : at + length] == struct.pack("<I", length)
        body = data[at + 8 : at + length - 4]
        kinds.append(kind)
        if kind == 6:
            interface, high, low, captured, original = struct.unpack_from("<IIIII", body)
            assert (interface, captured) == (0, original)
            options = options_of(body[20 + captured + -captured % 4 :])
            way = {1: "in", 2: "out"}[struct.unpack("<I", options[2])[0]]
            utc = (high << 32 | low) / 1_000_000
            found.append((utc, body[20 : 20 + captured], way, options.get(1, b"").decode()))
        at += length
    assert kinds[:2] == [0x0A0D0D0A, 1]
    assert set(kinds[2:]) <= {6}
    assert data[8:12] == b"\x4d\x3c\x2b\x1a"
    return found


def streams_in(packets: list[Packet]) -> dict[tuple[int, int], bytes]:
    """The bytes of each direction, by source and target port, put together by their sequence numbers."""
    streams: dict[tuple[int, int], bytes] = defaultdict(bytes)
    next_numbers: dict[tuple[int, int], int] = {}
    for _, packet, _, _ in packets:
        _, _, protocol, content = content_of(packet)
        if protocol != 6:
            continue
        ports = struct.unpack("!HH", content[:4])
        number, _, flags, payload = numbers_of(packet)
        assert next_numbers.get(ports, number) == number
        next_numbers[ports] = (number + len(payload) + bool(flags & 3)) % 2**32
        streams[ports] += payload
    return streams


def bytes_of(records: list[WireRecord], connection: int, direction: Direction) -> bytes:
    chunks = [each for each in records if isinstance(each, Chunk) and connection in each.connections]
    return b"".join(each.data for each in chunks if each.direction is direction)


# ---- by a reader of our own --------------------------------------------------------------------------------


@given(
    pieces=st.lists(st.tuples(st.booleans(), st.sampled_from([(1,), (2,), (1, 2)]), st.binary(max_size=40))),
    role=st.sampled_from(Role),
)
def test_every_stream_comes_out_as_it_went_in(
    pieces: list[tuple[bool, tuple[int, ...], bytes]], role: Role
) -> None:
    records: list[WireRecord] = [
        Opened(BEGIN, 1, ROOM, ALICE),
        Opened(BEGIN, 2, ROOM, Endpoint(ALICE.host, 51_001)),
    ]
    records += [Chunk(BEGIN, to, IN if is_in else OUT, data) for is_in, to, data in pieces]
    streams = streams_in(packets_in(written(records, role)))
    for connection, port in ((1, 51_000), (2, 51_001)):
        assert streams[port, 9999] == bytes_of(records, connection, IN)
        assert streams[9999, port] == bytes_of(records, connection, OUT)


@pytest.mark.parametrize(("role", "caller"), [(Role.SERVER, 51_000), (Role.CLIENT, 9999)])
def test_client_is_the_one_who_calls(role: Role, caller: int) -> None:
    first = packets_in(written([Opened(BEGIN, 1, ROOM, ALICE)], role))[0]
    assert struct.unpack("!H", content_of(first[1])[3][:2]) == (caller,)


def test_one_call_is_one_packet_with_its_time_its_way_and_its_name() -> None:
    packets = [packet for packet in packets_in(written(lesson())) if "()" in packet[3]]
    calls = [(round(utc - BEGIN, 3), way, comment) for utc, _, way, comment in packets]
    assert calls[:4] == [
        (2.0, "in", "connection 1: recv() 1"),
        (2.1, "in", "connection 1: recv() 2"),
        (2.3, "out", "alice: send() 1"),
        (2.4, "in", "connection 2: recv() 1"),
    ]
    assert calls[4:6] == [(2.6, "out", "alice: send()"), (2.6, "out", "小明: send()")]


def test_call_too_large_for_a_packet_is_in_parts() -> None:
    data = bytes(range(256)) * 600
    packets = packets_in(written([Opened(BEGIN, 1, ROOM, ALICE), Chunk(BEGIN, (1,), OUT, data, 5)]))
    assert [comment for *_, comment in packets[3:]] == [
        f"connection 1: send() 5; part {number} of 3" for number in (1, 2, 3)
    ]
    assert streams_in(packets)[9999, 51_000] == data


def test_gap_is_a_hole_in_the_numbers_and_is_said() -> None:
    records: list[WireRecord] = [
        Opened(BEGIN, 1, ROOM, ALICE),
        Chunk(BEGIN, (1,), IN, b"ab"),
        Chunk(BEGIN, (1,), IN, b"cd", is_after_gap=True, is_masked=True),
    ]
    before, after = packets_in(written(records))[3:]
    assert numbers_of(after[1])[0] == numbers_of(before[1])[0] + 3
    assert "not recorded" in after[3]
    assert "whisper" in after[3]


@pytest.mark.parametrize(
    ("ending", "flags", "ways"),
    [
        (Ending.BY_PEER, [17, 17, 16], ["in", "out", "in"]),
        (Ending.BY_US, [17, 17, 16], ["out", "in", "out"]),
        (Ending.RESET, [20], ["in"]),
        (Ending.RESET_BY_US, [20], ["out"]),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_connection_ends_as_it_ended(role: Role, ending: Ending, flags: list[int], ways: list[str]) -> None:
    records: list[WireRecord] = [Opened(BEGIN, 1, ROOM, ALICE), Closed(BEGIN, 1, ending)]
    packets = packets_in(written(records, role))[3:]
    assert [numbers_of(packet)[2] for _, packet, _, _ in packets] == flags
    assert [way for _, _, way, _ in packets] == ways
    from_local = [content_of(packet)[0] == bytes([192, 168, 1, 5]) for _, packet, _, _ in packets]
    assert from_local == [way == "out" for way in ways]


def test_what_began_before_the_recording_is_there_all_the_same() -> None:
    records: list[WireRecord] = [Chunk(BEGIN, (70_000,), IN, b"hello"), Closed(BEGIN, 5, Ending.BY_US)]
    ((_, packet, _, comment),) = packets_in(written(records))
    assert (numbers_of(packet)[3], comment) == (b"hello", "connection 70000: recv()")


def test_connection_that_is_told_of_twice_is_opened_once() -> None:
    opened = Opened(BEGIN, 1, ROOM, ALICE)
    assert len(packets_in(written([opened, Chunk(BEGIN, (1,), IN, b"x"), opened]))) == 4


def test_name_as_long_as_a_recording_may_hold_is_cut_where_a_character_ends() -> None:
    records: list[WireRecord] = [Opened(BEGIN, 1, ROOM, ALICE), Named(BEGIN, 1, "中" * 100_000)]
    records.append(Chunk(BEGIN, (1,), Direction.RECEIVED, b"\x023hi\x03"))
    *_, (_, _, _, comment) = packets_in(written(records))
    assert comment
    assert set(comment) == {"中"}


def test_datagrams_have_their_ends_and_the_dropped_one_says_so() -> None:
    records: list[WireRecord] = [
        Datagram(BEGIN, IN, FINDER, ALICE, b"request"),
        Datagram(BEGIN, OUT, FINDER, ALICE, b"answer", True),
    ]
    asked, answered = packets_in(written(records))
    assert content_of(asked[1])[3][:4] == struct.pack("!HH", 51_000, 6000)
    assert content_of(answered[1])[3][8:] == b"answer"
    assert (asked[3], "never went out" in answered[3]) == ("", True)


@settings(max_examples=50)
@given(
    utc=st.floats(-1e12, 1e12),
    ends=st.tuples(st.text(max_size=9), st.text(max_size=9)),
    port=st.integers(-5, 10**6),
)
def test_odd_records_are_written_too(utc: float, ends: tuple[str, str], port: int) -> None:
    here, there = (Endpoint(host, port) for host in ends)
    chunk = Chunk(utc, (1,), IN, b"x")
    assert packets_in(written([Opened(utc, 1, here, there), chunk, Datagram(utc, IN, here, there, b"")]))


# ---- by Wireshark's own programs -----------------------------------------------------------------------------


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "room.pcapng"
    path.write_bytes(written(lesson()))
    return path


CHECKED = [
    option for key in ("ip", "tcp", "udp") for option in ("-o", f"{key}.check_checksum:TRUE")
]  # by default only the card is believed


def test_capinfos_finds_a_sound_file(capture: Path) -> None:
    told = run("capinfos", capture)
    assert "Raw IP" in told
    assert f"Number of packets:   {len(packets_in(capture.read_bytes()))}\n" in told
    assert "Strict time order:   True" in told


def test_tshark_finds_nothing_wrong(capture: Path) -> None:
    found = run("tshark", "-r", capture, *CHECKED, "-q", "-z", "expert,warn")
    assert found.strip() == ""
    assert not run("tshark", "-r", capture, *CHECKED, "-Y", "tcp.analysis.flags or _ws.malformed")


def test_tshark_follows_each_stream_to_the_same_bytes(capture: Path) -> None:
    for connection in (1, 2):
        followed = run("tshark", "-r", capture, "-q", "-z", f"follow,tcp,raw,{connection - 1}")
        lines = followed.splitlines()[6:-1]
        parts = {IN: "".join(line for line in lines if line[:1] != "\t")}
        parts[OUT] = "".join(line[1:] for line in lines if line[:1] == "\t")
        assert {way: bytes.fromhex(text) for way, text in parts.items()} == {
            way: bytes_of(lesson(), connection, way) for way in (IN, OUT)
        }


def test_people_are_found_by_the_comments(capture: Path) -> None:
    found = run("tshark", "-r", capture, "-Y", 'frame.comment contains "小明: send"')
    assert len(found.splitlines()) == 1 + 2 + 3
