"""Paints the three lanes: the bytes, the calls that took them, and the frames; and where calls cut through.

The rule: only what is in sight is painted, so that a long stream costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from shared.ui.fonts import points_of
from shared.ui.theme import Theme
from shared.ui.wire.byte_cells import ByteRole, ink_of, paint_fill, paint_ring, sign_of
from shared.ui.wire.lanes_layout import LanesLayout, Span, Track, shown_spans, span_at, spans_between
from shared.ui.wire.lanes_words import LanesWords
from shared.wire.byte_reading import Piece, PieceKind, read_bytes
from shared.wire.lanes import CallSpan, FrameSpan, Lane, OutsideSpan

_BOX_RADIUS: Final = 3.0
_INSET: Final = 1.5
_LABEL_PADDING: Final = 6.0
_NARROW_BYTES: Final = 2.5
_JOINT: Final = 6.0
_SMALL_PART: Final = 0.72


class LanesPaint:
    """One lane made ready to be painted; make a new one for a new lane."""

    def __init__(self, lane: Lane, layout: LanesLayout, words: LanesWords, font: QFont) -> None:
        self._lane = lane
        self._layout = layout
        self._words = words
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._calls = shown_spans(lane, Track.CALLS)
        self._frames = shown_spans(lane, Track.FRAMES)
        self._pieces = read_bytes(lane.data, words.charset)

    def paint(self, painter: QPainter, sight: QRectF, theme: Theme, selected: int | None) -> None:
        """Paint what of it is in ``sight``; the frame with the number ``selected`` has a ring."""
        painter.setFont(self._font)
        begin = max(self._layout.start, self._layout.offset_at(sight.left()))
        end = min(self._layout.end, self._layout.offset_at(sight.right()) + 1)
        if begin >= end:
            return
        frames = spans_between(self._frames, begin, end)
        self._paint_bytes(painter, begin, end, theme)
        calls = spans_between(self._calls, begin, end)
        spans = [(Track.CALLS, call) for call in calls] + [(Track.FRAMES, span) for span in frames]
        for track, span in spans:
            self._paint_box(painter, track, span, theme)
        self._paint_cuts(painter, calls, theme)
        self._paint_joints(painter, frames, theme)
        self._paint_gaps(painter, begin, end, theme)
        for track, span in spans:
            self._paint_label(painter, track, span, sight, theme)
        for span in frames:
            if selected is not None and isinstance(span, FrameSpan) and span.number == selected:
                for track in (Track.BYTES, Track.FRAMES):
                    paint_ring(painter, self._layout.place(track, span.start, span.length), theme)

    def _role_at(self, offset: int) -> ByteRole:
        span = span_at(self._frames, offset)
        if isinstance(span, OutsideSpan) or (isinstance(span, FrameSpan) and span.fault is not None):
            return ByteRole.SKIPPED
        match self._lane.data[offset - self._layout.start]:
            case 0x02:
                return ByteRole.STX
            case 0x03:
                return ByteRole.ETX
            case _ if span is not None and offset == span.start + 1:
                return ByteRole.TYPE
            case _:
                return ByteRole.PLAIN

    def _paint_bytes(self, painter: QPainter, begin: int, end: int, theme: Theme) -> None:
        line = self._layout.line
        for offset in range(begin, end):
            role = self._role_at(offset)
            place = self._layout.place(Track.BYTES, offset, 1)
            paint_fill(painter, place.adjusted(0.5, 0, -0.5, 0), role, theme)
            painter.setPen(ink_of(role, theme))
            digits = QRectF(place.left(), place.top() + 1, place.width(), line)
            painter.drawText(digits, Qt.AlignmentFlag.AlignCenter, f"{self._byte(offset):02x}")
        first = self._layout.start
        for piece in self._pieces_between(begin - first, end - first):
            self._paint_sign(painter, piece, theme)

    def _paint_sign(self, painter: QPainter, piece: Piece, theme: Theme) -> None:
        offset = self._layout.start + piece.start
        place = self._layout.place(Track.BYTES, offset, piece.length)
        place.setTop(place.top() + self._layout.line)
        role = self._role_at(offset)
        is_wrong = piece.kind in {PieceKind.WRONG, PieceKind.NO_CHARACTER} and role is ByteRole.PLAIN
        painter.setPen(QColor(theme.danger) if is_wrong else ink_of(role, theme))
        match self._byte(offset):
            case 0x02:
                sign = "STX"
            case 0x03:
                sign = "ETX"
            case _:
                sign = sign_of(piece)
        if len(sign) > 1:
            small = QFont(self._font)
            small.setPointSizeF(points_of(self._font) * _SMALL_PART)
            painter.setFont(small)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setFont(self._font)

    def _paint_box(self, painter: QPainter, track: Track, span: Span, theme: Theme) -> None:
        place = self._box(track, span)
        if isinstance(span, OutsideSpan):
            paint_fill(painter, place, ByteRole.SKIPPED, theme)
            return
        fill, ink = _colors(span, theme)
        painter.setPen(Qt.PenStyle.NoPen)
        if isinstance(span, FrameSpan) and span.is_open:
            # Nobody has taken it for a frame yet.
            painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
            place.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(place, _BOX_RADIUS, _BOX_RADIUS)

    def _paint_label(self, painter: QPainter, track: Track, span: Span, sight: QRectF, theme: Theme) -> None:
        place = self._box(track, span)
        # The words stay in sight as long as anything of the box is.
        seen = place.intersected(QRectF(sight.left(), place.top(), sight.width(), place.height()))
        padding = _LABEL_PADDING if place.width() > _NARROW_BYTES * self._layout.cell else 1
        seen.adjust(padding, 0, -padding, 0)
        text = self._fitting(self._labels(span), seen.width())
        if not text:
            return
        fill, ink = _colors(span, theme)
        paper = QRectF(seen.left() - 2, place.top() + 3, 0, place.height() - 6)
        paper.setWidth(self._metrics.horizontalAdvance(text) + 4)
        painter.fillRect(paper, QColor(fill))
        painter.setPen(QColor(ink))
        painter.drawText(seen, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _labels(self, span: Span) -> Sequence[str]:
        match span:
            case CallSpan():
                return self._words.call_labels(span)
            case OutsideSpan():
                return self._words.outside_labels(span)
            case FrameSpan():
                return self._words.frame_labels(span)
        assert_never(span)

    def _box(self, track: Track, span: Span) -> QRectF:
        return self._layout.place(track, span.start, span.length).adjusted(_INSET, 0, -_INSET, 0)

    def _paint_cuts(self, painter: QPainter, calls: Sequence[Span], theme: Theme) -> None:
        """Where a call ended in the middle of a frame, it cuts through it."""
        painter.setPen(QPen(QColor(theme.warning_text), 2, Qt.PenStyle.DashLine))
        for call in calls:
            span = span_at(self._frames, call.start)
            if isinstance(span, FrameSpan) and span.start < call.start and call.start > self._layout.start:
                x = self._layout.left(call.start)
                painter.drawLine(QPointF(x, 0), QPointF(x, self._layout.height))

    def _paint_joints(self, painter: QPainter, frames: Sequence[Span], theme: Theme) -> None:
        """Where two frames came in one call, they are held together."""
        for before, after in pairwise(frames):
            call = span_at(self._calls, after.start)
            if isinstance(before, OutsideSpan) or isinstance(after, OutsideSpan):
                continue
            if call is None or call.start == after.start or before.start + before.length != after.start:
                continue
            middle = QPointF(self._layout.left(after.start), self._layout.middle(Track.FRAMES))
            painter.setPen(QPen(QColor(theme.panel), 1))
            painter.setBrush(QColor(theme.warning_text))
            painter.drawEllipse(middle, _JOINT, _JOINT)
            arm = _JOINT / 2
            painter.setPen(QPen(QColor(theme.warning_fill), 1.5))
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    def _paint_gaps(self, painter: QPainter, begin: int, end: int, theme: Theme) -> None:
        painter.setPen(QPen(QColor(theme.danger), 3, Qt.PenStyle.DotLine))
        for gap in self._lane.gaps:
            if begin <= gap.start < end:
                x = self._layout.left(gap.start) + 1
                painter.drawLine(QPointF(x, 0), QPointF(x, self._layout.height))

    def _fitting(self, labels: Sequence[str], width: float) -> str:
        for label in labels:
            if self._metrics.horizontalAdvance(label) <= width:
                return label
        if width < self._metrics.horizontalAdvance("0…"):
            return ""
        # The last is the shortest, and of the longest something can be read.
        return self._metrics.elidedText(labels[0], Qt.TextElideMode.ElideRight, width)

    def _pieces_between(self, begin: int, end: int) -> Sequence[Piece]:
        return [piece for piece in self._pieces if piece.start < end and piece.start + piece.length > begin]

    def _byte(self, offset: int) -> int:
        return self._lane.data[offset - self._layout.start]


def _colors(span: Span, theme: Theme) -> tuple[str, str]:
    """The fill of a box, and what is written upon it."""
    match span:
        case CallSpan():
            return theme.selection, theme.text
        case OutsideSpan():
            return theme.wire_skipped_fill, theme.wire_skipped_text
        case FrameSpan(fault=None, is_open=True):
            return theme.panel, theme.good_text
        case FrameSpan(fault=None):
            return theme.good_fill, theme.good_text
        case FrameSpan():
            return theme.danger_fill, theme.danger
    assert_never(span)
