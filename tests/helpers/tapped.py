"""A socket whose calls the test decides, and a tap on it."""

import itertools
import socket
from dataclasses import dataclass, field
from typing import cast

from chatroom_server.lab.tap import Tap
from chatroom_server.lab.tapped_socket import TappedSocket
from shared.wire.record import Chunk, Direction, Endpoint, WireRecord

HERE, THERE = Endpoint("10.0.0.2", 9999), Endpoint("10.0.0.1", 50_000)


@dataclass
class CalledSocket:
    """Returns from ``recv`` what the test has put there, and takes of a ``send`` as much as it may."""

    coming: list[bytes | OSError] = field(default_factory=list)
    capacity: int = 1 << 30
    failure: OSError | None = None
    sent: list[bytes] = field(default_factory=list)

    def recv(self, size: int) -> bytes:
        if not self.coming:
            raise BlockingIOError
        first = self.coming.pop(0)
        if isinstance(first, OSError):
            raise first
        assert len(first) <= size
        return first

    def send(self, data: bytes | memoryview) -> int:
        if self.failure is not None:
            raise self.failure
        if not self.capacity:
            raise BlockingIOError
        part = bytes(data[: self.capacity])
        self.capacity -= len(part)
        self.sent.append(part)
        return len(part)

    @property
    def as_socket(self) -> socket.socket:
        """The same, as it is handed to the code under test."""
        return cast("socket.socket", self)


class Tapped:
    """A tap, and connections on it; each look at its clock is a second later."""

    def __init__(self) -> None:
        self._seconds = itertools.count(1_000)
        self.tap = Tap(lambda: float(next(self._seconds)))
        self._numbers = itertools.count(1)
        self._sockets: dict[int, CalledSocket] = {}

    def connect(
        self, sock: CalledSocket | None = None, *, is_new: bool = True, is_level: bool = True
    ) -> TappedSocket:
        """Return a new connection's socket, of which the tap knows."""
        sock = sock or CalledSocket()
        tapped = TappedSocket(sock.as_socket, next(self._numbers), self.tap, is_new=is_new, is_level=is_level)
        self._sockets[tapped.number] = sock
        self.tap.open(tapped, HERE, THERE, 0.0)
        return tapped

    def receive(self, tapped: TappedSocket, *reads: bytes) -> None:
        """Let these come, each in a call of its own."""
        self._sockets[tapped.number].coming += reads
        for _ in reads:
            tapped.recv(65_536)

    def records(self) -> list[WireRecord]:
        """Everything since the last time."""
        return list(self.tap.pull().records)

    def chunks(self, direction: Direction | None = None) -> list[Chunk]:
        """The chunks of it."""
        found = [record for record in self.records() if isinstance(record, Chunk)]
        return [chunk for chunk in found if direction in (None, chunk.direction)]
