"""The rows of the wire as a Qt model: the newest 50,000, of which a filter decides what is seen.

The rule: a new row costs the same however many there are, and no filter stops the window: it goes through the rows
from the newest to the oldest, a few milliseconds at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from time import monotonic
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from shared.ui.tip import tip
from shared.ui.wire.wire_filter import SHOW_ALL, WireFilter
from shared.ui.wire.wire_rows import WireColumn, WireRow, weight
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import WireFrame

MOST_ROWS: Final = 50_000
MOST_WEIGHT: Final = 64 * 1024 * 1024
"""Bytes of frames: a room full of the longest frames keeps fewer rows."""
_DROPPED_AT_ONCE: Final = 1_000
_SLICE_MILLISECONDS: Final = 8
_ROWS_BETWEEN_LOOKS: Final = 50

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()


class WireModel(QAbstractTableModel):
    """Call ``append`` with what is new, and ``set_filter``; ``filtered`` comes when a filter has seen all rows."""

    filtered = Signal()

    def __init__(self, words: WireWords, parent: QObject | None = None, most_rows: int = MOST_ROWS) -> None:
        super().__init__(parent)
        self.words = words
        self._most_rows = most_rows
        self._kept: list[WireRow] = []
        self._first = 0  # how many were dropped: the place of the first that is kept
        self._weight = 0
        self._filter = SHOW_ALL
        self._shown: list[WireRow] = self._kept
        self._places: list[int] = []  # of those shown, where a filter is on
        self._unseen = 0  # so many of the kept rows, the oldest, the filter has not seen yet
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_time_to_filter)

    @property
    def filter(self) -> WireFilter:
        """What decides what is seen."""
        return self._filter

    @property
    def is_filtering(self) -> bool:
        """Whether older rows are still being looked through."""
        return self._unseen > 0

    @property
    def kept_count(self) -> int:
        """How many rows there are, seen or not."""
        return len(self._kept)

    def row_at(self, row: int) -> WireRow:
        """Return what is shown in a row."""
        return self._shown[row]

    def shown_rows(self) -> tuple[WireRow, ...]:
        """Return all that is seen, as a copy."""
        return tuple(self._shown)

    def row_of(self, wanted: WireRow) -> int | None:
        """Return where a row is shown, or None."""
        return next((number for number, row in enumerate(self._shown) if row is wanted), None)

    def row_of_frame(self, number: int) -> int | None:
        """Return where the frame with this number is shown, or None."""
        return next(
            (
                place
                for place, row in enumerate(self._shown)
                if isinstance(row, WireFrame) and row.number == number
            ),
            None,
        )

    def append(self, rows: Sequence[WireRow]) -> int:
        """Add rows at the end, and return how many of them are seen; the oldest go when there are too many."""
        if not rows:
            return 0
        place = self._first + len(self._kept)
        self._weight += sum(map(weight, rows))
        if not self._filter.is_on:
            self.beginInsertRows(_NO_INDEX, len(self._kept), len(self._kept) + len(rows) - 1)
            self._kept += rows
            self.endInsertRows()
            self._drop_oldest()
            return len(rows)
        seen = [
            (place + number, row) for number, row in enumerate(rows) if self._filter.shows(row, self.words)
        ]
        self._kept += rows
        if seen:
            self.beginInsertRows(_NO_INDEX, len(self._shown), len(self._shown) + len(seen) - 1)
            self._shown += [row for _, row in seen]
            self._places += [number for number, _ in seen]
            self.endInsertRows()
        self._drop_oldest()
        return len(seen)

    def set_filter(self, wanted: WireFilter) -> None:
        """Show only what ``wanted`` lets through; what is in sight changes at once, the rest follows."""
        if wanted == self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._places = []
        self._shown = [] if wanted.is_on else self._kept
        self._unseen = len(self._kept) if wanted.is_on else 0
        self.endResetModel()
        self._on_time_to_filter()

    def clear(self) -> None:
        """Begin anew, with the filter as it is."""
        self.beginResetModel()
        self._kept = []
        self._shown = [] if self._filter.is_on else self._kept
        self._places = []
        self._first = self._weight = self._unseen = 0
        self.endResetModel()

    def retranslate(self) -> None:
        """Say everything anew in the language that is on now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(WireColumn) - 1)
        self.tell_words_changed()

    def tell_words_changed(self) -> None:
        """Other words are right now, such as who somebody is."""
        if self._shown:
            last = self.index(len(self._shown) - 1, len(WireColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _drop_oldest(self) -> None:
        count = 0
        if len(self._kept) >= self._most_rows + min(_DROPPED_AT_ONCE, self._most_rows):
            count = len(self._kept) - self._most_rows
        left = self._weight - sum(map(weight, self._kept[:count]))
        while left > MOST_WEIGHT and count < len(self._kept) - 1:
            left -= weight(self._kept[count])
            count += 1
        if not count:
            return
        self._weight = left
        self._first += count
        self._unseen = max(0, self._unseen - count)
        seen = bisect_left(self._places, self._first) if self._filter.is_on else count
        if seen:
            self.beginRemoveRows(_NO_INDEX, 0, seen - 1)
        if self._filter.is_on:
            del self._shown[:seen], self._places[:seen]
        del self._kept[:count]
        if seen:
            self.endRemoveRows()
        oldest = next((row.number for row in self._kept if isinstance(row, WireFrame)), 0)
        self.words.people.forget_before(oldest)

    @Slot()
    def _on_time_to_filter(self) -> None:
        if not self._unseen:
            self.filtered.emit()
            return
        until = monotonic() + _SLICE_MILLISECONDS / 1000
        rows: list[WireRow] = []
        places: list[int] = []
        while self._unseen and monotonic() < until:
            for _ in range(min(self._unseen, _ROWS_BETWEEN_LOOKS)):
                self._unseen -= 1
                row = self._kept[self._unseen]
                if self._filter.shows(row, self.words):
                    rows.append(row)
                    places.append(self._first + self._unseen)
        if rows:
            self.beginInsertRows(_NO_INDEX, 0, len(rows) - 1)
            self._shown[:0] = reversed(rows)
            self._places[:0] = reversed(places)
            self.endInsertRows()
        if self._unseen:
            self._timer.start()
        else:
            self.filtered.emit()

    # Qt overrides

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(WireColumn)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row, column = self._shown[index.row()], WireColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column is WireColumn.NUMBER:
                return self.words.spoken(row)
            if column is WireColumn.ARROW and isinstance(row, WireFrame):
                return self.words.way(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.words.text(row, column)
            return tip(text if column > WireColumn.WHO else f"{self.words.time(row)} {self.words.who(row)}")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(WireColumn):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.title(WireColumn(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
