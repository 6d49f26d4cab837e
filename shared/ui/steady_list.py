"""A list of transcript rows in which a reader never loses the place.

At the bottom it stays at the bottom; anywhere else the rows in sight stay where they are, whatever comes, goes,
wraps anew or changes its size above or below them, and wherever the list itself is moved in its window.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from shared.ui.row_list import RowList
from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EdgeRow, HistoryEdge

_Index = QModelIndex | QPersistentModelIndex

_ANCHORS: Final = 6
"""Rows in sight that are remembered: the first of them may be the one that goes."""

_BOTTOM_SLACK: Final = 8
"""So many pixels above the very end still count as the bottom."""

_SCREENS_AROUND: Final = 2
"""Above and below what is in sight so many more are measured, before the reader gets there."""

_MEASURING_MILLISECONDS: Final = 6
"""At a time, which leaves most of a frame for everything else."""


class _Anchor(NamedTuple):
    """A row in sight: its number, how far it is below the upper edge, and its height."""

    row: int
    top: int
    height: int


class SteadyList(RowList):
    """Keeps the place of the reader, and asks the model for more rows as the top comes near.

    Call `lay_out_anew` when the delegate may answer otherwise than before.
    """

    at_bottom_changed = Signal(bool)
    """The newest came into sight, or left it."""

    def __init__(
        self, model: TranscriptModel, delegate: TranscriptDelegate, parent: QWidget | None = None
    ) -> None:
        self._is_at_bottom = True
        self._is_unread_wanted = False
        self._have_rows_changed = False
        self._sight = range(0)
        self._has_sight_changed = True
        self._anchors: list[_Anchor] = []
        self._top_in_window: int | None = None
        super().__init__(model, delegate, parent)
        self._edge_timer = QTimer(self, singleShot=True, interval=0)
        self._edge_timer.timeout.connect(self._on_edge_near)
        self._measure_timer = QTimer(self, singleShot=True, interval=0)
        self._measure_timer.timeout.connect(self._on_time_to_measure)
        model.rows_changed.connect(self._on_rows_changed)
        model.edge_told.connect(self._look_for_more)
        model.own_message_added.connect(self.scroll_to_bottom)

    @property
    def is_at_bottom(self) -> bool:
        """The newest is in sight, and the list moves along with what comes."""
        return self._is_at_bottom

    @property
    def is_measured(self) -> bool:
        """Nothing is left to be measured; rows further away are when the reader comes nearer."""
        return not self._measure_timer.isActive()

    @Slot()
    def scroll_to_bottom(self) -> None:
        """Go to the newest, and stay with it."""
        self._is_unread_wanted = False
        self._set_at_bottom(True)
        self._place_at_end()
        self._has_scrolled()

    def hold_place(self) -> None:
        """What comes next does not move a reader who is at the newest: call `show_unread` when it is there."""
        self._rows.flush()
        self._anchors = self._rows_to_hold()
        self._set_at_bottom(False)

    def show_unread(self) -> None:
        """Go down as far as the unread line stays in sight, now or when the list is shown."""
        self._rows.flush()
        self._is_unread_wanted = True
        self.doItemsLayout()

    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages; at the very top this is a wish to see what is older."""
        super().scroll_pages(pages)
        self._look_at_edge()

    def lay_out_anew(self) -> None:
        """Every row may be of another size now: what is in sight is measured at once, and the rest as needed."""
        self._heights.forget_all()
        self.doItemsLayout()

    def _set_at_bottom(self, is_at_bottom: bool) -> None:
        self._rows.is_following = is_at_bottom
        if is_at_bottom is not self._is_at_bottom:
            self._is_at_bottom = is_at_bottom
            self.at_bottom_changed.emit(is_at_bottom)

    def _is_bottom_in_sight(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _BOTTOM_SLACK

    def _rows_to_hold(self) -> list[_Anchor]:
        """The first rows in sight. What stands at the very top stays there, and says nothing about the place."""
        return [
            _Anchor(row, self._top_of(row), self._heights.height(row))
            for row in self.rows_in_sight[:_ANCHORS]
            if not isinstance(self._rows.row_at(row), EdgeRow)
        ]

    def _find_place_again(self) -> None:
        if self._is_unread_wanted and self.isVisible():
            self._is_unread_wanted = False
            self._go_to_unread()
        elif self._is_at_bottom:
            self._place_at_end()
        elif self._anchors:
            for anchor in self._anchors:
                self._measure(anchor.row)
            # Below older history a message may lose its header, and its text would move up within the row.
            same = (each for each in self._anchors if each.height == self._heights.height(each.row))
            held = next(same, self._anchors[0]) if self._have_rows_changed else self._anchors[0]
            self._place(held.row, held.top)
        else:
            rows = self.rows_in_sight
            self._place(rows.start, self._top_of(rows.start) if rows else 0)
        self._has_moved()

    def _has_moved(self) -> None:
        """Remember what is in sight now."""
        if self._is_bottom_in_sight():
            self._set_at_bottom(True)
        self._anchors = self._rows_to_hold()
        self._sight = self.rows_in_sight
        if not self._is_at_bottom:
            self._measure_timer.start()

    def _go_to_unread(self) -> None:
        number = self._rows.unread_number
        if number is None:
            self._place_at_end()
        else:
            self._measure(number)
            self._place(number, self._heights.height(number))
        self._set_at_bottom(False)

    def _rows_around(self) -> range:
        screen = self.viewport().height()
        return self._rows_between(-_SCREENS_AROUND * screen, (1 + _SCREENS_AROUND) * screen)

    @Slot()
    def _on_time_to_measure(self) -> None:
        until = monotonic() + _MEASURING_MILLISECONDS / 1000
        has_measured = False
        for row in self._rows_around():
            has_measured = self._measure(row) or has_measured
            if monotonic() > until:
                break
        if has_measured:
            self.updateGeometries()

    def _look_at_edge(self) -> None:
        if self.verticalScrollBar().value() <= self.viewport().height():
            # Not at once: Qt may be in the middle of moving to an index that would no longer hold.
            self._edge_timer.start()

    @Slot()
    def _look_for_more(self) -> None:
        """There may be so few rows that nobody needs to scroll to see that there is more."""
        if self._rows.edge is HistoryEdge.MORE and self._rows.rowCount():
            self._look_at_edge()

    @Slot()
    def _on_edge_near(self) -> None:
        if self.verticalScrollBar().value() <= self.viewport().height():
            self._rows.want_older()

    @Slot()
    def _on_rows_changed(self) -> None:
        if not self.isVisible():
            return
        self._have_rows_changed = True
        if self._has_sight_changed:
            self.viewport().update()
        self.updateGeometries()
        self._have_rows_changed = False
        self._look_for_more()

    def _has_scrolled(self) -> None:
        super()._has_scrolled()
        self._set_at_bottom(self._is_bottom_in_sight())
        self._has_moved()
        self._look_at_edge()

    # Qt's own names

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: ARG002, N802
        """The reader moves: what stays in sight moves by just so much, whatever is found out on the way."""
        if self._is_placing:
            return
        bar, held = self.verticalScrollBar(), next(iter(self._anchors), None)
        if held is not None and abs(down) < self.viewport().height():
            self._place(held.row, held.top + down)
        elif bar.value() == bar.maximum():
            self._place_at_end()
        elif bar.value() == 0:
            self._place(0, 0)
        elif len(self._heights):
            row = self._heights.row_at(bar.value())
            self._place(row, self._top_of(row))
        self._has_scrolled()

    def rowsInserted(self, parent: _Index, first: int, last: int) -> None:  # noqa: N802
        """What is below the new rows has other numbers now."""
        count = last - first + 1
        start, stop = self._sight.start, self._sight.stop
        self._has_sight_changed |= start == stop or start < first <= stop
        self._sight = range(start + count * (first <= start), stop + count * (first <= stop))
        self._anchors = [
            anchor._replace(row=anchor.row + count) if anchor.row >= first else anchor
            for anchor in self._anchors
        ]
        super().rowsInserted(parent, first, last)

    def rowsAboutToBeRemoved(self, parent: _Index, first: int, last: int) -> None:  # noqa: N802
        """What is below the rows that go has other numbers then."""
        count = last - first + 1
        start, stop = self._sight.start, self._sight.stop
        self._has_sight_changed |= first < stop and last >= start
        self._sight = range(*(end - max(0, min(last + 1, end) - first) for end in (start, stop)))
        self._anchors = [
            anchor._replace(row=anchor.row - count) if anchor.row > last else anchor
            for anchor in self._anchors
            if not first <= anchor.row <= last
        ]
        super().rowsAboutToBeRemoved(parent, first, last)

    def dataChanged(  # noqa: N802
        self, first: _Index, last: _Index, roles: Sequence[int] = ()
    ) -> None:
        """What is in sight may be of another size."""
        self._has_sight_changed |= first.row() < self._sight.stop and last.row() >= self._sight.start
        super().dataChanged(first, last, roles)

    def reset(self) -> None:
        """Nothing is where it was."""
        self._anchors = []
        self._sight = range(0)
        super().reset()

    def updateGeometries(self) -> None:  # noqa: N802
        """Every new layout and every new size of the view ends here, so here the place is found again."""
        if self._is_placing:
            return
        self._find_place_again()
        self._has_sight_changed = False
        QAbstractItemView.updateGeometries(self)

    def showEvent(self, event: QShowEvent) -> None:
        """The rows may have come while nobody saw the list."""
        super().showEvent(event)
        self.doItemsLayout()
        self._look_for_more()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A strip that comes or goes above the list takes its room from it, and moves no text on the screen."""
        if self.isVisible():
            top = self.mapTo(self.window(), QPoint()).y()
            moved = 0 if self._top_in_window is None else top - self._top_in_window
            self._top_in_window = top
            self._anchors = [anchor._replace(top=anchor.top - moved) for anchor in self._anchors]
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End lead to the ends from wherever the reader is, also if the current row is there already."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Home:
            self._place(0, 0)
            self._has_scrolled()
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_bottom()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At the very top nothing moves any more, and the wish to see older rows shows only here."""
        super().wheelEvent(event)
        if event.angleDelta().y() > 0:
            self._look_at_edge()
