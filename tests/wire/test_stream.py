"""One direction of one connection, fed call by call."""

from shared.wire.record import Chunk, Direction
from shared.wire.stream import Stream


def call(data: bytes, number: int = 1) -> Chunk:
    return Chunk(1.0, (1,), Direction.SENT, data, number)


def test_what_one_stream_has_cut_another_can_take() -> None:
    leader, other = Stream(100), Stream(100)
    other.feed(call(b"\x023first\x03"), 1)
    leader.feed(call(b"\x023hi\x03\x023ope"), 2)
    other.take(*leader.share())
    (row,) = other.feed(call(b"n\x03", 2), 3)
    assert (row.raw, row.start, row.calls) == (b"\x023open\x03", 13, 2)
    lane = other.lane(Direction.SENT)
    assert [(span.number, span.start) for span in lane.frames] == [(1, 0), (2, 8), (3, 13)]


def test_only_between_frames_the_next_bytes_mean_the_same() -> None:
    stream = Stream(100)
    assert stream.is_between_frames
    stream.feed(call(b"\x023a"), 1)
    assert not stream.is_between_frames
    stream.feed(call(b"\x03"), 1)
    assert stream.is_between_frames
    stream.lose(2.0)
    assert not stream.is_between_frames


def test_bytes_outside_have_a_row_when_it_is_asked_for() -> None:
    stream = Stream(100)
    assert stream.feed(call(b"abc"), 1) == []
    assert stream.has_untold_bytes
    (row,) = stream.told(2.0)
    assert (row.raw, row.is_outside) == (b"abc", True)
    assert stream.told(3.0) == []


def test_what_is_left_in_the_middle_is_told_at_the_end() -> None:
    stream = Stream(100)
    stream.feed(call(b"\x023a"), 1)
    (row,) = stream.end(2.0)
    assert (row.raw, row.is_unfinished) == (b"\x023a", True)
    assert stream.end(3.0) == []
