"""Paints the rows of the transcript.

Everything stands where the layout says, and nothing is painted outside its own row: a name with a tower of marks on
it stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, assert_never

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem

from shared.ui.avatar import paint_avatar
from shared.ui.theme import Theme
from shared.ui.transcript_body import Body
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_layout import Label, RowLayout, TranscriptLayouter
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow

_LINE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FAINT: Final = 0.6


class TranscriptDelegate(QAbstractItemDelegate):
    """Paints and measures rows. The view sets `row_width`, which all of them have, and what is `wanted` in them."""

    def __init__(self, model: TranscriptModel, layouter: TranscriptLayouter, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._layouter = layouter
        self.theme = theme
        self.row_width = 0
        self.wanted: re.Pattern[str] | None = None

    def measure(self, number: int) -> int:
        """How high the row shown at `number` is, by laying it out."""
        return self._layouter.height_of(self._model.row_at(number), self.row_width)

    def guess(self, number: int) -> int:
        """About how high the row shown at `number` is."""
        return self._layouter.guess_height(self._model.row_at(number), self.row_width)

    def layout_at(self, number: int) -> RowLayout:
        """The layout of the row shown at `number`."""
        return self._layouter.layout_of(self._model.row_at(number), self.row_width)

    def _paint_row(
        self, painter: QPainter, row: ShownRow, layout: RowLayout, visible: QRect, is_selected: bool
    ) -> None:
        match row:
            case EntryRow():
                marks = self._marks(layout.body)
                if layout.bubble is None:
                    self._paint_body(painter, layout, visible, self.theme.muted_text, marks)
                    return
                if row.entry.kind is EntryKind.ANNOUNCEMENT:
                    self._paint_strip(painter, layout.bubble)
                    self._paint_header(painter, layout, self.theme.text, self.theme.muted_text)
                elif is_selected:
                    # On the colour of the selection only the plain text colour is sure to be readable.
                    self._paint_around(painter, row.entry, layout, self.theme.text, self.theme.text)
                    self._paint_bubble(painter, row.entry, layout.bubble)
                else:
                    color = self._name_color(row.entry)
                    self._paint_around(painter, row.entry, layout, color, self.theme.muted_text)
                    self._paint_bubble(painter, row.entry, layout.bubble)
                self._paint_body(painter, layout, visible, self.theme.text, marks)
            case PresenceRow() | EdgeRow():
                self._paint_body(painter, layout, visible, self.theme.muted_text)
            case DayRow():
                self._paint_divider(painter, layout, self.theme.border, 1.0)
                self._paint_body(painter, layout, visible, self.theme.muted_text)
            case UnreadRow():
                self._paint_divider(painter, layout, self.theme.unread, _FAINT)
                self._paint_body(painter, layout, visible, self.theme.unread)
            case _:
                assert_never(row)

    def _paint_around(
        self, painter: QPainter, entry: Entry, layout: RowLayout, name_color: str, time_color: str
    ) -> None:
        """What belongs to a message but stands outside its bubble."""
        theme = self.theme
        is_plain = name_color == theme.text
        if layout.avatar is not None:
            paint_avatar(painter, layout.avatar, entry.sender, theme)
        self._paint_header(painter, layout, name_color, time_color)
        if layout.standing is not None and layout.standing_sign is not None:
            color = theme.text if is_plain else self._standing_color(entry.standing)
            self._paint_label(painter, layout.standing, color)
            self._paint_sign(painter, entry.standing, layout.standing_sign, color)
        for action in (layout.try_again, layout.remove):
            if action is not None:
                self._paint_label(painter, action, theme.text if is_plain else theme.link)
                self._underline(painter, action)

    def _paint_bubble(self, painter: QPainter, entry: Entry, bubble: QRect) -> None:
        theme, sizes = self.theme, self._layouter.metrics
        pen = QPen(Qt.PenStyle.NoPen)
        if entry.kind is EntryKind.WHISPER:
            fill = theme.whisper_fill
            pen = QPen(QColor(theme.whisper_line), 1)
            pen.setDashPattern([3, 2])
        else:
            fill = theme.own_bubble if entry.is_own else theme.bubble
            if entry.standing is not Standing.SETTLED:
                # An outline that is not filled yet: it can be told from the rest without its colour.
                fill = theme.window
                pen = QPen(QColor(self._standing_color(entry.standing)), 1)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        shape = QRectF(bubble)
        if pen.style() is not Qt.PenStyle.NoPen:
            shape.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, sizes.radius, sizes.radius)

    def _paint_strip(self, painter: QPainter, strip: QRect) -> None:
        theme, sizes = self.theme, self._layouter.metrics
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(strip), sizes.bar, sizes.bar)
        bar = QPainterPath()
        bar.addRect(QRectF(strip.x(), strip.y(), sizes.bar, strip.height()))
        painter.fillPath(shape.subtracted(bar), QColor(theme.announcement_fill))
        painter.fillPath(shape.intersected(bar), QColor(theme.announcement_line))

    def _paint_header(self, painter: QPainter, layout: RowLayout, name_color: str, time_color: str) -> None:
        if layout.name is not None and layout.time is not None:
            self._paint_label(painter, layout.name, name_color)
            self._paint_label(painter, layout.time, time_color)

    def _paint_divider(self, painter: QPainter, layout: RowLayout, color: str, opacity: float) -> None:
        sizes, body = self._layouter.metrics, layout.body
        middle = layout.body_at.y() + body.height // 2
        left = layout.body_at.x() - sizes.bubble_top - 2
        right = layout.body_at.x() + body.width + sizes.bubble_top + 2
        line = QColor(color)
        line.setAlphaF(opacity)
        painter.fillRect(QRect(QPoint(sizes.edge, middle), QPoint(left, middle)), line)
        painter.fillRect(QRect(QPoint(right, middle), QPoint(self.row_width - sizes.edge - 1, middle)), line)

    def _marks(self, body: Body) -> list[QTextLayout.FormatRange]:
        wanted, theme = self.wanted, self.theme
        return [] if wanted is None else body.marks(wanted, theme.accent, theme.accent_text)

    def _paint_body(
        self,
        painter: QPainter,
        layout: RowLayout,
        visible: QRect,
        color: str,
        marks: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        painter.setPen(QColor(color))
        layout.body.draw(painter, QPointF(layout.body_at), QRectF(visible), marks)

    def _paint_label(self, painter: QPainter, label: Label, color: str) -> None:
        painter.setPen(QColor(color))
        painter.setFont(label.font)
        painter.drawText(
            label.rect, _LINE | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, label.text
        )

    def _underline(self, painter: QPainter, label: Label) -> None:
        bottom = label.rect.center().y() + label.rect.height() // 3
        painter.drawLine(label.rect.left(), bottom, label.rect.right(), bottom)

    def _paint_sign(self, painter: QPainter, standing: Standing, place: QRect, color: str) -> None:
        """A clock, an arrow on its way, a question mark, or a cross: four shapes for four states."""
        painter.setPen(QPen(QColor(color), max(1.0, place.width() / 10)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(place).adjusted(1, 1, -1, -1)
        middle, reach = box.center(), box.width() / 4
        painter.drawEllipse(box)
        match standing:
            case Standing.WAITING:
                painter.drawLine(middle, middle - QPointF(0, reach * 1.2))
                painter.drawLine(middle, middle + QPointF(reach, 0))
            case Standing.SENDING:
                tip = middle - QPointF(0, reach)
                painter.drawLine(middle + QPointF(0, reach), tip)
                painter.drawLine(tip, tip + QPointF(-reach, reach))
                painter.drawLine(tip, tip + QPointF(reach, reach))
            case Standing.UNSURE:
                font = self._layouter.metrics.name_font
                painter.setFont(font)
                painter.drawText(QRectF(place), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, "?")
            case Standing.REFUSED:
                painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
                painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
            case Standing.SETTLED:
                pass
            case _:
                assert_never(standing)

    def _name_color(self, entry: Entry) -> str:
        if entry.kind is EntryKind.WHISPER:
            return self.theme.whisper_text
        return self.theme.muted_text if entry.is_own else self.theme.name_color(entry.sender)

    def _standing_color(self, standing: Standing) -> str:
        match standing:
            case Standing.SETTLED | Standing.WAITING | Standing.SENDING:
                return self.theme.muted_text
            case Standing.UNSURE:
                return self.theme.warning_text
            case Standing.REFUSED:
                return self.theme.danger
        assert_never(standing)

    # Qt's own names

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """The height of a row; rows are always as wide as the view."""
        return QSize(1, self.measure(index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row into its place, with the marks of selection and keyboard focus."""
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = self._model.row_at(index.row())
        layout = self._layouter.layout_of(row, self.row_width)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.translate(place.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, place.width(), place.height())
        if is_selected:
            painter.fillRect(whole, QColor(self.theme.selection))
        visible = painter.clipBoundingRect().toAlignedRect()
        self._paint_row(painter, row, layout, visible, is_selected)
        # As with buttons, the ring is for those who came here by keyboard.
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            radius = self._layouter.metrics.radius
            painter.drawRoundedRect(whole.adjusted(3, 1, -3, -1), radius, radius)
        painter.restore()
