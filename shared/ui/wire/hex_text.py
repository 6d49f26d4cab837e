"""The rows of the wire as text to be read and printed: a line for each, and its bytes below it in hex.

The rule: all bytes that are kept of a row are there, in hex and beside it as characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from shared.ui.inert import without_isolates
from shared.ui.wire.wire_rows import WireColumn, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import WireFrame

_IN_A_LINE: Final = 16
_HEX_WIDTH: Final = _IN_A_LINE * 3 - 1


def write_hex_text(rows: Iterable[WireRow], words: WireWords, file: BinaryIO) -> None:
    """Write ``rows`` to a file opened for writing bytes, in UTF-8; ``OSError`` of the file goes to the caller."""
    for row in rows:
        file.writelines(f"{line}\n".encode("utf-8", "replace") for line in _lines(row, words))


def dump(data: bytes) -> Iterator[str]:
    """Yield lines of an offset, sixteen bytes in hex, and the same as ASCII characters."""
    for offset in range(0, len(data), _IN_A_LINE):
        some = data[offset : offset + _IN_A_LINE]
        text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in some)
        yield f"{offset:04x}  {some.hex(' '):<{_HEX_WIDTH}}  {text}"


def _lines(row: WireRow, words: WireWords) -> Iterator[str]:
    columns = (WireColumn.NUMBER, WireColumn.TIME, WireColumn.WHO, WireColumn.ARROW, WireColumn.MEANING)
    cells = (without_isolates(words.text(row, column)) for column in columns)
    yield "  ".join(cell for cell in cells if cell)
    if isinstance(row, WireFrame):
        for line in dump(row.raw + row.after):
            yield f"    {line}"
        if left := row.length + row.after_count - len(row.raw) - len(row.after):
            yield f"    … {left}"
