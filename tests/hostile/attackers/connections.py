"""Connections of the attackers: opened without waiting, from many addresses of this computer, ended with a reset.

The rule: nothing here ever waits for the room, so that one attacker never spares it for another's sake.
"""

import os
import select
import socket
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

READ_BYTES = 1 << 16
_FIRST_SOURCE = 2  # 127.0.0.1 is where the class is
_SOURCES = 200
_AT_ONE_SOURCE = 60  # fewer than the room allows


@dataclass(frozen=True, slots=True)
class Target:
    """Where the room is."""

    tcp_port: int
    udp_port: int


def source(number: int) -> str:
    """The address that connection ``number`` comes from: so many at each that the room lets them in."""
    return f"127.0.0.{_FIRST_SOURCE + number // _AT_ONE_SOURCE % _SOURCES}"


def connect(target: Target, address: str, receive_bytes: int = 0) -> socket.socket:
    """Return a socket that is connected or about to be. Raises ``OSError`` when this computer has no more."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        sock.bind((address, 0))
        sock.connect_ex(("127.0.0.1", target.tcp_port))
    except OSError:
        sock.close()
        raise
    return sock


def reset(sock: socket.socket) -> None:
    """End a connection as a program does that crashes."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def own_name(kind: str, number: int) -> str:
    """A name that no other attack has: places of those who are gone are kept for a while."""
    return f"{kind} {os.getpid()} {number}"


def login(name: str) -> bytes:
    """The frame that asks to come in."""
    return b"\x021" + name.encode() + b"\x03"


class Held:
    """So many connections, each opened again when the room has closed it."""

    def __init__(self, target: Target, count: int, did: "Counter[str]", *, first_source: int = 0) -> None:
        self._target = target
        self._count = count
        self._did = did
        self._first_source = first_source
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._numbers: dict[int, int] = {}
        self._free = list(range(count))
        self.new: list[socket.socket] = []  # opened since they were last asked for

    def __iter__(self) -> Iterator[socket.socket]:
        return iter(list(self._sockets.values()))

    def tend(self, most_new: int = 100) -> None:
        """Read away what came, and open anew what was closed; ``new`` are those that were."""
        for number, _ in self._poll.poll(0, self._count):
            self._look_at(self._sockets[number])
        self.new = []
        while self._free and len(self.new) < most_new:
            place = self._free.pop()
            try:
                sock = connect(self._target, source(self._first_source + place))
            except OSError:
                self._free.append(place)
                return
            self._sockets[sock.fileno()] = sock
            self._numbers[sock.fileno()] = place
            self._poll.register(sock, select.EPOLLIN)
            self._did["connected"] += 1
            self.new.append(sock)

    def send(self, sock: socket.socket, data: bytes | memoryview) -> int:
        """Send what can be sent at once; return how much that was, 0 for a connection that is over."""
        if sock.fileno() < 0:
            return 0
        try:
            sent = sock.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._drop(sock)
            return 0
        self._did["bytes sent"] += sent
        return sent

    def end(self, sock: socket.socket) -> None:
        """Close one, to open it again at the next tick."""
        self._forget(sock)
        sock.close()

    def half_close(self, sock: socket.socket) -> None:
        """Close this side's direction of one."""
        try:
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(sock)

    def close(self) -> None:
        """Reset all."""
        for sock in self._sockets.values():
            reset(sock)
        self._sockets.clear()
        self._poll.close()

    def _look_at(self, sock: socket.socket) -> None:
        try:
            data = sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._did["bytes received"] += len(data)
        if not data:
            self._drop(sock)

    def _drop(self, sock: socket.socket) -> None:
        if sock.fileno() >= 0:
            self._forget(sock)
            sock.close()
            self._did["closed by the room"] += 1

    def _forget(self, sock: socket.socket) -> None:
        number = sock.fileno()
        del self._sockets[number]
        self._free.append(self._numbers.pop(number))
        self._poll.unregister(sock)
