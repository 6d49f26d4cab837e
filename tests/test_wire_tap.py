"""What the client keeps of its own sockets' doings, and what of it is given to whoever looks."""

import pytest

from chatroom_client.wire_tap import BATCH_RECORDS, MAX_BYTES, MAX_RECORDS, WireTap
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint, Named, Opened, WireRecord

HERE = Endpoint("192.168.1.23", 50_123)
ROOM = Endpoint("192.168.1.5", 9_999)


class Clock:
    """Goes on by a second with every look."""

    def __init__(self) -> None:
        self.utc = 1_700_000_000.0

    def __call__(self) -> float:
        self.utc += 1.0
        return self.utc


@pytest.fixture
def tap() -> WireTap:
    return WireTap(Clock())


def take_all(tap: WireTap) -> list[WireRecord]:
    found: list[WireRecord] = []
    while records := tap.take().records:
        found += records
    return found


def chunks(records: list[WireRecord]) -> list[Chunk]:
    return [record for record in records if isinstance(record, Chunk)]


def test_everything_comes_in_order_and_once(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    tap.note_sent(number, b"\x021alice\x03", 1)
    tap.note_received(number, b"\x021bob\x03\x021alice\x03", 2)
    tap.note_name(number, "alice")
    tap.note_closed(number, Ending.BY_PEER)
    records = take_all(tap)
    assert [type(record) for record in records] == [Opened, Chunk, Chunk, Named, Closed]
    assert [record.utc for record in records] == sorted(record.utc for record in records)
    assert chunks(records)[1].data == b"\x021bob\x03\x021alice\x03"
    assert take_all(tap) == []


def test_calls_are_counted_by_direction_and_connection(tap: WireTap) -> None:
    first, second = tap.note_opened(HERE, ROOM), tap.note_opened(HERE, ROOM)
    assert first != second
    for number in (first, first, second):
        tap.note_sent(number, b"\x023hi\x03", 1)
    tap.note_received(first, b"\x024alice: hi\x03", 1)
    found = [(chunk.connections, chunk.direction, chunk.call) for chunk in chunks(take_all(tap))]
    sent, received = Direction.SENT, Direction.RECEIVED
    assert found == [((first,), sent, 1), ((first,), sent, 2), ((second,), sent, 1), ((first,), received, 1)]


def test_counters_are_exact_whatever_was_forgotten(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    for _ in range(2 * MAX_RECORDS):
        tap.note_received(number, b"\x024a: b\x03\x024", 1)
    counters = tap.take().counters
    assert counters.receives == counters.frames_received == 2 * MAX_RECORDS
    assert counters.bytes_received == 2 * MAX_RECORDS * 9
    assert counters.left_out == 2 * MAX_RECORDS - len(chunks(take_all(tap))) - BATCH_RECORDS + 1


def test_whoever_comes_late_still_sees_the_login(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    tap.note_sent(number, b"\x021alice\x03", 1)
    tap.note_received(number, b"\x021alice\x03", 1)
    tap.note_name(number, "alice")
    for _ in range(2 * MAX_RECORDS):
        tap.note_received(number, b"\x024bob: hello\x03", 1)
    records = take_all(tap)
    assert isinstance(records[0], Opened)
    assert [chunk.data for chunk in chunks(records)[:2]] == [b"\x021alice\x03", b"\x021alice\x03"]
    assert any(isinstance(record, Named) for record in records)
    gaps = [chunk for chunk in chunks(records) if chunk.is_after_gap]
    assert len(gaps) == 1, "one piece is missing, and it is said where"


def test_what_is_kept_is_bounded_in_bytes(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    for _ in range(100):
        tap.note_received(number, b"x" * 16_384, 0)
    kept = sum(len(chunk.data) for chunk in chunks(take_all(tap)))
    assert MAX_BYTES - 16_384 <= kept <= MAX_BYTES + 16_384


def test_beginning_of_a_connection_that_is_over_is_forgotten_with_it(tap: WireTap) -> None:
    gone = tap.note_opened(HERE, ROOM)
    tap.note_sent(gone, b"\x021alice\x03", 1)
    tap.note_closed(gone, Ending.BY_US)
    number = tap.note_opened(HERE, ROOM)
    for _ in range(2 * MAX_RECORDS):
        tap.note_received(number, b"\x024bob: hello\x03", 1)
    opened = [record.connection for record in take_all(tap) if isinstance(record, Opened)]
    assert opened == [number]


def test_much_comes_in_several_batches(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    for _ in range(3 * BATCH_RECORDS):
        tap.note_sent(number, b"\x023x\x03", 1)
    sizes = []
    while records := tap.take().records:
        sizes.append(len(records))
    assert len(sizes) == 4
    assert max(sizes) <= BATCH_RECORDS


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_secret_of_the_session_never_leaves(tap: WireTap, cut: int) -> None:
    number = tap.note_opened(HERE, ROOM)
    secret = b"5ec7e75ec7e75ec7"
    frame = b'\x026{"t":"welcome","you":"alice","session":"' + secret + b'","resumed":false}\x03'
    tap.note_received(number, frame[:cut], 0)
    tap.note_received(number, frame[cut:], 1)
    told = b"".join(chunk.data for chunk in chunks(take_all(tap)))
    assert len(told) == len(frame)
    assert secret not in told
    assert b'"you":"alice"' in told


def test_own_whispers_are_seen(tap: WireTap) -> None:
    number = tap.note_opened(HERE, ROOM)
    tap.note_sent(number, b"\x022bob,psst\x03", 1)
    tap.note_received(number, b"\x024you, to bob: psst\x03", 1)
    assert [chunk.data for chunk in chunks(take_all(tap))] == [
        b"\x022bob,psst\x03",
        b"\x024you, to bob: psst\x03",
    ]


def test_datagrams_are_kept_as_they_are(tap: WireTap) -> None:
    peer = Endpoint("255.255.255.255", 6_000)
    tap.note_datagram(Direction.SENT, HERE, peer, b"REQUEST FOR IP ADDRESS AND SERVERPORT")
    tap.note_datagram(Direction.RECEIVED, HERE, Endpoint("192.168.1.5", 6_000), b"9999")
    found = [record for record in take_all(tap) if isinstance(record, Datagram)]
    assert [(each.direction, each.data) for each in found] == [
        (Direction.SENT, b"REQUEST FOR IP ADDRESS AND SERVERPORT"),
        (Direction.RECEIVED, b"9999"),
    ]
    assert found[0].peer == peer
