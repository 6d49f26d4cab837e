"""The discovery that the judged client meets: a port that answers when the script lets it (docs/protocol.md §1).

The rule: nothing that arrives here stops the check, and an answer goes to exactly where its request came from.
"""

import errno
import ipaddress
import socket
import struct
import sys
from collections.abc import Callable

from shared.protocol.discovery import (
    MAX_DATAGRAM_BYTES,
    Request,
    RoomAnswer,
    parse_request,
    plain_answer,
    rich_answer,
)
from shared.value import value

SECOND_ADDRESS = "127.0.0.2"
"""An address of this computer that nobody would guess: a client that reads it off the answer arrives there."""

_IP_PKTINFO = 8  # Linux; the socket module has no name for it
_SERVER_ID = "5f0c2a9d1e3b4876"


@value
class Asked:
    """One datagram that came; ``at`` is in steady seconds."""

    data: bytes
    source: tuple[str, int]
    at: float


class Search:
    """Make one with the UDP port, 0 for any. Raises ``OSError`` where the port cannot be had.

    ``is_everywhere``: the room listens at every address of this computer, so an answer can come from any of them.
    ``is_answering`` is the script's. ``asked`` is all that came; ``answered``, from where answers went out.
    """

    def __init__(self, port: int, tcp_port: int, clock: Callable[[], float], *, is_everywhere: bool) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
            if exclusive is not None:
                self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
            self.socket.bind(("", port))
        except OSError:
            self.socket.close()
            raise
        self.socket.setblocking(False)
        self.port: int = self.socket.getsockname()[1]
        self.is_answering = False
        self.asked: list[Asked] = []
        self.answered: set[str] = set()
        self._tcp_port = tcp_port
        self._is_everywhere = is_everywhere
        self._clock = clock

    def read(self) -> None:
        """Take one datagram, and answer it if it is a request and the script lets it."""
        try:
            data, source = self.socket.recvfrom(MAX_DATAGRAM_BYTES + 1)
        except OSError:
            return
        if len(self.asked) < 1_000:
            self.asked.append(Asked(data, source, self._clock()))
        if self.is_answering:
            self._answer(data, source)

    def answer_all(self) -> None:
        """From here on requests are answered, those that came already among them."""
        self.is_answering = True
        for asked in tuple(self.asked):
            self._answer(asked.data, asked.source)

    def _answer(self, data: bytes, source: tuple[str, int]) -> None:
        wanted = parse_request(data)
        if wanted is None:
            return
        answer = plain_answer(self._tcp_port)
        if wanted is Request.RICH:
            answer = rich_answer(RoomAnswer(self._tcp_port, _SERVER_ID, "chatroom-check", 4, 200))
        try:
            self._send(answer, source)
        except OSError as error:
            if error.errno != errno.ECONNREFUSED:  # an earlier answer that nobody waited for any more
                self.asked.clear()

    def _send(self, answer: bytes, source: tuple[str, int]) -> None:
        if self._is_everywhere and sys.platform == "linux" and ipaddress.ip_address(source[0]).is_loopback:
            packet_info = struct.pack("=I4s4s", 0, socket.inet_aton(SECOND_ADDRESS), bytes(4))
            self.socket.sendmsg([answer], [(socket.IPPROTO_IP, _IP_PKTINFO, packet_info)], 0, source)
            self.answered.add(SECOND_ADDRESS)
        else:
            self.socket.sendto(answer, source)
            self.answered.add("")
