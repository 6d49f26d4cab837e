"""Makes the operating system notice that the server is gone when nobody says so: a pulled cable, a lost Wi-Fi.

The rule: a connection works without any of this; it only learns of its end later.
"""

import contextlib
import socket
import sys

from shared.protocol.limits import (
    KEEPALIVE_IDLE_SECONDS,
    KEEPALIVE_INTERVAL_SECONDS,
    KEEPALIVE_PROBES,
    TCP_USER_TIMEOUT_SECONDS,
)


def watch_peer(descriptor: int) -> None:
    """Probe the other side of the connected TCP socket ``descriptor``, which stays its owner's.

    The same times as on the server's side (docs/protocol.md §6). Does nothing where the system knows none of it.
    """
    if descriptor < 0:
        return  # closed already
    with contextlib.suppress(OSError):
        borrowed = socket.socket(fileno=descriptor)
        try:
            _set_options(borrowed)
        finally:
            borrowed.detach()


def _set_options(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if sys.platform == "darwin":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPALIVE, KEEPALIVE_IDLE_SECONDS)
    else:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, KEEPALIVE_PROBES)
    if sys.platform == "linux":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_SECONDS * 1000)
