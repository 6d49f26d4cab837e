"""A relay on a loop that the test runs by hand, with sockets that take what the test lets them."""

import errno
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from chatroom_server.cursor import Cursor, LossCause
from chatroom_server.relay import Relay
from shared.protocol.codec import Dialect
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import Said, Stamp
from tests.helpers.loops import ManualLoop


class FakeSocket:
    """Takes as many bytes as the test allows, and keeps them."""

    _next_fileno = 100

    def __init__(self) -> None:
        FakeSocket._next_fileno += 1
        self._fileno = FakeSocket._next_fileno
        self.taken = b""
        self.capacity = 1 << 30
        self.is_broken = False
        self.has_timed_out = False  # the system has given it up
        self.sends = 0

    def fileno(self) -> int:
        return self._fileno

    def send(self, data: bytes) -> int:
        self.sends += 1
        if self.is_broken:
            raise ConnectionResetError
        if self.has_timed_out:
            raise TimeoutError(errno.ETIMEDOUT, "the other side took nothing for too long")
        if not self.capacity:
            raise BlockingIOError
        part = bytes(data[: self.capacity])
        self.capacity -= len(part)
        self.taken += part
        return len(part)


@dataclass
class Wire:
    """One connection under test: its socket, its cursor, and what the relay said about it."""

    sock: FakeSocket
    losses: list[LossCause] = field(default_factory=list)
    finished: int = 0
    cursor: Cursor = field(init=False)

    def on_finished(self) -> None:
        self.finished += 1


class Stage:
    """A relay on a loop that the test runs by hand."""

    def __init__(
        self,
        before_flush: Callable[[], None] | None = None,
        on_made: Callable[[int], None] | None = None,
    ) -> None:
        self.loop = ManualLoop()
        self.relay = Relay(self.loop.as_loop, before_flush, on_made)

    def connect(
        self,
        encoding: TextEncoding = TextEncoding.UTF_8,
        *,
        is_admitted: bool = True,
        dialect: Dialect = Dialect.PLAIN,
    ) -> Wire:
        wire = Wire(FakeSocket())
        wire.cursor = self.relay.attach(
            cast("socket.socket", wire.sock), wire.losses.append, wire.on_finished, encoding
        )
        if dialect is Dialect.RICH:
            self.relay.follow(wire.cursor, dialect, encoding)
        if is_admitted:
            self.relay.admit(wire.cursor)
        return wire

    def connect_stuck(self, text: str) -> Wire:
        """Return a connection that takes nothing any more, with ``text`` waiting for it."""
        wire = self.connect()
        self.turn()
        wire.sock.capacity = 0
        self.relay.to_everyone(said(text))
        self.turn()
        return wire

    def turn(self) -> None:
        self.loop.settle()

    def drain(self, wire: Wire, count: int = 1 << 30) -> None:
        """Let a socket take so many bytes more."""
        wire.sock.capacity = count
        writer = self.loop.writers.get(wire.sock.fileno())
        if writer is not None:
            writer()

    def read_all(self, *wires: Wire) -> None:
        """Let sockets take whatever comes, until nothing waits for them."""
        for wire in wires:
            wire.sock.capacity = 1 << 30
        self.turn()
        while writers := [
            writer for wire in wires if (writer := self.loop.writers.get(wire.sock.fileno())) is not None
        ]:
            for writer in writers:
                writer()
            self.turn()


class Missed:
    """A stream under test: how much was asked for, and whether it was closed."""

    def __init__(self, *chunks: bytes) -> None:
        self.asked = 0
        self.is_closed = False
        self.chunks = self._given(chunks)

    def _given(self, chunks: tuple[bytes, ...]) -> Iterator[bytes]:
        try:
            for chunk in chunks:
                self.asked += 1
                yield chunk
        finally:
            self.is_closed = True


def said(text: str, stamp: Stamp | None = None) -> Said:
    return Said("alice", text, stamp)
