"""The shelf of the emoji picker: some emoji side by side, to be chosen by mouse or keyboard.

The rule: an emoji is a row of a list, so that a screen reader reads its name and says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shared.ui.emoji_table import Emoji
from shared.ui.fonts import points_of

COLUMNS: Final = 9
"""As many as fit above the shelves of the picker and are still found with a glance."""

_ROWS: Final = 6
_SIZE: Final = 1.5
"""Of the running text: at its own size, half of the faces cannot be told apart."""

_RADIUS: Final = 6.0
_SCROLL_BAR: Final = 12

_Index = QModelIndex | QPersistentModelIndex


class EmojiModel(QAbstractListModel):
    """Some emoji. Their names are those of the language that `set_chinese` says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._emoji: tuple[Emoji, ...] = ()
        self._is_chinese = False

    def show_emoji(self, emoji: Sequence[Emoji]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._emoji = tuple(emoji)
        self.endResetModel()

    def set_chinese(self, is_chinese: bool) -> None:
        """Name them in Chinese, or in English."""
        self._is_chinese = is_chinese
        if self._emoji:
            self.dataChanged.emit(self.index(0), self.index(len(self._emoji) - 1))

    def name_of(self, emoji: Emoji) -> str:
        """What `emoji` is called in the language that is on."""
        return (emoji.chinese if self._is_chinese else emoji.english)[0]

    def emoji_at(self, index: _Index) -> Emoji | None:
        """The emoji of a row; None for no row."""
        return self._emoji[index.row()] if index.isValid() else None

    # Qt overrides

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._emoji)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        emoji = self.emoji_at(index)
        if emoji is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return emoji.text
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.name_of(emoji)
            case _:
                return None


class EmojiGrid(QListView):
    """Connect `emoji_picked`; `current_changed` and `left_upwards` are for whoever stands around it."""

    emoji_picked = Signal(object, bool)
    """The `Emoji`, and whether more are to follow: it was chosen with Shift."""

    current_changed = Signal(object)
    """The `Emoji` under the mouse or the keyboard, or None."""

    left_upwards = Signal()
    """The arrow upwards was pressed in the first row."""

    typed = Signal(str)
    """A letter was typed: it is meant for the search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.emoji = EmojiModel(self)
        self.setModel(self.emoji)
        self.setItemDelegate(_EmojiDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(self._on_pointed_at)
        self.selectionModel().currentChanged.connect(self._on_pointed_at)
        self._fit()

    def show_emoji(self, emoji: Sequence[Emoji]) -> None:
        """Show these instead, from the first; none is current."""
        self.emoji.show_emoji(emoji)
        self.scrollToTop()
        self.current_changed.emit(None)

    def take_keyboard(self) -> None:
        """Have the keyboard, at the first emoji."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.emoji.index(0))

    def pick_first(self, *, stays_open: bool) -> None:
        """Choose the first emoji that is shown, if there is one."""
        self._pick(self.emoji.index(0), stays_open=stays_open)

    def _pick(self, index: QModelIndex, *, stays_open: bool) -> None:
        emoji = self.emoji.emoji_at(index)
        if emoji is not None:
            self.emoji_picked.emit(emoji, stays_open)

    def _fit(self) -> None:
        """As large as nine by six emoji of the text's size."""
        # The style sheet leaves the size of a list's text to its font.
        font = self.font()
        wanted = points_of(self.window().font()) * _SIZE
        if abs(font.pointSizeF() - wanted) > 0.05:
            font.setPointSizeF(wanted)
            self.setFont(font)
        side = round(self.fontMetrics().height() * 1.35)
        self.setGridSize(QSize(side, side))
        edge = 2 * self.frameWidth()
        self.setFixedSize(COLUMNS * side + _SCROLL_BAR + edge, _ROWS * side + edge)

    @Slot(QModelIndex)
    def _on_pointed_at(self, index: QModelIndex) -> None:
        self.current_changed.emit(self.emoji.emoji_at(index))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._pick(self.currentIndex(), stays_open=is_with_shift)
            case Qt.Key.Key_Up if self.currentIndex().row() < COLUMNS:
                self.left_upwards.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                # Qt stops at the ends of a row, and a person does not see why.
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self._go_to(self.currentIndex().row() + step)
            case _ if event.text().isprintable() and event.text():
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            is_with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._pick(self.indexAt(event.position().toPoint()), stays_open=is_with_shift)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.current_changed.emit(self.emoji.emoji_at(self.currentIndex()) if self.hasFocus() else None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _go_to(self, row: int) -> None:
        index = self.emoji.index(row)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class _EmojiDelegate(QStyledItemDelegate):
    """An emoji in the middle of its place, on a soft square when it is pointed at."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        state = option.state
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            role = QPalette.ColorRole
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(role.Highlight if is_current else role.Midlight))
            if is_current:
                pen = painter.pen()
                pen.setStyle(Qt.PenStyle.SolidLine)
                pen.setColor(option.palette.color(role.Accent))
                pen.setWidthF(2.0)
                painter.setPen(pen)
            painter.drawRoundedRect(square, _RADIUS, _RADIUS)
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        side = round(option.fontMetrics.height() * 1.35)
        return QSize(side, side)
