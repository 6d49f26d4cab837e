"""Counts the frames of a stream by their marks, as quickly as bytes can be looked through.

The rule: it counts what ``FrameDecoder`` would find, malformed frames too, without finding any: each begins with an
STX, and ends with the next mark of either kind.
"""

from shared.protocol.framing import ETX, STX


class FrameCount:
    """Of one direction of a stream from one of its frames' beginnings on; give it every byte with ``count``."""

    __slots__ = ("_is_inside",)

    def __init__(self) -> None:
        self._is_inside = False

    def count(self, data: bytes) -> int:
        """Return how many frames have ended in ``data``. A frame of which only the end was seen is none."""
        was_inside = self._is_inside
        last_stx, last_etx = data.rfind(STX), data.rfind(ETX)
        if last_stx != last_etx:  # neither is there, or one of them is the last mark
            self._is_inside = last_stx > last_etx
        return data.count(STX) + was_inside - self._is_inside
