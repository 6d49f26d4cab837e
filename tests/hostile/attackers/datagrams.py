"""Those who shout at discovery: requests without end, garbage, and the longest datagrams there are."""

import random
import socket
from collections import Counter

from tests.hostile.attackers.connections import Target

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
RICH_REQUEST = REQUEST + b'\n{"v":1}'
_CHANCE = random.Random(3)
GARBAGE = tuple(
    [b"", b"\x00", REQUEST.lower(), REQUEST[:-1], REQUEST + b"\n" + b"[" * 2_000, REQUEST * 50, b"9999"]
    + [_CHANCE.randbytes(_CHANCE.randrange(1, 1_400)) for _ in range(20)]
    + [REQUEST + b" " * 60_000, _CHANCE.randbytes(65_000)]
)


class Shouters:
    """``count`` datagrams a tick from so many addresses; what comes back is counted."""

    def __init__(self, target: Target, count: int, datagrams: tuple[bytes, ...], *, sources: int = 1) -> None:
        self.did: Counter[str] = Counter()
        self._room = ("127.0.0.1", target.udp_port)
        self._a_tick = count
        self._datagrams = datagrams
        self._sent = 0
        self._sockets: list[socket.socket] = []
        for number in range(sources):
            sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sock.setblocking(False)
            sock.bind((f"127.0.0.{100 + number}", 0))
            self._sockets.append(sock)

    def act(self) -> None:
        """Shout, and listen."""
        for _ in range(self._a_tick):
            sock = self._sockets[self._sent % len(self._sockets)]
            datagram = self._datagrams[self._sent % len(self._datagrams)]
            self._sent += 1
            try:
                sock.sendto(datagram, self._room)
            except OSError:
                continue
            self.did["datagrams sent"] += 1
            self.did["bytes sent"] += len(datagram)
        for sock in self._sockets:
            self._listen(sock)

    def close(self) -> None:
        """Listen once more, and go."""
        for sock in self._sockets:
            self._listen(sock)
            sock.close()

    def _listen(self, sock: socket.socket) -> None:
        while True:
            try:
                answer = sock.recv(2_048)
            except OSError:
                return
            self.did["answers"] += 1
            self.did["bytes received"] += len(answer)
            self.did["longest answer"] = max(self.did["longest answer"], len(answer))
