"""Bytes that must be frames and nothing else."""

from shared.protocol.framing import Frame, FrameDecoder, encode_frame
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES

ANNOTATIONS = (b"5", b"6")


def frames_of(data: bytes) -> list[Frame]:
    """The frames of ``data``; fails where there is anything around them."""
    decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
    frames: list[Frame] = []
    for event in decoder.feed(data):
        assert isinstance(event, Frame)
        assert event.skipped == 0
        frames.append(event)
    assert (decoder.held_bytes, decoder.skipped_in_a_row) == (0, 0)
    return frames


def without_annotations(data: bytes) -> bytes:
    """What is left of a rich stream for a plain client."""
    kept = [frame for frame in frames_of(data) if frame.kind not in ANNOTATIONS]
    return b"".join(encode_frame(frame.kind, frame.payload) for frame in kept)
