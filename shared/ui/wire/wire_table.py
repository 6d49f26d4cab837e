"""The table of the wire: it moves along with what comes while nobody looks at anything in particular.

The rule: it follows only at the end; whoever scrolls away or chooses a row stays where they are, whatever comes and
whatever goes, and is told how much is new.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from shared.ui import spacing
from shared.ui.fonts import mono_font
from shared.ui.jump_button import JumpButton
from shared.ui.row_table import choose_whole_rows
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_delegate import CELL_PADDING, ROW_PADDING, WireDelegate
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_rows import WireColumn, WireRow
from shared.wire.frames import WireFrame

_LEAST_ROWS: Final = 3
_WIDEST: Final = {
    WireColumn.NUMBER: "00000",
    WireColumn.TIME: "00:00:00.000",
    WireColumn.ARROW: "→",
}
_WHO: Final = "everyone ×12"
_WIDER_WHO: Final = "192.168.188.188:6000"
_BYTES: Final = "02 3 c-client: hello 03 00"
_GIVING_WAY: Final = (WireColumn.TIME, WireColumn.NUMBER)
"""What a narrow table can do without, first the one that the tooltip tells, too."""
_Index = QModelIndex | QPersistentModelIndex


class WireTable(QTableView):
    """Shows a ``WireModel``. Call ``rows_added`` after rows were appended."""

    row_chosen = Signal(object)
    """Somebody looks at this ``WireRow``; None when at none any more."""
    menu_wanted = Signal(object)
    """A place on the screen, for the menu of what is chosen."""
    copy_wanted = Signal()
    """Ctrl+C."""

    def __init__(self, model: WireModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wireTable")
        self._is_following = True
        self._is_moving = False
        self._empty_text = ""
        self._themes = themes
        self._has_own_widths = False
        self._jump = JumpButton(self)
        self._jump.hide()
        self._rows = model
        self._delegate = WireDelegate(model, themes, self)
        self.setItemDelegate(self._delegate)
        choose_whole_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._on_section_resized)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._jump.clicked.connect(self.follow)
        themes.theme_changed.connect(self._on_theme_changed)
        self.show_model(model)
        self._fit_to_font()
        self.retranslate()

    @property
    def is_following(self) -> bool:
        """Whether the newest stays in sight."""
        return self._is_following

    @property
    def row_height(self) -> int:
        """How high each row is."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def header_height(self) -> int:
        """How high the headings are."""
        return self.horizontalHeader().sizeHint().height()

    @property
    def jump_button(self) -> JumpButton:
        """Leads to the newest, and counts what came since."""
        return self._jump

    @property
    def empty_text(self) -> str:
        """What is said while there are no rows."""
        return self._empty_text

    @property
    def chosen_row(self) -> WireRow | None:
        """What somebody looks at, or None."""
        index = self.currentIndex()
        is_chosen = index.isValid() and self.selectionModel().isRowSelected(index.row())
        return self._rows.row_at(index.row()) if is_chosen else None

    def selected_rows(self) -> list[WireRow]:
        """All that is selected, from above."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.row_at(number) for number in numbers]

    def show_model(self, model: WireModel) -> None:
        """Show these rows from now on, from their end."""
        if self.model() is not None:
            self._rows.rowsRemoved.disconnect(self._on_rows_removed)
            self._rows.rowsInserted.disconnect(self._on_rows_inserted)
            self._rows.modelReset.disconnect(self._on_reset)
        self._rows = model
        self._delegate.set_model(model)
        before = self.selectionModel()
        self.setModel(model)
        if before is not None:
            before.deleteLater()
        model.rowsRemoved.connect(self._on_rows_removed)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_selection_changed)
        self._fit_columns()
        self.follow()

    def show_empty_text(self, text: str) -> None:
        """Say this while there are no rows."""
        self._empty_text = text
        self.viewport().update()

    def rows_added(self, count: int) -> None:
        """Follow what was appended, or count it."""
        if self._is_following:
            self._go_to_end()
        elif count:
            self._jump.set_count(self._jump.count + count)
        self._show_jump()

    @Slot()
    def follow(self) -> None:
        """Go to the newest, and stay there."""
        self._is_following = True
        self._jump.set_count(0)
        self._go_to_end()
        self._show_jump()

    def choose(self, number: int) -> None:
        """Choose a row and bring it into sight."""
        index = self._rows.index(number, WireColumn.NUMBER)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Frames on the wire"))

    def _go_to_end(self) -> None:
        self._is_moving = True
        self.updateGeometries()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._is_moving = False

    def _show_jump(self) -> None:
        bar = self.verticalScrollBar()
        is_away = bar.value() < bar.maximum()
        self._jump.setVisible(not self._is_following and (is_away or self._jump.count > 0))
        self._jump.adjustSize()
        # At the right, where the words are: bytes that are half hidden are worse than words that are.
        area = self.viewport().geometry()
        self._jump.move(
            area.right() - self._jump.width() - spacing.SMALL,
            area.bottom() - self._jump.height() - spacing.SMALL,
        )
        self._jump.raise_()

    def _fit_to_font(self) -> None:
        self._delegate.fit_to_font(self.font())
        line = QFontMetrics(self.font()).height() + ROW_PADDING
        # The header's own font may still be the larger one, and would not let the rows be lower.
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        self.verticalScrollBar().setSingleStep(line)
        self._has_own_widths = False
        self._fit_height()
        self._fit_columns()

    def _fit_height(self) -> None:
        self.setMinimumHeight(self.header_height + _LEAST_ROWS * self.row_height)

    def _fit_columns(self) -> None:
        if self._has_own_widths:
            return
        self._is_moving = True
        mono, metrics = QFontMetrics(mono_font(self.font())), QFontMetrics(self.font())
        room = self.viewport().width()
        for column in _GIVING_WAY:
            self.setColumnHidden(column, False)
        for column, text in _WIDEST.items():
            width = (mono if column is not WireColumn.ARROW else metrics).horizontalAdvance(text)
            self.setColumnWidth(column, width + 2 * CELL_PADDING)
        self.setColumnWidth(WireColumn.WHO, metrics.horizontalAdvance(_WHO) + CELL_PADDING)
        wanted = mono.horizontalAdvance(_BYTES) + 2 * CELL_PADDING
        for column in _GIVING_WAY:
            if room - self._width_before_bytes >= wanted * 3 // 2:
                break
            self.setColumnHidden(column, True)
        wider = metrics.horizontalAdvance(_WIDER_WHO) + CELL_PADDING
        spare = room - self._width_before_bytes - 3 * wanted
        if spare > 0:
            who = self.columnWidth(WireColumn.WHO)
            self.setColumnWidth(WireColumn.WHO, min(wider, who + spare))
        fixed = self._width_before_bytes
        self.setColumnWidth(WireColumn.BYTES, max(wanted // 2, min(2 * wanted, (room - fixed) * 2 // 5)))
        self._is_moving = False

    @property
    def _width_before_bytes(self) -> int:
        return sum(self.columnWidth(column) for column in WireColumn if column < WireColumn.BYTES)

    @Slot(int, int, int)
    def _on_section_resized(self, _column: int, _before: int, _after: int) -> None:
        if not self._is_moving and QWidget.mouseGrabber() is not None:
            self._has_own_widths = True

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        if self._is_moving:
            return
        if value >= self.verticalScrollBar().maximum():
            self._is_following = True
            self._jump.set_count(0)
        else:
            self._is_following = False
        self._show_jump()

    @Slot()
    def _on_selection_changed(self) -> None:
        row = self.chosen_row
        if row is not None:
            self._is_following = False
            self._show_jump()
        self.row_chosen.emit(row)

    @Slot(QModelIndex, int, int)
    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not self._is_following and first == 0:
            self._shift(-(last - first + 1))

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0 and not self._is_following and self.rowAt(0) >= 0:
            self._shift(last - first + 1)
        elif first == 0 and self._is_following:
            self._go_to_end()

    def _shift(self, rows: int) -> None:
        """What is in sight has another number now, and stays where it is."""
        self._is_moving = True
        bar = self.verticalScrollBar()
        value = bar.value() + rows * self.verticalHeader().defaultSectionSize()
        self.updateGeometries()
        bar.setValue(max(0, value))
        self._is_moving = False

    @Slot()
    def _on_reset(self) -> None:
        self._delegate.forget()
        self._jump.set_count(0)
        self.row_chosen.emit(None)
        self.follow()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    def _start_at_lowest(self) -> None:
        """Reading by keyboard starts at the lowest row in sight, if not at one that is there already."""
        if not self.currentIndex().isValid() and self._rows.rowCount():
            lowest = self.rowAt(self.viewport().height() - self.verticalHeader().defaultSectionSize())
            number = lowest if lowest >= 0 else self._rows.rowCount() - 1
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(
                self._rows.index(number, WireColumn.NUMBER), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.setAutoScroll(True)

    # Qt overrides

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:  # noqa: N802
        if start <= self.currentIndex().row() <= end:
            # Qt would go on to a neighbour, which nobody has chosen; what is shown of the row stays.
            self.selectionModel().blockSignals(True)
            self.selectionModel().clear()
            self.selectionModel().blockSignals(False)
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters are for the filter: here they would ask for the words of every row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_End and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.follow()
        elif event.key() == Qt.Key.Key_Home and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.scrollToTop()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            # The table may have had the keyboard before it had rows.
            self._start_at_lowest()
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._start_at_lowest()
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = event.globalPos()
        if by_keyboard:
            rect = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
            place = self.viewport().mapToGlobal(rect.center())
        if by_keyboard or isinstance(self.chosen_row, WireFrame):
            self.menu_wanted.emit(place)

    def event(self, event: QEvent) -> bool:
        """Make room for the button's words when they are others."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._show_jump()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # That the end comes into sight is nobody's wish to follow it: who looks at a row goes on looking at it.
        chosen = self.currentIndex()
        top = self.visualRect(chosen).top() if self.selectionModel().isSelected(chosen) else -1
        self._is_moving = True
        super().resizeEvent(event)
        if 0 <= top < event.oldSize().height():
            self.scrollTo(chosen)  # to choose it may have made the room for its fields
        self._is_moving = False
        self._fit_columns()
        if self._is_following:
            self._go_to_end()
        self._show_jump()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rowCount() or not self._empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._themes.theme.muted_text))
        edge = spacing.LARGE
        area = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._delegate.forget()
            self.retranslate()
            self._rows.retranslate()
        if event.type() == QEvent.Type.FontChange:
            self._fit_to_font()
