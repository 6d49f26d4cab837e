"""What the tap records of the calls on the room's sockets: as they were, bounded, and counted exactly."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.lab.tap import MOST_BYTES, MOST_FRAMES, MOST_PASSED, MOST_RECORDS
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Named, Opened, WireCounters
from tests.helpers.tapped import HERE, THERE, CalledSocket, Tapped
from tests.helpers.wire import frame

HELLO = frame("4", "alice: hello")


# ---- calls as they were ----------------------------------------------------------------------------------


def test_every_recv_is_a_chunk_of_its_own_with_exactly_its_bytes() -> None:
    stage = Tapped()
    alice = stage.connect()
    reads = [b"\x023he", b"llo\x03", b"\x023a\x03\x023b\x03\x00\x00", b"\x02"]
    stage.receive(alice, *reads)
    chunks = stage.chunks()
    assert [chunk.data for chunk in chunks] == reads
    assert [chunk.call for chunk in chunks] == [1, 2, 3, 4]
    assert {(chunk.connections, chunk.direction) for chunk in chunks} == {((1,), Direction.RECEIVED)}


def test_send_that_was_taken_in_part_is_recorded_as_far_as_it_was_taken() -> None:
    stage = Tapped()
    sock = CalledSocket(capacity=5)
    alice = stage.connect(sock)
    alice.send(HELLO)
    sock.capacity = 1_000
    alice.send(memoryview(HELLO)[5:])
    assert [chunk.data for chunk in stage.chunks()] == [HELLO[:5], HELLO[5:]]


def test_same_bytes_to_many_are_one_chunk() -> None:
    stage = Tapped()
    hall = [stage.connect() for _ in range(200)]
    stage.records()
    for tapped in hall:
        tapped.send(HELLO)
    (chunk,) = stage.chunks()
    assert chunk.connections == tuple(tapped.number for tapped in hall)
    assert (chunk.data, chunk.call) == (HELLO, 0)


def test_other_bytes_between_keep_the_order_of_the_calls() -> None:
    stage = Tapped()
    alice, bob, carol = (stage.connect() for _ in range(3))
    for tapped in (alice, bob):
        tapped.send(HELLO)
    stage.receive(bob, b"\x023hi\x03")
    carol.send(HELLO)
    alice.send(frame("4", "bob: hi"))
    assert [(chunk.connections, chunk.direction) for chunk in stage.chunks()] == [
        ((1, 2), Direction.SENT),
        ((2,), Direction.RECEIVED),
        ((3,), Direction.SENT),
        ((1,), Direction.SENT),
    ]


def test_equal_bytes_that_are_not_the_same_go_apart() -> None:
    stage = Tapped()
    alice, bob = stage.connect(), stage.connect()
    alice.send(HELLO)
    bob.send(bytes(bytearray(HELLO)))
    assert [chunk.connections for chunk in stage.chunks()] == [(1,), (2,)]


def test_one_who_takes_less_of_it_is_not_in_the_group() -> None:
    stage = Tapped()
    slow = CalledSocket(capacity=3)
    hall = [stage.connect(), stage.connect(slow), stage.connect()]
    for tapped in hall:
        tapped.send(HELLO)
    assert [(chunk.connections, chunk.data) for chunk in stage.chunks()] == [
        ((1,), HELLO),
        ((2,), HELLO[:3]),
        ((3,), HELLO),
    ]


def test_who_is_in_the_middle_of_a_frame_is_not_in_the_group() -> None:
    stage = Tapped()
    slow = CalledSocket(capacity=3)
    alice, bob = stage.connect(slow), stage.connect()
    alice.send(HELLO)
    bob.send(HELLO)
    stage.records()
    slow.capacity = 1_000
    rest = HELLO[3:]
    for tapped in (bob, alice):
        tapped.send(rest)
    assert [chunk.connections for chunk in stage.chunks()] == [(2,), (1,)]


def test_life_of_a_connection_stands_among_its_calls() -> None:
    stage = Tapped()
    alice = stage.connect()
    stage.receive(alice, frame("1", "alice"))
    stage.tap.name(1, "alice")
    alice.send(frame("1", "alice"))
    stage.tap.close(1, Ending.BY_PEER)
    records = stage.records()
    assert [type(record) for record in records] == [Opened, Chunk, Named, Chunk, Closed]
    assert records[0] == Opened(1_000.0, 1, HERE, THERE)
    assert [record.utc for record in records] == sorted(record.utc for record in records)


def test_datagrams_are_recorded_whole() -> None:
    stage = Tapped()
    datagram = Datagram(7.0, Direction.SENT, HERE, THERE, b"9999", is_dropped=True)
    stage.tap.datagram(datagram)
    assert stage.records() == [datagram]


# ---- bounds and counters ---------------------------------------------------------------------------------


@given(st.integers(0, 2**32))
@settings(max_examples=15)
def test_counters_are_exact_and_the_batch_is_bounded_under_a_flood(seed: int) -> None:
    dice = random.Random(seed)
    stage = Tapped()
    hall = [stage.connect() for _ in range(5)]
    receives = sends = received = sent = frames = kept = 0
    for _ in range(3):
        for _ in range(dice.choice((50, 1_500))):
            data = frame("4", "x" * dice.choice((1, 20, 3_000)))
            if dice.random() < 0.5:
                stage.receive(dice.choice(hall), data)
                receives, received = receives + 1, received + len(data)
            else:
                to = dice.sample(hall, dice.randint(1, 5))
                for tapped in to:
                    tapped.send(data)
                sends, sent, frames = sends + len(to), sent + len(to) * len(data), frames + len(to)
        batch = stage.tap.pull()
        chunks = [record for record in batch.records if isinstance(record, Chunk)]
        assert len(chunks) <= MOST_RECORDS
        assert sum(len(chunk.data) for chunk in chunks) <= MOST_BYTES
        kept += sum(len(chunk.connections) for chunk in chunks)
    left_out = receives + sends - kept
    assert batch.counters == WireCounters(receives, frames, received, sent, receives, sends, left_out)


@pytest.mark.parametrize("direction", list(Direction))
def test_first_chunk_behind_what_was_left_out_says_so(direction: Direction) -> None:
    stage = Tapped()
    alice, bob = stage.connect(), stage.connect()

    def call(times: int) -> None:
        for number in range(times):
            if direction is Direction.RECEIVED:
                stage.receive(alice, frame("3", str(number)))
            else:
                alice.send(frame("4", str(number)))

    call(MOST_RECORDS + 1)
    assert not any(chunk.is_after_gap for chunk in stage.chunks())
    call(2)
    bob.send(HELLO)
    assert [chunk.is_after_gap for chunk in stage.chunks()] == [True, False, False]


def test_group_of_whom_some_missed_something_comes_in_two() -> None:
    stage = Tapped()
    alice, bob, carol = (stage.connect() for _ in range(3))
    for number in range(MOST_RECORDS + 1):
        bob.send(frame("4", str(number)))
    stage.records()
    for tapped in (alice, bob, carol):
        tapped.send(HELLO)
    assert [(chunk.connections, chunk.is_after_gap, chunk.data) for chunk in stage.chunks()] == [
        ((1, 3), False, HELLO),
        ((2,), True, HELLO),
    ]


def test_first_chunk_of_one_who_was_here_before_says_that_something_went_before() -> None:
    stage = Tapped()
    old, new = stage.connect(is_new=False), stage.connect()
    for tapped in (old, new):
        stage.receive(tapped, frame("3", "hi"))
        tapped.send(HELLO)
    assert [chunk.is_after_gap for chunk in stage.chunks()] == [True, True, False, False]


def test_call_that_is_larger_than_the_bound_is_seen_when_it_comes_first() -> None:
    stage = Tapped()
    alice = stage.connect()
    roster = b"".join(frame("1", f"guest {number}" + "x" * 60) for number in range(2_500))
    assert len(roster) > MOST_BYTES
    alice.send(roster)
    alice.send(HELLO)
    assert [chunk.data for chunk in stage.chunks()] == [roster]


def test_call_with_more_frames_than_anybody_reads_is_seen_when_it_comes_first() -> None:
    stage = Tapped()
    alice = stage.connect()
    hall = b"".join(frame("4", f"guest {number}: hi") for number in range(MOST_FRAMES))
    for _ in range(3):
        stage.receive(alice, frame("3", "x"))
        alice.send(hall)
        assert [chunk.direction for chunk in stage.chunks()] == [Direction.RECEIVED]
        alice.send(hall)
        stage.receive(alice, frame("3", "x"))
        assert [chunk.data for chunk in stage.chunks()] == [hall]


def test_storm_of_connections_that_nobody_looks_at_does_not_pile_up() -> None:
    stage = Tapped()
    stays = stage.connect()
    for _ in range(3 * MOST_PASSED):
        passing = stage.connect()
        stage.receive(passing, frame("1", "x"))
        stage.tap.close(passing.number, Ending.RESET)
    batch = stage.tap.pull()
    # Each that is still remembered has been opened, perhaps been seen, and closed.
    assert len(batch.records) < 3 * MOST_PASSED
    assert batch.records[0] == Opened(1_000.0, stays.number, HERE, THERE)
    kept = [record for record in batch.records if isinstance(record, Chunk)]
    assert batch.counters.receives == 3 * MOST_PASSED == batch.counters.left_out + len(kept)
    opened = {record.connection for record in batch.records if isinstance(record, Opened)}
    closed = {record.connection for record in batch.records if isinstance(record, Closed)}
    assert opened - closed == {stays.number}


# ---- what nobody sees ------------------------------------------------------------------------------------

SECRET = "a secret word"
FROM_CLIENTS = [
    frame("2", f"bob,{SECRET}"),
    frame("2", f"bob，{SECRET}".encode("gbk")),
    frame("2", f"小明,{SECRET}".encode("gb18030")),
    frame("3", "hello") + frame("2", f"bob,{SECRET}") + frame("3", "to all"),
    frame("6", '{"t":"resume","session":"a secret word","last":1}'),
    b"\x00" * 9 + frame("2", f"bob,{SECRET}") + b"secret\x00",
]
TO_CLIENTS = [
    frame("4", f"alice, to you: {SECRET}"),
    frame("4", f"you, to bob: {SECRET}"),
    frame("4", f"小明, to you: {SECRET}".encode("gb18030")),
    frame("6", '{"t":"msg","id":1,"ts":1.0,"from":"a","to":"b","at":8}') + frame("4", f"a, to you: {SECRET}"),
    frame("6", '{"t":"old","id":1,"ts":1.0,"from":"alice","to":"bob","text":"a secret word"}'),
    frame("6", '{"t":"welcome","you":"bob","session":"a secret word","resumed":false,"accepted":0,"last":0}'),
]
CUTS = st.lists(st.integers(1, 12), min_size=1, max_size=20)


def pieces_of(data: bytes, lengths: list[int]) -> list[bytes]:
    found: list[bytes] = []
    position = 0
    while position < len(data):
        length = lengths[len(found) % len(lengths)]
        found.append(data[position : position + length])
        position += length
    return found


@given(st.sampled_from(FROM_CLIENTS), CUTS, st.booleans(), st.integers(0, 40))
def test_nothing_that_is_meant_for_one_comes_into_the_record(
    data: bytes, lengths: list[int], is_new: bool, missed: int
) -> None:
    """Nor when the host begins to look in the middle of it."""
    stage = Tapped()
    alice = stage.connect(is_new=is_new)
    stage.receive(alice, *pieces_of(data if is_new else data[missed:], lengths))
    seen = b"".join(chunk.data for chunk in stage.chunks())
    assert not [word for word in SECRET.split()[1:] if word.encode() in seen]
    assert len(seen) == len(data if is_new else data[missed:])


@given(st.sampled_from(TO_CLIENTS), CUTS, st.booleans(), st.integers(0, 60))
def test_nothing_that_is_sent_to_one_alone_comes_into_the_record(
    data: bytes, lengths: list[int], is_new: bool, missed: int
) -> None:
    stage = Tapped()
    alice = stage.connect(is_new=is_new, is_level=is_new)
    for piece in pieces_of(data if is_new else data[missed:], lengths):
        alice.send(piece)
    chunks = stage.chunks()
    seen = b"".join(chunk.data for chunk in chunks)
    assert not [word for word in SECRET.split()[1:] if word.encode() in seen]


@pytest.mark.parametrize("data", TO_CLIENTS)
def test_whole_frames_for_one_are_masked_as_well(data: bytes) -> None:
    stage = Tapped()
    alice, bob = stage.connect(), stage.connect()
    alice.send(HELLO)
    bob.send(HELLO)
    alice.send(data)
    chunk = stage.chunks()[-1]
    assert chunk.is_masked
    assert b"secret" not in chunk.data
    assert len(chunk.data) == len(data)


def test_whisper_that_was_left_out_in_part_stays_hidden() -> None:
    stage = Tapped()
    alice = stage.connect()
    stage.receive(alice, *[frame("3", "x")] * MOST_RECORDS, b"\x022bob,a sec")
    stage.records()
    stage.receive(alice, b"ret word\x03", frame("3", "hello"))
    first, second = stage.chunks()
    assert b"ret" not in first.data
    assert second.data == frame("3", "hello")


def test_whispers_show_once_they_may() -> None:
    stage = Tapped()
    alice = stage.connect()
    alice.received_mask.are_whispers_shown = alice.sent_mask.are_whispers_shown = True
    stage.receive(alice, FROM_CLIENTS[0])
    alice.send(TO_CLIENTS[0])
    assert [chunk.data for chunk in stage.chunks()] == [FROM_CLIENTS[0], TO_CLIENTS[0]]
    assert SECRET.encode() in FROM_CLIENTS[0]


def test_change_of_a_mask_holds_for_what_goes_out_after_it() -> None:
    stage = Tapped()
    alice = stage.connect()
    alice.send(TO_CLIENTS[0])
    stage.tap.settle()
    alice.sent_mask.are_whispers_shown = True
    assert SECRET.encode() not in stage.chunks()[0].data
