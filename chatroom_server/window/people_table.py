"""The table of the people in the room: sortable, and with a menu for the row that is meant.

The rule: the menu acts on the row under the mouse, or by keyboard on the row that is selected; and nobody is
selected whom the host did not choose. Name and state are always in sight: where there is no room for everything, as
with large text, the columns between them give way, one after the other.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chatroom_server.facts import GuestId
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.people_order import Column
from shared.ui.fonts import mono_font
from shared.ui.row_table import choose_whole_rows
from shared.ui.theme_source import ThemeSource

_CELL_PADDING: Final = 2 * 10 + 8
"""Left and right of a cell's text, as the style sheet has it, and what the style adds."""

_ROW_PADDING: Final = 12

_SHORT_NAME: Final = "00000"
"""As wide as what is always seen of a name; the columns that can be done without give way to it."""

_USUAL_NAME: Final = "0000000"
"""As wide as a name that is seen whole; what is rare among the states gives way to it."""

_GIVING_WAY: Final = (Column.SINCE, Column.SAID, Column.ADDRESS)
"""What can be done without, first the one that is asked for least."""


class PeopleTable(QTableView):
    """Shows a ``PeopleModel``. Connect ``customContextMenuRequested``; ``selected_guest`` is who is meant."""

    def __init__(self, model: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self._state_width = 0  # as wide as it is where there is room
        self._is_fitting = False
        self.setModel(model)
        self.setItemDelegate(_PeopleDelegate(themes, self))
        choose_whole_rows(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._on_section_resized)
        header.setSortIndicator(Column.SINCE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        themes.theme_changed.connect(self._on_theme_changed)
        self._fit_to_font()
        self.retranslate()

    @property
    def selected_guest(self) -> GuestId | None:
        """Who is selected, or None."""
        rows = self.selectionModel().selectedRows()
        return self._people.person_at(rows[0].row()).guest if rows else None

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("People in the room"))

    def _fit_to_font(self) -> None:
        metrics = QFontMetrics(self.font())
        line = metrics.height() + _ROW_PADDING
        # The header's own font may still be the larger one, and would not let the rows be lower.
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        widest = {
            Column.ADDRESS: QFontMetrics(mono_font(self.font())).horizontalAdvance("192.168.1.100"),
            Column.SINCE: metrics.horizontalAdvance("00:00 PM"),
            Column.SAID: metrics.horizontalAdvance("00000"),
            Column.STATE: max(map(metrics.horizontalAdvance, self._people.long_states)),
        }
        self._is_fitting = True
        for column, width in widest.items():
            self.setColumnWidth(column, width + _CELL_PADDING)
        self._state_width = self.columnWidth(Column.STATE)
        self._is_fitting = False
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share the width: the name takes what is left, and what there is no room for is hidden."""
        if self._is_fitting:
            return
        self._is_fitting = True
        metrics = QFontMetrics(self.font())
        least_name = metrics.horizontalAdvance(_SHORT_NAME) + _CELL_PADDING
        short_state = max(map(metrics.horizontalAdvance, self._people.short_states)) + _CELL_PADDING
        least_state = min(short_state, self._state_width)
        room = self.viewport().width()
        for column in _GIVING_WAY:
            self.setColumnHidden(column, False)
        for column in _GIVING_WAY:
            if self._width_between + least_name + least_state <= room:
                break
            self.setColumnHidden(column, True)
        for_both = room - self._width_between
        usual_name = metrics.horizontalAdvance(_USUAL_NAME) + _CELL_PADDING
        state = max(least_state, min(self._state_width, for_both - usual_name))
        self.setColumnWidth(Column.STATE, state)
        self.setColumnWidth(Column.NAME, max(self.horizontalHeader().minimumSectionSize(), for_both - state))
        self._is_fitting = False

    @property
    def _width_between(self) -> int:
        """Of the columns in sight between the name and the state."""
        return sum(self.columnWidth(column) for column in _GIVING_WAY)

    @Slot(int, int, int)
    def _on_section_resized(self, column: int, _before: int, after: int) -> None:
        if self._is_fitting:
            return
        if column == Column.STATE:
            self._state_width = after
        if column != Column.NAME:
            self._fit_columns()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def rowsAboutToBeRemoved(  # noqa: N802
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        if start <= self.currentIndex().row() <= end:
            # Qt would go on to the row below, and the next measure would hit somebody who was never chosen.
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        super().rowsAboutToBeRemoved(parent, start, end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        self.customContextMenuRequested.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            # Not every platform turns these keys into an event of their own.
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).center())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._people.retranslate()
            self.retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._fit_to_font()


class _PeopleDelegate(QStyledItemDelegate):
    """Names stand out; addresses are set in a font in which digits stand below one another."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    # Qt overrides

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        column = index.column()
        if column == Column.ADDRESS:
            option.font = mono_font(option.font)
        if column in (Column.ADDRESS, Column.SINCE, Column.STATE):
            quiet = QColor(self._themes.theme.muted_text)
            option.palette.setColor(QPalette.ColorRole.Text, quiet)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, quiet)
