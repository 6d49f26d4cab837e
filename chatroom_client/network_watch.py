"""Notices that the network may be there again: an address has come, or the computer has slept and woken.

The rule: it only says that now is a good moment to look; what is true of the connection is found out by trying.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from chatroom_client.interfaces import LOOPBACK, read_outlets
from chatroom_client.session.orders import Moment

LOOK_SECONDS: Final = 2.0  # asking for all interfaces costs well below a millisecond

_LEAP_SECONDS: Final = 5.0
"""Clocks that differ by more than this between two looks, or a look that is this late: the computer has slept.

A window that hung for so long, or a clock that was set, passes for sleep as well; one try too many does no harm.
"""


def read_addresses() -> frozenset[str]:
    """Return the addresses that this computer has right now, its own loopback left out."""
    return frozenset(outlet.address for outlet in read_outlets()) - {LOOPBACK}


class NetworkWatch(QObject):
    """Call `start` while a connection is wanted and `stop` when it is not; both are harmless when repeated."""

    came_back = Signal()
    """An address appeared or changed, or the computer woke: what was out of reach may be in reach again."""

    def __init__(
        self,
        clock: Callable[[], Moment],
        parent: QObject | None = None,
        *,
        addresses: Callable[[], frozenset[str]] = read_addresses,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._read_addresses = addresses
        self._look_seconds = look_seconds
        self._addresses: frozenset[str] = frozenset()
        self._looked_at = Moment(0.0, 0.0)
        self._timer = QTimer(self, interval=round(look_seconds * 1000))
        self._timer.timeout.connect(self._on_time_to_look)

    @property
    def is_watching(self) -> bool:
        """Whether it looks every now and then."""
        return self._timer.isActive()

    def start(self) -> None:
        """Take things as they are now, and look from now on."""
        if not self.is_watching:
            self._addresses = self._read_addresses()
            self._looked_at = self._clock()
            self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot()
    def _on_time_to_look(self) -> None:
        before, self._looked_at = self._looked_at, self._clock()
        known, self._addresses = self._addresses, self._read_addresses()
        steady = self._looked_at.steady - before.steady
        # In sleep the steady clock stands still on some systems and runs on others, where the timer is late.
        has_slept = (
            self._looked_at.utc - before.utc - steady > _LEAP_SECONDS
            or steady - self._look_seconds > _LEAP_SECONDS
        )
        if has_slept or self._addresses - known:
            self.came_back.emit()
