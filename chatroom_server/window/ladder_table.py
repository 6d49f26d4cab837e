"""Draws a ladder: calls left and right, and between them an arrow for what went from one to the other.

The rule: it follows only while its end is in sight; a dashed arrow is an inferred one, and a cross a datagram that
was let fall.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chatroom_server.window.ladder_model import RUNG_ROLE, LadderColumn, LadderModel
from shared.ui.fonts import mono_font
from shared.ui.theme_source import ThemeSource
from shared.wire.ladder import Passage, Rung
from shared.wire.ladder_words import passage_text

_ROW_PADDING: Final = 16
_CELL_PADDING: Final = 28
_TIME: Final = "00:00:00.000"
_GUEST: Final = "socket(AF_INET, SOCK_STREAM)"
_PASSAGE: Final = "␂4alice: 00000000000␃ (00 B)"
_TIP: Final = 5.0
_Index = QModelIndex | QPersistentModelIndex


class LadderTable(QTableView):
    """Shows a ``LadderModel``."""

    def __init__(self, model: LadderModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_following = True
        self.setObjectName("ladderTable")
        self.setModel(model)
        self.setItemDelegate(_LadderDelegate(themes, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
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
        mono = QFontMetrics(mono_font(self.font()))
        line = QFontMetrics(self.font()).height() + _ROW_PADDING
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        self.horizontalHeader().setMinimumSectionSize(40)
        for column, widest in (
            (LadderColumn.TIME, _TIME),
            (LadderColumn.GUEST, _GUEST),
            (LadderColumn.PASSAGE, _PASSAGE),
        ):
            self.setColumnWidth(column, mono.horizontalAdvance(widest) + _CELL_PADDING)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        self._is_following = value >= self.verticalScrollBar().maximum()

    @Slot()
    def _on_range_changed(self) -> None:
        if self._is_following:
            self.scrollToBottom()

    # Qt overrides

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

    def _paint_passage(self, painter: QPainter, rect: QRect, rung: Rung, font: QFont) -> None:
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
        text = painter.fontMetrics().elidedText(
            passage_text(rung), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)

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
        option.text = ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_passage(painter, option.rect, rung, option.font)
        painter.restore()
