"""The judged server as a program of this computer, where it is one: whether it is at work or waits for something.

The rule: what cannot be found out is not known, and is never held against the server.
"""

import os
import socket

import psutil

from shared.check.rest import is_at_rest


class ServerProgram:
    """Make one for a connection to the server. It may look for a moment at what runs here."""

    def __init__(self, connection: socket.socket) -> None:
        self._pid = _listener_of(connection)

    @property
    def is_at_rest(self) -> bool | None:
        """Whether it has nothing to do; None for one elsewhere, or of which this system does not tell."""
        return None if self._pid is None else is_at_rest(self._pid)

    def forget(self) -> None:
        """From here on nothing is known: it never rests, so that says nothing."""
        self._pid = None


def _listener_of(connection: socket.socket) -> int | None:
    """Return the process that listens where this connection goes; None where it is not of this computer."""
    try:
        near, far = connection.getsockname()[:2], connection.getpeername()[:2]
        every = psutil.net_connections("tcp")
    except (OSError, psutil.Error):
        return None
    # Only a connection inside of one computer is there a second time, the other way round.
    is_here = any(tuple(each.laddr) == far and tuple(each.raddr) == near for each in every)
    listening = {
        each.pid
        for each in every
        if each.status == psutil.CONN_LISTEN and tuple(each.laddr)[1:2] == far[1:2] and each.pid is not None
    }
    if not is_here or len(listening) != 1 or os.getpid() in listening:
        return None
    return listening.pop()
