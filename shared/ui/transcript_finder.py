"""Finds a text in the transcript: which rows have it, and where in what is drawn.

The rule: it looks at a few rows at a time, the newest first, so that nobody who types or reads is held up; and what
comes or goes meanwhile is looked at in its turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from time import monotonic
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal, Slot

from shared.ui.inert import inert
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EntryRow, ShownRow

MOST_FOUND: Final = 1_000
"""Nobody goes through more; who finds so many writes another word."""

_SLICE_MILLISECONDS: Final = 5
"""At a time, which leaves most of a frame for everything else."""

_ROWS_A_LOOK: Final = 100
"""The clock is read after so many."""


def pattern_of(wanted: str) -> re.Pattern[str] | None:
    """What to look for in what is drawn when somebody asks for `wanted`; None for nothing but space."""
    words = inert(wanted).split()
    # A line may have been broken where a space was meant. Around code, the backticks are not drawn.
    drawn = [re.escape(word.replace("`", "") or word) for word in words]
    return re.compile(r"\s+".join(drawn), re.IGNORECASE) if drawn else None


class TranscriptFinder(QObject):
    """Call `look_for`, and show what `changed` tells."""

    changed = Signal()
    """More was found, something found is gone, or all has been looked at."""

    def __init__(self, model: TranscriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pattern: re.Pattern[str] | None = None
        self._found: list[QPersistentModelIndex] = []
        self._above = 0  # so many rows at the top have not been looked at yet
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_time_to_look)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_rows_about_to_be_removed)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.modelReset.connect(self._on_model_reset)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What is looked for."""
        return self._pattern

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that have it, top to bottom."""
        return [index.row() for index in self._found]

    @property
    def count(self) -> int:
        """How many rows have it, as far as is known."""
        return len(self._found)

    @property
    def is_looking(self) -> bool:
        """Not all rows have been looked at yet."""
        return self._timer.isActive()

    @property
    def has_more(self) -> bool:
        """It gave up further up, because so much was found."""
        return not self.is_looking and self._above > 0

    def look_for(self, wanted: str) -> None:
        """Begin anew with this text; an empty one finds nothing."""
        self._pattern = pattern_of(wanted)
        self._begin()

    def index_of(self, place: int) -> QPersistentModelIndex:
        """The `place`-th of all that was found, counted from the top; it stays right whatever comes and goes."""
        return self._found[place]

    def place_of(self, index: QPersistentModelIndex) -> int:
        """Where among all found `index` is, or what is found next below it if it is none of them."""
        return bisect_left(self._found, index.row(), key=QPersistentModelIndex.row)

    def _begin(self) -> None:
        self._found = []
        self._above = self._model.rowCount() if self._pattern else 0
        if self._above:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def _fits(self, row: ShownRow) -> bool:
        if self._pattern is None or not isinstance(row, EntryRow):
            return False
        return self._pattern.search(inert(row.entry.shown_text).replace("`", "")) is not None

    def _find_in(self, first: int, end: int) -> bool:
        """Look at the rows from `first` up to `end`; return whether anything was found."""
        fit = [row for row in range(first, end) if self._fits(self._model.row_at(row))]
        if fit:
            place = bisect_left(self._found, first, key=QPersistentModelIndex.row)
            self._found[place:place] = [QPersistentModelIndex(self._model.index(row)) for row in fit]
        return bool(fit)

    @Slot()
    def _on_time_to_look(self) -> None:
        until = monotonic() + _SLICE_MILLISECONDS / 1000
        before = self.count
        while self._above and self.count < MOST_FOUND and monotonic() < until:
            first = max(0, self._above - _ROWS_A_LOOK)
            self._find_in(first, self._above)
            self._above = first
        if self._above and self.count < MOST_FOUND:
            self._timer.start()
        if self.count != before or not self._timer.isActive():
            self.changed.emit()

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._pattern is None:
            return
        count = last - first + 1
        if first < self._above:
            self._above += count  # in its turn
        elif self._find_in(first, last + 1):
            self.changed.emit()

    @Slot(QModelIndex, int, int)
    def _on_rows_about_to_be_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._above -= max(0, min(last + 1, self._above) - first)

    @Slot()
    def _on_rows_removed(self) -> None:
        # Qt has made the indexes of what is gone invalid.
        left = [index for index in self._found if index.isValid()]
        if len(left) != len(self._found):
            self._found = left
            self.changed.emit()

    @Slot()
    def _on_model_reset(self) -> None:
        self._begin()
