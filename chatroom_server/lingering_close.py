"""Closes a connection so that its peer gets all that it was sent.

The rule: a close with unread bytes resets the connection, and on some systems takes back what was just sent. So the
peer is told that nothing more comes, and what it still says is read, for a moment and for nothing.
"""

import asyncio
import socket
from collections.abc import Callable

_READ_BYTES = 64 * 1024


class LingeringClose:
    """Call ``begin`` once everything is sent; close when ``on_over`` is called: once, unless cancelled before."""

    __slots__ = ("_loop", "_on_over", "_socket", "_timer")

    def __init__(
        self, sock: socket.socket, loop: asyncio.AbstractEventLoop, on_over: Callable[[], None]
    ) -> None:
        self._socket = sock
        self._loop = loop
        self._on_over = on_over
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, seconds: float) -> None:
        """Say that nothing more comes, and wait so long at most for the peer to say the same."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self._on_over()
            return
        self._timer = self._loop.call_later(seconds, self._on_end)
        self._loop.add_reader(self._socket.fileno(), self._on_readable)

    def cancel(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._loop.remove_reader(self._socket.fileno())

    def _on_readable(self) -> None:
        try:
            is_over = not self._socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            is_over = True
        if is_over:
            self._on_end()

    def _on_end(self) -> None:
        self.cancel()
        self._on_over()
