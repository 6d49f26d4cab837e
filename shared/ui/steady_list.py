"""A list of transcript rows in which a reader never loses the place.

At the bottom it stays at the bottom; anywhere else the rows in sight stay where they are, whatever comes, goes,
wraps anew or changes its size above or below them, and wherever the list itself is moved in its window.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EdgeRow, HistoryEdge

_ANCHORS: Final = 6
"""Rows in sight that are remembered: the first of them may be the one that goes."""

_BOTTOM_SLACK: Final = 8
"""So many pixels above the very end still count as the bottom."""

_LOWEST_ROW: Final = 20
"""No row is lower than about so many pixels."""

_PAGE_SHARE: Final = 0.9
"""Of a page is scrolled at once, so that the eye finds the last line again."""

_MEASURING_MILLISECONDS: Final = 6
"""At a time, which leaves most of a frame for everything else."""


class _Anchor(NamedTuple):
    """A row in sight: its key, how far it is below the upper edge, and its height."""

    key: int
    top: int
    height: int


class SteadyList(QListView):
    """Keeps the place of the reader, and asks the model for more rows as an edge comes near.

    Call `lay_out_anew` when the delegate may answer otherwise than before.
    """

    at_bottom_changed = Signal(bool)
    """The newest came into sight, or left it."""

    def __init__(
        self, model: TranscriptModel, delegate: TranscriptDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = delegate
        delegate.setParent(self)
        self._is_at_bottom = True
        self._is_placing = False
        self._is_unread_wanted = False
        self._have_rows_changed = False
        self._anchors: list[_Anchor] = []
        self._top_in_window: int | None = None
        self._edge_timer = QTimer(self, singleShot=True, interval=0)
        self._edge_timer.timeout.connect(self._on_edge_near)
        self._measure_timer = QTimer(self, singleShot=True, interval=0)
        self._measure_timer.timeout.connect(self._on_time_to_measure)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(delegate)
        self.setModel(model)
        # Connected after Qt's own, so the rows have moved by the time they are looked at.
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.rows_changed.connect(self._on_rows_changed)
        model.edge_told.connect(self._look_for_more)
        model.own_message_added.connect(self.scroll_to_bottom)

    @property
    def is_at_bottom(self) -> bool:
        """The newest is in sight, and the list moves along with what comes."""
        return self._is_at_bottom

    @property
    def is_measured(self) -> bool:
        """Every row has its final height; until then only those near the reader do."""
        return self._delegate.exact_rows is None

    def rows_near(self) -> range:
        """The numbers of the rows in sight, with a screen's worth to both sides; holds before they are laid out."""
        count = self._rows.rowCount()
        screen = self.viewport().height() // _LOWEST_ROW + 1
        places = (self._rows.number_of(anchor.key) for anchor in self._anchors)
        first = count if self._is_at_bottom else next((place for place in places if place is not None), 0)
        return range(max(0, first - screen), min(count, first + 2 * screen))

    @Slot()
    def scroll_to_bottom(self) -> None:
        """Go to the newest, and stay with it."""
        self._is_unread_wanted = False
        self._set_at_bottom(True)
        self._rows.show_newest()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def hold_place(self) -> None:
        """What comes next does not move a reader who is at the newest: call `show_unread` when it is there."""
        self._rows.flush()
        self._anchors = self._rows_in_sight()
        self._set_at_bottom(False)

    def show_unread(self) -> None:
        """Go down as far as the unread line stays in sight, now or when the list is shown."""
        self._rows.show_unread()
        self._is_unread_wanted = True
        self.doItemsLayout()

    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages; negative ones go up, to what is older."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep() * _PAGE_SHARE))
        self._look_at_edges()

    def lay_out_anew(self) -> None:
        """Every row may be of another size now: first what is in sight, then bit by bit the rest."""
        self._delegate.exact_rows = range(0)
        self.doItemsLayout()
        self._measure_timer.start()

    @Slot()
    def _on_time_to_measure(self) -> None:
        exact = self._delegate.exact_rows
        if exact is None:
            # A reader who comes to an edge finds the rows beyond it measured.
            if not self._delegate.measure(self._rows.rows_beyond(), _MEASURING_MILLISECONDS):
                self._measure_timer.start()
        elif self._delegate.measure(self._rows.shown_rows, _MEASURING_MILLISECONDS):
            self._delegate.exact_rows = None
            self.doItemsLayout()
        else:
            if self.indexAt(QPoint(1, 0)).row() not in exact:
                self.doItemsLayout()
            self._measure_timer.start()

    def _set_at_bottom(self, is_at_bottom: bool) -> None:
        self._rows.is_following = is_at_bottom
        if is_at_bottom is not self._is_at_bottom:
            self._is_at_bottom = is_at_bottom
            self.at_bottom_changed.emit(is_at_bottom)

    def _is_bottom_in_sight(self) -> bool:
        bar = self.verticalScrollBar()
        return self._rows.reaches_end and bar.value() >= bar.maximum() - _BOTTOM_SLACK

    def _rows_in_sight(self) -> list[_Anchor]:
        """The first rows in sight. What stands at the very top stays there, and says nothing about the place."""
        first = self.indexAt(QPoint(1, 0))
        if not first.isValid():
            return []
        numbers = range(first.row(), min(first.row() + _ANCHORS, self._rows.rowCount()))
        return [
            _Anchor(self._rows.row_at(number).key, rect.top(), rect.height())
            for number in numbers
            if not isinstance(self._rows.row_at(number), EdgeRow)
            for rect in (self.visualRect(self._rows.index(number)),)
        ]

    def _find_place_again(self) -> None:
        bar = self.verticalScrollBar()
        if self._is_unread_wanted and self.isVisible():
            self._is_unread_wanted = False
            self._go_to_unread()
        elif self._is_at_bottom:
            bar.setValue(bar.maximum())
            return
        else:
            bar.setValue(bar.value() + self._drift())
        if self._is_bottom_in_sight():
            self._set_at_bottom(True)
        self._anchors = self._rows_in_sight()

    def _drift(self) -> int:
        """How far the rows that were in sight have moved down."""
        here = [
            (anchor, self.visualRect(self._rows.index(number)))
            for anchor in self._anchors
            if (number := self._rows.number_of(anchor.key)) is not None
        ]
        if self._have_rows_changed:
            # Below older history a message may lose its header, and its text would move up within the row.
            here.sort(key=lambda each: each[0].height != each[1].height())
        return here[0][1].top() - here[0][0].top if here else 0

    def _go_to_unread(self) -> None:
        number = self._rows.unread_number
        bar = self.verticalScrollBar()
        if number is None:
            bar.setValue(bar.maximum())
        else:
            line = self.visualRect(self._rows.index(number))
            bar.setValue(min(bar.maximum(), bar.value() + line.top() - line.height()))
        self._set_at_bottom(False)

    def _look_at_edges(self) -> None:
        bar = self.verticalScrollBar()
        near = self.viewport().height()
        if bar.value() <= near or (bar.value() >= bar.maximum() - near and not self._rows.reaches_end):
            # Not at once: Qt may be in the middle of moving to an index that would no longer hold.
            self._edge_timer.start()

    @Slot()
    def _look_for_more(self) -> None:
        """There may be so few rows that nobody needs to scroll to see that there is more."""
        if self._rows.edge is HistoryEdge.MORE and self._rows.rowCount():
            self._look_at_edges()

    @Slot()
    def _on_edge_near(self) -> None:
        bar = self.verticalScrollBar()
        near = self.viewport().height()
        if bar.value() >= bar.maximum() - near and not self._rows.reaches_end:
            self._rows.show_newer()
        elif bar.value() <= near:
            self._rows.show_older()

    @Slot()
    def _on_scrolled(self) -> None:
        if self._is_placing:
            return
        self._set_at_bottom(self._is_bottom_in_sight())
        self._anchors = self._rows_in_sight()
        self._look_at_edges()
        if not self._is_at_bottom:
            self._measure_timer.start()

    @Slot()
    def _on_rows_changed(self) -> None:
        if not self.isVisible():
            return
        self._have_rows_changed = True
        self.doItemsLayout()
        self._have_rows_changed = False
        self._look_for_more()

    # Qt's own names

    def doItemsLayout(self) -> None:  # noqa: N802
        """As long as not all rows are measured, those near the reader are."""
        if self._delegate.exact_rows is not None:
            self._delegate.exact_rows = self.rows_near()
        super().doItemsLayout()

    def updateGeometries(self) -> None:  # noqa: N802
        """Every new layout and every new size of the view ends here, so here the place is found again."""
        if self._is_placing:
            super().updateGeometries()
            return
        self._is_placing = True
        try:
            super().updateGeometries()
            self._find_place_again()
        finally:
            self._is_placing = False

    def showEvent(self, event: QShowEvent) -> None:
        """The rows may have come while nobody saw the list."""
        super().showEvent(event)
        if self._is_unread_wanted:
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At the very top nothing moves any more, and the wish to see older rows shows only here."""
        super().wheelEvent(event)
        if event.angleDelta().y() > 0:
            self._look_at_edges()
