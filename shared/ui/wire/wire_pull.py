"""Asks for the next batch of the wire, as often as a person can see and never more than the window can bear.

The rule: at most thirty times a second, never before the last batch is in the rows, and not while nobody looks.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LEAST_MILLISECONDS: Final = 34
_IDLE_MILLISECONDS: Final = 100
_SHARE: Final = 2
"""For each millisecond that the last batch took, so many are left for everything else."""


class WirePull(QObject):
    """``look`` while somebody looks; call ``batch_put`` and ``batch_taken`` around each batch."""

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_looking = False
        self._put_at = 0.0
        self._had_any = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def look(self, is_looking: bool) -> None:
        """Begin or stop to ask."""
        self._is_looking = is_looking
        if is_looking:
            self._timer.start(0)
        else:
            self._timer.stop()

    def batch_put(self, *, had_any: bool) -> None:
        """A batch has come, and is worked on."""
        self._put_at, self._had_any = monotonic(), had_any

    @Slot()
    def batch_taken(self) -> None:
        """It is in the rows."""
        if not self._is_looking:
            return
        took = (monotonic() - self._put_at) * 1000
        least = _LEAST_MILLISECONDS if self._had_any else _IDLE_MILLISECONDS
        self._timer.start(max(least, round(_SHARE * took)))

    @Slot()
    def _on_time(self) -> None:
        self.wanted.emit()
