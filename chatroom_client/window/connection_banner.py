"""The strip below the header while the room is out of reach: what happens next, and what can be done.

The rule: as long as the program tries by itself, the person can go on writing, and the strip says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from chatroom_client.session.events import FailureReason
from chatroom_client.window.failure_words import FailureWords
from shared.ui.banner import Banner, BannerKind

_LATEST_STEP_MS: Final = 1_000


class ConnectionBanner(Banner):
    """Counts down to `retry_at` by the second. `steady_now` is the clock that `retry_at` is measured in."""

    try_now_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, steady_now: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steady_now = steady_now
        self._retry_at: float | None = None
        self._is_reconnecting = False
        self._ended: tuple[FailureReason, str, int] | None = None
        self._words = FailureWords(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_second_over)

    def show_reconnecting(self, retry_at: float | None) -> None:
        """The connection is lost; the next try starts at `retry_at`, or is under way."""
        self._is_reconnecting, self._ended = True, None
        self._retry_at = retry_at
        self._say()

    def show_ended(self, reason: FailureReason, host: str, port: int) -> None:
        """It is over: there will be no further try by itself."""
        self._is_reconnecting, self._ended = False, (reason, host, port)
        self._say()

    def show_connected(self) -> None:
        """All is well; the strip goes."""
        self._is_reconnecting, self._ended = False, None
        self._timer.stop()
        self.dismiss()

    def _say(self) -> None:
        self._timer.stop()
        if self._ended is not None:
            actions = [(self.tr("Look for rooms"), self.leave_wanted.emit)]
            self.show_text(self._words.sentence(*self._ended), BannerKind.DANGER, actions)
        elif self._is_reconnecting:
            actions = [
                (self.tr("Try now"), self.try_now_wanted.emit),
                (self.tr("Leave"), self.leave_wanted.emit),
            ]
            self.show_text(self._countdown(), BannerKind.WARNING, actions)

    def _countdown(self) -> str:
        left = 0.0 if self._retry_at is None else self._retry_at - self._steady_now()
        if left <= 0:
            return self.tr(
                "Connection lost. Trying again now. Nothing you write is lost: "
                "it is sent when the room is back."
            )
        seconds = math.ceil(left)
        # Woken right after the number has become another one.
        self._timer.start(min(_LATEST_STEP_MS, max(1, math.ceil((left - (seconds - 1)) * 1000))))
        return self.tr(
            "Connection lost. Trying again in {seconds} s. Nothing you write is lost: "
            "it is sent when the room is back."
        ).format(seconds=seconds)

    @Slot()
    def _on_second_over(self) -> None:
        self._say()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
