"""A connection of its own to a room, over which goes whatever bytes somebody has made up.

The rule: it shares nothing with the guest's own session, so that whatever is sent here, the chat goes on; and what
comes back is read, told to the wire tap, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QNetworkProxy, QTcpSocket

from chatroom_client.socket_wire import SocketWire
from chatroom_client.wire_tap import WireTap
from shared.protocol.framing import FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.wire.shape import AS_IT_IS, Shape

_READ_BYTES = 16 * 1024  # of a flood, as much in one turn of the event loop as in the chat's own connection

_Error = QAbstractSocket.SocketError


class RawState(Enum):
    """Where the connection stands, and how it came to that."""

    CLOSED = "closed"  # never opened, or closed by the person
    CONNECTING = "connecting"
    OPEN = "open"
    ENDED = "ended"  # the other side has closed it
    BROKEN = "broken"  # the other side or the network broke it off
    FAILED = "failed"  # it could not be made


class RawConnection(QObject):
    """Call ``open`` with the room's address, then ``send`` as often as wanted; ``name`` is what the tap is told."""

    state_changed = Signal(object)
    """The ``RawState`` it is in now."""

    def __init__(
        self, tap: WireTap, steady_now: Callable[[], float], name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tap = tap
        self._steady_now = steady_now
        self._name = name
        self._state = RawState.CLOSED
        self._shape = AS_IT_IS
        self._socket: QTcpSocket | None = None
        self._wire: SocketWire | None = None
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._waiting: list[bytes] = []

    @property
    def state(self) -> RawState:
        """Where it stands."""
        return self._state

    def open(self, host: str, port: int) -> None:
        """Connect; one that is there is closed first."""
        self.close()
        sock = QTcpSocket(self)
        sock.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))  # the room is on this network
        sock.setReadBufferSize(_READ_BYTES)
        self._wire = SocketWire(sock, self._tap, self._steady_now, sock)
        self._wire.set_shape(self._shape)
        self._socket = sock
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        sock.connected.connect(self._on_connected)
        sock.readyRead.connect(self._on_bytes)
        sock.errorOccurred.connect(self._on_error)
        self._enter(RawState.CONNECTING)
        sock.connectToHost(host, port)

    def send(self, data: bytes) -> bool:
        """Send these bytes as they are, once it is open; return False where there is no connection."""
        match self._state:
            case RawState.OPEN if self._wire is not None:
                self._wire.write(data)
                return True
            case RawState.CONNECTING:
                self._waiting.append(data)
                return True
            case _:
                return False

    def set_shape(self, shape: Shape) -> None:
        """Send in this way from now on, over connections to come as well."""
        self._shape = shape
        if self._wire is not None:
            self._wire.set_shape(shape)

    def close(self) -> None:
        """Close it, if it is there, after what was sent before."""
        sock, wire = self._let_go()
        if sock is None or wire is None:
            return
        wire.leave()
        if sock.state() == QAbstractSocket.SocketState.ConnectedState:
            wire.drain()
            sock.disconnected.connect(sock.deleteLater)
            sock.flush()
            sock.disconnectFromHost()
        else:
            sock.abort()
            sock.deleteLater()
        self._enter(RawState.CLOSED)

    def reset(self) -> None:
        """Break it off with RST, if it is there."""
        sock, wire = self._let_go()
        if sock is None or wire is None:
            return
        wire.reset()
        sock.deleteLater()
        self._enter(RawState.CLOSED)

    # ---- inside ------------------------------------------------------------------------------------------

    def _let_go(self) -> tuple[QTcpSocket | None, SocketWire | None]:
        """Forget the connection: from now on nothing that happens on it concerns anybody here."""
        sock, wire = self._socket, self._wire
        self._socket = self._wire = None
        self._waiting = []
        if sock is not None:
            sock.connected.disconnect(self._on_connected)
            sock.readyRead.disconnect(self._on_bytes)
            sock.errorOccurred.disconnect(self._on_error)
        return sock, wire

    def _enter(self, state: RawState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    @Slot()
    def _on_connected(self) -> None:
        if self._socket is None or self._wire is None:
            return
        self._socket.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        self._wire.begin()
        self._wire.name(self._name)
        waiting, self._waiting = self._waiting, []
        for data in waiting:
            self._wire.write(data)
        self._enter(RawState.OPEN)

    @Slot()
    def _on_bytes(self) -> None:
        if self._socket is None or self._wire is None:
            return
        data = bytes(self._socket.readAll().data())
        self._wire.note_read(data, len(self._frames.feed(data)))

    @Slot(_Error)
    def _on_error(self, error: QAbstractSocket.SocketError) -> None:
        self._on_bytes()  # the server's last words came in the same moment
        was_open = self._state is RawState.OPEN
        sock, _ = self._let_go()
        if sock is None:
            return
        is_end = error == _Error.RemoteHostClosedError
        sock.abort()
        sock.deleteLater()
        if was_open:
            self._enter(RawState.ENDED if is_end else RawState.BROKEN)
        else:
            self._enter(RawState.FAILED)
