"""Tells each connection when something has come for it.

Where the system has epoll, one set of our own holds all connections, and the loop watches that set: a
connection costs one system call to watch, and no object of asyncio's; whoever is ready in a turn is read in that
turn, one after the other. Elsewhere the loop watches each connection itself.

The rule: a reader that fails by a bug is told to the loop's exception handler, and costs nobody else their turn.
"""

import asyncio
import select
import sys
from collections.abc import Callable
from typing import Protocol

# Of one turn, at most: who is left is first in the next one. As many as the system's own default.
_READY_A_TURN = 1023


class Readers(Protocol):
    """Watches sockets for what can be received."""

    def watch(self, fileno: int, on_readable: Callable[[], None]) -> None:
        """Call ``on_readable`` in every turn of the loop in which there is something, or the connection is over."""

    def forget(self, fileno: int) -> None:
        """Watch this one no more. Call it before the socket is closed."""

    def close(self) -> None:
        """Watch nobody any more."""


def readers_of(loop: asyncio.AbstractEventLoop) -> Readers:
    """Return what watches best on this system, with this loop."""
    if sys.platform == "linux" and isinstance(loop, asyncio.SelectorEventLoop):
        return EpollReaders(loop)
    return LoopReaders(loop)


class LoopReaders:
    """Watches by the loop's own means."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._watched: set[int] = set()

    def watch(self, fileno: int, on_readable: Callable[[], None]) -> None:
        """See ``Readers``."""
        self._watched.add(fileno)
        self._loop.add_reader(fileno, on_readable)

    def forget(self, fileno: int) -> None:
        """See ``Readers``."""
        self._watched.discard(fileno)
        self._loop.remove_reader(fileno)

    def close(self) -> None:
        """See ``Readers``."""
        for fileno in list(self._watched):
            self.forget(fileno)


if sys.platform == "linux":

    class EpollReaders:
        """Watches by a set of its own. It takes one descriptor."""

        def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
            self._loop = loop
            self._epoll = select.epoll()
            self._on_readable: dict[int, Callable[[], None]] = {}
            loop.add_reader(self._epoll.fileno(), self._on_ready)

        def watch(self, fileno: int, on_readable: Callable[[], None]) -> None:
            """See ``Readers``."""
            self._on_readable[fileno] = on_readable
            self._epoll.register(fileno, select.EPOLLIN)

        def forget(self, fileno: int) -> None:
            """See ``Readers``."""
            if self._on_readable.pop(fileno, None) is not None:
                self._epoll.unregister(fileno)

        def close(self) -> None:
            """See ``Readers``."""
            if not self._epoll.closed:
                self._loop.remove_reader(self._epoll.fileno())
                self._epoll.close()
                self._on_readable.clear()

        def _on_ready(self) -> None:
            for fileno, _ in self._epoll.poll(0, _READY_A_TURN):
                # One that was ready may be forgotten by what another one has just brought.
                on_readable = self._on_readable.get(fileno)
                if on_readable is not None:
                    try:
                        on_readable()
                    except Exception as error:  # noqa: BLE001 a bug of ours; as the loop does it
                        context = {"message": "reading from one connection failed", "exception": error}
                        self._loop.call_exception_handler(context)
