"""What a window knows of one wire: its rows, its people, its counters, and the records to be saved.

The rule: batches are taken in a few milliseconds at a time, and ``batch_taken`` comes when one is through; so
whoever asks for the next one only then never has more waiting than the window can show.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.ui.wire.wire_keeping import WireKeeping
from shared.ui.wire.wire_model import MOST_ROWS, MOST_WEIGHT, WireModel
from shared.ui.wire.wire_rows import LeftOut, WireRow, weight
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.lanes import Lane
from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Direction,
    Opened,
    WireBatch,
    WireCounters,
    WireRecord,
)

_SLICE_MILLISECONDS: Final = 8
_RECORDS_AT_ONCE: Final = 24


class WireLog(QObject):
    """Call ``put`` with every batch. ``is_recorded``: of a file, whose frames are counted here."""

    batch_taken = Signal()
    """A batch is in the rows."""
    rows_added = Signal(int)
    """So many rows are new to whoever looks."""
    counted = Signal()
    """``counters`` says something else."""

    def __init__(self, role: Role, parent: QObject | None = None, *, is_recorded: bool = False) -> None:
        super().__init__(parent)
        self.words = WireWords(role, self)
        self.model = WireModel(self.words, self)
        self.frames = WireFrames(role)
        self._role = role
        self._is_recorded = is_recorded
        self._keeping = WireKeeping()
        self._counters = WireCounters()
        self._batches: deque[tuple[Iterator[WireRecord], WireCounters]] = deque()
        self._is_paused = False
        self._held: deque[WireRow] = deque()
        self._held_weight = 0
        self._latest_utc = 0.0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._take)

    @property
    def role(self) -> Role:
        """Whose sockets these are."""
        return self._role

    @property
    def counters(self) -> WireCounters:
        """What has been counted, up to the batch that was put last."""
        return self._counters

    @property
    def is_paused(self) -> bool:
        """Whether new rows wait."""
        return self._is_paused

    @property
    def held_count(self) -> int:
        """How many rows wait for the pause to end; no more than are kept at all."""
        return len(self._held)

    def put(self, batch: WireBatch) -> None:
        """Take these records; ``batch_taken`` follows, at once if there are few."""
        self._batches.append((iter(batch.records), batch.counters))
        self._keeping.add(batch.records)
        self._take()

    def begin(self) -> None:
        """Forget everything, for another room."""
        unfinished = len(self._batches)
        self._batches.clear()
        self._timer.stop()
        self._forget_held()
        self._counters = WireCounters()
        self._keeping = WireKeeping()
        self.frames = WireFrames(self._role)
        self.words.begin()
        self.model.clear()
        self.counted.emit()
        for _ in range(unfinished):
            self.batch_taken.emit()  # or nobody would ever ask for the next one

    def set_paused(self, is_paused: bool) -> None:
        """Have new rows wait, or show what has waited."""
        self._is_paused = is_paused
        if not is_paused and self._held:
            rows = list(self._held)
            self._forget_held()
            self.rows_added.emit(self.model.append(rows))

    def records(self) -> tuple[WireRecord, ...]:
        """Return the newest records, to be saved."""
        return self._keeping.records()

    def lane(self, connection: ConnectionId, direction: Direction) -> Lane:
        """Return one direction of a connection, to be drawn."""
        return self.frames.lane(connection, direction)

    @Slot()
    def _take(self) -> None:
        until = monotonic() + _SLICE_MILLISECONDS / 1000
        rows: list[WireRow] = []
        taken = 0
        while self._batches and monotonic() < until:
            records, counters = self._batches[0]
            some = list(islice(records, _RECORDS_AT_ONCE))
            rows += self._rows_of(some)
            if len(some) < _RECORDS_AT_ONCE:
                self._batches.popleft()
                rows += self._count(counters)
                taken += 1
        self._show(rows)
        if self._batches:
            self._timer.start()
        for _ in range(taken):
            self.batch_taken.emit()

    def _rows_of(self, records: list[WireRecord]) -> list[WireRow]:
        rows: list[WireRow] = []
        some: list[WireRecord] = []
        people = self.words.people
        for record in records:
            people.see(record)
            if isinstance(record, Opened):
                rows += self._cut(some)
                some = [record]
                known = self.frames.connections.get(record.connection)
                if known is None or not known.is_open:
                    rows.append(record)  # else somebody looks again at one that has been there all the time
            elif isinstance(record, Closed):
                rows += self._cut([*some, record])
                some = []
                rows.append(record)
            else:
                some.append(record)
            self._latest_utc = record.utc
            if self._is_recorded and isinstance(record, Chunk):
                self._counters = _with_chunk(self._counters, record)
        return rows + self._cut(some)

    def _cut(self, records: list[WireRecord]) -> list[WireFrame]:
        frames = self.frames.add(records) if records else []
        self.words.people.see_frames(frames)
        if self._is_recorded:
            for frame in frames:
                self._counters = _with_frame(self._counters, frame)
        return frames

    def _count(self, counters: WireCounters) -> list[WireRow]:
        if self._is_recorded:
            self.counted.emit()
            return []
        left_out = counters.left_out - self._counters.left_out
        self._counters = counters
        self.counted.emit()
        return [LeftOut(self._latest_utc, left_out)] if left_out > 0 else []

    def _show(self, rows: list[WireRow]) -> None:
        if not rows:
            return
        if self._is_paused:
            self._hold(rows)
            self.counted.emit()
        else:
            self.rows_added.emit(self.model.append(rows))

    def _hold(self, rows: list[WireRow]) -> None:
        self._held += rows
        self._held_weight += sum(map(weight, rows))
        while len(self._held) > MOST_ROWS or self._held_weight > MOST_WEIGHT:
            self._held_weight -= weight(self._held.popleft())

    def _forget_held(self) -> None:
        self._held.clear()
        self._held_weight = 0


def _with_chunk(counters: WireCounters, chunk: Chunk) -> WireCounters:
    times, size = len(chunk.connections), len(chunk.data) * len(chunk.connections)
    if chunk.direction is Direction.RECEIVED:
        return replace(
            counters, receives=counters.receives + times, bytes_received=counters.bytes_received + size
        )
    return replace(counters, sends=counters.sends + times, bytes_sent=counters.bytes_sent + size)


def _with_frame(counters: WireCounters, frame: WireFrame) -> WireCounters:
    if frame.is_outside or frame.is_datagram:
        return counters
    times = len(frame.connections)
    if frame.direction is Direction.RECEIVED:
        return replace(counters, frames_received=counters.frames_received + times)
    return replace(counters, frames_sent=counters.frames_sent + times)
