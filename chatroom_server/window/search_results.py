"""The list of what a search has found.

The rule: the newest is selected, so that Enter has something to show.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from chatroom_server.history.reader import Found
from chatroom_server.window.search_delegate import SearchDelegate
from chatroom_server.window.search_model import FOUND_ROLE, FoundModel
from shared.ui.theme_source import ThemeSource


class SearchResults(QListView):
    """Call ``show_found``; ``chosen`` comes by double-click and by Enter."""

    chosen = Signal(object)
    """``Found``: the host wants to have this message."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = FoundModel(self)
        self.setModel(self._results)
        self.setItemDelegate(SearchDelegate(themes, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_double_clicked)
        themes.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    @property
    def current(self) -> Found | None:
        """What is selected, or None."""
        found = self.currentIndex().data(FOUND_ROLE)
        return found if isinstance(found, Found) else None

    def show_found(self, query: str, found: Sequence[Found]) -> None:
        """Show what was found for ``query``, and select the first of it."""
        self._results.fill(query, found)
        if found:
            self.setCurrentIndex(self._results.index(0))

    def move_by(self, key: Qt.Key) -> None:
        """Do what an arrow key or a page key does, while the keyboard is in the field above."""
        action = QAbstractItemView.CursorAction
        actions = {
            Qt.Key.Key_Down: action.MoveDown,
            Qt.Key.Key_Up: action.MoveUp,
            Qt.Key.Key_PageDown: action.MovePageDown,
            Qt.Key.Key_PageUp: action.MovePageUp,
        }
        self.setCurrentIndex(self.moveCursor(actions[key], Qt.KeyboardModifier.NoModifier))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("What was found"))
        self._results.retranslate()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(FOUND_ROLE))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.chosen.emit(self.current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
