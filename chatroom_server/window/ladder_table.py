"""Draws a ladder: calls left and right, and between them an arrow for what went from one to the other.

The rule: it follows only while its end is in sight; a dashed arrow is an inferred one, and a cross a datagram that
was let fall. The server's calls, which are the real ones, keep their width longest: where there is little, first
the time goes, then the guest's side and the middle shrink, and at last the guest's side goes too.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chatroom_server.window.ladder_model import RUNG_ROLE, LadderColumn, LadderModel
from shared.ui.fonts import mono_font
from shared.ui.row_table import choose_whole_rows
from shared.ui.theme_source import ThemeSource
from shared.wire.ladder import Passage, Rung

_ROW_PADDING: Final = 16
_CELL_PADDING: Final = 28
_TIME: Final = "00:00:00.000"
_PASSAGE: Final = "[02]4alice: 00000000000[03] (00 B)"
_LEAST_GUEST: Final = "connect(19…"
_LEAST_PASSAGE: Final = "[02]4al…"
_LEAST_SERVER: Final = "send(00, 000) = 000"
_TIP: Final = 5.0
_Index = QModelIndex | QPersistentModelIndex


class LadderTable(QTableView):
    """Shows a ``LadderModel``."""

    def __init__(self, model: LadderModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ladder = model
        self._is_following = True
        self.setObjectName("ladderTable")
        self.setModel(model)
        self.setItemDelegate(_LadderDelegate(themes, self))
        choose_whole_rows(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_CELL_PADDING)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        model.modelReset.connect(self._on_model_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        self._fit_to_font()
        self.retranslate()

    def follow(self) -> None:
        """Go to the end, and stay there."""
        self._is_following = True
        self.scrollToBottom()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Ladder of calls"))

    def _fit_to_font(self) -> None:
        line = QFontMetrics(self.font()).height() + _ROW_PADDING
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        self._fit_columns()

    def _fit_columns(self) -> None:
        mono = QFontMetrics(mono_font(self.font()))

        def width(text: str) -> int:
            return mono.horizontalAdvance(text) + _CELL_PADDING

        time, passage = width(_TIME), width(_PASSAGE)
        least_guest, least_passage, least_server = (
            width(text) for text in (_LEAST_GUEST, _LEAST_PASSAGE, _LEAST_SERVER)
        )
        guest = max(least_guest, width(self._ladder.longest(LadderColumn.GUEST)))
        server = max(least_server, width(self._ladder.longest(LadderColumn.SERVER)))
        room = self.viewport().width()
        has_time = time + guest + passage + server <= room
        self.setColumnHidden(LadderColumn.TIME, not has_time)
        room -= time if has_time else 0
        has_guest = least_guest + least_passage + least_server <= room
        self.setColumnHidden(LadderColumn.GUEST, not has_guest)
        if not has_guest:
            guest = least_guest = 0
        spare = room - guest - passage - server
        # What is left over makes the arrows longer; what is lacking is taken from one after the other.
        passage += max(0, spare)
        lack = max(0, -spare)
        for column, wanted, least in (
            (LadderColumn.GUEST, guest, least_guest),
            (LadderColumn.PASSAGE, passage, least_passage),
            (LadderColumn.SERVER, server, least_server),
        ):
            given = min(lack, wanted - least)
            lack -= given
            if wanted:
                self.setColumnWidth(column, wanted - given)
        self.setColumnWidth(LadderColumn.TIME, time)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        self._is_following = value >= self.verticalScrollBar().maximum()

    @Slot()
    def _on_range_changed(self) -> None:
        if self._is_following:
            self.scrollToBottom()

    @Slot()
    def _on_model_reset(self) -> None:
        self._fit_columns()

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, last - first + 1)
        self._fit_columns()

    @Slot(QModelIndex, int, int)
    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, first - last - 1)

    def _stay(self, first: int, count: int) -> None:
        """Leave the rungs that are looked at where they are, though others come or go above them."""
        bar = self.verticalScrollBar()
        if not self._is_following and first < bar.value():
            bar.setValue(max(first, bar.value() + count))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_to_font()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class _LadderDelegate(QStyledItemDelegate):
    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def _paint_passage(self, painter: QPainter, rect: QRect, rung: Rung, text: str, font: QFont) -> None:
        theme = self._themes.theme
        color = QColor(theme.muted_text if rung.is_inferred else theme.text)
        left, right = rect.left() + 4.0, rect.right() - 4.0
        middle = rect.bottom() - 6.0
        start, end = (left, right) if rung.is_to_server else (right, left)
        is_lost = rung.passage is Passage.LOST_DATAGRAM
        if is_lost:
            end = (left + right) / 2
            color = QColor(theme.danger)
        style = Qt.PenStyle.DashLine if rung.is_inferred else Qt.PenStyle.SolidLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1.4, style))
        painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        painter.setPen(QPen(color, 1.4))
        back = -_TIP if end > start else _TIP
        if is_lost:
            painter.drawLine(QPointF(end - _TIP, middle - _TIP), QPointF(end + _TIP, middle + _TIP))
            painter.drawLine(QPointF(end - _TIP, middle + _TIP), QPointF(end + _TIP, middle - _TIP))
        else:
            painter.setBrush(color)
            tip = [QPointF(end, middle), QPointF(end + back, middle - 3.5), QPointF(end + back, middle + 3.5)]
            painter.drawPolygon(QPolygonF(tip))
        painter.setFont(font)
        words = rect.adjusted(6, 2, -6, -9)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)

    # Qt overrides

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.font = mono_font(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rung = index.data(RUNG_ROLE)
        view = self.parent()
        is_arrow = index.column() == LadderColumn.PASSAGE and isinstance(rung, Rung)
        if not is_arrow or rung.passage is Passage.NOTHING or not isinstance(view, QWidget):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_passage(painter, option.rect, rung, text, option.font)
        painter.restore()
