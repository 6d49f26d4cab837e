"""A list of any length, of which only the rows in sight are ever laid out and painted.

The rule: nothing here takes longer for more rows. Those in sight are measured, all others are guessed; and
measuring never moves what is in sight.

It is a `QListView`, by which screen readers know what it is, and has nothing of Qt's own layout, which measures
every row at every change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from shared.ui.row_heights import RowHeights
from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EdgeRow

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint

_PAGE_SHARE: Final = 0.9
"""Of a page is scrolled at once, so that the eye finds the last line again."""

_UPWARDS: Final = frozenset({_Move.MoveUp, _Move.MovePrevious, _Move.MoveLeft, _Move.MovePageUp})

_GUESSES_AT_ONCE: Final = 250
"""A millisecond or two: what comes in a flood is scrolled through by the thousand."""

_FEW_ROWS: Final = 100
"""More than these at once are all rows, in another language."""


class RowList(QListView):
    """Shows the rows of `model`, painted and measured by `delegate`."""

    def __init__(
        self, model: TranscriptModel, delegate: TranscriptDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = delegate
        delegate.setParent(self)
        self._heights = RowHeights()
        self._is_placing = False
        self._space_below = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(delegate)
        self.setModel(model)

    @property
    def rows_in_sight(self) -> range:
        """The numbers of the rows of which anything is in sight."""
        if not len(self._heights):
            return range(0)
        offset = self.verticalOffset()
        last = self._heights.row_at(offset + self.viewport().height() - 1)
        return range(self._heights.row_at(offset), last + 1)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages; negative ones go up, to what is older."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep() * _PAGE_SHARE))

    @property
    def _total(self) -> int:
        return self._heights.total + self._space_below

    # ---- for the lists made of this ----------------------------------------------------------------------

    def _set_space_below(self, pixels: int) -> None:
        """Leave so much room below the last row, and none below any other at the lower edge."""
        self._space_below = pixels

    def _top_of(self, row: int) -> int:
        """Where the top of `row` is, below the upper edge of what is in sight."""
        return self._heights.top(row) - self.verticalOffset()

    def _place(self, row: int, top: int) -> None:
        """Have the top of `row` stand `top` pixels below the upper edge, or as near as the ends allow.

        Whatever comes into sight is measured first.
        """
        was_placing, self._is_placing = self._is_placing, True
        count, screen = len(self._heights), self.viewport().height()
        offset = most = 0
        if count:
            self._measure_up(row - 1, top)
            self._measure_down(row, screen - top)
            offset = self._heights.top(row) - top
            if offset > self._total - screen:
                self._measure_up(count - 1, screen)
                offset = self._total - screen
            if offset < 0:
                self._measure_down(0, screen)
                offset = 0
            most = max(0, self._total - screen)
        bar = self.verticalScrollBar()
        bar.setPageStep(screen)
        bar.setRange(0, most)
        bar.setValue(offset)
        self._is_placing = was_placing

    def _place_at_end(self) -> None:
        """Have the last row at the lower edge."""
        count, screen = len(self._heights), self.viewport().height()
        if count:
            self._measure(count - 1)
            self._place(count - 1, screen - self._space_below - self._heights.height(count - 1))
        else:
            self._place(0, 0)

    def _measure(self, row: int) -> bool:
        """Know how high `row` is; False if that was known."""
        if self._heights.is_measured(row):
            return False
        self._heights.measure(row, self._delegate.measure(row))
        return True

    def _measure_up(self, row: int, pixels: int) -> None:
        """Measure from `row` upwards until so many pixels are filled."""
        while row >= 0 and pixels > 0:
            self._measure(row)
            pixels -= self._heights.height(row)
            row -= 1

    def _guesses(self, first: int, end: int) -> list[int]:
        """About how high the rows from `first` on are; of very many at once only some are looked at."""
        step = 1 + (end - first) // _GUESSES_AT_ONCE
        guesses = [self._delegate.guess(row) for row in range(first, end, step)]
        return [guess for guess in guesses for _ in range(step)][: end - first]

    def _measure_down(self, row: int, pixels: int) -> None:
        while row < len(self._heights) and pixels > 0:
            self._measure(row)
            pixels -= self._heights.height(row)
            row += 1

    def _rows_between(self, top: int, bottom: int) -> range:
        """The rows between two places relative to the upper edge, both of which count."""
        offset, total = self.verticalOffset(), self._heights.total
        if not len(self._heights) or bottom + offset < 0 or top + offset >= total:
            return range(0)
        return range(self._heights.row_at(top + offset), self._heights.row_at(bottom + offset) + 1)

    def _row_to_move_from(self, *, is_up: bool) -> int:
        """The current row, or whoever has scrolled away from it would be thrown back there by the next key."""
        row, sight = self.currentIndex().row(), self.rows_in_sight
        if row in sight or not sight:
            return row
        return sight[0] if is_up else sight[-1]

    def _has_scrolled(self) -> None:
        """Something else is in sight."""
        self.viewport().update()

    # Qt's own names

    def verticalOffset(self) -> int:  # noqa: N802
        """How much lies above the upper edge."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Rows are as wide as the view."""
        return 0

    def indexAt(self, place: QPoint) -> QModelIndex:  # noqa: N802
        """The row under `place` in the viewport."""
        rows = self._rows_between(place.y(), place.y())
        return self._rows.index(rows[0]) if rows else QModelIndex()

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802
        """Where a row is, in or out of sight."""
        row = index.row()
        if not 0 <= row < len(self._heights):
            return QRect()
        return QRect(0, self._top_of(row), self.viewport().width(), self._heights.height(row))

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:  # noqa: N802
        """Bring a row into sight."""
        row, screen = index.row(), self.viewport().height()
        if not 0 <= row < len(self._heights):
            return
        if self._measure(row):
            self.updateGeometries()
        top, height = self._top_of(row), self._heights.height(row)
        match hint:
            case _Hint.EnsureVisible if top >= 0 and top + height <= screen:
                return
            case _Hint.EnsureVisible:
                wanted = 0 if top < 0 or height > screen else screen - height
            case _Hint.PositionAtTop:
                wanted = 0
            case _Hint.PositionAtBottom:
                wanted = screen - height
            case _:
                wanted = (screen - height) // 2
        self._place(row, wanted)
        self._has_scrolled()

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002, N802
        """The row that a key leads to."""
        count = len(self._heights)
        if not count:
            return QModelIndex()
        row = self._row_to_move_from(is_up=action in _UPWARDS)
        page = round(self.viewport().height() * _PAGE_SHARE)
        match action:
            case _Move.MoveHome:
                # The edge would stay above all that comes in below it, and whoever went there with it.
                row = int(isinstance(self._rows.row_at(0), EdgeRow))
            case _Move.MoveEnd:
                row = count - 1
            case _Move.MovePageUp:
                self._measure_up(row, page)
                self.updateGeometries()
                row = min(row - 1, self._heights.row_at(self._heights.top(max(0, row)) - page))
            case _Move.MovePageDown:
                self._measure_down(max(0, row), page)
                self.updateGeometries()
                row = max(row + 1, self._heights.row_at(self._heights.top(max(0, row)) + page))
            case _Move.MoveUp | _Move.MovePrevious | _Move.MoveLeft:
                row -= 1
            case _:
                row += 1
        return self._rows.index(max(0, min(count - 1, row)))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        """Select the rows that a drag of the mouse, or Shift and a key, has spanned."""
        area = rect.normalized()
        rows = self._rows_between(area.top(), area.bottom())
        selection = QItemSelection()
        if rows:
            selection.select(self._rows.index(rows[0]), self._rows.index(rows[-1]))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What of the selected rows is in sight."""
        shown = self.rows_in_sight
        region = QRegion()
        for stretch in map(selection.at, range(selection.count())):
            for row in range(max(stretch.top(), shown.start), min(stretch.bottom() + 1, shown.stop)):
                region += self.visualRect(self._rows.index(row))
        return region

    def rowsInserted(self, parent: _Index, first: int, last: int) -> None:  # noqa: N802
        """There are more rows."""
        self._heights.insert(first, self._guesses(first, last + 1))
        QAbstractItemView.rowsInserted(self, parent, first, last)

    def rowsAboutToBeRemoved(self, parent: _Index, first: int, last: int) -> None:  # noqa: N802
        """There will be fewer rows."""
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, first, last)
        self._heights.remove(first, last - first + 1)

    def dataChanged(  # noqa: N802
        self, first: _Index, last: _Index, roles: Sequence[int] = ()
    ) -> None:
        """Rows say something else."""
        rows = range(first.row(), last.row() + 1)
        if len(rows) > _FEW_ROWS:
            self._heights.forget_all()
        else:
            for row in rows:
                self._heights.forget(row)
        QAbstractItemView.dataChanged(self, first, last, list(roles))

    def reset(self) -> None:
        """There are other rows."""
        self._heights.clear()
        self._heights.insert(0, self._guesses(0, self._rows.rowCount()))
        QAbstractItemView.reset(self)

    def updateGeometries(self) -> None:  # noqa: N802
        """Rows may be of other heights: what is in sight stays there."""
        rows = self.rows_in_sight
        self._place(rows.start, self._top_of(rows.start) if rows else 0)
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:  # noqa: N802
        """Find out anew where what is in sight stands."""
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is another amount of room."""
        QAbstractItemView.resizeEvent(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight, and of those only what is asked for."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        state = option.state
        focused = self.currentIndex().row() if self.hasFocus() else -1
        width, selection = self.viewport().width(), self.selectionModel()
        painter = QPainter(self.viewport())
        rows = self._rows_between(event.rect().top(), event.rect().bottom())
        top = self._top_of(rows[0]) if rows else 0
        for row in rows:
            index = self._rows.index(row)
            height = self._heights.height(row)
            option.rect = QRect(0, top, width, height)
            option.state = state
            if selection.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == focused:
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)
            top += height
        painter.end()
