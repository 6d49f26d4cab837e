"""The parts of a frame as a list: what each is, where it begins, how long it is, and what it says.

The rule: what a field says is foreign text, and stands on one line as it is; the list keeps no copy of the bytes.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, assert_never

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from shared.ui.inert import inert_line
from shared.ui.row_table import choose_whole_rows
from shared.ui.tip import tip
from shared.wire.fields import Field, FieldKind

_VALUE_CHARACTERS: Final = 200
_ROW_PADDING: Final = 8
_CELL_PADDING: Final = 2 * 10 + 8

_Index = QModelIndex | QPersistentModelIndex


class FieldColumn(IntEnum):
    """The columns, from the left."""

    FIELD = 0
    OFFSET = 1
    LENGTH = 2
    VALUE = 3


_GIVING_WAY: Final = (FieldColumn.LENGTH, FieldColumn.OFFSET)
_SHORT_VALUE: Final = "good morning"


class FieldModel(QAbstractTableModel):
    """The fields of one frame. Call ``retranslate`` when the language changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[Field, ...] = ()

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._fields = fields
        self.endResetModel()

    def field_at(self, row: int) -> Field:
        """The field of a row."""
        return self._fields[row]

    def row_of(self, position: int) -> int | None:
        """In which row the byte with this number is; None if it is in none."""
        for row, field in enumerate(self._fields):
            if field.start <= position < field.start + field.length:
                return row
        return None

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FieldColumn) - 1)
        if self._fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._fields) - 1, len(FieldColumn) - 1))

    def kind_words(self, kind: FieldKind) -> str:
        """What a kind of field is called."""
        match kind:
            case FieldKind.STX:
                return self.tr("STX, the start")
            case FieldKind.TYPE:
                return self.tr("Type")
            case FieldKind.NAME:
                return self.tr("Name")
            case FieldKind.COMMA:
                return self.tr("Comma")
            case FieldKind.HEAD:
                return self.tr("Who says it")
            case FieldKind.TEXT:
                return self.tr("Text")
            case FieldKind.HIDDEN:
                return self.tr("Hidden")
            case FieldKind.JSON_KEY:
                return self.tr("JSON key")
            case FieldKind.JSON_VALUE:
                return self.tr("JSON value")
            case FieldKind.JSON_PUNCTUATION:
                return self.tr("JSON marks")
            case FieldKind.PAYLOAD:
                return self.tr("Payload")
            case FieldKind.ETX:
                return self.tr("ETX, the end")
            case FieldKind.PADDING:
                return self.tr("Padding, skipped")
            case FieldKind.OUTSIDE:
                return self.tr("In no frame")
            case FieldKind.LOST:
                return self.tr("Dropped")
            case FieldKind.REQUEST:
                return self.tr("Request")
            case FieldKind.ENDING:
                return self.tr("Ending, ignored")
            case FieldKind.PORT:
                return self.tr("Port")
            case FieldKind.DATAGRAM:
                return self.tr("Datagram")
        assert_never(kind)

    def _value(self, field: Field) -> str:
        match field.kind:
            case FieldKind.STX:
                return "02"
            case FieldKind.ETX:
                return "03"
            case FieldKind.HIDDEN:
                return self.tr("not shown")
        text = inert_line(field.value)
        return text if len(text) <= _VALUE_CHARACTERS else text[:_VALUE_CHARACTERS] + "…"

    def _in_words(self, field: Field) -> str:
        sentence = self.tr("{field}: {value}; %n bytes from offset {offset} on", "", field.length)
        return sentence.format(
            field=self.kind_words(field.kind),
            value=self._value(field),
            offset=QLocale().toString(field.start),
        )

    # Qt overrides

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(FieldColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(FieldColumn(section))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match FieldColumn(section):
            case FieldColumn.FIELD:
                return self.tr("Field")
            case FieldColumn.OFFSET:
                return self.tr("Offset")
            case FieldColumn.LENGTH:
                return self.tr("Length")
            case FieldColumn.VALUE:
                return self.tr("Value")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        field, column = self._fields[index.row()], FieldColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                match column:
                    case FieldColumn.FIELD:
                        return self.kind_words(field.kind)
                    case FieldColumn.OFFSET:
                        return str(field.start)
                    case FieldColumn.LENGTH:
                        return str(field.length)
                    case FieldColumn.VALUE:
                        return self._value(field)
            case Qt.ItemDataRole.AccessibleTextRole if column is FieldColumn.FIELD:
                return self._in_words(field)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._value(field) if column is FieldColumn.VALUE else self._in_words(field))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _:
                return None


class FieldList(QTableView):
    """Call ``show_fields``; connect ``field_chosen``, and call ``choose_at`` for a byte that was pointed at."""

    field_chosen = Signal(object)
    """The ``Field`` that somebody has chosen here, or that ``choose_at`` was told of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = FieldModel(self)
        self.setObjectName("fieldList")
        self.setModel(self._fields)
        choose_whole_rows(self)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.retranslate()

    @property
    def chosen_field(self) -> Field | None:
        """Which field is chosen, or None."""
        rows = self.selectionModel().selectedRows()
        return self._fields.field_at(rows[0].row()) if rows else None

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Show these, with none of them chosen."""
        self._fields.show_fields(fields)
        self.setCurrentIndex(QModelIndex())
        self._fit_columns()
        self.scrollToTop()

    def choose_at(self, position: int) -> None:
        """Choose the field of the byte with this number."""
        row = self._fields.row_of(position)
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self._fields.index(row, FieldColumn.FIELD))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Fields of the frame"))
        self._fields.retranslate()
        self._fit_columns()

    def _fit_columns(self) -> None:
        metrics = QFontMetrics(self.font())
        line = metrics.height() + _ROW_PADDING
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        for column in (FieldColumn.FIELD, FieldColumn.OFFSET, FieldColumn.LENGTH):
            words = [str(self._fields.headerData(column, Qt.Orientation.Horizontal))]
            words += [str(self._fields.index(row, column).data()) for row in range(self._fields.rowCount())]
            self.setColumnWidth(column, max(map(metrics.horizontalAdvance, words)) + _CELL_PADDING)
        self._share_width()

    def _share_width(self) -> None:
        """Hide what can be read off the bytes too, where there is no room for it beside the value."""
        room = (
            self.viewport().width()
            - QFontMetrics(self.font()).horizontalAdvance(_SHORT_VALUE)
            - _CELL_PADDING
        )
        for column in _GIVING_WAY:
            self.setColumnHidden(column, False)
        for column in _GIVING_WAY:
            if sum(map(self.columnWidth, (FieldColumn.FIELD, *_GIVING_WAY))) <= room:
                return
            self.setColumnHidden(column, True)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        field = self.chosen_field
        if field is not None:
            self.field_chosen.emit(field)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_columns()
        super().changeEvent(event)


def _alignment(column: FieldColumn) -> Qt.AlignmentFlag:
    is_number = column in {FieldColumn.OFFSET, FieldColumn.LENGTH}
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
