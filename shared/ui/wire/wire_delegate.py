"""Paints the rows of the wire: bytes as boxes, wrong ones in the colour of danger and in words.

The rule: nothing is worked out twice for a row that stays in sight, for while frames pour in all rows in sight are
painted some ten times a second.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shared.ui import spacing
from shared.ui.fonts import mono_font
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.byte_cells import ink_of, paint_fill
from shared.ui.wire.frame_parts import BytePart, parts_of
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_rows import LeftOut, WireColumn, WireRow
from shared.wire.frames import WireFrame
from shared.wire.record import Direction

CELL_PADDING: Final = 12
ROW_PADDING: Final = 12
_PART_PADDING: Final = 4
_PART_GAP: Final = 2
_MONO_COLUMNS: Final = frozenset({WireColumn.NUMBER, WireColumn.TIME})
_MOST_REMEMBERED: Final = 512


class WireDelegate(QStyledItemDelegate):
    """Paints a ``WireModel``. Call ``fit_to_font`` when the font of the view is another."""

    def __init__(self, model: WireModel, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._themes = themes
        self._texts: dict[tuple[int, WireColumn], tuple[WireRow, str]] = {}
        self._parts: dict[int, tuple[WireFrame, tuple[BytePart, ...]]] = {}
        self._widths: dict[str, int] = {}
        self.fit_to_font(parent.font())

    def set_model(self, model: WireModel) -> None:
        """Paint this one's rows from now on."""
        self._model = model
        self.forget()

    def fit_to_font(self, font: QFont) -> None:
        """Write with ``font``, and bytes and times with the fixed one in its size."""
        self._font, self._mono = QFont(font), mono_font(font)
        self._metrics, self._mono_metrics = QFontMetrics(self._font), QFontMetrics(self._mono)
        self._widths.clear()

    def forget(self) -> None:
        """Words may be others now."""
        self._texts.clear()
        self._parts.clear()

    def bytes_width(self, row: WireFrame) -> int:
        """How wide all bytes of a row are, in pixels."""
        return self._parts_width(self._parts_of(row)) + 2 * CELL_PADDING

    def _paint_bytes(self, painter: QPainter, place: QRect, row: WireFrame) -> None:
        theme = self._themes.theme
        parts = self._parts_of(row)
        room = place.width() - sum(self._width(part) + _PART_GAP for part in parts if not part.is_text)
        height = self._mono_metrics.height()
        top = place.top() + (place.height() - height) // 2
        left = place.left()
        painter.setFont(self._mono)
        for part in parts:
            width, text = self._width(part), part.text
            if part.is_text and width > room:
                least = self._mono_metrics.horizontalAdvance("0…") + 2 * _PART_PADDING
                width = max(room, least)
                text = self._mono_metrics.elidedText(
                    text, Qt.TextElideMode.ElideRight, width - 2 * _PART_PADDING
                )
            box = QRectF(left, top, width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            paint_fill(painter, box, part.role, theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(ink_of(part.role, theme)))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.adjusted(_PART_PADDING, 0, 0, 0), side | Qt.TextFlag.TextSingleLine, text)
            left += width + _PART_GAP

    def _paint_meaning(self, painter: QPainter, place: QRect, row: WireRow) -> None:
        theme, words = self._themes.theme, self._model.words
        meaning = self._text(row, WireColumn.MEANING)
        remarks = words.remarks(row)
        painter.setFont(self._font)
        painter.setPen(QColor(_ink_of_meaning(theme, row, is_wrong=words.is_wrong(row))))
        said = meaning.removesuffix(remarks) if remarks else meaning
        self._write(painter, place, said)
        used = self._metrics.horizontalAdvance(said)
        if remarks and used < place.width():
            # On what is received it is the lesson; that a server sends several frames at once is no wonder.
            is_lesson = isinstance(row, WireFrame) and row.direction is Direction.RECEIVED
            painter.setPen(QColor(theme.warning_text if is_lesson else theme.muted_text))
            self._write(painter, place.adjusted(used, 0, 0, 0), remarks)

    def _paint_text(self, painter: QPainter, place: QRect, row: WireRow, column: WireColumn) -> None:
        theme = self._themes.theme
        is_mono = column in _MONO_COLUMNS
        painter.setFont(self._mono if is_mono else self._font)
        is_quiet = is_mono or not isinstance(row, WireFrame)
        painter.setPen(QColor(theme.muted_text if is_quiet else theme.text))
        self._write(painter, place, self._text(row, column), is_mono=is_mono)

    def _write(self, painter: QPainter, place: QRect, text: str, *, is_mono: bool = False) -> None:
        metrics = self._mono_metrics if is_mono else self._metrics
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(
            place,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            shown,
        )

    def _text(self, row: WireRow, column: WireColumn) -> str:
        key = (id(row), column)
        known = self._texts.get(key)
        # Another row may live where this one did.
        if known is None or known[0] is not row:
            if len(self._texts) >= _MOST_REMEMBERED:
                self._texts.clear()
            known = self._texts[key] = (row, self._model.words.text(row, column))
        return known[1]

    def _parts_of(self, row: WireFrame) -> tuple[BytePart, ...]:
        known = self._parts.get(id(row))
        if known is None or known[0] is not row:
            if len(self._parts) >= _MOST_REMEMBERED:
                self._parts.clear()
            known = self._parts[id(row)] = (row, parts_of(row))
        return known[1]

    def _parts_width(self, parts: tuple[BytePart, ...]) -> int:
        return sum(self._width(part) + _PART_GAP for part in parts)

    def _width(self, part: BytePart) -> int:
        if part.is_text:
            return self._mono_metrics.horizontalAdvance(part.text) + 2 * _PART_PADDING
        width = self._widths.get(part.text)
        if width is None:
            if len(self._widths) >= _MOST_REMEMBERED:
                self._widths.clear()
            width = self._mono_metrics.horizontalAdvance(part.text) + 2 * _PART_PADDING
            self._widths[part.text] = width
        return width

    # Qt overrides

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._themes.theme
        row, column = self._model.row_at(index.row()), WireColumn(index.column())
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(place)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(theme.selection))
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), QColor(theme.border))
        inside = place.adjusted(CELL_PADDING, 0, -spacing.TIGHT, 0)
        match column:
            case WireColumn.BYTES if isinstance(row, WireFrame):
                self._paint_bytes(painter, inside, row)
            case WireColumn.MEANING:
                self._paint_meaning(painter, inside, row)
            case _:
                self._paint_text(painter, inside, row, column)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)  # the last box of the bytes has left its own
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, column = self._model.row_at(index.row()), WireColumn(index.column())
        height = self._metrics.height() + ROW_PADDING
        if column is WireColumn.BYTES and isinstance(row, WireFrame):
            return QSize(self.bytes_width(row), height)
        metrics = self._mono_metrics if column in _MONO_COLUMNS else self._metrics
        return QSize(metrics.horizontalAdvance(self._text(row, column)) + 2 * CELL_PADDING, height)


def _ink_of_meaning(theme: Theme, row: WireRow, *, is_wrong: bool) -> str:
    if is_wrong:
        return theme.danger
    return theme.text if isinstance(row, WireFrame | LeftOut) else theme.muted_text
