"""What goes through one TCP socket of the client: written through the stream bench, and told to the wire tap.

The rule: what is told is what the socket has really done, call by call; and no byte is lost or changes its place,
whatever the bench is doing to them.
"""

from __future__ import annotations

import contextlib
import math
import socket
import struct
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QTcpSocket

from chatroom_client.wire_tap import WireTap
from shared.protocol.framing import FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.wire.record import ConnectionId, Ending, Endpoint
from shared.wire.shape import AS_IT_IS, Shape

if TYPE_CHECKING:
    from shared.wire.shaper import StreamShaper

_Error = QAbstractSocket.SocketError


class SocketWire(QObject):
    """Make it before anything else listens to ``sock``, and call ``begin`` once that is connected.

    Write with ``write``, and say with ``note_read`` what was read. The end is seen by itself.
    """

    def __init__(
        self,
        sock: QTcpSocket,
        tap: WireTap,
        steady_now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._socket = sock
        self._tap = tap
        self._steady_now = steady_now
        self._number: ConnectionId | None = None
        self._ending: Ending | None = None
        self._unsent = bytearray()  # written to the socket, and not taken by the network yet
        self._sent_frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._shaper: StreamShaper | None = None
        self._piece_timer = QTimer(self)
        self._piece_timer.setSingleShot(True)
        self._piece_timer.timeout.connect(self._on_piece_due)
        sock.bytesWritten.connect(self._on_bytes_written)
        sock.errorOccurred.connect(self._on_error)
        sock.disconnected.connect(self._on_disconnected)

    @property
    def number(self) -> ConnectionId | None:
        """The connection's number in the tap, None while there is no connection."""
        return self._number

    def begin(self) -> None:
        """Tell that the socket is connected."""
        sock = self._socket
        local = endpoint(sock.localAddress(), sock.localPort())
        self._number = self._tap.note_opened(local, endpoint(sock.peerAddress(), sock.peerPort()))

    def name(self, name: str) -> None:
        """Tell whose connection it is."""
        if self._number is not None:
            self._tap.note_name(self._number, name)

    def note_read(self, data: bytes, frames: int) -> None:
        """Tell what one read has brought, and how many frames ended in it."""
        if self._number is not None and data:
            self._tap.note_received(self._number, data, frames)

    def write(self, data: bytes) -> None:
        """Send these bytes, now or as the bench wants it."""
        if self._shaper is None:
            self._put(data)
        else:
            self._shaper.push(data, self._steady_now())
            self._go_on()

    def set_shape(self, shape: Shape) -> None:
        """From now on write in this way; without one, what has waited goes out at once."""
        if shape.is_on:
            if self._shaper is None:
                from shared.wire.shaper import StreamShaper  # noqa: PLC0415 - hardly anybody ever wants one

                self._shaper = StreamShaper(AS_IT_IS)
            self._shaper.shape = shape
            self._go_on()
        else:
            self.drain()
            self._shaper = None

    def drain(self) -> None:
        """Hand over all that waits: the connection is about to be closed."""
        self._piece_timer.stop()
        if self._shaper is not None:
            rest = self._shaper.drain()
            if rest:
                self._put(rest)

    def leave(self, ending: Ending = Ending.BY_US) -> None:
        """The connection is about to be ended by this program."""
        self._ending = self._ending or ending

    def reset(self) -> None:
        """End the connection with RST: the other side is told that something broke, and gets nothing more."""
        self.leave(Ending.RESET_BY_US)
        self._piece_timer.stop()
        _let_reset(int(self._socket.socketDescriptor()))
        self._socket.abort()

    def _put(self, data: bytes) -> None:
        self._unsent += data
        self._socket.write(data)

    def _go_on(self) -> None:
        if self._shaper is None or self._socket.state() != QAbstractSocket.SocketState.ConnectedState:
            return
        for piece in self._shaper.due(self._steady_now()):
            self._put(piece)
            self._socket.flush()  # each piece in a call of its own
        if self._shaper.next_at is not None:
            wait = max(0.0, self._shaper.next_at - self._steady_now())
            self._piece_timer.start(math.ceil(wait * 1000))

    @Slot()
    def _on_piece_due(self) -> None:
        self._go_on()

    @Slot("qint64")
    def _on_bytes_written(self, count: int) -> None:
        # Qt tells it once for each call to the operating system.
        data = bytes(self._unsent[:count])
        del self._unsent[:count]
        if self._number is not None:
            self._tap.note_sent(self._number, data, len(self._sent_frames.feed(data)))

    @Slot(_Error)
    def _on_error(self, error: QAbstractSocket.SocketError) -> None:
        self.leave(Ending.BY_PEER if error == _Error.RemoteHostClosedError else Ending.RESET)

    @Slot()
    def _on_disconnected(self) -> None:
        self._piece_timer.stop()
        number, self._number = self._number, None
        if number is not None:
            self._tap.note_closed(number, self._ending or Ending.BY_PEER)


def endpoint(address: QHostAddress, port: int) -> Endpoint:
    """Return an address and a port as people write them."""
    return Endpoint(address.toString().removeprefix("::ffff:"), port)


def _let_reset(descriptor: int) -> None:
    """Make the operating system close this socket with RST."""
    if descriptor < 0:
        return  # closed already
    # Windows has two 16-bit numbers there, everybody else two of 32.
    linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    with contextlib.suppress(OSError):
        borrowed = socket.socket(fileno=descriptor)
        try:
            borrowed.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        finally:
            borrowed.detach()
