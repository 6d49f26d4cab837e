"""What waits for one connection, however it is taken."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.backlog import Backlog


@given(st.lists(st.one_of(st.binary(max_size=50), st.integers(1, 60)), max_size=60))
def test_bytes_come_out_once_and_in_order_however_many_are_taken(steps: list[bytes | int]) -> None:
    backlog = Backlog()
    expected, taken = b"", b""
    for step in steps:
        if isinstance(step, bytes):
            backlog.add(memoryview(step))
            expected += step
        else:
            offered = bytes(backlog.offer())
            assert bool(offered) == (len(backlog) > 0)
            taken += offered[:step]
            backlog.take(min(step, len(offered)))
        assert len(backlog) == len(expected) - len(taken)
    while backlog:
        offered = bytes(backlog.offer())
        taken += offered
        backlog.take(len(offered))
    assert taken == expected
    assert bytes(backlog.offer()) == b""


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
