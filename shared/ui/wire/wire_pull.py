"""Asks for the next batch of the wire, as often as a person can see and never more than the window can bear.

The rule: at most thirty times a second, and four where it is a flood; never before the last batch is in the rows,
and not while nobody looks.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LEAST_MILLISECONDS: Final = 34
_IDLE_MILLISECONDS: Final = 100
_FLOODED_MILLISECONDS: Final = 250
"""Where more comes than is ever shown, nobody reads it; the computer has better to do than to paint it."""
_SHARE: Final = 2
"""For each millisecond that the last batch took, so many are left for everything else."""


class WirePull(QObject):
    """``look`` while somebody looks; call ``batch_put`` and ``batch_taken`` around each batch."""

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_looking = False
        self._put_at = 0.0
        self._least = _IDLE_MILLISECONDS
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def look(self, is_looking: bool) -> None:
        """Begin or stop to ask."""
        self._is_looking = is_looking
        if is_looking:
            self._timer.start(0)
        else:
            self._timer.stop()

    def batch_put(self, *, had_any: bool, is_sample: bool = False) -> None:
        """A batch has come, and is worked on; ``is_sample`` if there was more than it could hold."""
        self._put_at = monotonic()
        busy = _FLOODED_MILLISECONDS if is_sample else _LEAST_MILLISECONDS
        self._least = busy if had_any else _IDLE_MILLISECONDS

    @Slot()
    def batch_taken(self) -> None:
        """It is in the rows."""
        if not self._is_looking:
            return
        took = (monotonic() - self._put_at) * 1000
        self._timer.start(max(self._least, round(_SHARE * took)))

    @Slot()
    def _on_time(self) -> None:
        self.wanted.emit()
