"""SIGINT and SIGTERM, brought into Qt's loop: Ctrl+C in a terminal closes a program as its window does.

Python runs a signal's handler only between two of its own steps, and Qt's loop takes none while nothing
happens. So the signal's number comes as a byte through a socket that the loop watches.
"""

from __future__ import annotations

import signal
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class StopSignals(QObject):
    """Watches from its making until `stop`. There may be one in a process, made in the main thread."""

    asked_to_stop = Signal()
    """Somebody wants the program to end: close it in good order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)
        self._old_descriptor = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        # The handler has nothing to do, but without one of Python's no byte is written.
        self._old_handlers = [signal.signal(number, lambda *_: None) for number in _SIGNALS]

    def stop(self) -> None:
        """Put everything back as it was before; for the end of the program and for tests."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_descriptor)
        for number, handler in zip(_SIGNALS, self._old_handlers, strict=True):
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_byte(self) -> None:
        received = self._reader.recv(4096)
        if any(number in received for number in _SIGNALS):
            self.asked_to_stop.emit()
