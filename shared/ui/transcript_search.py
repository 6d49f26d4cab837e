"""The bar in which somebody looks for what was said: a field, how much was found, and the way through it.

The rule: the newest comes first, and it goes on to what is older; what is not here but could be fetched is looked
through only when the person asks for it, and a part at a time.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.icons import icon
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_finder import TranscriptFinder
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import HistoryEdge
from shared.ui.transcript_view import TranscriptView

_PAUSE_MILLISECONDS: Final = 120
"""Whoever types on has not asked yet."""

_PARTS_AT_ONCE: Final = 10
"""So many answers of the room are looked through before the person is asked again."""


class TranscriptSearch(QFrame):
    """Hidden until `open`. It goes with Esc and with its button; `closed` tells it."""

    closed = Signal()
    """The person has done looking; the keyboard may go back to where it was."""

    def __init__(
        self, view: TranscriptView, model: TranscriptModel, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._model = model
        self._finder = TranscriptFinder(model, self)
        self._current = QPersistentModelIndex()
        self._parts_left = 0  # of what is being fetched, 0 when nothing is
        self._found_before = 0
        set_role(self, "header")
        self.field = LineEdit(self)
        self.field.setObjectName("transcriptSearchField")
        self.field.setClearButtonEnabled(True)
        self.count_label = QLabel(self)
        self.count_label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.count_label, "muted")
        self.further_button = QPushButton(self)
        set_role(self.further_button, "link")
        self.older_button, self.newer_button, self.close_button = (QToolButton(self) for _ in range(3))
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        row.setSpacing(spacing.SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self.count_label)
        row.addWidget(self.further_button)
        for button in (self.older_button, self.newer_button, self.close_button):
            set_role(button, "quiet")
            row.addWidget(button)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._on_time_to_look)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.older_button.clicked.connect(self.go_older)
        self.newer_button.clicked.connect(self.go_newer)
        self.close_button.clicked.connect(self.close_search)
        self.further_button.clicked.connect(self._look_further)
        self._finder.changed.connect(self._on_found_changed)
        model.edge_told.connect(self._on_edge_told)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icons()
        self.hide()
        self.retranslate()

    def open(self) -> None:
        """Show the bar and give it the keyboard; what was looked for last is there, selected."""
        if self.isHidden():
            self.show()
            self._on_time_to_look()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def close_search(self) -> None:
        """Stop looking and mark nothing any more; the reader stays where the search has led."""
        if self.isHidden():
            return
        self._pause.stop()
        self._parts_left = 0
        self._look_for("")
        self._view.clearSelection()
        self.hide()
        self.closed.emit()

    @Slot()
    def go_older(self) -> None:
        """Go to the next that was found further up; from the last one further back, or to the newest again."""
        if self._look_now():
            return
        place = self._place()
        if place is None:
            self._look_further()
        elif place > 0:
            self._go_to(place - 1)
        elif self._can_look_further:
            self._look_further()
        else:
            self._go_to(self._finder.count - 1)

    @Slot()
    def go_newer(self) -> None:
        """Go to the next that was found further down; from the newest to the oldest."""
        if self._look_now():
            return
        place = self._place()
        if place is not None:
            self._go_to((place + 1) % self._finder.count)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.field.setAccessibleName(self.tr("Search in this conversation"))
        self.field.setPlaceholderText(self.tr("Search in this conversation"))
        self.further_button.setText(self.tr("Look further back"))
        for button, name, tip in (
            (self.older_button, self.tr("Older"), self.tr("Older (Enter)")),
            (self.newer_button, self.tr("Newer"), self.tr("Newer (Shift+Enter)")),
            (self.close_button, self.tr("Close the search"), self.tr("Close the search (Esc)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._say()

    @property
    def _can_look_further(self) -> bool:
        return (
            self._finder.pattern is not None
            and self._model.edge is HistoryEdge.MORE
            and not self._finder.is_looking
            and not self._finder.has_more
        )

    def _place(self) -> int | None:
        """Where the reader is among all that was found; None if nothing was."""
        if not self._finder.count:
            return None
        if not self._current.isValid():
            return self._finder.count - 1
        return min(self._finder.place_of(self._current), self._finder.count - 1)

    def _go_to(self, place: int) -> None:
        self._current = self._finder.index_of(place)
        self._view.show_row(self._current)
        self._say()
        said = str(self._model.data(self._current, Qt.ItemDataRole.AccessibleTextRole))
        announce(self, self.tr("{count}: {message}").format(count=self.count_label.text(), message=said))

    def _look_for(self, wanted: str) -> None:
        self._current = QPersistentModelIndex()
        self._finder.look_for(wanted)
        self._view.mark_wanted(self._finder.pattern)

    def _look_now(self) -> bool:
        """Whoever presses Enter right after the last letter need not wait for the pause."""
        if not self._pause.isActive():
            return False
        self._pause.stop()
        self._on_time_to_look()
        return True

    def _say(self) -> None:
        finder, place = self._finder, self._place()
        if finder.pattern is None:
            text = ""
        elif self._parts_left:
            text = self.tr("looking further back…")
        elif place is None:
            text = self.tr("searching…") if finder.is_looking else self.tr("Nothing found")
        else:
            words = self.tr("{place} of {count}+") if finder.has_more else self.tr("{place} of {count}")
            text = words.format(place=finder.count - place, count=finder.count)
        self.count_label.setText(text)
        self.further_button.setVisible(self._can_look_further and not self._parts_left)

    def _fit_icons(self) -> None:
        side = self.fontMetrics().height()
        for button in (self.older_button, self.newer_button, self.close_button):
            button.setIconSize(QSize(side, side))

    @Slot()
    def _look_further(self) -> None:
        if self._can_look_further and not self._parts_left:
            self._parts_left = _PARTS_AT_ONCE
            self._found_before = self._finder.count
            self._say()
            self._model.want_older()

    @Slot()
    def _on_edge_told(self) -> None:
        """What was fetched has been looked through by now."""
        if self._parts_left:
            self._parts_left -= 1
            new = self._finder.count - self._found_before
            if new > 0:
                self._parts_left = 0
                self._go_to(new - 1)  # the newest of what is older
            elif self._parts_left and self._can_look_further:
                self._model.want_older()
            else:
                self._parts_left = 0
                announce(self, self.tr("Nothing found"))
        self._say()

    @Slot()
    def _on_text_changed(self) -> None:
        self._parts_left = 0
        self._pause.start()

    @Slot()
    def _on_time_to_look(self) -> None:
        self._look_for(self.field.text())
        self._say()

    @Slot()
    def _on_found_changed(self) -> None:
        if self._finder.count and not self._current.isValid() and not self.isHidden():
            self._go_to(self._finder.count - 1)
        elif not self._finder.count and not self._finder.is_looking and self._finder.pattern is not None:
            announce(self, self.tr("Nothing found"))
        self._say()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.older_button.setIcon(icon("chevron-up", theme.muted_text))
        self.newer_button.setIcon(icon("chevron-down", theme.muted_text))
        self.close_button.setIcon(icon("close", theme.muted_text))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._view.scroll_pages(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not self.field.is_composing
        ):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.go_newer()
            else:
                self.go_older()
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()
        super().changeEvent(event)
