"""The newest records of the wire, kept so that they can be saved.

The rule: it is bounded, and what is kept makes sense by itself: of a connection whose beginning was dropped, the
beginning and the name are still told first, and where its bytes were cut off is marked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from shared.wire.record import Chunk, Closed, ConnectionId, Datagram, Direction, Named, Opened, WireRecord

_MOST_RECORDS: Final = 100_000
_MOST_BYTES: Final = 32 * 1024 * 1024


class WireKeeping:
    """``add`` every record in order; ``records`` is what there is to be saved."""

    def __init__(self, most_records: int = _MOST_RECORDS, most_bytes: int = _MOST_BYTES) -> None:
        self._most_records = most_records
        self._most_bytes = most_bytes
        self._bytes = 0
        self._newest: deque[WireRecord] = deque()
        self._opened: dict[ConnectionId, Opened] = {}  # those whose beginning was dropped
        self._named: dict[ConnectionId, Named] = {}
        self._cut: set[tuple[ConnectionId, Direction]] = set()

    def __len__(self) -> int:
        return len(self._newest)

    def add(self, records: Iterable[WireRecord]) -> None:
        """Keep these, and drop the oldest that have no room any more."""
        for record in records:
            self._newest.append(record)
            self._bytes += _size(record)
        while len(self._newest) > self._most_records or self._bytes > self._most_bytes:
            self._drop(self._newest.popleft())

    def records(self) -> tuple[WireRecord, ...]:
        """Return all that is kept, in order, as a copy."""
        heads: list[WireRecord] = [*self._opened.values(), *self._named.values()]
        if not self._cut:
            return (*heads, *self._newest)
        cut = set(self._cut)
        told: list[WireRecord] = []
        for record in self._newest:
            if isinstance(record, Chunk) and cut:
                ways = {(connection, record.direction) for connection in record.connections}
                if ways & cut:
                    cut -= ways
                    told.append(replace(record, is_after_gap=True))
                    continue
            told.append(record)
        return (*heads, *told)

    def _drop(self, record: WireRecord) -> None:
        self._bytes -= _size(record)
        match record:
            case Opened():
                self._opened[record.connection] = record
            case Named():
                self._named[record.connection] = record
            case Chunk():
                self._cut |= {(connection, record.direction) for connection in record.connections}
            case Closed():
                self._opened.pop(record.connection, None)
                self._named.pop(record.connection, None)
                self._cut -= {(record.connection, direction) for direction in Direction}
            case Datagram():
                pass


def _size(record: WireRecord) -> int:
    return len(record.data) if isinstance(record, Chunk | Datagram) else 0
