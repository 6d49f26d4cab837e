"""The box in which a message is written, for both windows.

Enter sends, or Ctrl+Enter if the person likes it better, and an input method is never disturbed: while a word is
being composed, nothing is sent and nothing is lost. The guard is "the preedit is not empty" and nothing else;
asking whether an input method is *active* would stop Enter for everybody who writes Chinese.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QTextEdit, QWidget

from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.ui.sent_texts import SentTexts

_MOST_LINES: Final = 5
_WIDE: Final = 100_000
"""Wider than any line."""

_COMPOSING_KEYS: Final = frozenset(
    (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    )
)
"""Keys that belong to the list of candidates while a word is composed, also when the input method forwards
them; the text box would end the word and lose it."""


class MessageEdit(QTextEdit):
    """A plain text box of one to five lines.

    Connect `submitted` and send the text; call `submit` from the send button, which should not take the
    focus. Give it an accessible name and a placeholder.
    """

    NEAR_LIMIT = 200
    """From how many characters left on `characters_left_changed` tells."""

    submitted = Signal(str)
    """A text to be sent; the box is empty already. Hand it to `put_back` if it could not be taken."""

    too_long = Signal(int)
    """Sending was refused, and the text kept: it is so many characters over the limit."""

    characters_left_changed = Signal(int)
    """How many characters are left, negative over the limit. It comes with each change near the limit, and
    once with a number above `NEAR_LIMIT` when the text is short again: hide the counter then."""

    page_requested = Signal(int)
    """Page Up (-1) or Page Down (1) was pressed: scroll the conversation by so many pages."""

    refused_drop = Signal()
    """Files or pictures were dropped or pasted. Say that this room takes text only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_characters = MAX_TEXT_CHARACTERS
        self._was_near_limit = False
        self._sends_with_ctrl_enter = False
        self._sent = SentTexts()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.textChanged.connect(self._on_text_changed)

    @property
    def max_characters(self) -> int:
        """The longest text that can be sent, in Unicode code points (docs/protocol.md §6)."""
        return self._max_characters

    @max_characters.setter
    def max_characters(self, count: int) -> None:
        self._max_characters = count
        self._on_text_changed()

    @property
    def sends_with_ctrl_enter(self) -> bool:
        """Whether it takes Ctrl+Enter to send, and Enter alone begins a new line; Shift+Enter always does."""
        return self._sends_with_ctrl_enter

    @sends_with_ctrl_enter.setter
    def sends_with_ctrl_enter(self, is_so: bool) -> None:
        self._sends_with_ctrl_enter = is_so

    @property
    def is_composing(self) -> bool:
        """Whether a word is being composed in an input method: it is seen in the box and not yet its text."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @Slot()
    def submit(self) -> None:
        """Send what is written, as Enter does; nothing happens for blank text or an unfinished word."""
        # A click on a button comes while the word is still the input method's: ask for it first.
        QGuiApplication.inputMethod().commit()
        if self.is_composing:
            return
        text = self.toPlainText()
        if not text.strip():
            return
        if len(text) > self._max_characters:
            self.too_long.emit(len(text) - self._max_characters)
            return
        self._sent.add(text)
        self.clear()
        self.submitted.emit(text)

    @Slot()
    def paste_and_send(self) -> None:
        """Put the clipboard's text where the cursor is, and send all of it; an unfinished word stays as it is."""
        QGuiApplication.inputMethod().commit()
        text = _clipboard_text()
        if text and not self.is_composing:
            self.insertPlainText(text)
            self.submit()

    def standard_menu(self) -> QMenu:
        """The menu of the box, to be shown and deleted by the caller."""
        menu = self.createStandardContextMenu()
        paste_and_send = QAction(self.tr("Paste and send"), menu)
        paste_and_send.triggered.connect(self.paste_and_send)
        paste_and_send.setEnabled(bool(_clipboard_text()))
        actions = menu.actions()
        # Qt names its own actions, whatever the language.
        after = next((place for place, each in enumerate(actions) if each.objectName() == "edit-paste"), -1)
        if 0 <= after < len(actions) - 1:
            menu.insertAction(actions[after + 1], paste_and_send)
        else:
            menu.addAction(paste_and_send)
        return menu

    def put_back(self, text: str) -> None:
        """Return a submitted `text` that could not be taken, before anything written since."""
        self._sent.forget_newest(text)
        written = self.toPlainText()
        self._replace_text(f"{text}\n{written}" if written else text)

    def _replace_text(self, text: str) -> None:
        # Through a cursor rather than setPlainText, so that Undo still knows what was there.
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _recall_older(self) -> None:
        text = self._sent.older(self.toPlainText())
        if text is not None:
            self._replace_text(text)

    def _recall_newer(self) -> None:
        text = self._sent.newer(self.toPlainText())
        if text is not None:
            self._replace_text(text)

    def _can_move(self, operation: QTextCursor.MoveOperation) -> bool:
        return QTextCursor(self.textCursor()).movePosition(operation)

    def _height_for_lines(self, text_height: float) -> int:
        frame = self.height() - self.viewport().height()
        return round(text_height) + frame

    def _line_height(self) -> float:
        """A line as high as the one of the placeholder: what stands there is of the language that is written."""
        layout = QTextLayout(self.placeholderText() or " ", self.font())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(float(_WIDE))
        layout.endLayout()
        return max(line.height(), self.fontMetrics().lineSpacing())

    def _fit_height(self) -> None:
        margins = 2 * self.document().documentMargin()
        line = self._line_height()
        written = self.document().size().height()
        most = _MOST_LINES * line + margins
        height = self._height_for_lines(min(max(written, line + margins), most))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if written > most else policy.ScrollBarAlwaysOff
        )
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    @Slot()
    def _on_size_changed(self) -> None:
        self._fit_height()

    @Slot()
    def _on_text_changed(self) -> None:
        left = self._max_characters - len(self.toPlainText())
        is_near = left <= self.NEAR_LIMIT
        if is_near or self._was_near_limit:
            self.characters_left_changed.emit(left)
        self._was_near_limit = is_near

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.is_composing and key in _COMPOSING_KEYS:
            event.accept()
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        none = Qt.KeyboardModifier.NoModifier
        control = Qt.KeyboardModifier.ControlModifier
        up, down = QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Down
        sending = (control,) if self._sends_with_ctrl_enter else (none, control)
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if held in sending:
                self.submit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if held in (none, Qt.KeyboardModifier.ShiftModifier):
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            case Qt.Key.Key_PageUp if held == none:
                self.page_requested.emit(-1)
            case Qt.Key.Key_PageDown if held == none:
                self.page_requested.emit(1)
            case Qt.Key.Key_Up if held == control or (held == none and not self._can_move(up)):
                self._recall_older()
            case Qt.Key.Key_Down if held == control or (held == none and not self._can_move(down)):
                self._recall_newer()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - as Qt names it
        # Qt asks this before it hands on Tab as a key.
        return not self.is_composing and super().focusNextPrevChild(next)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.standard_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files and pictures are let in as far as `refused_drop`, so that the refusal can be said.
        return source.hasText() or _is_file_or_picture(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if _is_file_or_picture(source):
            self.refused_drop.emit()
        elif source.hasText():
            self.insertPlainText(source.text())
            self.ensureCursorVisible()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if _is_file_or_picture(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if _is_file_or_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        # The source must not believe that its files were moved here.
        if _is_file_or_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.refused_drop.emit()
            return
        super().dropEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_height()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.height())


def _is_file_or_picture(source: QMimeData) -> bool:
    return any(url.isLocalFile() for url in source.urls()) or (source.hasImage() and not source.hasText())


def _clipboard_text() -> str:
    """What can be pasted as text; empty if there is nothing, or files or a picture."""
    source: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on an empty clipboard
    return "" if source is None or _is_file_or_picture(source) else source.text()
