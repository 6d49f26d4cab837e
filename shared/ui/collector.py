"""Collects Python's garbage on the GUI thread, and nowhere else.

The rule: a widget dies on the thread it lives on. Python's own collector runs on whichever thread happens to
allocate, and a cycle that holds a widget or a timer, freed on another one, takes the program down with it. So a
program with windows and a second thread switches that collector off, and has this one instead.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_LOOK_MS: Final = 250

_SETTLE_MS: Final = 2_000
"""By then the window stands, and a pause of some frames is not seen."""


class GuiCollector(QObject):
    """Make one on the GUI thread before any other thread starts, and `stop` it when the program ends.

    It looks four times a second, and collects a generation when Python would have: when its count is over the
    threshold that `gc.get_threshold` tells. What a program has made by the time its window stands stays for good:
    after two seconds it is set aside, or each full collection would go through all of Qt's classes again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        self._timer.start(_LOOK_MS)
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._on_settled)
        self._settling.start(_SETTLE_MS)

    def stop(self) -> None:
        """Give the work back to Python's own collector."""
        self._timer.stop()
        self._settling.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _on_settled(self) -> None:
        gc.collect()
        gc.freeze()

    @Slot()
    def _on_look(self) -> None:
        over = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if threshold and count > threshold
        ]
        if over:
            gc.collect(max(over))
