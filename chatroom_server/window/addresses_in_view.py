"""The addresses that can be told to the class, watched while they come and go, and the one that is told.

The rule: an address that the host chose stays as long as the computer has it; otherwise the first one is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from chatroom_server.addresses import Adapter, read_addresses

_CHECK_MILLISECONDS: Final = 2_000
_LOOPBACK: Final = "127.0.0.1"


class AddressesInView(QObject):
    """Reads the addresses when made, and every two seconds after ``start``.

    ``listening_on`` is the one address that the room listens on; empty: all of them. ``read`` asks the system.
    """

    changed = Signal()
    """Other addresses, or another one of them is told."""

    def __init__(
        self,
        listening_on: str = "",
        read: Callable[[], tuple[Adapter, ...]] = read_addresses,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._listening_on = listening_on
        self._read = read
        self._chosen = ""
        self._adapters = self._read_now()
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MILLISECONDS)
        self._timer.timeout.connect(self.check)

    @property
    def adapters(self) -> tuple[Adapter, ...]:
        """What others can reach, the best first; empty without a network."""
        return self._adapters

    @property
    def told(self) -> str:
        """The address to tell; this computer's own loopback when there is nothing better."""
        known = [adapter.address for adapter in self._adapters]
        if self._chosen in known:
            return self._chosen
        return known[0] if known else _LOOPBACK

    @property
    def is_alone(self) -> bool:
        """Whether no other computer can reach this one."""
        return self.told.startswith("127.") or self.told in {"localhost", "::1"}

    def choose(self, address: str) -> None:
        """Tell this one of ``adapters`` from now on."""
        self._chosen = address
        self.changed.emit()

    def start(self) -> None:
        """Keep watching."""
        self.check()
        self._timer.start()

    @Slot()
    def check(self) -> None:
        """Look now."""
        adapters = self._read_now()
        if adapters != self._adapters:
            self._adapters = adapters
            self.changed.emit()

    def _read_now(self) -> tuple[Adapter, ...]:
        if self._listening_on:
            return (Adapter("", self._listening_on, "", ""),)
        return self._read()


def with_port(address: str, port: int, between: str = ":") -> str:
    """Return address and port as people write them, IPv6 in brackets; ``between`` may be wider for the eye."""
    return f"[{address}]{between}{port}" if ":" in address else f"{address}{between}{port}"
