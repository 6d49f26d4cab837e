"""Raw guests for tests that run in the same loop as the room, and a room on real sockets for them."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from chatroom_server.facts import Fact
from chatroom_server.room_settings import Opened, RoomSettings
from chatroom_server.service import RoomService
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import RoomLimits
from tests.helpers.loops import ClockLoop, run_on_clock, settle
from tests.helpers.wire import frame

PATIENCE_SECONDS = 20.0  # for what must come; a machine under load is slow
_BARRIER = "nobody at all"


class Guest:
    """A plain client as a student writes one, in a coroutine."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self.socket = sock
        self.received = bytearray()

    @classmethod
    async def connect(cls, port: int, host: str = "127.0.0.1", source: str = "") -> "Guest":
        """Connect to a room of this computer; ``source`` is any address of the loopback's network."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        if source:
            sock.bind((source, 0))
        try:
            await asyncio.get_running_loop().sock_connect(sock, (host, port))
        except OSError:
            sock.close()
            raise
        return cls(sock)

    async def send(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, data)

    async def receive(self) -> bytes:
        """Return what one read brings, and everything before it that was not looked at; empty at the end."""
        await self._read()
        data = bytes(self.received)
        self.received.clear()
        return data

    async def _read(self) -> bytes:
        # Not ``asyncio.timeout``: tests put the loop's clock ahead, and patience is not what they mean by it.
        data = await asyncio.get_running_loop().sock_recv(self.socket, 1 << 20)
        self.received += data
        return data

    async def read(self, count: int) -> bytes:
        """Return exactly so many bytes."""
        while len(self.received) < count:
            assert await self._read(), f"closed after {bytes(self.received)!r}"
        taken = bytes(self.received[:count])
        del self.received[:count]
        return taken

    async def expect(self, expected: bytes) -> None:
        """Fail unless exactly these bytes come next."""
        while len(self.received) < len(expected) and expected.startswith(self.received):
            if not await self._read():
                break
        assert bytes(self.received[: len(expected)]) == expected
        del self.received[: len(expected)]

    async def read_until(self, mark: bytes) -> bytes:
        """Return everything up to and with ``mark``."""
        while mark not in self.received:
            assert await self._read(), f"closed after {bytes(self.received)!r}"
        end = self.received.index(mark) + len(mark)
        taken = bytes(self.received[:end])
        del self.received[:end]
        return taken

    async def read_to_end(self) -> bytes:
        """Return everything until the server closes."""
        try:
            while await self._read():
                pass
        except ConnectionError:
            pass
        taken = bytes(self.received)
        self.received.clear()
        return taken

    async def log_in(self, name: str) -> bytes:
        """Log in; return the list of who is here."""
        await self.send(frame("1", name))
        return await self.read_until(frame("1", name))

    async def catch_up(self) -> bytes:
        """Return everything that this guest was sent up to now, by asking for an answer that comes last."""
        await self.send(frame("2", f"{_BARRIER},?"))
        answer = frame("4", f"* {_BARRIER} is not online")
        return (await self.read_until(answer)).removesuffix(answer)

    def close(self) -> None:
        self.socket.close()

    def reset(self) -> None:
        """Close as a computer does whose program crashed: with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class OpenRoom:
    """A room on free ports of this computer, and what happened in it."""

    service: RoomService
    opened: Opened
    facts: list[Fact]
    guests: list[Guest]
    loop: ClockLoop

    async def connect(self, source: str = "") -> Guest:
        """Return a new connection, closed when the test ends."""
        guest = await Guest.connect(self.opened.tcp_port, source=source)
        self.guests.append(guest)
        return guest

    async def pass_time(self, seconds: float) -> None:
        """Let time pass as it does for a computer that is awake: second by second."""
        for _ in range(ceil(seconds)):
            self.loop.advance(1.0)
            await settle(5)

    async def join(self, name: str, source: str = "") -> Guest:
        """Return a guest who is logged in."""
        guest = await self.connect(source)
        await guest.log_in(name)
        return guest


@asynccontextmanager
async def open_room(
    *,
    host_name: str | None = None,
    host: str = "127.0.0.1",
    max_users: int = 2_000,
    max_per_address: int = 0,
    rate: float = 0.0,
    encoding: TextEncoding | None = None,
    history_file: Path | None = None,
) -> AsyncIterator[OpenRoom]:
    """Open a room until the block ends, without limits that the test does not ask for."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ClockLoop)
    facts: list[Fact] = []
    settings = RoomSettings(
        "Room 101",
        host_name=host_name,
        host=host,
        tcp_port=0,
        udp_port=0,
        limits=RoomLimits(max_users, max_per_address, rate),
        encoding=encoding,
        keeps_history=history_file is not None,
        history_file=history_file,
    )
    service = RoomService(settings, facts.extend)
    room = OpenRoom(service, service.open(), facts, [], loop)
    try:
        yield room
    finally:
        for guest in room.guests:
            guest.close()
        await service.close()


def in_a_room(
    story: Callable[[OpenRoom], Awaitable[None]],
    *,
    host_name: str | None = None,
    host: str = "127.0.0.1",
    max_users: int = 2_000,
    max_per_address: int = 0,
    rate: float = 0.0,
    history_file: Path | None = None,
) -> None:
    """Run a story in a room of its own."""

    async def main(_: ClockLoop) -> None:
        async with open_room(
            host_name=host_name,
            host=host,
            max_users=max_users,
            max_per_address=max_per_address,
            rate=rate,
            history_file=history_file,
        ) as room:
            await story(room)

    run_on_clock(main)
