"""A room of one guest that says what it is told to: the other end of ``benchmarks.guest_window``.

Prints its port as one JSON line. ``say COUNT`` on standard input then says so much, as fast as the guest takes it;
``pace RATE SECONDS`` says so much a second. Each is answered with a JSON line once all of it is on its way.

The rule: nothing is thrown away. A guest who does not read holds the room up, and that is all.
"""

import json
import socket
import sys
import threading
import time
from typing import Final

_STEP_SECONDS: Final = 0.005
_TEXTS: Final = (
    "ok",
    "Does anyone know why my recv() gives me half a message?",
    "粘包的意思就是：一次 recv() 里可能有好几条消息，也可能只有半条。",
    "See https://example.org/sockets/framing?page=2 for the picture.",
    "TCP has no messages, only bytes. " * 6,
    "谢谢老师！👍🏽 原来如此 😀",
    "`recv(sock, buffer, sizeof buffer, 0)` returns how many bytes there are, and 0 at the end of the stream.",
    "first line\nsecond line\nthird line",
    "我也遇到了同样的问题。" * 8,
    "😀",
)
_PEOPLE: Final = (*[f"student {number:02}" for number in range(1, 31)], "李伟", "王芳", "陈小明")


def frame(kind: str, text: str) -> bytes:
    """Return one frame (docs/protocol.md §2)."""
    return b"\x02" + kind.encode() + text.encode() + b"\x03"


def object_frame(word: str, **keys: object) -> bytes:
    """Return one object of the rich dialect (docs/protocol.md §4); ``sender`` stands for its key ``from``."""
    found = {"t": word, **{"from" if key == "sender" else key: value for key, value in keys.items()}}
    return frame("6", json.dumps(found, ensure_ascii=False, separators=(",", ":")))


def said(number: int, utc: float) -> bytes:
    """Return what somebody says to everyone; who and what follow from ``number``."""
    # Two or three in a row are one person's, as when people talk.
    sender = _PEOPLE[(number * 2 // 5) % len(_PEOPLE)]
    text = _TEXTS[(number * 7 + number // 10) % len(_TEXTS)]
    place = object_frame("msg", id=number, ts=round(utc, 3), sender=sender, at=len(sender) + 2)
    return place + frame("4", f"{sender}: " + text.replace("\n", "\n    "))


class Guest:
    """The one connection. ``wait`` until it is in the room."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._number = 0
        self._is_in = threading.Event()
        self._sending = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait(self) -> None:
        """Return when the guest is in the room."""
        self._is_in.wait()

    def say(self, count: int) -> None:
        """Say so much, and return when it is on its way."""
        while count:
            part = min(count, 500)
            now = time.time()
            first = self._number + 1
            self._send(b"".join(said(number, now) for number in range(first, first + part)))
            self._number += part
            count -= part

    def pace(self, rate: float, seconds: float) -> None:
        """Say ``rate`` messages a second, evenly, for so long."""
        begins = time.monotonic()
        spoken = 0
        while spoken < rate * seconds:
            due = min(rate * seconds, rate * (time.monotonic() - begins))
            if due - spoken >= 1:
                self.say(int(due - spoken))
                spoken += int(due - spoken)
            time.sleep(_STEP_SECONDS)

    def _send(self, data: bytes) -> None:
        with self._sending:
            self._connection.sendall(data)

    def _listen(self) -> None:
        rest = b""
        while data := self._connection.recv(65_536):
            *frames, rest = (rest + data).split(b"\x03")
            for each in frames:
                self._answer(each[1:2], each[2:].decode())

    def _answer(self, kind: bytes, payload: str) -> None:
        match kind:
            case b"5":
                limits = {"text": 4000, "name": 24}
                hello = {
                    "v": 1,
                    "app": "a room",
                    "id": "0123456789abcdef",
                    "room": "Room 101",
                    "limits": limits,
                }
                self._send(frame("5", json.dumps({**hello, "features": ["history"]})))
            case b"1":
                everyone = b"".join(
                    frame("1", name) + object_frame("user", name=name, since=1.0) for name in _PEOPLE
                )
                welcome = object_frame(
                    "welcome", you=payload, session="s", resumed=False, accepted=0, last=self._number
                )
                you = object_frame("user", name=payload, since=2.0)
                room = object_frame("room", mode="all", slow=0.0, pinned=None)
                self._send(everyone + frame("1", payload) + welcome + you + room)
                self._is_in.set()
            case b"6" if json.loads(payload)["t"] == "ping":
                self._send(object_frame("pong", n=json.loads(payload)["n"]))


def main() -> int:
    """Serve one guest until standard input ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
        connection, _ = listener.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        guest = Guest(connection)
        guest.wait()
        for line in sys.stdin:
            match line.split():
                case ["say", count]:
                    guest.say(int(count))
                case ["pace", rate, seconds]:
                    guest.pace(float(rate), float(seconds))
            print(json.dumps({"done": line.strip()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
