"""STX, type, payload, ETX: frames to bytes and any pieces of bytes back to frames (docs/protocol.md §2).

The rule that must stay true: the events that come out depend on the bytes alone, never on where the reads
happened to cut them; and no stream of bytes, however wrong, makes the decoder raise or hold more than one frame.
"""

from collections.abc import Iterator
from enum import Enum

from shared.protocol.errors import UnsafePayload
from shared.value import value

STX = 0x02
ETX = 0x03

# Of a frame that is dropped as too long, this much is kept to be shown; the rest is only counted.
_EVIDENCE_BYTES = 64


class FrameFault(Enum):
    """Why a frame was dropped."""

    LOST_END = "lost end"  # a new STX came before the ETX
    TOO_LONG = "too long"  # more payload than the limit
    NO_TYPE = "no type"  # ETX right after STX


@value
class Frame:
    """One whole frame: its type byte, its payload, and how many bytes outside frames came before it."""

    kind: bytes
    payload: bytes
    skipped: int = 0


@value
class MalformedFrame:
    """A frame that was dropped: why, and its first bytes after STX as evidence."""

    fault: FrameFault
    evidence: bytes
    skipped: int = 0


FrameEvent = Frame | MalformedFrame


def encode_frame(kind: bytes, payload: bytes) -> bytes:
    """Return the bytes of one frame; ``kind`` is one byte.

    Raises ``UnsafePayload`` when the payload holds 02 or 03: the text was not cleaned, which is our bug.
    """
    if STX in payload or ETX in payload:
        raise UnsafePayload("a payload holds STX or ETX")
    return b"\x02%b%b\x03" % (kind, payload)


class FrameDecoder:
    """Turns the bytes of one connection, in whatever pieces they come, into frames.

    Feed it what each read returned and handle every event it yields. ``skipped_in_a_row``,
    ``unfinished_bytes`` and ``held_bytes`` are for the caller's limits (docs/protocol.md §6).
    """

    __slots__ = ("_held", "_inside", "_length", "_max_payload", "_skipped")

    def __init__(self, max_payload_bytes: int) -> None:
        self._max_payload = max_payload_bytes
        self._held = bytearray()  # of the unfinished frame, after its STX; never more than a whole frame
        self._length = 0  # of the unfinished frame, after its STX
        self._inside = False
        self._skipped = 0

    @property
    def skipped_in_a_row(self) -> int:
        """How many bytes outside frames have come since the last frame began."""
        return self._skipped

    @property
    def unfinished_bytes(self) -> int:
        """How many bytes of an unfinished frame have come, kept or not, without its STX."""
        return self._length

    @property
    def held_bytes(self) -> int:
        """How many bytes of an unfinished frame are kept."""
        return len(self._held)

    def feed(self, data: bytes) -> list[FrameEvent]:
        """Return the events that ``data`` completes, in order. Never raises."""
        return list(self.events(data))

    def events(self, data: bytes) -> Iterator[FrameEvent]:
        """Yield the events that ``data`` completes, each found when it is asked for. Never raises.

        Take them to the end before the next ``data``; or stop for good, and the rest costs nothing: a read full
        of STX is 65,536 malformed frames.
        """
        position = 0
        size = len(data)
        over = size + 1  # modulo this, the -1 of a search that found nothing is the end
        # One search for each mark serves until it is passed, so that every byte is looked at twice at most.
        next_etx = -1
        next_stx = -1
        while position < size:
            if next_stx < position:
                next_stx = data.find(STX, position) % over
            if not self._inside:
                self._skipped += next_stx - position
                if next_stx == size:
                    return
                self._inside = True
                position = next_stx + 1
                next_stx = data.find(STX, position) % over
            if next_etx < position:
                next_etx = data.find(ETX, position) % over
            if next_stx < next_etx:
                self._hold(data, position, next_stx)
                yield self._finish_malformed(FrameFault.LOST_END)
                self._inside = True
                position = next_stx + 1
            elif next_etx < size:
                if self._length == 0 and 1 <= next_etx - position <= self._max_payload + 1:
                    # The common case: the whole frame lies in this read, and nothing is copied twice.
                    frame = Frame(data[position : position + 1], data[position + 1 : next_etx], self._skipped)
                    self._inside = False
                    self._skipped = 0
                    yield frame
                else:
                    self._hold(data, position, next_etx)
                    yield self._finish()
                position = next_etx + 1
            else:
                self._hold(data, position, size)
                return

    def _hold(self, data: bytes, start: int, end: int) -> None:
        room = self._max_payload + 1 - self._length
        self._length += end - start
        if room > 0:
            self._held += data[start : min(end, start + room)]
        if self._length > self._max_payload + 1:
            del self._held[_EVIDENCE_BYTES:]

    def _finish(self) -> FrameEvent:
        if self._length == 0:
            return self._finish_malformed(FrameFault.NO_TYPE)
        if self._length > self._max_payload + 1:
            return self._finish_malformed(FrameFault.TOO_LONG)
        frame = Frame(bytes(self._held[:1]), bytes(self._held[1:]), self._skipped)
        self._reset()
        return frame

    def _finish_malformed(self, fault: FrameFault) -> MalformedFrame:
        malformed = MalformedFrame(fault, bytes(self._held[:_EVIDENCE_BYTES]), self._skipped)
        self._reset()
        return malformed

    def _reset(self) -> None:
        self._inside = False
        self._held.clear()
        self._length = 0
        self._skipped = 0
