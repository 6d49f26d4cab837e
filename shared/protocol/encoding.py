"""Which of UTF-8 and GBK a plain connection speaks, found out from what it sends (docs/protocol.md §5).

The rule: one connection has one encoding, and decoding never raises, so no bytes of one peer can stop a room.
"""

import re
from enum import StrEnum


class TextEncoding(StrEnum):
    """An encoding a plain connection can speak; the value is what Python and ``--encoding`` call it."""

    UTF_8 = "utf-8"  # everybody but old programs on Chinese Windows
    GBK = "gbk"  # those; read as GB 18030, of which it is a part


# GB 2312's 3,755 common hanzi, rows 16-55 (row 55 ends at D7 F9), and any ASCII between them. Possessive (*+, ++):
# otherwise the words before the first other character are divided in every possible way, for longer than a lesson.
_COMMON_HANZI = re.compile(rb"(?:[\x00-\x7f]++|[\xb0-\xd6][\xa1-\xfe]|\xd7[\xa1-\xf9])*+")
_LAST_OF_TWO_BYTES = "\u07ff"  # the last character that UTF-8 writes in two bytes
# As in José, which would be Jos茅: a letter with an accent is joined to letters without one.
_LATIN_WORD = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")


class EncodingDetector:
    """Decodes what one plain connection sends, and knows in which ``encoding`` to answer it.

    Make one per connection, and only read it. ``fixed`` settles the question from the start (``--encoding``).
    """

    __slots__ = ("_is_settled", "encoding")

    def __init__(self, fixed: TextEncoding | None = None) -> None:
        self._is_settled = fixed is not None
        # What to write to this connection now: UTF-8 while nothing is known, else the latest belief.
        self.encoding = fixed or TextEncoding.UTF_8

    @property
    def is_settled(self) -> bool:
        """Whether ``encoding`` stays what it is for the life of the connection."""
        return self._is_settled

    def decode(self, payload: bytes) -> str:
        """Return the text of ``payload``, and learn from it; what does not decode becomes U+FFFD.

        The text is not cleaned yet: see ``clean_text``.
        """
        if payload.isascii():
            return payload.decode("ascii")
        if not self._is_settled:
            self._learn(payload)
        return _decode(payload, self.encoding)

    def _learn(self, payload: bytes) -> None:
        as_utf_8 = _decode_strictly(payload, "utf-8")
        as_gbk = _decode_strictly(payload, "gb18030")
        if as_utf_8 is None and as_gbk is None:
            return  # broken in either: nothing to be learned
        if as_utf_8 is None or as_gbk is None:
            self.encoding = TextEncoding.GBK if as_utf_8 is None else TextEncoding.UTF_8
            self._is_settled = True
        else:
            self.encoding = _guess(payload, as_utf_8)


def encode_text(text: str, encoding: TextEncoding) -> bytes:
    """Return ``text`` in ``encoding``; a character that it lacks becomes ``?`` (docs/protocol.md §5)."""
    if encoding is TextEncoding.UTF_8:
        return text.encode("utf-8", "replace")
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        if _NOT_IN_PYTHONS_GBK.search(text) is None:
            return text.encode("gbk", "replace")
        return b"".join([_gbk_character(character) for character in text])


def _decode(payload: bytes, encoding: TextEncoding) -> str:
    return payload.decode("utf-8" if encoding is TextEncoding.UTF_8 else "gb18030", "replace")


def _decode_strictly(payload: bytes, codec: str) -> str | None:
    try:
        return payload.decode(codec)
    except UnicodeDecodeError:
        return None


def _guess(payload: bytes, as_utf_8: str) -> TextEncoding:
    """Choose for bytes that are valid in both: 同学 is typed more often than the ͬѧ of the same bytes."""
    is_chinese = (
        max(as_utf_8) <= _LAST_OF_TWO_BYTES
        and _COMMON_HANZI.fullmatch(payload) is not None
        and _LATIN_WORD.search(payload) is None
    )
    return TextEncoding.GBK if is_chinese else TextEncoding.UTF_8


def _gbk_character(character: str) -> bytes:
    codec = "gb18030" if _NOT_IN_PYTHONS_GBK.match(character) else "gbk"
    return character.encode(codec, "replace")


# Python's gbk lacks the 80 hanzi and radicals of GBK's FE50-FEA0, of which some are in names (䶮).
_NOT_IN_PYTHONS_GBK = re.compile(
    "["
    + "".join(bytes([0xFE, trail]).decode("gb18030") for trail in range(0x50, 0xA1) if trail != 0x7F)
    + "]"
)
