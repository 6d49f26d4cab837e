"""A server that does exactly what a test tells it, on a real socket of this computer."""

import json

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket

from shared.protocol.codec import Dialect, decode_client_frame
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.messages import ClientMessage


class ScriptedServer(QObject):
    """Listens on ``address`` at a free port, and keeps what every connection has sent."""

    received = Signal()

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__()
        self._listener = QTcpServer(self)
        self._listener.newConnection.connect(self._accept)
        assert self._listener.listen(QHostAddress(address), 0), self._listener.errorString()
        self.address = address
        self.port = self._listener.serverPort()
        self.connections: list[QTcpSocket] = []
        self.bytes_received: list[bytes] = []

    @property
    def messages(self) -> list[ClientMessage]:
        """What the newest connection has sent."""
        return self.messages_of(-1)

    def messages_of(self, connection: int) -> list[ClientMessage]:
        """What a connection has sent, counted from the first; after a hello it is rich."""
        detector = EncodingDetector()
        dialect = Dialect.PLAIN
        messages: list[ClientMessage] = []
        for event in FrameDecoder(65_536).feed(self.bytes_received[connection]):
            if isinstance(event, Frame):
                messages.append(decode_client_frame(event, detector, dialect))
                dialect = Dialect.RICH if event.kind == b"5" else dialect
        return messages

    def send(self, data: bytes) -> None:
        """Send to the newest connection."""
        self.connections[-1].write(data)

    def close_connection(self) -> None:
        """End the newest connection after all is sent."""
        self.connections[-1].disconnectFromHost()

    def reset_connection(self) -> None:
        """Break the newest connection."""
        self.connections[-1].abort()

    def stop(self) -> None:
        """Accept nobody any more; the port is closed."""
        self._listener.close()

    def listen_again(self) -> None:
        """Open the same port anew."""
        assert self._listener.listen(QHostAddress(self.address), self.port), self._listener.errorString()

    def _accept(self) -> None:
        while (connection := self._listener.nextPendingConnection()) is not None:
            number = len(self.connections)
            self.connections.append(connection)
            self.bytes_received.append(b"")
            connection.readyRead.connect(lambda c=connection, n=number: self._read(c, n))

    def _read(self, connection: QTcpSocket, number: int) -> None:
        self.bytes_received[number] += bytes(connection.readAll().data())
        self.received.emit()


def frame(kind: str, text: str, encoding: str = "utf-8") -> bytes:
    """Return one frame, written by hand."""
    return b"\x02" + kind.encode() + text.encode(encoding) + b"\x03"


def rich(word: str, **keys: object) -> bytes:
    """Return one object of the rich dialect, written by hand; ``sender`` stands for its key ``from``."""
    found = {"t": word, **{{"sender": "from"}.get(key, key): value for key, value in keys.items()}}
    return frame("6", json.dumps(found, ensure_ascii=False))


def server_hello(room: str = "Room 101") -> bytes:
    """Return what a rich server answers to a hello."""
    limits = {"text": 4000, "name": 24}
    features = ["resume", "history", "away", "hand", "bye"]
    found = {"v": 1, "app": "a test", "id": "0123456789abcdef", "room": room, "limits": limits}
    return frame("5", json.dumps({**found, "features": features}))


def said(number: int, sender: str, text: str) -> bytes:
    """Return what somebody says to everyone, with its place in the room."""
    place = rich("msg", id=number, ts=1_700_000_000.0 + number, sender=sender, at=len(sender) + 2)
    return place + frame("4", f"{sender}: {text}")


def old(number: int, sender: str, text: str) -> bytes:
    """Return what somebody has said earlier."""
    return rich("old", id=number, ts=1_700_000_000.0 + number, sender=sender, text=text)
