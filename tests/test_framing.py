"""Frames out of any bytes in any pieces."""

from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.errors import UnsafePayload
from shared.protocol.framing import (
    Frame,
    FrameDecoder,
    FrameEvent,
    FrameFault,
    MalformedFrame,
    encode_frame,
)

LIMIT = 70
EVIDENCE_BYTES = 64

payloads = st.binary(max_size=LIMIT).map(lambda data: data.replace(b"\x02", b"").replace(b"\x03", b""))
kinds = st.sampled_from([b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"\x00", b"\xff", b"x"])
whole_frames = st.builds(encode_frame, kinds, payloads)
noise = st.binary(max_size=8).map(lambda data: data.replace(b"\x02", b""))
pieces = st.one_of(
    whole_frames,
    noise,
    st.sampled_from([b"\x02", b"\x03", b"\x02\x03", b"\x02\x02", b"\x023", b"\x00" * 30]),
    st.integers(LIMIT - 2, LIMIT + 100).map(lambda size: b"\x023" + b"a" * size + b"\x03"),
    st.integers(LIMIT - 2, LIMIT + 100).map(lambda size: b"\x023" + b"b" * size),
    st.binary(max_size=40),
)
streams = st.lists(pieces, max_size=20).map(b"".join)


def slow_decode(data: bytes, limit: int) -> list[FrameEvent]:
    """The same rules, byte for byte, as the page has them."""
    events: list[FrameEvent] = []
    frame: bytearray | None = None
    skipped = 0
    for byte in data:
        if frame is None:
            if byte == 2:
                frame = bytearray()
            else:
                skipped += 1
        elif byte == 2:
            events.append(MalformedFrame(FrameFault.LOST_END, bytes(frame[:EVIDENCE_BYTES]), skipped))
            frame, skipped = bytearray(), 0
        elif byte == 3:
            if not frame:
                events.append(MalformedFrame(FrameFault.NO_TYPE, b"", skipped))
            elif len(frame) > limit + 1:
                events.append(MalformedFrame(FrameFault.TOO_LONG, bytes(frame[:EVIDENCE_BYTES]), skipped))
            else:
                events.append(Frame(bytes(frame[:1]), bytes(frame[1:]), skipped))
            frame, skipped = None, 0
        else:
            frame.append(byte)
    return events


@st.composite
def cuts(draw: st.DrawFn) -> tuple[bytes, list[bytes]]:
    """A stream, and the same in pieces."""
    stream = draw(streams)
    places = sorted(draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    edges = [0, *places, len(stream)]
    return stream, [stream[start:end] for start, end in pairwise(edges)]


@given(streams)
def test_any_stream_decodes_as_the_rules_say(stream: bytes) -> None:
    assert FrameDecoder(LIMIT).feed(stream) == slow_decode(stream, LIMIT)


@given(cuts())
def test_any_split_gives_the_events_of_one_read(cut: tuple[bytes, list[bytes]]) -> None:
    stream, parts = cut
    decoder = FrameDecoder(LIMIT)
    events = [event for part in parts for event in decoder.feed(part)]
    assert events == FrameDecoder(LIMIT).feed(stream)


@given(streams)
def test_a_byte_at_a_time_gives_the_events_of_one_read(stream: bytes) -> None:
    decoder = FrameDecoder(LIMIT)
    whole = FrameDecoder(LIMIT)
    events = [event for index in range(len(stream)) for event in decoder.feed(stream[index : index + 1])]
    assert events == whole.feed(stream)
    assert decoder.skipped_in_a_row == whole.skipped_in_a_row
    assert decoder.unfinished_bytes == whole.unfinished_bytes


@given(streams, st.data())
def test_any_mutation_raises_nothing_and_holds_no_more_than_one_frame(
    stream: bytes, data: st.DataObject
) -> None:
    mutated = bytearray(stream)
    for _ in range(data.draw(st.integers(0, 5))):
        if mutated:
            place = data.draw(st.integers(0, len(mutated) - 1))
            mutated[place] = data.draw(st.integers(0, 255))
    decoder = FrameDecoder(LIMIT)
    size = data.draw(st.integers(1, 50))
    for start in range(0, len(mutated), size):
        for event in decoder.feed(bytes(mutated[start : start + size])):
            match event:
                case Frame(kind, payload):
                    assert len(kind) == 1
                    assert len(payload) <= LIMIT
                    assert not set(kind + payload) & {2, 3}
                case MalformedFrame(_, evidence):
                    assert len(evidence) <= EVIDENCE_BYTES
        assert decoder.held_bytes <= LIMIT + 1


@given(st.lists(st.tuples(noise, kinds, payloads), max_size=10), noise)
def test_valid_frames_inside_noise_are_all_found(
    parts: list[tuple[bytes, bytes, bytes]], rest: bytes
) -> None:
    stream = b"".join(before + encode_frame(kind, payload) for before, kind, payload in parts) + rest
    decoder = FrameDecoder(LIMIT)
    assert decoder.feed(stream) == [Frame(kind, payload, len(before)) for before, kind, payload in parts]
    assert decoder.skipped_in_a_row == len(rest)


@given(kinds, payloads)
def test_encoded_frame_is_decoded_again(kind: bytes, payload: bytes) -> None:
    assert FrameDecoder(LIMIT).feed(encode_frame(kind, payload)) == [Frame(kind, payload)]


@pytest.mark.parametrize("payload", [b"\x02", b"\x03", b"a\x03\x024mallory: hi"])
def test_payload_with_a_frame_byte_is_never_encoded(payload: bytes) -> None:
    with pytest.raises(UnsafePayload):
        encode_frame(b"4", payload)


def test_frame_split_across_reads_is_joined() -> None:
    decoder = FrameDecoder(LIMIT)
    assert decoder.feed(b"\x02") == []
    assert decoder.feed(b"3he") == []
    assert decoder.held_bytes == 3
    assert decoder.feed(b"llo") == []
    assert decoder.feed(b"\x03\x023") == [Frame(b"3", b"hello")]
    assert decoder.feed(b"you\x03") == [Frame(b"3", b"you")]
    assert decoder.held_bytes == 0


def test_frame_of_exactly_the_limit_is_whole_and_one_byte_more_is_dropped() -> None:
    exact, more = b"x" * LIMIT, b"x" * (LIMIT + 1)
    for split in range(LIMIT + 4):
        decoder = FrameDecoder(LIMIT)
        stream = encode_frame(b"3", exact)
        assert decoder.feed(stream[:split]) + decoder.feed(stream[split:]) == [Frame(b"3", exact)]
        stream = encode_frame(b"3", more) + encode_frame(b"3", b"next")
        assert decoder.feed(stream[:split]) + decoder.feed(stream[split:]) == [
            MalformedFrame(FrameFault.TOO_LONG, (b"3" + more)[:EVIDENCE_BYTES]),
            Frame(b"3", b"next"),
        ]


def test_unterminated_frame_keeps_only_evidence_and_is_counted_whole() -> None:
    decoder = FrameDecoder(1_000)
    decoder.feed(b"\x02")
    for _ in range(5_000):
        assert decoder.feed(b"endless..." * 20) == []
        assert decoder.held_bytes <= 1_001
    assert decoder.unfinished_bytes == 1_000_000
    [event] = decoder.feed(b"\x03")
    assert event == MalformedFrame(FrameFault.TOO_LONG, (b"endless..." * 20)[:EVIDENCE_BYTES])
    assert decoder.unfinished_bytes == 0


def test_padding_is_counted_until_a_frame_begins_and_then_told() -> None:
    decoder = FrameDecoder(LIMIT)
    decoder.feed(b"\x00" * 100)
    decoder.feed(b"\x03" * 23)
    assert decoder.skipped_in_a_row == 123
    assert decoder.feed(b"\x023a\x03\x023b\x03") == [Frame(b"3", b"a", 123), Frame(b"3", b"b")]
    assert decoder.skipped_in_a_row == 0


def test_stx_in_a_frame_drops_it_and_begins_a_new_one() -> None:
    assert FrameDecoder(LIMIT).feed(b"..\x023lost\x023kept\x03") == [
        MalformedFrame(FrameFault.LOST_END, b"3lost", 2),
        Frame(b"3", b"kept"),
    ]


def test_events_are_found_only_when_asked_for() -> None:
    decoder = FrameDecoder(LIMIT)
    first = list(islice(decoder.events(b"\x023a\x03" + b"\x02" * 100), 2))
    assert first == [Frame(b"3", b"a"), MalformedFrame(FrameFault.LOST_END, b"")]


class CountedBytes(bytes):
    """Counts how many of its bytes were looked at or copied, however often."""

    touched = 0

    def find(self, sub: Any, start: Any = 0, end: Any = None, /) -> int:
        found = super().find(sub, start) if end is None else super().find(sub, start, end)
        self.touched += (len(self) if found < 0 else found + 1) - start
        return found

    def __getitem__(self, index: Any) -> Any:
        part = super().__getitem__(index)
        self.touched += len(part) if isinstance(part, bytes) else 1
        return part


@pytest.mark.parametrize(
    "flood",
    [b"\x02", b"\x03", b"\x02\x03", b"\x02a", b"\x03\x02\x02", b"\x023a\x03", b"a"],
    ids=lambda flood: flood.hex(),
)
@pytest.mark.parametrize("start", [b"", b"\x023"], ids=["outside", "inside"])
@pytest.mark.parametrize("read", [16, 64 * 1024], ids=["small reads", "one read"])
def test_every_byte_is_touched_a_few_times_however_the_marks_lie(
    flood: bytes, start: bytes, read: int
) -> None:
    # A search that starts anew at every mark would touch each of 64 KiB some thirty thousand times.
    stream = start + flood * (64 * 1024 // len(flood))
    decoder = FrameDecoder(LIMIT)
    touched = 0
    for place in range(0, len(stream), read):
        data = CountedBytes(stream[place : place + read])
        decoder.feed(data)
        touched += data.touched
    assert len(stream) / 2 < touched < 4 * len(stream)
