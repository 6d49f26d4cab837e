"""The transcript, as both windows show it.

It shows and asks, and changes nothing itself: what is said, whispered or sent again is the window's to do.
"""

from __future__ import annotations

import re

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDesktopServices,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolTip, QWidget

from shared.ui.jump_button import JumpButton
from shared.ui.spacing import MEDIUM
from shared.ui.steady_list import SteadyList
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource
from shared.ui.tip import tip
from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_layout import Hit, HitKind, TranscriptLayouter, hit_test
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow
from shared.ui.transcript_spans import marked

_NOTHING = Hit(HitKind.NOTHING)
_ACTIVE = frozenset({HitKind.LINK, HitKind.TRY_AGAIN, HitKind.REMOVE})
_MOVING_KEYS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)


class TranscriptView(SteadyList):
    """Shows a `TranscriptModel`. Connect its signals; feed the model; call `set_empty_text` once."""

    link_activated = Signal(str)
    """A link was clicked; the view itself opens it in the browser."""

    whisper_requested = Signal(str)
    """A person's avatar or name was double-clicked."""

    resend_requested = Signal(object)
    """`Entry.key` of one's own message that should be sent once more."""

    discard_requested = Signal(object)
    """`Entry.key` of one's own message that should not be sent, and not stand here, any more."""

    menu_requested = Signal(object, QMenu)
    """An entry's menu is about to open: add what the window can do with it. It is deleted when it closes."""

    text_typed = Signal(str)
    """Somebody just types while the transcript has the keyboard; the text belongs into the composer."""

    def __init__(self, model: TranscriptModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        self._layouter = TranscriptLayouter(model.words, QGuiApplication.font(), themes.theme)
        super().__init__(model, TranscriptDelegate(model, self._layouter, themes.theme), parent)
        self._empty_text = ""
        self._is_everything_selected = False
        self._pressed: tuple[int, Hit] | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self._jump = JumpButton(self)
        self._jump.hide()
        self._jump.clicked.connect(self._on_jump_clicked)
        self.at_bottom_changed.connect(self._on_at_bottom_changed)
        model.messages_arrived.connect(self._on_messages_arrived)
        themes.theme_changed.connect(self._on_theme_changed)
        self._fit_to_font()
        self._retranslate()

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there is nothing to show."""
        self._empty_text = text
        self.viewport().update()

    def mark_read(self) -> None:
        """The person looks away: the unread line goes above what comes next, unless something is unread already."""
        if self.is_at_bottom:
            self._rows.mark_read()

    def look_again(self) -> None:
        """The person is back: what comes next is seen as it comes, and the unread line counts no further."""
        self._rows.stop_counting()

    def mark_wanted(self, wanted: re.Pattern[str] | None) -> None:
        """Mark in all that is drawn what is `wanted`; nothing for None."""
        self._delegate.wanted = wanted
        self.viewport().update()

    def show_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Bring a row into the middle and select it; the reader stays there, whatever comes."""
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._is_everything_selected = False
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setAutoScroll(True)

    def copied_text(self) -> str:
        """What Copy puts on the clipboard: one message as its bare text, several with time and name."""
        rows = self._selected_rows()
        if len(rows) == 1 and isinstance(rows[0], EntryRow):
            return rows[0].entry.shown_text
        words = self._rows.words
        if len(rows) == 1:
            return words.shown(rows[0])
        return "\n".join(words.copied(row) for row in rows)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        text = self.copied_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def hit_at(self, place: QPoint) -> Hit:
        """What lies at `place` in the viewport."""
        index = self.indexAt(place)
        if not index.isValid():
            return _NOTHING
        layout = self._delegate.layout_at(index.row())
        return hit_test(self._rows.row_at(index.row()), layout, place - self.visualRect(index).topLeft())

    def _key_at(self, place: QPoint) -> int:
        index = self.indexAt(place)
        return self._rows.row_at(index.row()).key if index.isValid() else -1

    def _selected_rows(self) -> list[ShownRow]:
        if self._is_everything_selected:
            # Qt would ask of each row whether it can be selected.
            return [row for row in self._rows.shown_rows if not isinstance(row, (DayRow, UnreadRow, EdgeRow))]
        return [
            self._rows.row_at(number) for number in sorted(index.row() for index in self.selectedIndexes())
        ]

    def _lowest_whole_row(self, sight: range) -> int:
        """The lowest row of which all is in sight, or the highest if none is."""
        bottom = self.viewport().height()
        return next((row for row in sight[:0:-1] if self._top_of(row + 1) <= bottom), sight[0])

    def _fit_to_font(self) -> None:
        self._layouter.set_font(self.font())
        sizes = self._layouter.metrics
        self.setViewportMargins(0, sizes.below, 0, 0)
        self._set_space_below(sizes.above_group)
        # Qt would take the height of the first row, which may be pages.
        self.verticalScrollBar().setSingleStep(sizes.leading + sizes.above_message)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Conversation"))
        self._layouter.clear()
        self._rows.retranslate()

    def _place_button(self) -> None:
        self._jump.place(MEDIUM)

    def _open_link(self, target: str) -> None:
        url = QUrl(target, QUrl.ParsingMode.TolerantMode)
        self.link_activated.emit(target)
        if url.isValid() and url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)

    def _tool_tip(self, place: QPoint) -> str:
        index = self.indexAt(place)
        row = self._rows.row_at(index.row()) if index.isValid() else None
        hit = self.hit_at(place)
        words = self._rows.words
        match row:
            case EntryRow() if hit.kind is HitKind.LINK:
                return hit.target
            case EntryRow() if hit.kind in {HitKind.MESSAGE, HitKind.PERSON}:
                return words.full_time(row.entry.when)
            case PresenceRow():
                return words.everyone(row)
            case _:
                return ""

    def _menu_for(self, row: ShownRow, hit: Hit) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setEnabled(bool(self._selected_rows()))
        if not isinstance(row, EntryRow):
            return menu
        target = hit.target if hit.kind is HitKind.LINK else _first_link(row)
        if target:
            menu.addAction(self.tr("Open link"), lambda: self._open_link(target))
            menu.addAction(self.tr("Copy link"), lambda: QGuiApplication.clipboard().setText(target))
        if row.entry.can_be_resent:
            menu.addAction(self._rows.words.try_again(), lambda: self.resend_requested.emit(row.entry.key))
            menu.addAction(self._rows.words.remove(), lambda: self.discard_requested.emit(row.entry.key))
        self.menu_requested.emit(row.entry, menu)
        return menu

    @Slot()
    def _on_jump_clicked(self) -> None:
        self.scroll_to_bottom()

    @Slot(bool)
    def _on_at_bottom_changed(self, is_at_bottom: bool) -> None:
        if is_at_bottom:
            self._jump.set_count(0)
            if self._jump.hasFocus():
                # Qt would hand the keyboard to whatever comes next in the window.
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._jump.setVisible(not is_at_bottom)
        self._place_button()

    @Slot(int)
    def _on_messages_arrived(self, count: int) -> None:
        if not self.is_at_bottom:
            self._jump.set_count(self._jump.count + count)
            self._place_button()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._layouter.set_theme(theme)
        self.viewport().update()

    # Qt's own names

    def selectAll(self) -> None:  # noqa: N802
        """Everything, however much it is."""
        super().selectAll()
        self._is_everything_selected = True

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters go to the composer, not to a row that starts with them."""
        self.text_typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as people expect it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.text() or event.key() in _MOVING_KEYS:
            self._is_everything_selected = False
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed: it acts only if the button is let go over the same thing."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_everything_selected = False
            place = event.position().toPoint()
            self._pressed = (self._key_at(place), self.hit_at(place))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link, or send again, or remove."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        place = event.position().toPoint()
        hit = self.hit_at(place)
        if event.button() != Qt.MouseButton.LeftButton or pressed != (self._key_at(place), hit):
            return
        row = self._rows.row_at(self.indexAt(place).row()) if hit != _NOTHING else None
        if hit.kind is HitKind.LINK:
            self._open_link(hit.target)
        elif hit.kind is HitKind.TRY_AGAIN and isinstance(row, EntryRow):
            self.resend_requested.emit(row.entry.key)
        elif hit.kind is HitKind.REMOVE and isinstance(row, EntryRow):
            self.discard_requested.emit(row.entry.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A person was double-clicked: the window may start a whisper."""
        hit = self.hit_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and hit.kind is HitKind.PERSON:
            self.whisper_requested.emit(hit.target)
            return
        if hit.kind is HitKind.REMOVE:
            # The first click removed a message; the second would remove the one that stands in its place now.
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        super().mouseMoveEvent(event)
        if self.hit_at(event.position().toPoint()).kind in _ACTIVE:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the row that has the keyboard."""
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if not index.isValid():
            return
        row = self._rows.row_at(index.row())
        place = event.globalPos()
        if by_keyboard:
            rect = self.visualRect(index).intersected(self.viewport().rect())
            place = self.viewport().mapToGlobal(rect.center())
        self._menu_for(row, _NOTHING if by_keyboard else self.hit_at(event.pos())).popup(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reading by keyboard starts at the newest that is in sight, if not at a row that is there already."""
        sight = self.rows_in_sight
        if sight and self.currentIndex().row() not in sight:
            self.setAutoScroll(False)
            lowest = self._rows.index(self._lowest_whole_row(sight))
            self.selectionModel().setCurrentIndex(lowest, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setAutoScroll(True)
        super().focusInEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tooltips: where a link leads, when something was said, who came."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self._tool_tip(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width, at once: a reader who drags the window's edge sees no row jump."""
        # Without the scroll bar, which stands in the margin: its coming and going moves nothing.
        width = self.contentsRect().width()
        is_other_width = width != self._delegate.row_width
        self._delegate.row_width = width
        super().resizeEvent(event)
        if is_other_width:
            self.lay_out_anew()
        self._place_button()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font, which is the zoom, and the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_to_font()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        else:
            return
        self.lay_out_anew()
        self._place_button()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the words for an empty room."""
        super().paintEvent(event)
        if self._rows.rowCount() or not self._empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._delegate.theme.muted_text))
        edge = self._layouter.metrics.edge
        area = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
        painter.end()


def _first_link(row: EntryRow) -> str:
    links = marked(row.entry.shown_text).links
    return links[0].target if links else ""
