"""Accepts connections, and keeps some file descriptors in reserve while doing so (docs/protocol.md §6).

The rule: whatever ``accept`` says, the listening sockets stay open and accepting goes on by itself.
"""

import asyncio
import errno
import os
import socket
import sys
from collections.abc import Callable

from chatroom_server.limit_log import LimitHit, LimitLog
from chatroom_server.sockets import prepare_connection
from shared.protocol.limits import RESERVED_DESCRIPTORS

if sys.platform != "win32":
    import resource

_ACCEPTS_A_TURN = 200
"""A thousand who come at once are in after a few turns, and those who are here wait some milliseconds for each."""

_PAUSE_SECONDS = 0.5
_WINDOWS_SELECT_SOCKETS = 512


def raise_descriptor_limit() -> int:
    """Ask for as many open files as this user may have; return how many that is."""
    if sys.platform == "win32":
        return _WINDOWS_SELECT_SOCKETS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):
            return soft
        return wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


class Listener:
    """Hands every accepted connection, made ready, with its peer's address and port to ``on_connection``.

    ``open_connections`` tells how many of them are open, where the system's descriptors do not tell.
    """

    def __init__(
        self,
        sockets: list[socket.socket],
        loop: asyncio.AbstractEventLoop,
        on_connection: Callable[[socket.socket, str, int], None],
        max_descriptors: int,
        open_connections: Callable[[], int],
        *,
        limits: LimitLog,
    ) -> None:
        self._sockets = sockets
        self._loop = loop
        self._on_connection = on_connection
        self._max_descriptors = max_descriptors
        self._open_connections = open_connections
        self._limits = limits
        self._resume: asyncio.TimerHandle | None = None
        self._is_held = False
        self._has_room: bool | None = None  # since the last accept; None: not looked yet
        self.accepted = 0
        self.newest_peer: tuple[str, int] | None = None  # of the last one that was accepted
        self._listen()

    @property
    def port(self) -> int:
        """The TCP port in use."""
        return int(self._sockets[0].getsockname()[1])

    @property
    def sockets(self) -> tuple[socket.socket, ...]:
        """The listening sockets; none once it is closed."""
        return tuple(self._sockets)

    def close(self) -> None:
        """Accept nothing more; twice is once."""
        if self._resume is not None:
            self._resume.cancel()
        self._deafen()
        for sock in self._sockets:
            sock.close()
        self._sockets = []

    def has_room(self) -> bool:
        """Return whether there is a descriptor for one connection more than the one that was accepted last."""
        if self._has_room is None:
            self._has_room = not self._is_full()
        return self._has_room

    def hold(self) -> None:
        """Let new connections wait in the system's queue until ``release``."""
        self._is_held = True
        self._deafen()

    def release(self) -> None:
        """Accept again."""
        if self._is_held:
            self._is_held = False
            self._listen()

    def _on_pause_over(self) -> None:
        self._resume = None
        self._listen()

    def _listen(self) -> None:
        if self._is_held or self._resume is not None:
            return
        for sock in self._sockets:
            self._loop.add_reader(sock.fileno(), self._on_acceptable, sock)

    def _deafen(self) -> None:
        for sock in self._sockets:
            self._loop.remove_reader(sock.fileno())

    def _on_acceptable(self, listening: socket.socket) -> None:
        self._has_room = None
        for _ in range(_ACCEPTS_A_TURN):
            if self._is_held:
                return
            if not self.has_room():
                self._limits.hit(LimitHit.DESCRIPTORS)
                self._pause()
                return
            try:
                sock, peer = listening.accept()
            except (BlockingIOError, InterruptedError):
                return
            except ConnectionError:
                continue  # it went before it was accepted
            except OSError as error:
                is_full = error.errno in (errno.EMFILE, errno.ENFILE)
                cause = LimitHit.DESCRIPTORS if is_full else LimitHit.NOT_ACCEPTED
                self._limits.hit(cause, error.strerror or "")
                self._pause()
                return
            self._has_room = None
            try:
                prepare_connection(sock)
            except OSError:
                sock.close()
            else:
                self.accepted += 1
                self.newest_peer = address, port = str(peer[0]), int(peer[1])
                self._on_connection(sock, address, port)

    def _is_full(self) -> bool:
        most = self._max_descriptors - RESERVED_DESCRIPTORS
        if sys.platform == "win32":
            return self._open_connections() >= most
        # The system hands out the lowest free number, so it tells how many are in use. It is asked each time, which
        # costs half a microsecond: how many files the rest of the program has open, nobody else knows.
        try:
            lowest_free = os.dup(self._sockets[0].fileno())
        except OSError:
            return True
        os.close(lowest_free)
        return lowest_free >= most

    def _pause(self) -> None:
        if self._resume is None:
            self._deafen()
            self._resume = self._loop.call_later(_PAUSE_SECONDS, self._on_pause_over)
