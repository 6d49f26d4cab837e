"""A room that answers requests over a real UDP socket of this computer, as a test tells it."""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QHostAddress, QUdpSocket

from shared.protocol.discovery import Request, RoomAnswer, parse_request, plain_answer, rich_answer


class AnsweringRoom(QObject):
    """Answers at a free port: with a port alone, with all of it, or with bytes that are no answer."""

    def __init__(self, answer: RoomAnswer | int | bytes) -> None:
        super().__init__()
        self.answer = answer
        self.is_silent = False
        self.requests: list[tuple[Request | None, str, int]] = []
        self._socket = QUdpSocket(self)
        self._socket.readyRead.connect(self._serve)
        assert self._socket.bind(QHostAddress("127.0.0.1"), 0)
        self.udp_port = self._socket.localPort()

    def _serve(self) -> None:
        while self._socket.hasPendingDatagrams():
            datagram = self._socket.receiveDatagram()
            request = parse_request(bytes(datagram.data().data()))
            source, port = datagram.senderAddress(), datagram.senderPort()
            self.requests.append((request, source.toString(), port))
            answer = b"" if self.is_silent else self._answer_to(request)
            if answer:
                self._socket.writeDatagram(answer, source, port)

    def _answer_to(self, request: Request | None) -> bytes:
        match self.answer, request:
            case bytes(data), _:
                return data
            case int(port), Request.PLAIN:
                return plain_answer(port)
            case RoomAnswer() as room, Request.PLAIN:
                return plain_answer(room.port)
            case RoomAnswer() as room, Request.RICH:
                return rich_answer(room)
            case _:
                return b""
