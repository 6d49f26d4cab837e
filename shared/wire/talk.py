"""What is known of one connection from its frames: its two streams, its encoding, its dialect, who logs in on it.

The rule: only what both ends of the connection can know is concluded, by the rules of ``shared/protocol``.
"""

import unicodedata

from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES, MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.text import clean_name
from shared.wire.record import Direction
from shared.wire.stream import Stream


class Talk:
    """One connection; ``from_client`` is the direction in which its client speaks. Tell it of each whole frame."""

    __slots__ = ("_asked", "_detector", "_from_client", "is_rich", "streams")

    def __init__(self, from_client: Direction) -> None:
        self._from_client = from_client
        self._detector = EncodingDetector()  # of what is received: the sender of the rest goes by it (§5)
        self._asked = ""  # the name that the client has asked for, and is not known to have
        self.is_rich = False
        self.streams = {
            direction: Stream(
                MAX_CLIENT_PAYLOAD_BYTES if direction is from_client else MAX_SERVER_PAYLOAD_BYTES
            )
            for direction in Direction
        }

    def note(self, kind: bytes, payload: bytes, direction: Direction) -> bool:
        """Learn from a whole frame; return whether it tells the client that it is in (§2)."""
        is_from_client = direction is self._from_client
        if kind in (b"5", b"6"):
            # A server sends these to rich clients alone; a client may send anything.
            self.is_rich = self.is_rich or not is_from_client
            return False
        if direction is Direction.RECEIVED and kind in (b"0", b"1", b"2", b"3", b"4"):
            self._detector.decode(payload)
        if kind != b"1":
            return False
        name = _shown(payload.decode(_codec(self.encoding_of(payload, direction)), "replace"))
        if is_from_client:
            self._asked = name
            return False
        if not self._asked or name != self._asked:
            return False
        self._asked = ""
        return True

    def encoding_of(self, payload: bytes, direction: Direction) -> TextEncoding:
        """Return the encoding of a text that goes in this direction, as far as it is known."""
        if self.is_rich:
            return TextEncoding.UTF_8
        encoding = self._detector.encoding
        if direction is Direction.RECEIVED or self._detector.is_settled or payload.isascii():
            return encoding
        # The sender may know more than was recorded here: what it writes tells.
        return encoding if _fits(payload, encoding) else _other_that_fits(payload, encoding)


def _other_that_fits(payload: bytes, encoding: TextEncoding) -> TextEncoding:
    return next((other for other in TextEncoding if _fits(payload, other)), encoding)


def _fits(payload: bytes, encoding: TextEncoding) -> bool:
    try:
        payload.decode(_codec(encoding))
    except UnicodeDecodeError:
        return False
    return True


def _codec(encoding: TextEncoding) -> str:
    return "utf-8" if encoding is TextEncoding.UTF_8 else "gb18030"


def _shown(name: str) -> str:
    # As a server gives it back (§3).
    return unicodedata.normalize("NFC", clean_name(name)).strip()
