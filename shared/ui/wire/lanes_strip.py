"""The three lanes to scroll and to point at, by mouse and by keyboard.

The rule: it follows what is new only while its end is in sight; else what is looked at stays where it is, however
much comes behind it, until it is older than what is kept.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from shared.ui.announce import announce
from shared.ui.fonts import mono_font
from shared.ui.theme_source import ThemeSource
from shared.ui.tip import tip
from shared.ui.wire.byte_cells import paint_ring
from shared.ui.wire.lanes_layout import LanesLayout, Span, Track, fit_layout, shown_spans, span_at
from shared.ui.wire.lanes_paint import LanesPaint
from shared.ui.wire.lanes_words import LanesWords
from shared.wire.lanes import CallSpan, FrameSpan, Lane, OutsideSpan
from shared.wire.record import Direction

_SCROLL_BAR: Final = 12
_LINE_PADDING: Final = 1
_Key = Qt.Key


class LanesStrip(QAbstractScrollArea):
    """Call ``show_lane`` with the newest state of a lane. Its words are those of ``words``."""

    frame_chosen = Signal(int)
    """Somebody has pointed at the frame with this number."""

    def __init__(self, themes: ThemeSource, words: LanesWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = words
        self._lane = Lane(Direction.RECEIVED)
        self._selected: int | None = None
        self._track = Track.FRAMES
        self._place = 0  # an offset in the stream: what the keyboard points at is there
        self._is_following = True
        self._is_placing = False
        self.setObjectName("lanesStrip")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._layout = LanesLayout(0, 0, 1, 1)
        self._paint = LanesPaint(self._lane, self._layout, words, self.font())
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        themes.theme_changed.connect(self._on_theme_changed)
        self._measure()

    @property
    def is_following(self) -> bool:
        """Whether the newest byte is in sight and will be."""
        return self._is_following

    def place_of(self, track: Track, start: int, length: int) -> QRectF:
        """Where bytes of the stream stand in the viewport."""
        return self._layout.place(track, start, length).translated(self._origin())

    def show_lane(self, lane: Lane, selected: int | None, *, is_other: bool) -> None:
        """Show ``lane``, with a ring round one frame, which is brought into sight when it was not the selected one.

        ``is_other``: it is no newer state of what was shown, so that nothing stays where it was.
        """
        is_news = selected != self._selected or is_other
        before = self._lane.start
        self._lane, self._selected = lane, selected
        if is_other:
            self._is_following = True
            self._place = lane.start + len(lane.data)
        scrolled = self.horizontalScrollBar().value() - (lane.start - before) * self._layout.cell
        self._measure(round(scrolled))
        if selected is not None and is_news:
            self._show_frame(selected)
        self._describe()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._describe()
        self.viewport().update()

    def pointed_in_words(self) -> str:
        """What the keyboard points at."""
        return self._about(self._track, self._place).replace("\n", "; ")

    def _describe(self) -> None:
        self.setAccessibleName(self._words.hint(is_sent=self._lane.direction is Direction.SENT))
        summary = self._words.summary(self._lane) if self._lane.data else self._words.nothing_yet()
        self.setAccessibleDescription(summary)

    def _measure(self, scrolled: int | None = None) -> None:
        """Lay everything out anew, with so much of it scrolled out of sight at the left."""
        font = mono_font(self.font())
        metrics = QFontMetricsF(font)
        line = round(metrics.height()) + _LINE_PADDING
        self._layout = fit_layout(self._lane, metrics.horizontalAdvance("0"), line)
        self._paint = LanesPaint(self._lane, self._layout, self._words, font)
        self.setFixedHeight(self.sizeHint().height())
        bar = self.horizontalScrollBar()
        self._is_placing = True
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(round(self._layout.cell * 4))
        bar.setRange(0, max(0, round(self._layout.width) - self.viewport().width()))
        if self._is_following:
            bar.setValue(bar.maximum())
        elif scrolled is not None:
            bar.setValue(scrolled)
        self._is_placing = False
        self.viewport().update()

    def _origin(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), 0)

    def _show_frame(self, number: int) -> None:
        for frame in self._lane.frames:
            if frame.number == number:
                self._track, self._place = Track.FRAMES, max(frame.start, self._layout.start)
                self._bring_into_sight(self._layout.place(Track.FRAMES, frame.start, frame.length))
                return

    def _bring_into_sight(self, place: QRectF) -> None:
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        if place.left() >= bar.value() and place.right() <= bar.value() + width:
            return
        margin = max(0.0, (width - place.width()) / 2)
        bar.setValue(round(place.left() - margin))

    def _span(self, track: Track, offset: int) -> Span | None:
        return span_at(shown_spans(self._lane, track), offset)

    def _about(self, track: Track, offset: int) -> str:
        if not self._layout.start <= offset < self._layout.end:
            return ""
        span = self._span(track, offset)
        match span:
            case None:
                about = self._words.about_byte(self._lane.data[offset - self._layout.start], offset)
            case CallSpan():
                about = self._words.about_call(span, self._lane)
            case FrameSpan():
                about = self._words.about_frame(span)
            case OutsideSpan():
                about = self._words.about_outside(span)
            case _:
                assert_never(span)
        start = offset if span is None else span.start
        if any(gap.start == start for gap in self._lane.gaps):
            about += "\n" + self._words.not_recorded()
        return about

    def _pointed_place(self) -> QRectF:
        span = self._span(self._track, self._place)
        if span is None:
            return self._layout.place(self._track, self._place, 1)
        return self._layout.place(self._track, span.start, span.length)

    def _choose(self, track: Track, offset: int) -> None:
        """Point at what is there, and say so; a frame is chosen by that."""
        if not self._lane.data:
            return
        self._track = track
        self._place = max(self._layout.start, min(self._layout.end - 1, offset))
        self._bring_into_sight(self._pointed_place())
        self.viewport().update()
        announce(self, self.pointed_in_words())

    def _choose_frame_there(self) -> None:
        span = self._span(Track.FRAMES, self._place)
        if isinstance(span, FrameSpan) and span.number:
            self.frame_chosen.emit(span.number)

    def _neighbour(self, step: int) -> int:
        """Where the span before or after the one that is pointed at begins."""
        span = self._span(self._track, self._place)
        if span is None:
            return self._place + step
        return span.start - 1 if step < 0 else span.start + span.length

    @Slot(int)
    def _on_scrolled(self, scrolled: int) -> None:
        if not self._is_placing:
            self._is_following = scrolled >= self.horizontalScrollBar().maximum()
        self.viewport().update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._layout.height) + _SCROLL_BAR + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._themes.theme
        painter.fillRect(event.rect(), QColor(theme.panel))
        if not self._lane.data:
            painter.setPen(QColor(theme.muted_text))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._words.nothing_yet())
            painter.end()
            return
        origin = self._origin()
        painter.translate(origin)
        sight = QRectF(self.viewport().rect()).translated(-origin)
        self._paint.paint(painter, sight, theme, self._selected)
        if self.hasFocus():
            paint_ring(painter, self._pointed_place(), theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # There is nothing to scroll downwards, and few have a second wheel.
        turned = event.angleDelta()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - (turned.x() or turned.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position() - self._origin()
        track = self._layout.track_at(place)
        if event.button() is not Qt.MouseButton.LeftButton or track is None:
            super().mousePressEvent(event)
            return
        self._choose(track, self._layout.offset_at(place.x()))
        if track is not Track.CALLS:
            self._choose_frame_there()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # What was pressed here is released here: nobody below is to take it for a click of their own.
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case _Key.Key_Left | _Key.Key_Right as key:
                self._choose(self._track, self._neighbour(-1 if key == _Key.Key_Left else 1))
            case _Key.Key_Up:
                self._choose(Track(max(Track.BYTES, self._track - 1)), self._place)
            case _Key.Key_Down:
                self._choose(Track(min(Track.FRAMES, self._track + 1)), self._place)
            case _Key.Key_Home:
                self._choose(self._track, self._layout.start)
            case _Key.Key_End:
                self._choose(self._track, self._layout.end - 1)
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())
            case _Key.Key_Return | _Key.Key_Enter | _Key.Key_Space:
                self._choose_frame_there()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tell what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos()) - self._origin()
            track = self._layout.track_at(place)
            about = "" if track is None else self._about(track, self._layout.offset_at(place.x()))
            QToolTip.showText(event.globalPos(), tip(about), self)
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)
