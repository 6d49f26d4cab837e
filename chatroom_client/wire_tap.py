"""What this program's own sockets have done lately, kept for whoever wants to see it (``shared/wire/record.py``).

The rule: keeping costs one append, for nothing is looked at before somebody takes it; what is kept is bounded; and
no secret of a session leaves this file.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireBatch,
    WireCounters,
    WireRecord,
)

if TYPE_CHECKING:
    from shared.wire.mask import WhisperMask

MAX_RECORDS = 4_000
MAX_BYTES = 512 * 1024
BATCH_RECORDS = 600  # some milliseconds of work for a window
BATCH_BYTES = 128 * 1024
# Of an open connection the beginning stays, for whoever comes late and wants to see the login.
_HEAD_RECORDS = 40
_HEAD_BYTES = 8 * 1024


@dataclass(slots=True)
class _Known:
    """What is remembered of one connection as long as there are records of it."""

    head: list[WireRecord] = field(default_factory=list)
    head_bytes: int = 0
    is_head_over: bool = False
    calls: dict[Direction, int] = field(default_factory=dict)
    masks: dict[Direction, WhisperMask] = field(default_factory=dict)
    gaps: set[Direction] = field(default_factory=set)


class WireTap:
    """One for the program. Tell it what the sockets do; ``take`` what there is, whenever somebody looks."""

    def __init__(self, utc_now: Callable[[], float] = time.time) -> None:
        self._utc_now = utc_now
        self._kept: deque[WireRecord] = deque()
        self._bytes = 0
        self._known: dict[ConnectionId, _Known] = {}
        self._numbers = 0
        self._frames_received = 0
        self._frames_sent = 0
        self._bytes_received = 0
        self._bytes_sent = 0
        self._receives = 0
        self._sends = 0
        self._left_out = 0

    # ---- the sockets tell --------------------------------------------------------------------------------

    def note_opened(self, local: Endpoint, peer: Endpoint) -> ConnectionId:
        """Note that a connection is there; return the number under which to tell what happens on it."""
        self._numbers += 1
        self._known[self._numbers] = _Known()
        self._keep(Opened(self._utc_now(), self._numbers, local, peer))
        return self._numbers

    def note_name(self, connection: ConnectionId, name: str) -> None:
        """Note whose connection it is from now on."""
        self._keep(Named(self._utc_now(), connection, name))

    def note_received(self, connection: ConnectionId, data: bytes, frames: int) -> None:
        """Note what one read has brought, and how many frames ended in it."""
        self._receives += 1
        self._bytes_received += len(data)
        self._frames_received += frames
        self._note(connection, Direction.RECEIVED, data)

    def note_sent(self, connection: ConnectionId, data: bytes, frames: int) -> None:
        """Note what one write has taken, and how many frames ended in it."""
        self._sends += 1
        self._bytes_sent += len(data)
        self._frames_sent += frames
        self._note(connection, Direction.SENT, data)

    def note_closed(self, connection: ConnectionId, ending: Ending) -> None:
        """Note that the connection is over; nothing of it may be told after this."""
        self._keep(Closed(self._utc_now(), connection, ending))

    def note_datagram(self, direction: Direction, local: Endpoint, peer: Endpoint, data: bytes) -> None:
        """Note a datagram that came or went; those are in no counter."""
        self._keep(Datagram(self._utc_now(), direction, local, peer, data))

    # ---- somebody looks ----------------------------------------------------------------------------------

    def take(self) -> WireBatch:
        """Return what was kept and not taken yet, the oldest first, and at most a batch of it.

        Secrets in it are masked. Nothing comes twice, and what was forgotten meanwhile is in the counters alone.
        """
        records: list[WireRecord] = []
        for known in self._known.values():
            records += known.head
            known.head = []
        records.sort(key=lambda record: record.utc)
        records = [self._shown(record, is_head=True) for record in records]
        taken_bytes = sum(_size(record) for record in records)
        while self._kept and len(records) < BATCH_RECORDS and taken_bytes < BATCH_BYTES:
            record = self._kept.popleft()
            self._bytes -= _size(record)
            taken_bytes += _size(record)
            records.append(self._shown(record, is_head=False))
        return WireBatch(tuple(records), self._counters())

    # ---- inside ------------------------------------------------------------------------------------------

    def _note(self, connection: ConnectionId, direction: Direction, data: bytes) -> None:
        calls = self._known[connection].calls
        calls[direction] = call = calls.get(direction, 0) + 1
        self._keep(Chunk(self._utc_now(), (connection,), direction, data, call))

    def _keep(self, record: WireRecord) -> None:
        self._kept.append(record)
        self._bytes += _size(record)
        while len(self._kept) > MAX_RECORDS or self._bytes > MAX_BYTES:
            oldest = self._kept.popleft()
            self._bytes -= _size(oldest)
            self._forget(oldest)

    def _forget(self, record: WireRecord) -> None:
        match record:
            case Closed(_, connection):
                self._known.pop(connection, None)
            case Opened(_, connection) | Named(_, connection):
                self._known[connection].head.append(record)
            case Chunk(_, (connection, *_), direction):
                known = self._known[connection]
                size = len(record.data)
                is_fit = len(known.head) < _HEAD_RECORDS and known.head_bytes + size <= _HEAD_BYTES
                if is_fit and not known.is_head_over:
                    known.head.append(record)
                    known.head_bytes += size
                    return
                known.is_head_over = True
                known.gaps.add(direction)
                self._left_out += 1
            case Datagram():
                self._left_out += 1

    def _shown(self, record: WireRecord, *, is_head: bool) -> WireRecord:
        match record:
            case Chunk(_, (connection, *_), direction):
                known = self._known[connection]
                known.is_head_over = True
                mask = known.masks.get(direction) or _new_mask(known.masks, direction)
                is_after_gap = direction in known.gaps and not is_head
                if is_after_gap:
                    known.gaps.discard(direction)
                    mask.lose()
                data, is_masked = mask.feed(record.data)
                return replace(record, data=data, is_after_gap=is_after_gap, is_masked=is_masked)
            case Closed(_, connection):
                self._known.pop(connection, None)
                return record
            case _:
                return record

    def _counters(self) -> WireCounters:
        return WireCounters(
            self._frames_received,
            self._frames_sent,
            self._bytes_received,
            self._bytes_sent,
            self._receives,
            self._sends,
            self._left_out,
        )


def _new_mask(masks: dict[Direction, WhisperMask], direction: Direction) -> WhisperMask:
    from shared.wire.mask import WhisperMask  # noqa: PLC0415 - nobody may ever look

    # One's own are one's own, in both directions.
    mask = masks[direction] = WhisperMask(direction is Direction.SENT, is_own=True)
    return mask


def _size(record: WireRecord) -> int:
    return len(record.data) if isinstance(record, Chunk | Datagram) else 0
