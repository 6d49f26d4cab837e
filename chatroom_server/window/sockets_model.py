"""One socket per guest, as a Qt model: the open ones and the last that are not, in the order in which they came.

The rule: a connection keeps its row and its selection while its figures change; the state is the operating
system's own word, or the room's where the system has forgotten the socket. What the system said before a connection
ended is not said of it after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from chatroom_server.link_owner import CloseCause
from chatroom_server.socket_life import ConnectionLife
from chatroom_server.window.sockets_words import SocketsWords
from shared.ui.pill import PillKind
from shared.ui.tip import tip
from shared.wire.record import ConnectionId, Endpoint

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()

KIND_ROLE = Qt.ItemDataRole.UserRole + 1

_ESTABLISHED = "ESTABLISHED"


class SocketColumn(IntEnum):
    """What stands in which column."""

    WHO = 0
    ENDPOINT = 1
    STATE = 2
    IN = 3
    OUT = 4
    LIFE = 5


_NUMBERS = frozenset({SocketColumn.IN, SocketColumn.OUT})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class SystemStates:
    """What the system says, by the other end of each connection. It was asked at ``utc`` or later."""

    utc: float = 0.0
    by_peer: Mapping[Endpoint, str] = field(default_factory=dict)

    def of(self, peer: Endpoint) -> str:
        """Return the state of the connection to this end; empty where the system says none."""
        # The system does not say by which adapter a link-local address is reached.
        return self.by_peer.get(Endpoint(peer.host.partition("%")[0], peer.port), "")


class SocketsModel(QAbstractTableModel):
    """Call ``show_lives`` once a second, and ``retranslate`` when the language changes."""

    def __init__(self, words: SocketsWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lives: list[ConnectionLife] = []
        self._states = SystemStates()

    def life_at(self, row: int) -> ConnectionLife:
        """Return the connection of a row."""
        return self._lives[row]

    def find(self, connection: ConnectionId) -> ConnectionLife | None:
        """Return a connection that is shown."""
        return next((life for life in self._lives if life.connection == connection), None)

    def show_lives(self, lives: Sequence[ConnectionLife], states: SystemStates) -> None:
        """Show these, and what the system says of each."""
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
        state = self._states.of(life.peer)
        if life.cause is None:
            if not state:
                return self.tr("open"), PillKind.QUIET
            return state, PillKind.GOOD if state == _ESTABLISHED else PillKind.WARNING
        kind = PillKind.WARNING if life.cause is CloseCause.SILENT else PillKind.QUIET
        is_newer = life.ended_utc is not None and self._states.utc >= life.ended_utc
        # The same end may have come back: what is established is not the one that is over.
        if is_newer and state and state != _ESTABLISHED:
            return state, kind
        return (self.tr("timed out") if life.cause is CloseCause.SILENT else self.tr("closed")), kind

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

    def title(self, column: SocketColumn) -> str:
        """Return what stands above a column."""
        return (
            self.tr("Guest"),
            self.tr("Endpoint"),
            self.tr("State"),
            self.tr("In"),
            self.tr("Out"),
            self.tr("Life so far"),
        )[column]

    def texts(self, column: SocketColumn) -> Iterator[str]:
        """Return what stands in all cells of a column."""
        return (self.text(life, column) for life in self._lives)

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
        if role == Qt.ItemDataRole.ToolTipRole and column in {SocketColumn.WHO, SocketColumn.LIFE}:
            return tip(self.text(life, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row_text(life) if column is SocketColumn.WHO else self.text(life, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == KIND_ROLE and column is SocketColumn.STATE:
            return self.state(life)[1]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = SocketColumn(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        return self.title(column) if role == Qt.ItemDataRole.DisplayRole else None
