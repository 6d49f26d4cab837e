"""A ladder as a Qt model: a row for each rung, with the guest's side, what went between, and the server's side.

The rule: it shows what the ladder holds; that something is inferred is said in words too.
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from shared.ui.inert import inert_line
from shared.ui.tip import tip
from shared.ui.wire.clock_time import clock_time
from shared.wire.ladder import Ladder, Passage, Rung
from shared.wire.ladder_words import LadderWords, passage_text

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()

RUNG_ROLE = Qt.ItemDataRole.UserRole + 1


class LadderColumn(IntEnum):
    """What stands in which column."""

    TIME = 0
    GUEST = 1
    PASSAGE = 2
    SERVER = 3


_ALIGNMENTS = {
    LadderColumn.TIME: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    LadderColumn.GUEST: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    LadderColumn.PASSAGE: Qt.AlignmentFlag.AlignCenter,
    LadderColumn.SERVER: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


class LadderModel(QAbstractTableModel):
    """Call ``show_ladder`` with each new one; the rungs that stay keep their rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rungs: list[Rung] = []
        self._ladder: Ladder | None = None

    @property
    def ladder(self) -> Ladder | None:
        """What is shown."""
        return self._ladder

    @property
    def words(self) -> LadderWords:
        """The words that a ladder needs, in the language that is on."""
        return LadderWords(
            guest=self.tr("Guest"),
            server=self.tr("Server"),
            inferred=self.tr("Dashed: inferred, for it cannot be seen from this program."),
            left_out=self.tr("… {number} calls that are not shown"),
        )

    def show_ladder(self, ladder: Ladder | None) -> None:
        """Show this one, or none."""
        rungs = [] if ladder is None else list(ladder.rungs)
        before, self._ladder = self._ladder, ladder
        if before is None or ladder is None or before.ends.connection != ladder.ends.connection:
            self.beginResetModel()
            self._rungs = rungs
            self.endResetModel()
            return
        same = _same_at_the_beginning(self._rungs, rungs)
        if same < len(self._rungs) and same < len(rungs) and rungs[same].left_out:
            if self._rungs[same].left_out:
                self._rungs[same] = rungs[same]
                self._say_changed(same)
            else:
                self._insert(same, rungs[same : same + 1])
            same += 1
        gone = _gone_from(self._rungs[same:], rungs[same:])
        if gone:
            self.beginRemoveRows(_NO_INDEX, same, same + gone - 1)
            del self._rungs[same : same + gone]
            self.endRemoveRows()
        self._insert(len(self._rungs), rungs[len(self._rungs) :])

    def _insert(self, row: int, rungs: list[Rung]) -> None:
        if rungs:
            self.beginInsertRows(_NO_INDEX, row, row + len(rungs) - 1)
            self._rungs[row:row] = rungs
            self.endInsertRows()

    def _say_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, LadderColumn.SERVER))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, LadderColumn.SERVER)
        if self._rungs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rungs) - 1, LadderColumn.SERVER))

    def text(self, rung: Rung, column: LadderColumn) -> str:
        """Return what stands in a cell."""
        match column:
            case LadderColumn.TIME:
                return "" if rung.utc is None else clock_time(rung.utc)
            case LadderColumn.GUEST:
                return rung.guest
            case LadderColumn.SERVER:
                return rung.server
            case LadderColumn.PASSAGE:
                if rung.left_out:
                    return self.words.left_out.format(number=QLocale().toString(rung.left_out))
                return inert_line(passage_text(rung))

    def longest(self, column: LadderColumn) -> str:
        """Return the longest text of a column."""
        return max((self.text(rung, column) for rung in self._rungs), key=len, default="")

    def _aloud(self, rung: Rung) -> str:
        parts = [self.text(rung, LadderColumn.TIME), rung.guest]
        if rung.passage is not Passage.NOTHING:
            way = self.tr("to the server") if rung.is_to_server else self.tr("to the guest")
            parts.append(f"{self.text(rung, LadderColumn.PASSAGE)} {way}")
            if rung.is_inferred:
                parts.append(self.tr("inferred"))
        elif rung.left_out:
            parts.append(self.text(rung, LadderColumn.PASSAGE))
        parts.append(rung.server)
        return ", ".join(part for part in parts if part)

    # Qt overrides

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rungs)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(LadderColumn)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        rung, column = self._rungs[index.row()], LadderColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(rung, column)
        if role == RUNG_ROLE:
            return rung
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(rung)  # for each column: any of them may be the only one that has room
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._aloud(rung))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[LadderColumn(section)]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Time"), self.tr("Guest"), self.tr("Between"), self.tr("Server"))[section]


def _same_at_the_beginning(one: list[Rung], other: list[Rung]) -> int:
    for number, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return number
    return min(len(one), len(other))


def _gone_from(before: list[Rung], after: list[Rung]) -> int:
    """How many of the oldest have no place among the newest any more."""
    for gone in range(len(before)):
        if before[gone:] == after[: len(before) - gone]:
            return gone
    return len(before)
