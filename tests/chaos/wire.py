"""A guest's socket, which never blocks: connects, sends what is left over later, and breaks in the ways that exist.

The rule: what has happened comes out of ``serve`` in order, and after ``Lost`` or ``Failed`` nothing more.
"""

import errno
import select
import socket
import struct
from dataclasses import dataclass

_READ_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """The connection is there."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The connection could not be made; ``is_refused``: by a computer that answers."""

    is_refused: bool


@dataclass(frozen=True, slots=True)
class Came:
    """Bytes came."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is over."""


WireEvent = Made | Failed | Came | Lost


class Wire:
    """At most one connection at a time."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_made = False
        self._error = 0
        self._waiting = bytearray()

    @property
    def descriptor(self) -> int:
        """The socket's descriptor; -1 without one."""
        return -1 if self._socket is None else self._socket.fileno()

    def connect(self, host: str, port: int) -> None:
        """Begin to connect, leaving any other connection."""
        self.close()
        sock = self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._is_made = False
        self._waiting.clear()
        error = sock.connect_ex((host, port))
        # How it goes is told by the socket when it becomes writable; that it cannot even begin is told at once.
        self._error = 0 if error == errno.EINPROGRESS else error

    def send(self, data: bytes) -> None:
        """Send now what goes, and the rest as soon as it goes."""
        if self._socket is not None:
            self._waiting += data
            self._push()

    def close(self) -> None:
        """Be without a connection; what was sent may still arrive."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def reset(self) -> bool:
        """Break the connection as a computer does whose program crashed, with RST; return whether there was one."""
        if self._socket is None or not self._is_made:
            return False
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()
        return True

    def wait(self, other_descriptor: int, seconds: float) -> bool:
        """Wait for this socket, another descriptor, or the end of the time; return whether the other is ready."""
        read, write = [other_descriptor], []
        if self._socket is not None:
            if self._is_made:
                read.append(self.descriptor)
            if self._waiting or not self._is_made:
                write.append(self.descriptor)
        readable, _, _ = select.select(read, write, [], seconds)
        return other_descriptor in readable

    def serve(self) -> WireEvent | None:
        """Do what can be done without waiting; return what has happened, None if nothing has."""
        sock = self._socket
        if sock is None:
            return None
        if not self._is_made:
            return self._look_whether_made(sock)
        self._push()
        try:
            data = sock.recv(_READ_BYTES)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if data:
            return Came(data)
        self.close()
        return Lost()

    def _look_whether_made(self, sock: socket.socket) -> WireEvent | None:
        if not select.select([], [sock], [], 0)[1]:
            return None
        error = self._error or sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        # A port on this computer that nobody listens to can be given to the very socket that asks for it.
        if error or sock.getsockname() == _peer(sock):
            self.close()
            return Failed(error == errno.ECONNREFUSED)
        self._is_made = True
        return Made()

    def _push(self) -> None:
        if self._socket is None or not self._is_made or not self._waiting:
            return
        try:
            sent = self._socket.send(self._waiting)
        except OSError:
            return  # full; or broken, which is found out again after everything that still can be read
        del self._waiting[:sent]


def _peer(sock: socket.socket) -> tuple[str, int] | None:
    try:
        host, port = sock.getpeername()[:2]
    except OSError:
        return None
    return host, port
