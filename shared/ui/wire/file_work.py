"""Reads and writes files beside the window, so that a long one never stops it.

The rule: a file is there whole or not at all; what goes wrong with it is an answer, and nothing is told any more
once its owner is gone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")


class FileWork(QObject):
    """One thread, which does one thing after the other."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wire-files")
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do ``work`` in the other thread, and call ``then`` in this one with what came of it.

        ``work`` handles what can go wrong with files; an exception that leaves it is a bug, and raised here.
        """
        future = self._pool.submit(work)
        # The thread may be done when the window, and this object with it, is already gone.
        future.add_done_callback(lambda done: self._tell(lambda: then(done.result())))

    def _tell(self, deliver: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            self._done.emit(deliver)

    @Slot(object)
    def _on_done(self, deliver: Callable[[], None]) -> None:
        deliver()


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> bool:
    """Have ``write`` fill a file beside ``path`` that then takes its place; False if the disk would not."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            write(file)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True
