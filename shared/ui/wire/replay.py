"""Plays a recording as it once happened: at its own speed, faster, or one step after the other.

The rule: the records come in their order and each once, whatever is pressed; and nobody waits through a silence.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.wire.record import Chunk, Datagram, WireBatch, WireCounters, WireRecord

_TICK_MILLISECONDS: Final = 33
_LONGEST_SILENCE_SECONDS: Final = 2.0
_MOST_AT_ONCE: Final = 600


class Replay(QObject):
    """Connect ``batch_came`` to what shows batches; it begins at the start, and stands still."""

    batch_came = Signal(object)
    """A ``WireBatch``; what counts is the records."""
    changed = Signal()
    """The position, or whether it plays, is another."""
    restarted = Signal()
    """From the start again: forget what was shown."""

    def __init__(
        self,
        records: Sequence[WireRecord],
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        # A clock that was set back while it was recorded must not stop the play.
        latest = float("-inf")
        self._times = [latest := max(latest, record.utc) for record in records]
        self._records = records
        self._now = now
        self._next = 0
        self._at = self._times[0] if records else 0.0
        self._ticked = 0.0
        self._speed = 1.0
        self._timer = QTimer(self, interval=_TICK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)

    @property
    def position(self) -> int:
        """How many records have come."""
        return self._next

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._records)

    @property
    def is_playing(self) -> bool:
        """Whether records come by themselves."""
        return self._timer.isActive()

    @property
    def is_at_end(self) -> bool:
        """Whether all have come."""
        return self._next >= len(self._records)

    @Slot()
    def play(self) -> None:
        """Go on from here, or from the start if all have come."""
        if self.is_at_end:
            self.restart()
        self._ticked = self._now()
        self._timer.start()
        self.changed.emit()

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.changed.emit()

    @Slot()
    def step(self) -> None:
        """Stand still one call, or one datagram, later."""
        self._timer.stop()
        end = self._next
        while end < len(self._records):
            end += 1
            if isinstance(self._records[end - 1], Chunk | Datagram):
                break
        self._send(end)

    @Slot()
    def restart(self) -> None:
        """Stand still at the start."""
        self._timer.stop()
        self._next = 0
        self._at = self._times[0] if self._times else 0.0
        self.restarted.emit()
        self.changed.emit()

    @Slot()
    def show_all(self) -> None:
        """Have everything come at once, and stand still at the end."""
        self._timer.stop()
        self._send(len(self._records))

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast as it happened."""
        self._speed = speed

    @Slot()
    def tick(self) -> None:
        """Send what is due."""
        now = self._now()
        if not self.is_at_end:
            self._at = max(self._at, self._times[self._next] - _LONGEST_SILENCE_SECONDS * self._speed)
        self._at += (now - self._ticked) * self._speed
        self._ticked = now
        due = bisect_right(self._times, self._at, lo=self._next)
        if due > self._next:
            self._send(min(due, self._next + _MOST_AT_ONCE))
        if self.is_at_end:
            self.pause()

    def _send(self, end: int) -> None:
        some = tuple(self._records[self._next : end])
        self._next = end
        if end > 0 and end <= len(self._times):
            self._at = max(self._at, self._times[end - 1])
        self.batch_came.emit(WireBatch(some, WireCounters()))
        self.changed.emit()
