"""Where in some bytes of a stream the frames begin and end.

The rule: the frames are those that ``FrameDecoder`` finds, which does not tell where they were.
"""

from enum import Enum

from shared.protocol.framing import ETX, STX
from shared.protocol.limits import MAX_MALFORMED_FRAMES
from shared.value import value


class CutKind(Enum):
    """What a cut is."""

    OUTSIDE = "outside"  # of all frames
    WHOLE = "whole"  # up to its ETX, and with it
    LOST = "lost"  # up to a new STX, and without that
    OPEN = "open"  # up to the end of the bytes


@value
class Cut:
    """The bytes from ``start`` up to ``end``: a frame or its rest, or what is none."""

    kind: CutKind
    start: int
    end: int


def cuts_of(data: bytes, *, is_inside: bool) -> list[Cut]:
    """Return the cuts of ``data`` in order, without a hole; ``is_inside`` is whether it begins in a frame.

    After so many lost ends in a row that a server closes the connection (§6), the rest is outside: nobody reads it.
    """
    cuts: list[Cut] = []
    size = len(data)
    over = size + 1  # modulo this, the -1 of a search that found nothing is the end
    position, lost = 0, 0
    has_stx = False  # whether the STX of the frame stands at ``position``; else it came in an earlier call
    # One search for each mark serves until it is passed: a call full of STX is looked at once.
    next_stx = next_etx = -1
    while position < size:
        if not is_inside:
            stx = data.find(STX, position) % over
            if stx > position:
                cuts.append(Cut(CutKind.OUTSIDE, position, stx))
            position, is_inside, has_stx = stx, True, True
            continue
        after = position + has_stx
        if next_stx < after:
            next_stx = data.find(STX, after) % over
        if next_etx < after:
            next_etx = data.find(ETX, after) % over
        end = min(next_stx, next_etx)
        if end >= size:
            cuts.append(Cut(CutKind.OPEN, position, size))
            break
        if next_etx < next_stx:
            cuts.append(Cut(CutKind.WHOLE, position, end + 1))
            position, is_inside, lost = end + 1, False, 0
            continue
        cuts.append(Cut(CutKind.LOST, position, end))
        position, has_stx, lost = end, True, lost + 1
        if lost > MAX_MALFORMED_FRAMES:
            cuts.append(Cut(CutKind.OUTSIDE, position, size))
            break
    return cuts
