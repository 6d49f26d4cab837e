"""One direction of one connection, cut into frames as its bytes come, and kept for its lane.

The rule: offsets count every byte that came since somebody began to look, and what is kept is bounded: the
unfinished frame, and the newest calls.
"""

from collections import deque
from dataclasses import replace

from shared.protocol.framing import FrameFault
from shared.value import value
from shared.wire.cutting import Cut, CutKind, cuts_of
from shared.wire.lanes import (
    LABEL_BYTES,
    MAX_LANE_BYTES,
    MAX_LANE_CALLS,
    CallSpan,
    FrameSpan,
    Gap,
    Lane,
    OutsideSpan,
)
from shared.wire.record import Chunk, Direction

MAX_RAW_BYTES = 64 * 1024 + 2
"""So much of a frame is kept, its STX included; of what is longer, the beginning."""
AFTER_BYTES = 64
"""So many bytes that follow a frame outside of all frames are kept with it."""
_RUN_BYTES = 1024  # outside of frames: after so many there is a row for them, while they go on


@value
class Row:
    """What becomes a row: see ``WireFrame``, whose fields these are."""

    utc: float
    raw: bytes
    length: int
    start: int
    first_call: int
    last_call: int
    calls: int
    neighbours: int = 0
    fault: FrameFault | None = None
    is_outside: bool = False
    is_unfinished: bool = False
    after: bytes = b""
    after_count: int = 0
    is_masked: bool = False
    is_after_gap: bool = False


@value
class Piece:
    """One call as a lane keeps it, with spans that count from its first byte: many lanes can share it."""

    data: bytes
    utc: float
    call: int
    is_after_gap: bool
    frames: tuple[FrameSpan, ...]
    outside: tuple[OutsideSpan, ...]


@value
class Unfinished:
    """What has come of a frame, or of bytes outside of all frames, that may go on."""

    start: int
    raw: bytes
    length: int
    first_call: int
    calls: int
    neighbours: int
    is_masked: bool
    is_after_gap: bool


class Stream:
    """Feed it the calls in order; each returns the rows that it completes.

    ``max_payload_bytes`` is the limit of §6 for this direction.
    """

    __slots__ = (
        "_frame",
        "_is_after_gap",
        "_kept_bytes",
        "_max_payload",
        "_offset",
        "_pieces",
        "_run",
        "_run_is_told",
    )

    def __init__(self, max_payload_bytes: int) -> None:
        self._max_payload = max_payload_bytes
        self._offset = 0  # how many bytes came
        self._frame: Unfinished | None = None
        self._run: Unfinished | None = None  # bytes outside of frames that have no row yet
        self._run_is_told = False  # the same run has a row already
        self._is_after_gap = False  # nothing has come since
        self._pieces: deque[tuple[int, Piece]] = deque()  # with the offset of each
        self._kept_bytes = 0

    @property
    def is_between_frames(self) -> bool:
        """Whether the next bytes mean the same as on any other stream that is between frames."""
        return self._frame is None and self._run is None and not self._run_is_told and not self._is_after_gap

    @property
    def has_untold_bytes(self) -> bool:
        """Whether bytes outside of frames wait for a row: ``told`` has it."""
        return self._run is not None and not self._run_is_told

    def feed(self, chunk: Chunk, number: int) -> list[Row]:
        """Return the rows that this call completes; the first of them will have this ``number``."""
        rows: list[Row] = []
        if chunk.is_after_gap:
            rows += self.lose(chunk.utc)
        spans: list[FrameSpan] = []
        outside: list[OutsideSpan] = []
        data = chunk.data
        cuts = cuts_of(data, is_inside=self._frame is not None)
        others = sum(cut.kind is not CutKind.OUTSIDE and cut.end > cut.start for cut in cuts) - 1
        for cut in cuts:
            if cut.kind is CutKind.OUTSIDE:
                outside.append(OutsideSpan(cut.start, cut.end - cut.start))
                self._pass_outside(chunk, cut, rows, has_frame=bool(spans))
                continue
            rows += self._end_run(chunk.utc)
            frame = self._grow(chunk, cut, others)
            if cut.kind is CutKind.OPEN:
                self._frame = frame
                continue
            self._frame = None
            row = self._frame_row(chunk, frame, is_ended=cut.kind is CutKind.WHOLE)
            spans.append(_span_of(number + len(rows), row, row.start - self._offset))
            rows.append(row)
        self._keep(Piece(data, chunk.utc, chunk.call, chunk.is_after_gap, tuple(spans), tuple(outside)))
        return rows

    def share(self) -> tuple[Piece, Unfinished | None]:
        """Return what the one call that this stream was fed adds to another one that is between frames."""
        return self._pieces[-1][1], self._frame

    def take(self, piece: Piece, frame: Unfinished | None) -> None:
        """Take what another stream has made of a call; only while this one ``is_between_frames``, or after a gap.

        In that case the call is the first after the gap for both.
        """
        self._is_after_gap = False
        if frame is not None:
            self._frame = replace(frame, start=frame.start + self._offset)
        self._keep(piece)

    def told(self, utc: float) -> list[Row]:
        """Return the row for bytes outside of frames that have none yet."""
        if not self.has_untold_bytes:
            return []
        rows = self._run_rows(utc)
        self._run_is_told = True
        return rows

    def lose(self, utc: float) -> list[Row]:
        """Take that something was not recorded; return rows for what was left in the middle."""
        rows = self._leave(utc, is_cut=True)
        self._is_after_gap = True
        return rows

    def end(self, utc: float) -> list[Row]:
        """Take that nothing follows; return rows for what was left in the middle."""
        return self._leave(utc, is_cut=False)

    def lane(self, direction: Direction) -> Lane:
        """Return what is kept, to be drawn."""
        calls: list[CallSpan] = []
        frames: list[FrameSpan] = []
        outside: list[OutsideSpan] = []
        gaps: list[Gap] = []
        for start, piece in self._pieces:
            calls.append(CallSpan(piece.call, start, len(piece.data), piece.utc))
            frames += [replace(span, start=span.start + start) for span in piece.frames]
            outside += [OutsideSpan(span.start + start, span.length) for span in piece.outside]
            if piece.is_after_gap:
                gaps.append(Gap(start))
        if self._frame is not None:
            frames.append(_open_span_of(self._frame))
        data = b"".join([piece.data for _, piece in self._pieces])[-MAX_LANE_BYTES:]
        return Lane(
            direction,
            tuple(calls),
            tuple(frames),
            tuple(outside),
            tuple(gaps),
            data,
            self._offset - len(data),
        )

    # ---- inside --------------------------------------------------------------------------------------------

    def _grow(self, chunk: Chunk, cut: Cut, others: int) -> Unfinished:
        frame = self._frame
        length = cut.end - cut.start
        if frame is None or cut.start > 0 or (not frame.length):
            start = self._offset + cut.start
            raw = chunk.data[cut.start : min(cut.end, cut.start + MAX_RAW_BYTES)]
            is_after_gap, self._is_after_gap = self._is_after_gap, False
            return Unfinished(start, raw, length, chunk.call, 1, others, chunk.is_masked, is_after_gap)
        if not length:
            return frame
        room = MAX_RAW_BYTES - len(frame.raw)
        return replace(
            frame,
            raw=frame.raw + chunk.data[: min(cut.end, room)],
            length=frame.length + length,
            calls=frame.calls + 1,
            neighbours=frame.neighbours + others,
            is_masked=frame.is_masked or chunk.is_masked,
        )

    def _frame_row(self, chunk: Chunk, frame: Unfinished, *, is_ended: bool) -> Row:
        payload_bytes = frame.length - 3
        fault = None
        if not is_ended:
            fault = FrameFault.LOST_END
        elif payload_bytes < 0:
            fault = FrameFault.NO_TYPE
        elif payload_bytes > self._max_payload:
            fault = FrameFault.TOO_LONG
        return _row_of(frame, chunk.utc, fault=fault)

    def _pass_outside(self, chunk: Chunk, cut: Cut, rows: list[Row], *, has_frame: bool) -> None:
        data = chunk.data[cut.start : cut.end]
        if has_frame and rows:
            rows[-1] = replace(rows[-1], after=data[:AFTER_BYTES], after_count=len(data))
            return
        run = self._run
        if run is None:
            is_after_gap, self._is_after_gap = self._is_after_gap, False
            self._run = Unfinished(
                self._offset + cut.start,
                data[:MAX_RAW_BYTES],
                len(data),
                chunk.call,
                1,
                0,
                chunk.is_masked,
                is_after_gap,
            )
        else:
            self._run = replace(
                run,
                raw=(run.raw + data)[:MAX_RAW_BYTES],
                length=run.length + len(data),
                calls=run.calls + 1,
                is_masked=run.is_masked or chunk.is_masked,
            )
        if self._run.length > _RUN_BYTES:
            rows += self._run_rows(chunk.utc)
            self._run_is_told = True

    def _end_run(self, utc: float) -> list[Row]:
        rows = self._run_rows(utc)
        self._run_is_told = False
        return rows

    def _run_rows(self, utc: float) -> list[Row]:
        run, self._run = self._run, None
        return [] if run is None else [_row_of(run, utc, is_outside=True)]

    def _leave(self, utc: float, *, is_cut: bool) -> list[Row]:
        rows = self._end_run(utc)
        frame, self._frame = self._frame, None
        if frame is not None:
            row = _row_of(frame, utc)
            rows.append(replace(row, is_unfinished=True, is_after_gap=is_cut))
        return rows

    def _keep(self, piece: Piece) -> None:
        self._pieces.append((self._offset, piece))
        self._offset += len(piece.data)
        self._kept_bytes += len(piece.data)
        while len(self._pieces) > MAX_LANE_CALLS or (
            self._kept_bytes - len(self._pieces[0][1].data) >= MAX_LANE_BYTES
        ):
            self._kept_bytes -= len(self._pieces.popleft()[1].data)


def _row_of(
    some: Unfinished, utc: float, *, fault: FrameFault | None = None, is_outside: bool = False
) -> Row:
    return Row(
        utc,
        some.raw,
        some.length,
        some.start,
        some.first_call,
        some.first_call + some.calls - 1 if some.first_call else 0,
        some.calls,
        some.neighbours,
        fault,
        is_outside,
        is_masked=some.is_masked,
        is_after_gap=some.is_after_gap,
    )


def _span_of(number: int, row: Row, start: int) -> FrameSpan:
    label = row.raw[2 : 2 + LABEL_BYTES]
    if row.fault in (None, FrameFault.TOO_LONG) and len(row.raw) <= 2 + LABEL_BYTES:
        label = label[:-1]
    kind = b"" if row.fault is FrameFault.NO_TYPE else row.raw[1:2]
    return FrameSpan(number, start, row.length, row.fault, kind, label, row.calls, row.neighbours)


def _open_span_of(frame: Unfinished) -> FrameSpan:
    label = frame.raw[2 : 2 + LABEL_BYTES]
    return FrameSpan(
        0, frame.start, frame.length, None, frame.raw[1:2], label, frame.calls, frame.neighbours, is_open=True
    )
