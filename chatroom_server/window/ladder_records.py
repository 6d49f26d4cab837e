"""What was recorded lately, kept for the ladder of whichever connection is chosen.

The rule: it is bounded, and what is needed for a ladder is looked up once, when a connection is chosen: a hall that
talks makes thousands of records a second, and hardly any of them is about that one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

from shared.ui.wire.wire_keeping import WireKeeping
from shared.wire.record import Chunk, Closed, ConnectionId, Datagram, WireRecord

_MOST_RECORDS: Final = 20_000
_MOST_BYTES: Final = 8 * 1024 * 1024
_MOST_CHOSEN: Final = 1_000
"""Of one connection: more than a ladder shows."""


class LadderRecords:
    """``add`` all records as they come; ``choose`` a connection, and ``chosen`` has what is told of it."""

    def __init__(self) -> None:
        self._keeping = WireKeeping(_MOST_RECORDS, _MOST_BYTES)
        self._connection: ConnectionId | None = None
        self._discovery: list[WireRecord] = []
        self._chosen: deque[WireRecord] = deque(maxlen=_MOST_CHOSEN)

    @property
    def chosen(self) -> tuple[WireRecord, ...]:
        """Datagrams from before the connection was chosen, and the newest calls on it, in order."""
        return (*self._discovery, *self._chosen)

    def clear(self) -> None:
        """A new room: nothing is known of it."""
        self._keeping = WireKeeping(_MOST_RECORDS, _MOST_BYTES)
        self.choose(None)

    def choose(self, connection: ConnectionId | None, *, host: str = "", accepted_utc: float = 0.0) -> None:
        """Look for this connection from now on, or for none.

        ``host`` is the other end's address: what came from there in datagrams until ``accepted_utc`` belongs to it.
        """
        self._connection = connection
        self._chosen.clear()
        self._discovery.clear()
        if connection is None:
            return
        for record in self._keeping.records():
            if isinstance(record, Datagram):
                if record.peer.host == host and record.utc <= accepted_utc:
                    self._discovery.append(record)
            elif self._is_of_chosen(record):
                self._chosen.append(record)

    def add(self, records: Iterable[WireRecord]) -> bool:
        """Keep these; return whether any is about the chosen connection."""
        found = [record for record in records if self._is_of_chosen(record)]
        self._keeping.add(records)
        self._chosen += found
        return bool(found)

    def _is_of_chosen(self, record: WireRecord) -> bool:
        match record:
            case Chunk():
                return self._connection in record.connections
            case Closed():
                return self._connection == record.connection
            case _:
                return False
