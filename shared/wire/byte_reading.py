"""Reads bytes as text character by character, and says which bytes made which character, or none.

The rule: the pieces stand one behind the other without a hole, and joined they are what Python's own decoder makes
of the same bytes, with U+FFFD for each piece that is no character.
"""

import unicodedata
from enum import Enum
from typing import Final

from shared.protocol.encoding import TextEncoding
from shared.value import value

_NOTHING_THERE: Final = frozenset({"Co", "Cn"})
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})


class CharacterSet(Enum):
    """A way to read bytes as text; the value is what Python calls it."""

    UTF_8 = "utf-8"  # what everybody should speak
    GB_18030 = "gb18030"  # old programs on Chinese Windows; GBK is a part of it
    LATIN_1 = "latin-1"  # a character for each byte, so that it always fits and is always wrong


class PieceKind(Enum):
    """What some bytes are in a character set."""

    CHARACTER = "character"  # one that can be seen
    UNSEEN = "unseen"  # a control character, or one that only changes its neighbours
    NO_CHARACTER = "no character"  # a code of nobody's: for private use, or not given yet
    CUT_OFF = "cut off"  # the bytes end in the middle of a character
    WRONG = "wrong"  # they cannot stand here


@value
class Piece:
    """The bytes ``start`` to ``start + length``, and what they are; ``text`` is U+FFFD if they are none."""

    start: int
    length: int
    text: str
    kind: PieceKind


def character_set(encoding: TextEncoding) -> CharacterSet:
    """How a connection that speaks ``encoding`` is read (docs/protocol.md §5)."""
    return CharacterSet.UTF_8 if encoding is TextEncoding.UTF_8 else CharacterSet.GB_18030


def read_bytes(data: bytes, charset: CharacterSet) -> tuple[Piece, ...]:
    """Take ``data`` apart into characters and what is none. Never raises."""
    pieces = []
    position = 0
    while position < len(data):
        piece = _piece_at(data, position, charset)
        pieces.append(piece)
        position += piece.length
    return tuple(pieces)


def _piece_at(data: bytes, position: int, charset: CharacterSet) -> Piece:
    length = _length_at(data, position, charset)
    bytes_of_it = data[position : position + length]
    try:
        character = bytes_of_it.decode(charset.value)
    except UnicodeDecodeError as error:
        is_cut = position + length > len(data) and error.end == len(bytes_of_it)
        kind = PieceKind.CUT_OFF if is_cut else PieceKind.WRONG
        return Piece(position, error.end, "\ufffd", kind)
    return Piece(position, length, character, _kind_of(character))


def _length_at(data: bytes, position: int, charset: CharacterSet) -> int:
    """How many bytes the character that begins here should have, to go by its first two bytes."""
    first = data[position]
    if first < 0x80 or charset is CharacterSet.LATIN_1:
        return 1
    if charset is CharacterSet.GB_18030:
        second = data[position + 1] if position + 1 < len(data) else 0
        return 4 if 0x30 <= second <= 0x39 else 2
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _kind_of(character: str) -> PieceKind:
    category = unicodedata.category(character)
    if category in _NOTHING_THERE:
        return PieceKind.NO_CHARACTER
    return PieceKind.UNSEEN if category in _UNSEEN else PieceKind.CHARACTER
