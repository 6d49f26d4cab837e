"""Bytes as people type and copy them: in hex, as text with escapes, as Python.

The rule: what ``format_hex`` and ``format_escaped`` write, ``parse_raw`` reads back to the same bytes.
"""

import re
from enum import Enum

from shared.protocol.encoding import TextEncoding
from shared.wire.byte_reading import Piece, PieceKind, character_set, read_bytes


class RawMode(Enum):
    """How bytes are typed."""

    HEX = "hex"  # 02 33 68 69 03
    TEXT = "text"  # <STX>3hi<ETX>, or \x023hi\x03


class RawProblem(Enum):
    """Why a typed text is no bytes."""

    NOT_HEX = "not hex"  # a character that is no hex digit
    HALF_BYTE = "half byte"  # an odd number of digits in a row
    UNKNOWN_ESCAPE = "unknown escape"  # a backslash and something that it does not go with
    NOT_ENCODABLE = "not encodable"  # a character that the encoding lacks


class RawTextError(ValueError):
    """Raised for a text that is no bytes; ``position`` is the index of the character where it goes wrong."""

    def __init__(self, problem: RawProblem, position: int) -> None:
        super().__init__(f"{problem.value} at {position}")
        self.problem = problem
        self.position = position


_HEX_PARTS = re.compile(r"(?:[\s,:;|]|0[xX]|\\x)+|(?P<digits>(?:(?!0[xX])[0-9a-fA-F])+)")
_TEXT_PARTS = re.compile(
    r"\\x(?P<hex>[0-9a-fA-F]{2})|\\(?P<escape>[nrt0\\<])|<(?P<mark>STX|ETX)>|(?P<plain>[^\\])",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPES = {"n": b"\n", "r": b"\r", "t": b"\t", "0": b"\0", "\\": b"\\", "<": b"<"}
_MARKS = {"STX": b"\x02", "ETX": b"\x03"}
_WRITTEN = {
    b"\x02": "<STX>",
    b"\x03": "<ETX>",
    b"\n": r"\n",
    b"\r": r"\r",
    b"\t": r"\t",
    b"\\": r"\\",
    b"<": r"\<",
}


def parse_raw(text: str, mode: RawMode, encoding: TextEncoding = TextEncoding.UTF_8) -> bytes:
    r"""Return the bytes that ``text`` stands for; raises ``RawTextError``.

    In hex, white space, commas, colons, ``0x`` and ``\x`` may stand anywhere between the bytes; a digit alone is a
    byte. In text there are ``\xNN \n \r \t \0 \\ \<`` and ``<STX>`` ``<ETX>``; the rest is in ``encoding``.
    """
    return _parse_hex(text) if mode is RawMode.HEX else _parse_text(text, encoding)


def format_hex(data: bytes) -> str:
    """Return ``data`` as ``02 33 68 69 03``."""
    return data.hex(" ")


def format_escaped(data: bytes, encoding: TextEncoding = TextEncoding.UTF_8) -> str:
    r"""Return ``data`` as ``<STX>3hi<ETX>``: readable characters of ``encoding`` as they are, the rest escaped."""
    pieces = read_bytes(data, character_set(encoding))
    return "".join([_written(data[piece.start : piece.start + piece.length], piece) for piece in pieces])


def format_python(data: bytes) -> str:
    """Return ``data`` as Python writes it: ``b'...'``."""
    return repr(data)


def _parse_hex(text: str) -> bytes:
    data = bytearray()
    position = 0
    while position < len(text):
        found = _HEX_PARTS.match(text, position)
        if found is None:
            raise RawTextError(RawProblem.NOT_HEX, position)
        digits = found["digits"] or ""
        if len(digits) > 1 and len(digits) % 2:
            raise RawTextError(RawProblem.HALF_BYTE, found.end() - 1)
        data += bytes.fromhex(digits if len(digits) != 1 else f"0{digits}")
        position = found.end()
    return bytes(data)


def _parse_text(text: str, encoding: TextEncoding) -> bytes:
    codec = character_set(encoding).value
    data = bytearray()
    position = 0
    while position < len(text):
        found = _TEXT_PARTS.match(text, position)
        if found is None:
            raise RawTextError(RawProblem.UNKNOWN_ESCAPE, position)
        match found.lastgroup:
            case "hex":
                data += bytes.fromhex(found["hex"])
            case "escape":
                data += _ESCAPES[found["escape"].lower()]
            case "mark":
                data += _MARKS[found["mark"].upper()]
            case _:
                try:
                    data += found["plain"].encode(codec)
                except UnicodeEncodeError as error:
                    raise RawTextError(RawProblem.NOT_ENCODABLE, position) from error
        position = found.end()
    return bytes(data)


def _written(some: bytes, piece: Piece) -> str:
    if some in _WRITTEN:
        return _WRITTEN[some]
    if piece.kind is PieceKind.CHARACTER:
        return piece.text
    return "".join(f"\\x{byte:02x}" for byte in some)
