"""Reading and writing files beside the window, so that a slow disk never stops it.

The rule: one thing after the other, in the order in which it was wished for; and what is not wished any more is not
told, even if it was begun.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    work: Future[object]
    deliver: Callable[[], None]


class Background(QObject):
    """One thread of its own. Call ``run``, and ``close`` before the window goes."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="window")
        self._wishes: list[_Wish] = []
        self._is_closed = False
        # Queued always: what is done within a blink would otherwise be told before ``run`` is over.
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do ``work`` in the other thread, and call ``then`` in this one with what came of it.

        ``work`` handles what can go wrong with files; an exception that leaves it is a bug, and raised here.
        """
        if self._is_closed:
            return
        future = self._pool.submit(work)
        wish = _Wish(cast("Future[object]", future), lambda: then(future.result()))
        self._wishes.append(wish)
        future.add_done_callback(lambda done: None if done.cancelled() else self._done.emit(wish))

    def wait(self, seconds: float) -> None:
        """Have what was wished told now if it is done within so many seconds, else later as always."""
        wait([wish.work for wish in self._wishes], timeout=seconds)
        for wish in [each for each in self._wishes if each.work.done()]:
            self._on_done(wish)

    def forget(self) -> None:
        """Nothing that was wished so far is wished any more."""
        wishes, self._wishes = self._wishes, []
        for wish in wishes:
            wish.work.cancel()

    def close(self) -> None:
        """Wait for what is being done, and do nothing more."""
        self._is_closed = True
        self.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _on_done(self, wish: _Wish) -> None:
        if wish in self._wishes:
            self._wishes.remove(wish)
            wish.deliver()
