"""Looking for what was said: a field above the conversation, and what was found in place of it.

The rule: the history is read in another thread, and only the answer to what stands in the field now is shown.
Whispers are never found.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from chatroom_server.history.reader import Found, HistoryUnreadable
from chatroom_server.window.background import Background
from chatroom_server.window.history_reading import search_history
from chatroom_server.window.search_results import SearchResults
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.icons import icon
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource

MOST_FOUND: Final = 200
"""More than anybody looks through; who finds so many types another word."""

_PAUSE_MILLISECONDS: Final = 150
"""Whoever types on has not asked yet."""

_MOVING_KEYS: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class _Standing(Enum):
    """How far the search for what stands in the field has got."""

    IDLE = auto()  # nothing to look for
    LOOKING = auto()  # no answer yet
    FOUND = auto()  # the list shows the answer, which may be empty
    FAILED = auto()  # the history cannot be read


class ConversationSearch(QFrame):
    """Call ``begin_room`` when a room opens, ``open`` when the host wants to look, ``close_search`` when not."""

    results_shown = Signal(bool)
    """What was found takes the place of the conversation, or gives it back."""
    chosen = Signal(object)
    """``Found``: show this message."""
    closed = Signal()
    """The host has done looking; the keyboard may go back to where it was."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._file: Path | None = None
        self._standing = _Standing.IDLE
        self._count = 0
        self._field = LineEdit()
        self._field.setObjectName("conversationSearchField")
        self._said = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._said.setObjectName("conversationSearchCount")
        set_role(self._said, "muted")
        self._close = QToolButton()
        self._close.setObjectName("conversationSearchClose")
        set_role(self._close, "quiet")
        self._results = SearchResults(themes)
        self._results.setObjectName("conversationSearchResults")
        # On the smallest screens all else has to be there, too.
        self._results.setMinimumHeight(spacing.LARGE)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._lay_out()
        self._pause.timeout.connect(self._on_time_to_look)
        self._field.textChanged.connect(self._on_text_changed)
        self._field.returnPressed.connect(self._on_return)
        self._close.clicked.connect(self.close_search)
        self._results.chosen.connect(self.chosen)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icon()
        self.hide()
        self.retranslate()

    @property
    def field(self) -> QWidget:
        """Where what is looked for is typed."""
        return self._field

    def begin_room(self, file: Path | None) -> None:
        """Look in this file from now on; None if the room keeps none."""
        self._file = file
        self._field.clear()
        self.close_search()

    def open(self) -> None:
        """Show the field and give it the keyboard; what was looked for last is there, selected."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._on_text_changed()

    @Slot()
    def close_search(self) -> None:
        """Give the conversation its place back."""
        if self.isHidden():
            return
        self._pause.stop()
        self._background.forget()
        self._set(_Standing.IDLE)
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._field.setAccessibleName(self.tr("Search in what was said"))
        self._field.setPlaceholderText(self.tr("Search in what was said, in this lesson and earlier ones"))
        self._close.setAccessibleName(self.tr("Close the search"))
        self._close.setToolTip(self.tr("Close the search (Esc)"))
        self._say()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        bar.setSpacing(spacing.SMALL)
        bar.addWidget(self._field, 1)
        bar.addWidget(self._said)
        bar.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._results, 1)

    def _set(self, standing: _Standing) -> None:
        self._standing = standing
        is_shown = standing is _Standing.FOUND and self._count > 0
        self._results.setVisible(is_shown)
        self.results_shown.emit(is_shown)
        self._say()

    def _say(self) -> None:
        match self._standing:
            case _Standing.IDLE:
                text = ""
            case _Standing.LOOKING:
                text = self.tr("searching…")
            case _Standing.FAILED:
                text = self.tr("The history cannot be read right now.")
            case _Standing.FOUND if not self._count:
                text = self.tr("Nothing found")
            case _Standing.FOUND if self._count >= MOST_FOUND:
                text = self.tr("the newest %n found", "messages", self._count)
            case _Standing.FOUND:
                text = self.tr("%n found", "messages", self._count)
        self._said.setText(text)

    def _copy(self) -> None:
        found = self._results.current
        if found is not None:
            QGuiApplication.clipboard().setText(found.message.text)

    def _fit_icon(self) -> None:
        side = self.fontMetrics().height()
        self._close.setIconSize(QSize(side, side))

    @Slot()
    def _on_text_changed(self) -> None:
        self._background.forget()
        if self._field.text().strip() and self._file is not None:
            self._pause.start()
        else:
            self._pause.stop()
            self._set(_Standing.IDLE)

    @Slot()
    def _on_time_to_look(self) -> None:
        if self._file is None:
            return
        query = self._field.text().strip()
        self._set(_Standing.LOOKING if self._standing is _Standing.IDLE else self._standing)
        self._background.forget()
        self._background.run(
            partial(search_history, self._file, query, MOST_FOUND), partial(self._on_found, query)
        )

    def _on_found(self, query: str, found: list[Found] | HistoryUnreadable) -> None:
        if isinstance(found, HistoryUnreadable):
            self._set(_Standing.FAILED)
            return
        self._count = len(found)
        self._results.show_found(query, found)
        self._set(_Standing.FOUND)
        announce(self, self._said.text())

    @Slot()
    def _on_return(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_time_to_look()
        elif self._standing is _Standing.FOUND and self._results.current is not None:
            self.chosen.emit(self._results.current)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._close.setIcon(icon("close", theme.muted_text))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        elif event.key() in _MOVING_KEYS and self._results.isVisible():
            self._results.move_by(Qt.Key(event.key()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        super().changeEvent(event)
