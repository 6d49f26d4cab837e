"""What waits for one connection, however it is taken."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.backlog import STREAM_BYTES, Backlog
from tests.helpers.stage import Missed


@given(
    st.lists(
        st.one_of(st.binary(max_size=50), st.lists(st.binary(max_size=20), max_size=3), st.integers(1, 60)),
        max_size=60,
    )
)
def test_bytes_come_out_once_and_in_order_however_many_are_taken(
    steps: list[bytes | list[bytes] | int],
) -> None:
    backlog = Backlog()
    expected, taken = b"", b""
    for step in steps:
        match step:
            case bytes():
                backlog.add(memoryview(step))
                expected += step
            case list():
                backlog.add_stream(iter(step))
                expected += b"".join(step)
            case int():
                before, is_stream_first = len(backlog), backlog.is_stream_first
                pulled = backlog.pull()
                assert pulled == 0 or (is_stream_first and len(backlog) == before + pulled)
                offered = bytes(backlog.offer())
                assert bool(offered) == (len(backlog) > 0 and not backlog.is_stream_first)
                taken += offered[:step]
                backlog.take(min(step, len(offered)))
        assert expected.startswith(taken)
    while backlog:
        backlog.pull()
        offered = bytes(backlog.offer())
        taken += offered
        backlog.take(len(offered))
    assert taken == expected
    assert bytes(backlog.offer()) == b""


def test_length_is_what_waits_and_a_little_for_each_stream() -> None:
    backlog = Backlog()
    backlog.add(memoryview(b"one"))
    backlog.add_stream(iter([b"four", b"a stream of any length"]))
    backlog.add(memoryview(b"after"))
    assert len(backlog) == 3 + STREAM_BYTES + 5
    backlog.take(3)
    assert backlog.is_stream_first
    assert backlog.pull() == 4
    assert not backlog.is_stream_first
    assert len(backlog) == 4 + STREAM_BYTES + 5
    backlog.clear()
    assert len(backlog) == 0


def test_stream_is_asked_only_when_it_stands_first() -> None:
    backlog = Backlog()
    backlog.add(memoryview(b"one"))
    missed = Missed(b"two")
    backlog.add_stream(missed.chunks)
    assert backlog.pull() == 0
    assert missed.asked == 0
    assert bytes(backlog.offer()) == b"one"
    backlog.take(3)
    assert bytes(backlog.offer()) == b""
    assert backlog.pull() == 3
    assert bytes(backlog.offer()) == b"two"


def test_cleared_backlog_closes_its_streams() -> None:
    backlog = Backlog()
    missed = Missed(b"one", b"two")
    backlog.add_stream(missed.chunks)
    backlog.add_stream(iter([b"no generator"]))
    backlog.pull()
    backlog.clear()
    assert missed.is_closed
    assert not backlog.is_stream_first


def test_cleared_backlog_is_empty_and_can_be_used_again() -> None:
    backlog = Backlog()
    backlog.add(memoryview(b"old"))
    backlog.clear()
    assert len(backlog) == 0
    backlog.add(memoryview(b"new"))
    assert bytes(backlog.offer()) == b"new"


def test_short_chunks_are_offered_together_and_a_long_one_is_not_copied() -> None:
    backlog = Backlog()
    for number in range(100):
        backlog.add(memoryview(b"%02d" % number))
    assert bytes(backlog.offer()) == b"".join(b"%02d" % number for number in range(100))
    backlog.clear()
    long = bytes(1 << 20)
    backlog.add(memoryview(long))
    backlog.add(memoryview(b"more"))
    offered = backlog.offer()
    assert isinstance(offered, memoryview)
    assert offered.obj is long


def test_many_short_chunks_take_little_more_memory_than_their_bytes() -> None:
    chunk = memoryview(b"4a: x")
    tracemalloc.start()
    try:
        backlog = Backlog()
        for _ in range(100_000):
            backlog.add(chunk[:])
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(backlog) == 500_000
    assert held < 1_000_000


def test_many_short_chunks_between_streams_take_little_more_memory_than_their_bytes() -> None:
    chunk = memoryview(b"4a: x")
    tracemalloc.start()
    try:
        backlog = Backlog()
        for _ in range(50):
            backlog.add_stream(iter(()))
            for _ in range(2_000):
                backlog.add(chunk[:])
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(backlog) == 500_000 + 50 * STREAM_BYTES
    assert held < 1_000_000
