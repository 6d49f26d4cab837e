"""The table of all connections: a row for each, with the operating system's own state.

The rule: the state is said in its word, and the colour repeats it. Figures and lives are never shortened: a column
is as wide as its longest text has been, the last one takes what is left, and the table scrolls where that is too
little; a name alone may be.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chatroom_server.window.sockets_model import KIND_ROLE, SocketColumn, SocketsModel
from shared.ui.fonts import mono_font
from shared.ui.pill import PillKind, paint_pill, pill_font, pill_size
from shared.ui.row_table import choose_whole_rows
from shared.ui.theme_source import ThemeSource
from shared.wire.record import ConnectionId

_CELL_PADDING: Final = 28
_ROW_PADDING: Final = 12
_USUAL: Final = {
    SocketColumn.WHO: "00000000000",
    SocketColumn.ENDPOINT: "192.168.1.23:51010",
    SocketColumn.STATE: "ESTABLISHED",
    SocketColumn.IN: "000.0 kB",
    SocketColumn.OUT: "000.0 kB",
    SocketColumn.LIFE: "accept → login → recv ×00 → send ×000",
}
"""Every column has room for this from the beginning, so that the first rows do not push them about."""

_LONGEST_NAME: Final = "0" * 24
_MONO: Final = {SocketColumn.ENDPOINT}
_Index = QModelIndex | QPersistentModelIndex


class SocketsTable(QTableView):
    """Shows a ``SocketsModel``."""

    connection_chosen = Signal(object)
    """A ``ConnectionId``, or None when none is chosen any more."""

    def __init__(self, model: SocketsModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sockets = model
        self._told: ConnectionId | None = None
        self.setObjectName("socketsTable")
        self.setModel(model)
        self.setItemDelegate(_SocketsDelegate(themes, self))
        choose_whole_rows(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_CELL_PADDING)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._widths: dict[SocketColumn, int] = {}
        model.dataChanged.connect(self._on_data_changed)
        self._fit_to_font()
        self.retranslate()

    @property
    def chosen(self) -> ConnectionId | None:
        """Which connection is selected, or None."""
        rows = self.selectionModel().selectedRows()
        return self._sockets.life_at(rows[0].row()).connection if rows else None

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("One socket per guest"))
        self._sockets.retranslate()

    def _fit_to_font(self) -> None:
        metrics = QFontMetrics(self.font())
        line = metrics.height() + _ROW_PADDING
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        self._widths.clear()
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Let each column grow to its longest text, and the last one to the edge."""
        metrics = QFontMetrics(self.font())
        longest_name = metrics.horizontalAdvance(_LONGEST_NAME) + _CELL_PADDING
        for column, usual in _USUAL.items():
            texts = set(self._sockets.texts(column)) | {usual, self._sockets.title(column)}
            width = max(self._widths.get(column, 0), *(self._width(column, text) for text in texts))
            self._widths[column] = min(width, longest_name) if column is SocketColumn.WHO else width
        left = self.viewport().width() - sum(self._widths.values()) + self._widths[SocketColumn.LIFE]
        for column, width in self._widths.items():
            self.setColumnWidth(column, max(width, left) if column is SocketColumn.LIFE else width)

    def _width(self, column: SocketColumn, text: str) -> int:
        if column is SocketColumn.STATE:
            return pill_size(text, pill_font(self.font())).width() + _CELL_PADDING
        font = mono_font(self.font()) if column in _MONO else self.font()
        return QFontMetrics(font).horizontalAdvance(text) + _CELL_PADDING

    @Slot()
    def _on_selection_changed(self) -> None:
        # Qt tells it again when other rows come or go.
        if self.chosen != self._told:
            self._told = self.chosen
            self.connection_chosen.emit(self._told)

    @Slot()
    def _on_data_changed(self) -> None:
        self._fit_columns()

    # Qt overrides

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:  # noqa: N802
        if start <= self.currentIndex().row() <= end:
            # Qt would go on to the row below, and show the ladder of somebody who was never chosen.
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        super().rowsAboutToBeRemoved(parent, start, end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_to_font()


class _SocketsDelegate(QStyledItemDelegate):
    """The state as a pill, endpoints in a font in which digits stand below one another."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    # Qt overrides

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        if index.column() in _MONO:
            option.font = mono_font(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        kind = index.data(KIND_ROLE)
        view = self.parent()
        if not isinstance(kind, PillKind) or not isinstance(view, QWidget):
            super().paint(painter, option, index)
            return
        text = str(index.data())
        self.initStyleOption(option, index)
        option.text = ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        painter.save()
        painter.setFont(pill_font(option.font))
        size = pill_size(text, painter.font())
        place = QRect(option.rect.left() + 6, 0, size.width(), min(size.height(), option.rect.height() - 4))
        place.setWidth(min(place.width(), option.rect.width() - 8))
        place.moveTop(option.rect.center().y() - place.height() // 2)
        paint_pill(painter, place, text, kind, self._themes.theme)
        painter.restore()
