"""What a client has sent so far, taken apart into frames and what lies around them, with nothing thrown away.

The rule: every byte that came is in exactly one ``Piece`` or in ``rest``, in the order in which it came; and a
stream without an end of frame holds at most ``MAX_REST_BYTES``.
"""

from enum import Enum

from shared.protocol.framing import ETX, STX, Frame
from shared.value import value

MAX_REST_BYTES = 1_048_576  # docs/protocol.md §6: bytes outside frames, in a row
_MAX_PIECES = 20_000


class PieceKind(Enum):
    """What a piece of a client's stream is."""

    FRAME = "frame"  # STX, type, payload, ETX
    LOST_END = "lost end"  # from an STX up to the next one, without an ETX
    NO_TYPE = "no type"  # STX, ETX
    OUTSIDE = "outside"  # bytes in no frame


@value
class Piece:
    """A run of bytes of the stream; ``data`` is all of them, marks included."""

    kind: PieceKind
    data: bytes

    @property
    def frame(self) -> Frame:
        """The frame of a ``FRAME``."""
        return Frame(self.data[1:2], self.data[2:-1])


class ClientStream:
    """Takes the bytes of one connection in whatever reads they came; ``pieces`` grows, ``rest`` is undecided."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._rest = bytearray()

    @property
    def rest(self) -> bytes:
        """The bytes after the last piece: an unfinished frame, or bytes outside frames, or nothing."""
        return bytes(self._rest)

    @property
    def is_flood(self) -> bool:
        """Whether so much came that a server would close the connection (docs/protocol.md §6)."""
        return len(self._rest) > MAX_REST_BYTES or len(self.pieces) > _MAX_PIECES

    def feed(self, data: bytes) -> list[Piece]:
        """Return the pieces that ``data`` completes, in order. Never raises."""
        self._rest += data
        found: list[Piece] = []
        while (piece := self._next_piece()) is not None:
            found.append(piece)
        self.pieces += found
        return found

    def _next_piece(self) -> Piece | None:
        start = self._rest.find(STX)
        if start > 0:
            return self._cut(PieceKind.OUTSIDE, start)
        if start < 0:
            return None
        end, again = self._rest.find(ETX, 1), self._rest.find(STX, 1)
        if again > 0 and (end < 0 or again < end):
            return self._cut(PieceKind.LOST_END, again)
        if end < 0:
            return None
        return self._cut(PieceKind.NO_TYPE if end == 1 else PieceKind.FRAME, end + 1)

    def _cut(self, kind: PieceKind, length: int) -> Piece:
        piece = Piece(kind, bytes(self._rest[:length]))
        del self._rest[:length]
        return piece
