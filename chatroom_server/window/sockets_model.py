"""One socket per guest, as a Qt model: the open ones and the last that are not, in the order in which they came.

The rule: a connection keeps its row and its selection while its figures change; the state is the operating
system's own word, or the room's where the system has forgotten the socket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from chatroom_server.socket_life import ConnectionLife
from chatroom_server.window.sockets_words import SocketsWords
from shared.ui.pill import PillKind
from shared.wire.record import ConnectionId, Endpoint

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()

KIND_ROLE = Qt.ItemDataRole.UserRole + 1


class SocketColumn(IntEnum):
    """What stands in which column."""

    WHO = 0
    ENDPOINT = 1
    STATE = 2
    IN = 3
    OUT = 4
    LIFE = 5


class SocketsModel(QAbstractTableModel):
    """Call ``show_lives`` once a second, and ``retranslate`` when the language changes."""

    def __init__(self, words: SocketsWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lives: list[ConnectionLife] = []
        self._states: Mapping[Endpoint, str] = {}

    def life_at(self, row: int) -> ConnectionLife:
        """Return the connection of a row."""
        return self._lives[row]

    def find(self, connection: ConnectionId) -> ConnectionLife | None:
        """Return a connection that is shown."""
        return next((life for life in self._lives if life.connection == connection), None)

    def show_lives(self, lives: Sequence[ConnectionLife], states: Mapping[Endpoint, str]) -> None:
        """Show these, and by the end of each what the system says of it."""
        wanted = {life.connection: life for life in sorted(lives, key=lambda life: life.connection)}
        for row in reversed(range(len(self._lives))):
            if self._lives[row].connection not in wanted:
                self.beginRemoveRows(_NO_INDEX, row, row)
                del self._lives[row]
                self.endRemoveRows()
        self._states = states
        here = {life.connection for life in self._lives}
        self._lives = [wanted[life.connection] for life in self._lives]
        for row, life in enumerate(wanted.values()):
            if life.connection not in here:
                self.beginInsertRows(_NO_INDEX, row, row)
                self._lives.insert(row, life)
                self.endInsertRows()
        if self._lives:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lives) - 1, SocketColumn.LIFE))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, SocketColumn.LIFE)
        if self._lives:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lives) - 1, SocketColumn.LIFE))

    def state(self, life: ConnectionLife) -> tuple[str, PillKind]:
        """Return the state of a connection, and how it feels."""
        state = self._states.get(life.peer, "")
        if life.cause is None:
            if not state:
                return self.tr("open"), PillKind.QUIET
            return state, PillKind.GOOD if state == "ESTABLISHED" else PillKind.WARNING
        return (state, PillKind.QUIET) if state else (self.tr("closed"), PillKind.QUIET)

    def text(self, life: ConnectionLife, column: SocketColumn) -> str:
        """Return what stands in a cell."""
        match column:
            case SocketColumn.WHO:
                return self._words.who(life)
            case SocketColumn.ENDPOINT:
                return str(life.peer)
            case SocketColumn.STATE:
                return self.state(life)[0]
            case SocketColumn.IN:
                return self._words.size(life.read_bytes)
            case SocketColumn.OUT:
                return self._words.size(life.sent_bytes)
            case SocketColumn.LIFE:
                return self._words.so_far(life)

    def _row_text(self, life: ConnectionLife) -> str:
        return ", ".join(self.text(life, column) for column in SocketColumn)

    # Qt overrides

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lives)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(SocketColumn)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        life, column = self._lives[index.row()], SocketColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(life, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is SocketColumn.LIFE:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row_text(life) if column is SocketColumn.WHO else self.text(life, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in {SocketColumn.IN, SocketColumn.OUT}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == KIND_ROLE and column is SocketColumn.STATE:
            return self.state(life)[1]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Guest"),
            self.tr("Endpoint"),
            self.tr("State"),
            self.tr("In"),
            self.tr("Out"),
            self.tr("Life so far"),
        )[section]
