"""One connection of the judge to the server: what was sent on it, and what came, frame by frame.

The rule: a frame that lacks its 03 is read as it was meant, and noted down: one fault must not look like twenty.
"""

import socket
import struct
import sys
from collections.abc import Iterator

from shared.protocol.framing import ETX, STX
from shared.value import value

_RESET_AT_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_RECEIVE_BYTES = 65_536


@value
class Came:
    """A frame that came. ``kind`` is empty for a frame without a type."""

    kind: bytes
    payload: bytes

    @property
    def text(self) -> str:
        """The payload as UTF-8, whatever it is."""
        return self.payload.decode("utf-8", "replace")


def frame(kind: str, text: str | bytes) -> bytes:
    """Return the bytes of one frame; a text goes in UTF-8."""
    return b"\x02" + kind.encode() + (text.encode() if isinstance(text, str) else text) + b"\x03"


class Guest:
    """Plays one client. ``raw`` is what came since ``forget``; ``last_sent`` what was sent since then.

    ``endless`` is the first frame that came without its 03; ``stray`` the first of a type that plain has not;
    ``sample`` any whole one.
    """

    def __init__(self, connection: socket.socket, *, is_rich: bool = False) -> None:
        self.socket = connection
        self.name = ""
        self.is_closed = False
        self.is_rich = is_rich
        self.raw = bytearray()
        self.last_sent = b""
        self.endless = b""
        self.stray = b""
        self.frame_count = 0
        self.sample = b""

    def send(self, data: bytes) -> None:
        """Send it all; a server that takes nothing for the socket's timeout, or is gone, counts as closed."""
        self.last_sent += data
        try:
            self.socket.sendall(data)
        except TimeoutError:
            self.is_closed = True  # it reads nothing any more
        except OSError:
            pass  # what it said before it closed can still be read: reading finds the end

    def receive(self) -> int:
        """Take in what is there, once the socket is readable; return how many bytes."""
        if self.is_closed:
            return 0
        try:
            data = self.socket.recv(_RECEIVE_BYTES)
        except OSError:
            data = b""
        if not data:
            self.is_closed = True
        self.raw += data
        return len(data)

    def frames(self) -> list[Came]:
        """Return the frames that came since ``forget``, one without its 03 among them."""
        return [_frame_of(piece) for piece in self._pieces()]

    def of_kind(self, kind: bytes) -> list[str]:
        """Return the texts of all frames of one type."""
        return [came.text for came in self.frames() if came.kind == kind]

    def has(self, kind: bytes, text: str | bytes) -> bool:
        """Return whether exactly this frame came."""
        return self.count(kind, text) > 0

    def count(self, kind: bytes, text: str | bytes) -> int:
        """Return how often exactly this frame came."""
        payload = text.encode() if isinstance(text, str) else text
        return self.frames().count(Came(kind, payload))

    def forget(self) -> None:
        """Begin anew: what came until now is looked over once more for what holds of every frame.

        Call it when nothing is on its way: of a frame that has come in part, the rest is lost.
        """
        pieces = list(self._pieces())
        for index, piece in enumerate(pieces):
            if index < len(pieces) - 1 and ETX not in piece and not self.endless:
                self.endless = bytes(piece)
            if (
                not self.is_rich
                and _frame_of(piece).kind not in {b"0", b"1", b"2", b"3", b"4"}
                and ETX in piece
            ):
                self.stray = self.stray or bytes(piece)
        self.frame_count += len(pieces)
        self.sample = self.sample or next((piece for piece in pieces if ETX in piece), b"")
        self.raw.clear()
        self.last_sent = b""

    def close(self) -> None:
        """Close as a client does that leaves."""
        self.is_closed = True
        self.socket.close()

    def reset(self) -> None:
        """Break the connection off, as a killed program does (RST)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self.close()

    def _pieces(self) -> Iterator[bytes]:
        start = self.raw.find(STX)
        while start >= 0:
            following = self.raw.find(STX, start + 1)
            yield bytes(self.raw[start : following if following >= 0 else len(self.raw)])
            start = following


def _frame_of(piece: bytes) -> Came:
    inside = piece[1:].partition(b"\x03")[0]
    return Came(inside[:1], inside[1:])
