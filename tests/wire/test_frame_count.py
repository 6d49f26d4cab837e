"""Frames counted by their marks are as many as the decoder finds."""

from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.framing import FrameDecoder
from shared.wire.frame_count import FrameCount

BYTES = st.lists(st.sampled_from([b"\x02", b"\x03", b"3", b"hello", b"\x00", b"\x02\x03"]), max_size=30)


@given(st.lists(BYTES.map(b"".join), max_size=8), st.sampled_from([3, 16_384]))
def test_any_stream_in_any_pieces_has_as_many_frames_as_are_found(pieces: list[bytes], most: int) -> None:
    counter, decoder = FrameCount(), FrameDecoder(most)
    for piece in pieces:
        assert counter.count(piece) == len(decoder.feed(piece))


def test_end_of_a_frame_that_began_before_is_no_frame() -> None:
    assert FrameCount().count(b"lo\x03\x023hi\x03") == 1
