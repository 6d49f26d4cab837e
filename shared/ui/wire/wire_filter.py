"""Which rows are shown: by a person, a type, a direction, a word that was typed, or only those that are wrong.

The rule: a filter only decides what is seen. Everything is kept and counted, whatever it says.
"""

from __future__ import annotations

from enum import Enum

from shared.ui.wire.wire_rows import LeftOut, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.value import value
from shared.wire.frames import WireFrame, is_from_client
from shared.wire.record import ConnectionId


class Way(Enum):
    """Whose bytes are shown."""

    BOTH = "both"  # the whole conversation
    TO_SERVER = "to server"  # what clients send
    FROM_SERVER = "from server"  # what the server sends


class RowKind(Enum):
    """Which rows are shown; the value of a type is its byte."""

    ALL = ""  # everything
    TYPE_0 = "0"  # each: frames of this type
    TYPE_1 = "1"
    TYPE_2 = "2"
    TYPE_3 = "3"
    TYPE_4 = "4"
    TYPE_5 = "5"
    TYPE_6 = "6"
    CONNECTIONS = "tcp"  # connections that began and ended
    DATAGRAMS = "udp"  # discovery


@value
class WireFilter:
    """What to show. ``connections`` are those of one person, None for everybody's."""

    text: str = ""
    connections: frozenset[ConnectionId] | None = None
    kind: RowKind = RowKind.ALL
    way: Way = Way.BOTH
    is_only_wrong: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything is held back."""
        return self != SHOW_ALL

    def shows(self, row: WireRow, words: WireWords) -> bool:
        """Return whether a row is to be seen, the cheap questions first."""
        if isinstance(row, LeftOut):
            # That something is missing is true of every selection.
            return True
        if not self._is_of_person(row) or not self._is_of_kind(row):
            return False
        if isinstance(row, WireFrame):
            is_to_server = is_from_client(row.direction, words.role)
            if self.way is not Way.BOTH and is_to_server is not (self.way is Way.TO_SERVER):
                return False
        elif self.way is not Way.BOTH:
            return False
        if self.is_only_wrong and not words.is_wrong(row):
            return False
        return not self.text or self.text in words.searchable(row)

    def _is_of_person(self, row: WireRow) -> bool:
        match self.connections, row:
            case None, _:
                return True
            case chosen, WireFrame():
                return any(connection in chosen for connection in row.connections)
            case chosen, _:
                return not isinstance(row, LeftOut) and row.connection in chosen

    def _is_of_kind(self, row: WireRow) -> bool:
        match self.kind:
            case RowKind.ALL:
                return True
            case RowKind.CONNECTIONS:
                return not isinstance(row, WireFrame)
            case RowKind.DATAGRAMS:
                return isinstance(row, WireFrame) and row.is_datagram
            case _:
                return isinstance(row, WireFrame) and row.kind == self.kind.value.encode()


SHOW_ALL = WireFilter()
"""Everything."""
