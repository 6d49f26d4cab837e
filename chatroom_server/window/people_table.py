"""The table of the people in the room: sortable, and with a menu for the row that is meant.

The rule: the menu acts on the row under the mouse, or by keyboard on the row that is selected; and nobody is
selected whom the host did not choose.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from shared.ui.theme_source import ThemeSource

_CELL_PADDING: Final = 2 * 10 + 8
"""Left and right of a cell's text, as the style sheet has it, and what the style adds."""

_ROW_PADDING: Final = 12

_SHORT_NAME: Final = "00000"
"""As wide as what is always seen of a name. With large text in a narrow window, the rest is scrolled to."""


class PeopleTable(QTableView):
    """Shows a ``PeopleModel``. Connect ``customContextMenuRequested``; ``selected_guest`` is who is meant."""

    def __init__(self, model: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(_PeopleDelegate(themes, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab leaves the table; the arrow keys move in it.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
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
        self.verticalHeader().setDefaultSectionSize(metrics.height() + _ROW_PADDING)
        widest = {
            Column.ADDRESS: QFontMetrics(mono_font(self.font())).horizontalAdvance("192.168.1.100"),
            Column.SINCE: metrics.horizontalAdvance("00:00 PM"),
            Column.SAID: metrics.horizontalAdvance("00000"),
            Column.STATE: max(map(metrics.horizontalAdvance, self._people.long_states)),
        }
        for column, width in widest.items():
            self.setColumnWidth(column, width + _CELL_PADDING)
        self._fit_names()

    def _fit_names(self) -> None:
        header = self.horizontalHeader()
        others = header.length() - header.sectionSize(Column.NAME)
        least = QFontMetrics(self.font()).horizontalAdvance(_SHORT_NAME) + _CELL_PADDING
        header.resizeSection(Column.NAME, max(least, self.viewport().width() - others))

    @Slot(int)
    def _on_section_resized(self, column: int) -> None:
        if column != Column.NAME:
            self._fit_names()

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
        self._fit_names()

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
