"""A ladder as a Qt model: a row for each rung, with the guest's side, what went between, and the server's side.

The rule: it shows what the ladder holds; that something is inferred is said in words too.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shared.ui.inert import inert_line
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


class LadderModel(QAbstractTableModel):
    """Call ``show_ladder`` with each new one; the rungs that stay keep their rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rungs: tuple[Rung, ...] = ()
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
        rungs = () if ladder is None else ladder.rungs
        is_longer = bool(self._rungs) and rungs[: len(self._rungs)] == self._rungs
        self._ladder = ladder
        if rungs == self._rungs:
            return
        if is_longer:
            self.beginInsertRows(_NO_INDEX, len(self._rungs), len(rungs) - 1)
            self._rungs = rungs
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rungs = rungs
            self.endResetModel()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, LadderColumn.SERVER)

    def text(self, rung: Rung, column: LadderColumn) -> str:
        """Return what stands in a cell."""
        match column:
            case LadderColumn.TIME:
                return "" if rung.utc is None else _time(rung.utc)
            case LadderColumn.GUEST:
                return rung.guest
            case LadderColumn.SERVER:
                return rung.server
            case LadderColumn.PASSAGE:
                if rung.left_out:
                    return self.words.left_out.format(number=f"{rung.left_out:,}")
                return inert_line(passage_text(rung))

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
            return self._aloud(rung) if column is LadderColumn.TIME else self.text(rung, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is LadderColumn.GUEST:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Time"), self.tr("Guest"), self.tr("Between"), self.tr("Server"))[section]


def _time(utc: float) -> str:
    return datetime.fromtimestamp(utc).astimezone().strftime("%H:%M:%S.%f")[:-3]
