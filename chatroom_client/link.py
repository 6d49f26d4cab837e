"""The guest's connection: a ``QTcpSocket`` on the GUI thread around the session and the frame decoder.

The rule: nothing is decided here. Bytes become messages for the session, its orders become calls of the socket, and
its events go to the window in lists. One socket serves one connection: a late signal of an old one is nobody's.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QNetworkProxy, QTcpSocket

from chatroom_client.backoff import Backoff
from chatroom_client.events import FailureReason, Outgoing, SessionEvent, SessionState
from chatroom_client.keepalive import watch_peer
from chatroom_client.orders import Connect, Disconnect, Moment, Output, Send
from chatroom_client.session import Session
from shared.protocol.codec import decode_server_frame, encode_client_message
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder, FrameFault, MalformedFrame
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, MAX_SKIPPED_BYTES
from shared.protocol.messages import LogIn, Say, Whisper

_BATCH_SECONDS = 0.016  # a frame of the screen: nobody sees more
# Of a flood, this much is read in one turn of the event loop, some milliseconds of work; the rest has to wait.
_READ_BYTES = 16 * 1024
_AT_ONCE_SECONDS = 0.5  # a network error this soon is this computer's own: there is no way to the other one

_Error = QAbstractSocket.SocketError
_Option = QAbstractSocket.SocketOption
_State = QAbstractSocket.SocketState


def read_clock() -> Moment:
    """Return the moment that it is now."""
    return Moment(time.monotonic(), time.time())


class ServerLink(QObject):
    """One person's connection to a room, kept up until ``leave``. All of it is ``Session``'s doing."""

    happened = Signal(object)
    """What happened, in order: a list of ``SessionEvent``, at once or at most every 16 ms when much happens."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], Moment] = read_clock,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._session = Session(backoff or Backoff())
        self._socket: QTcpSocket | None = None
        self._decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._detector = EncodingDetector()
        self._bytes_without_frame = 0
        self._connecting_since = 0.0
        self._was_connected = False
        self._events: list[SessionEvent] = []
        self._emitted_at = -math.inf
        self._is_emitting = False
        self._tick_timer = QTimer(self)
        self._tick_timer.setSingleShot(True)
        self._tick_timer.timeout.connect(self._on_tick_due)
        self._batch_timer = QTimer(self)
        self._batch_timer.setSingleShot(True)
        self._batch_timer.timeout.connect(self._emit)

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return self._session.state

    @property
    def you(self) -> str:
        """This person's name as the server shows it, or the one that is wanted."""
        return self._session.you

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone in the room in the order of arrival, as last heard."""
        return self._session.names

    @property
    def host(self) -> str:
        """Where the room is, as it was given to ``join``."""
        return self._session.host

    @property
    def port(self) -> int:
        """The room's TCP port."""
        return self._session.port

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """All own messages that are not confirmed."""
        return self._session.outgoing

    def steady_now(self) -> float:
        """Return the steady seconds that ``StateChanged.retry_at`` is measured in."""
        return self._clock().steady

    def join(self, host: str, port: int, name: str) -> None:
        """Connect to a room and log in; what comes of it is told by ``happened``."""
        self._carry_out(self._session.join(host, port, name, self._clock()))

    def try_name(self, name: str) -> None:
        """Ask for another name after a refusal."""
        self._carry_out(self._session.try_name(name, self._clock()))

    def say(self, text: str) -> None:
        """Say something to everyone, now or once the room is back."""
        self._carry_out(self._session.say(text, self._clock()))

    def whisper(self, to: str, text: str) -> None:
        """Say something to one person, now or once the room is back. Raises ``ValueError`` for a blank name."""
        self._carry_out(self._session.whisper(to, text, self._clock()))

    def resend(self, key: int) -> None:
        """Send an unsure or refused message again."""
        self._carry_out(self._session.resend(key, self._clock()))

    def discard(self, key: int) -> None:
        """Forget a message that is not being sent."""
        self._carry_out(self._session.discard(key))

    def try_now(self) -> None:
        """Do not wait any longer for the next try to come back."""
        self._carry_out(self._session.try_now(self._clock()))

    def leave(self) -> None:
        """Leave the room, or stop trying to get into it."""
        self._carry_out(self._session.leave())

    # ---- what the session wants --------------------------------------------------------------------------

    def _carry_out(self, outputs: list[Output]) -> None:
        for output in outputs:
            match output:
                case Connect(host, port):
                    self._connect(host, port)
                case Disconnect(is_polite):
                    self._close(is_polite=is_polite)
                case Send(message):
                    self._send(message)
                case _:
                    self._events.append(output)
        self._set_tick_timer()
        self._emit_soon()

    def _connect(self, host: str, port: int) -> None:
        self._decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._detector = EncodingDetector()
        self._bytes_without_frame = 0
        self._connecting_since = self._clock().steady
        self._was_connected = False
        sock = self._socket = QTcpSocket(self)
        sock.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))  # the room is on this network
        sock.setReadBufferSize(_READ_BYTES)
        sock.connected.connect(self._on_connected)
        sock.readyRead.connect(self._on_bytes)
        sock.errorOccurred.connect(self._on_error)
        sock.disconnected.connect(self._on_disconnected)
        sock.connectToHost(host, port)

    def _close(self, *, is_polite: bool) -> None:
        sock = self._forget_socket()
        if sock is None:
            return
        if is_polite and sock.state() == _State.ConnectedState:
            sock.disconnected.connect(sock.deleteLater)
            sock.flush()  # now: the program may be about to end
            sock.disconnectFromHost()  # once all is sent
        else:
            sock.abort()
            sock.deleteLater()

    def _forget_socket(self) -> QTcpSocket | None:
        sock, self._socket = self._socket, None
        if sock is not None:
            sock.connected.disconnect(self._on_connected)
            sock.readyRead.disconnect(self._on_bytes)
            sock.errorOccurred.disconnect(self._on_error)
            sock.disconnected.disconnect(self._on_disconnected)
        return sock

    def _send(self, message: LogIn | Say | Whisper) -> None:
        if self._socket is not None:
            # UTF-8 until the server has surely written GBK (docs/protocol.md §5).
            encoding = self._detector.encoding if self._detector.is_settled else TextEncoding.UTF_8
            self._socket.write(encode_client_message(message, encoding))

    # ---- what the socket tells ---------------------------------------------------------------------------

    @Slot()
    def _on_connected(self) -> None:
        sock = self._socket
        if sock is None:
            return
        self._was_connected = True
        sock.setSocketOption(_Option.LowDelayOption, 1)
        sock.setSocketOption(_Option.KeepAliveOption, 1)
        watch_peer(int(sock.socketDescriptor()))
        self._carry_out(self._session.connected(self._clock()))

    @Slot()
    def _on_bytes(self) -> None:
        sock = self._socket
        if sock is None:
            return
        # Converted once, here; the decoder works on bytes.
        self._feed(bytes(sock.readAll().data()))

    def _feed(self, data: bytes) -> None:
        moment = self._clock()
        outputs: list[Output] = []
        frames = self._decoder.feed(data)
        self._bytes_without_frame = 0 if frames else self._bytes_without_frame + len(data)
        if self._decoder.skipped_in_a_row or any(frame.skipped for frame in frames):
            self._session.heard_noise()
        for frame in frames:
            match frame:
                case Frame():
                    message = decode_server_frame(frame, self._detector)
                    outputs += self._session.received(message, moment)
                case MalformedFrame(FrameFault.TOO_LONG):
                    outputs += self._session.heard_nonsense(moment)
                    break
                case MalformedFrame():
                    pass  # nothing to be understood, and nobody to tell
        if self._bytes_without_frame > MAX_SKIPPED_BYTES:
            outputs += self._session.heard_nonsense(moment)
        self._carry_out(outputs)

    @Slot(_Error)
    def _on_error(self, error: QAbstractSocket.SocketError) -> None:
        self._drop(error)

    @Slot()
    def _on_disconnected(self) -> None:
        self._drop(_Error.RemoteHostClosedError)

    def _drop(self, error: QAbstractSocket.SocketError) -> None:
        """The connection is over. Both an error and ``disconnected`` tell it: the second finds nothing to do."""
        sock = self._socket
        if sock is None:
            return
        rest = bytes(sock.readAll().data())  # the server's last words came in the same moment
        if rest:
            self._feed(rest)
        if self._socket is not sock:
            return
        self._forget_socket()
        sock.abort()
        sock.deleteLater()
        moment = self._clock()
        if self._was_connected:
            self._carry_out(self._session.connection_lost(moment))
        else:
            reason = _failure_of(error, moment.steady - self._connecting_since)
            self._carry_out(self._session.connection_failed(reason, moment))

    # ---- time --------------------------------------------------------------------------------------------

    def _set_tick_timer(self) -> None:
        at = self._session.next_tick_at
        if at is None:
            self._tick_timer.stop()
        else:
            self._tick_timer.start(_milliseconds(at - self._clock().steady))

    @Slot()
    def _on_tick_due(self) -> None:
        # Timers fire early on some systems: the session compares with the clock, and the timer is set again.
        self._carry_out(self._session.tick(self._clock()))

    def _emit_soon(self) -> None:
        if not self._events or self._batch_timer.isActive():
            return
        wait = self._emitted_at + _BATCH_SECONDS - self._clock().steady
        if wait > 0 or self._is_emitting:
            # What the window does in answer to a list can make new events: they come after all of that list.
            self._batch_timer.start(_milliseconds(wait))
        else:
            self._emit()

    @Slot()
    def _emit(self) -> None:
        events, self._events = self._events, []
        self._emitted_at = self._clock().steady
        self._is_emitting = True
        try:
            self.happened.emit(events)
        finally:
            self._is_emitting = False


def _milliseconds(seconds: float) -> int:
    return max(0, math.ceil(seconds * 1000))


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
