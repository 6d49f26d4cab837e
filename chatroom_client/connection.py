"""One connection to one server: a ``QTcpSocket``, and what its bytes mean.

The rule: nothing is decided here. Bytes become messages and the other way round, and once ``close`` was called,
nothing more is told of this connection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QNetworkProxy, QTcpSocket

from chatroom_client.keepalive import watch_peer
from chatroom_client.session.events import FailureReason
from chatroom_client.session.orders import Sendable
from chatroom_client.socket_wire import SocketWire
from chatroom_client.wire_tap import WireTap
from shared.protocol.codec import ServerDecoder, encode_client_message
from shared.protocol.framing import Frame, FrameDecoder, FrameFault, MalformedFrame
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, MAX_SKIPPED_BYTES
from shared.protocol.messages import ServerMessage
from shared.wire.shape import Shape

# Of a flood, this much is read in one turn of the event loop, some milliseconds of work; the rest has to wait.
_READ_BYTES = 16 * 1024
_AT_ONCE_SECONDS = 0.5  # a network error this soon is this computer's own: there is no way to the other one

_Error = QAbstractSocket.SocketError
_Option = QAbstractSocket.SocketOption
_State = QAbstractSocket.SocketState


@dataclass(frozen=True, slots=True)
class Heard:
    """What one read has brought, in order."""

    messages: tuple[ServerMessage, ...]
    has_noise: bool
    """Bytes came that are in no frame."""
    is_nonsense: bool
    """More came than any room sends in one piece (docs/protocol.md §2), and nothing behind it was read."""


class Connection(QObject):
    """Begins to connect at once. Send only after ``connected``, and ``close`` it when it is not wanted any more.

    What goes over it is told to ``tap``.
    """

    connected = Signal()

    heard = Signal(object)
    """A ``Heard``."""

    ended = Signal(object)
    """Over, by the other side or by the network, and nothing follows. A ``FailureReason`` if there never was a
    connection, else None."""

    def __init__(
        self,
        host: str,
        port: int,
        steady_now: Callable[[], float],
        parent: QObject | None = None,
        *,
        tap: WireTap | None = None,
    ) -> None:
        super().__init__(parent)
        self._steady_now = steady_now
        self._began_at = steady_now()
        self._was_connected = False
        self._is_over = False
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._decoder = ServerDecoder()
        self._bytes_without_frame = 0
        self._socket = QTcpSocket(self)
        self._socket.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))  # the room is on this network
        self._socket.setReadBufferSize(_READ_BYTES)
        self._wire = SocketWire(self._socket, tap or WireTap(), steady_now, self)
        self._socket.connected.connect(self._on_connected)
        self._socket.readyRead.connect(self._on_bytes)
        self._socket.errorOccurred.connect(self._on_error)
        self._socket.disconnected.connect(self._on_disconnected)
        self._socket.connectToHost(host, port)

    def send(self, message: Sendable) -> None:
        """Send a message, in what this server has shown to understand."""
        self._wire.write(encode_client_message(message, self._decoder.encoding))

    def set_name(self, name: str) -> None:
        """Say, for whoever looks at the wire, whose connection it is."""
        self._wire.name(name)

    def set_shape(self, shape: Shape) -> None:
        """Send in this way from now on; nothing is lost by it."""
        self._wire.set_shape(shape)

    def reset(self) -> None:
        """Break it off with RST, if it is connected; ``ended`` is told as if the network had done it."""
        if self._is_over or not self._was_connected:
            return
        self._is_over = True
        self._wire.reset()
        self.deleteLater()
        self.ended.emit(None)

    def close(self, *, is_polite: bool) -> None:
        """Be silent from now on, and go; ``is_polite`` lets arrive what was sent before."""
        if self._is_over:
            return
        self._is_over = True
        sock = self._socket
        self._wire.leave()
        if is_polite and sock.state() == _State.ConnectedState:
            sock.disconnected.connect(self.deleteLater)
            self._wire.drain()
            sock.flush()  # now: the program may be about to end
            sock.disconnectFromHost()  # once all is sent
        else:
            sock.abort()
            self.deleteLater()

    @Slot()
    def _on_connected(self) -> None:
        if self._is_over:
            return
        self._was_connected = True
        self._socket.setSocketOption(_Option.LowDelayOption, 1)
        self._socket.setSocketOption(_Option.KeepAliveOption, 1)
        watch_peer(int(self._socket.socketDescriptor()))
        self._wire.begin()
        self.connected.emit()

    @Slot()
    def _on_bytes(self) -> None:
        if not self._is_over:
            # Converted once, here; the decoder works on bytes.
            self._feed(bytes(self._socket.readAll().data()))

    def _feed(self, data: bytes) -> None:
        messages: list[ServerMessage] = []
        frames = self._frames.feed(data)
        self._wire.note_read(data, len(frames))
        self._bytes_without_frame = 0 if frames else self._bytes_without_frame + len(data)
        has_noise = bool(self._frames.skipped_in_a_row) or any(frame.skipped for frame in frames)
        is_nonsense = self._bytes_without_frame > MAX_SKIPPED_BYTES
        for frame in frames:
            match frame:
                case Frame():
                    message = self._decoder.decode(frame)
                    if message is not None:
                        messages.append(message)
                case MalformedFrame(FrameFault.TOO_LONG):
                    is_nonsense = True
                    break
                case MalformedFrame():
                    pass  # nothing to be understood, and nobody to tell
        self.heard.emit(Heard(tuple(messages), has_noise, is_nonsense))

    @Slot(_Error)
    def _on_error(self, error: QAbstractSocket.SocketError) -> None:
        self._drop(error)

    @Slot()
    def _on_disconnected(self) -> None:
        self._drop(_Error.RemoteHostClosedError)

    def _drop(self, error: QAbstractSocket.SocketError) -> None:
        """It is over. Both an error and ``disconnected`` tell it: the second finds nothing to do."""
        if self._is_over:
            return
        rest = bytes(self._socket.readAll().data())  # the server's last words came in the same moment
        if rest:
            self._feed(rest)
        if self._is_over:
            return
        self.close(is_polite=False)
        reason = None
        if not self._was_connected:
            reason = _failure_of(error, self._steady_now() - self._began_at)
        self.ended.emit(reason)


def _failure_of(error: QAbstractSocket.SocketError, seconds: float) -> FailureReason:
    match error:
        case _Error.HostNotFoundError:
            return FailureReason.UNKNOWN_HOST
        case _Error.ConnectionRefusedError | _Error.RemoteHostClosedError:
            return FailureReason.NO_ROOM
        case _Error.SocketTimeoutError:
            return FailureReason.NO_ANSWER
        case _Error.NetworkError if seconds > _AT_ONCE_SECONDS:
            return FailureReason.NO_ANSWER  # nobody at that address answers for it
        case _:
            return FailureReason.NO_NETWORK
