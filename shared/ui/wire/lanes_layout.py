"""Where the three lanes and everything in them stand, from the size of a digit and the offsets of a lane.

The rule: arithmetic alone; one byte is as wide in each lane, so that what came together stands below each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QRectF

from shared.value import value
from shared.wire.lanes import CallSpan, FrameSpan, Lane, OutsideSpan

Span = CallSpan | FrameSpan | OutsideSpan

_AnySpan = TypeVar("_AnySpan", CallSpan, FrameSpan, OutsideSpan, Span)

_GAP: Final = 3.0
_EDGE: Final = 2.0
_LABEL_PADDING: Final = 8.0
_BYTE_PADDING: Final = 8.0
_BYTE_LINES: Final = 2


class Track(IntEnum):
    """The three lanes, from above."""

    BYTES = 0
    CALLS = 1
    FRAMES = 2


@value
class LanesLayout:
    """The measures of one lane: make a new one whenever the lane or the font changes."""

    start: int
    """The stream's offset of the first byte that is shown."""
    end: int
    """The stream's offset after the last byte."""
    cell: float
    """How wide a byte is."""
    line: float
    """How high a line of text is."""

    @property
    def width(self) -> float:
        """How wide all bytes are together."""
        return 2 * _EDGE + (self.end - self.start) * self.cell

    @property
    def height(self) -> float:
        """How high the lanes are together."""
        return self.top(Track.FRAMES) + self.height_of(Track.FRAMES)

    def height_of(self, track: Track) -> float:
        """How high one lane is."""
        lines = _BYTE_LINES if track is Track.BYTES else 1
        return lines * self.line + (_EDGE if track is Track.BYTES else _LABEL_PADDING)

    def top(self, track: Track) -> float:
        """Where a lane begins."""
        return sum(self.height_of(above) + _GAP for above in Track if above < track)

    def middle(self, track: Track) -> float:
        """Half way down a lane."""
        return self.top(track) + self.height_of(track) / 2

    def left(self, offset: int) -> float:
        """Where a byte of the stream begins."""
        return _EDGE + (offset - self.start) * self.cell

    def place(self, track: Track, start: int, length: int) -> QRectF:
        """Where so many bytes from ``start`` on stand in a lane; what is not shown any more is left out."""
        begin, end = max(start, self.start), min(start + length, self.end)
        return QRectF(self.left(begin), self.top(track), (end - begin) * self.cell, self.height_of(track))

    def offset_at(self, x: float) -> int:
        """Which byte of the stream is at ``x``; it may be before the first one or after the last."""
        return self.start + int((x - _EDGE) // self.cell)

    def track_at(self, place: QPointF) -> Track | None:
        """Which lane is at a place."""
        for track in Track:
            if self.top(track) <= place.y() <= self.top(track) + self.height_of(track):
                return track
        return None


def fit_layout(lane: Lane, digit: float, line: float) -> LanesLayout:
    """The layout of ``lane`` where a digit is so wide and a line so high."""
    return LanesLayout(lane.start, lane.start + len(lane.data), 2 * digit + _BYTE_PADDING, line)


def shown_spans(lane: Lane, track: Track) -> list[Span]:
    """What stands in a lane, in the order of the stream, as far as any of it is shown."""
    spans: list[Span] = []
    match track:
        case Track.BYTES:
            pass
        case Track.CALLS:
            spans += lane.calls
        case Track.FRAMES:
            spans += lane.frames
            spans += lane.outside
            spans.sort(key=_start_of)
    end = lane.start + len(lane.data)
    return [span for span in spans if span.start + span.length > lane.start and span.start < end]


def span_at(spans: Sequence[_AnySpan], offset: int) -> _AnySpan | None:
    """Which of ``spans``, in the order of the stream, the byte at ``offset`` belongs to."""
    number = bisect_right(spans, offset, key=_start_of) - 1
    if number >= 0 and offset < spans[number].start + spans[number].length:
        return spans[number]
    return None


def spans_between(spans: Sequence[_AnySpan], begin: int, end: int) -> Sequence[_AnySpan]:
    """Which of ``spans`` have a byte from ``begin`` to ``end``, the latter not included."""
    first = max(0, bisect_right(spans, begin, key=_start_of) - 1)
    last = bisect_right(spans, end - 1, key=_start_of)
    return [span for span in spans[first:last] if span.start + span.length > begin]


def _start_of(span: Span) -> int:
    return span.start
