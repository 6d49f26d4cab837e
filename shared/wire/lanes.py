"""One direction of one connection, laid out to be drawn: the stream, what each call took, where the frames are.

The rule: every position is an offset in the whole stream, counted from when somebody began to look; so spans of
different lanes of one stream lie under each other whatever is kept of the bytes.
"""

from shared.protocol.framing import FrameFault
from shared.value import value
from shared.wire.record import Direction

MAX_LANE_BYTES = 4_096
"""So much of a stream, the newest, is kept to be drawn."""
MAX_LANE_CALLS = 512
"""So many calls, the newest, are kept to be drawn: with a byte for each, nobody looks at more."""
LABEL_BYTES = 48
"""So much of a frame's payload stands in its span."""


@value
class CallSpan:
    """What one ``recv`` or ``send`` took; ``call`` is 0 where nobody counted."""

    call: int
    start: int
    length: int
    utc: float


@value
class FrameSpan:
    """One frame, from its STX to its ETX; ``number`` is that of its row, 0 while it is unfinished (``is_open``).

    ``calls`` is in how many calls it came, ``neighbours`` how many other frames those calls held too, whole or not.
    ``label_bytes`` is the beginning of the payload.
    """

    number: int
    start: int
    length: int
    fault: FrameFault | None
    kind: bytes
    label_bytes: bytes
    calls: int
    neighbours: int
    is_open: bool = False


@value
class OutsideSpan:
    """Bytes that stand in no frame."""

    start: int
    length: int


@value
class Gap:
    """Before the byte at ``start`` something was not recorded; how much, nobody knows."""

    start: int


@value
class Lane:
    """What is kept of one direction of one connection; spans may begin before ``start``, where the data begins."""

    direction: Direction
    calls: tuple[CallSpan, ...] = ()
    frames: tuple[FrameSpan, ...] = ()
    outside: tuple[OutsideSpan, ...] = ()
    gaps: tuple[Gap, ...] = ()
    data: bytes = b""
    start: int = 0
