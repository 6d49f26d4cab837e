"""Frames: any bytes, cut anywhere, give the events that a slow reading byte by byte gives (docs/protocol.md §2)."""

from itertools import pairwise

from shared.protocol.framing import (
    ETX,
    STX,
    Frame,
    FrameDecoder,
    FrameEvent,
    FrameFault,
    MalformedFrame,
    encode_frame,
)

_LIMITS = (0, 1, 16, 64, 100, 1_024)
_EVIDENCE_BYTES = 64


def slow_events(data: bytes, max_payload: int) -> tuple[list[FrameEvent], int, int]:
    """Read ``data`` as §2 says it, byte by byte: the events, how many bytes it skipped last, and how many wait."""
    events: list[FrameEvent] = []
    body: bytearray | None = None
    skipped = 0
    for byte in data:
        if body is None:
            if byte == STX:
                body = bytearray()
            else:
                skipped += 1
        elif byte in (STX, ETX):
            evidence = bytes(body[: min(_EVIDENCE_BYTES, max_payload + 1)])
            if byte == STX:
                events.append(MalformedFrame(FrameFault.LOST_END, evidence, skipped))
            elif not body:
                events.append(MalformedFrame(FrameFault.NO_TYPE, evidence, skipped))
            elif len(body) - 1 > max_payload:
                events.append(MalformedFrame(FrameFault.TOO_LONG, evidence, skipped))
            else:
                events.append(Frame(bytes(body[:1]), bytes(body[1:]), skipped))
            body = bytearray() if byte == STX else None
            skipped = 0
        else:
            body.append(byte)
    return events, skipped, 0 if body is None else len(body)


def check_frames(data: bytes) -> None:
    """The first byte is the limit, the second how many cuts follow: one byte each; the rest is the stream."""
    head, cuts, stream = data[:1], data[2 : 2 + (data[1] % 8 if len(data) > 1 else 0)], data[2:]
    stream = stream[len(cuts) :]
    max_payload = _LIMITS[(head[0] if head else 0) % len(_LIMITS)]
    expected, skipped, unfinished = slow_events(stream, max_payload)
    places = sorted({0, len(stream), *[cut * len(stream) // 255 for cut in cuts]})
    pieces = [stream[start:end] for start, end in pairwise(places)]
    for reads in ([stream], pieces, [stream[index : index + 1] for index in range(len(stream))]):
        decoder = FrameDecoder(max_payload)
        found: list[FrameEvent] = []
        for read in reads:
            found += decoder.feed(read)
            assert decoder.held_bytes <= max(max_payload + 1, _EVIDENCE_BYTES), "more is held than one frame"
        assert found == expected, "what comes out depends on the bytes alone"
        assert decoder.skipped_in_a_row == skipped
        assert decoder.unfinished_bytes == unfinished
    frames = [event for event in expected if isinstance(event, Frame)]
    again = FrameDecoder(max_payload).feed(b"".join([encode_frame(f.kind, f.payload) for f in frames]))
    assert again == [Frame(frame.kind, frame.payload) for frame in frames]
