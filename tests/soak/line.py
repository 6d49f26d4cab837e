"""One connection of a guest to the room: frames in and out, written down independently of the code under test."""

import asyncio
import socket
import struct
from collections.abc import Callable

_RESET = struct.pack("ii", 1, 0)


def frame(kind: str, payload: str, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a frame."""
    return b"\x02" + kind.encode() + payload.encode(encoding) + b"\x03"


class Line(asyncio.Protocol):
    """Calls ``on_frame`` with the type and the payload of each frame, and ``on_end`` once when it is over."""

    def __init__(
        self, on_frame: Callable[["Line", bytes, bytes], None], on_end: Callable[["Line"], None]
    ) -> None:
        self.ended = asyncio.get_running_loop().create_future()
        self._on_frame = on_frame
        self._on_end = on_end
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._transport is not None and not self._transport.is_closing()

    def send(self, data: bytes) -> None:
        """Send, as soon as it goes."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def reset(self) -> None:
        """End with RST, as for a program that was killed with something unread."""
        if self._transport is not None:
            sock: socket.socket = self._transport.get_extra_info("socket")
            if sock.fileno() >= 0:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self._transport.abort()

    def close(self) -> None:
        """End with FIN."""
        if self._transport is not None:
            self._transport.close()

    def sleep(self) -> None:
        """Read nothing for now."""
        if self._transport is not None and self.is_open and self._transport.is_reading():
            self._transport.pause_reading()

    def wake(self) -> None:
        """Read on."""
        if self._transport is not None and self.is_open and not self._transport.is_reading():
            self._transport.resume_reading()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        *frames, self._rest = (self._rest + data).split(b"\x03")
        for each in frames:
            if each[:1] != b"\x02":
                raise ValueError(f"not a frame: {each!r}")
            self._on_frame(self, each[1:2], each[2:])

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        if not self.ended.done():
            self.ended.set_result(None)
        self._on_end(self)


async def connect(
    make: Callable[[], Line], port: int, source: str, *, receive_buffer_bytes: int = 0
) -> Line | None:
    """Return a new connection from an address of this computer, None when it cannot be had."""
    loop = asyncio.get_running_loop()
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        if receive_buffer_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        if source:
            sock.bind((source, 0))
        await loop.sock_connect(sock, ("127.0.0.1", port))
        _, line = await loop.create_connection(make, sock=sock)
    except OSError:
        sock.close()
        return None
    except asyncio.CancelledError:
        sock.close()
        raise
    return line
