"""The parts of what went over the wire, to be told apart by people: STX, type, text, ETX, and what is outside.

The rule: every byte is in exactly one part, in order, and what a part reads as is inert.
"""

from enum import Enum

from shared.check.columns import inert
from shared.check.rule import Evidence
from shared.protocol.framing import ETX, STX
from shared.value import value


class Part(Enum):
    """What some bytes are."""

    STX = "stx"  # the 02 that begins a frame
    TYPE = "type"  # the byte behind it
    TEXT = "text"  # the payload, or the whole of a datagram
    ETX = "etx"  # the 03 that ends it
    OUTSIDE = "outside"  # bytes between frames


@value
class Painted:
    """Bytes of one part, in a row."""

    part: Part
    data: bytes


def paint(data: bytes) -> list[Painted]:
    """Return the parts of ``data``; without any STX or ETX in it, it is one text, such as a datagram."""
    if STX not in data and ETX not in data:
        return [Painted(Part.TEXT, data)] if data else []
    parts: list[Painted] = []
    is_inside = False
    position = 0
    while position < len(data):
        byte = data[position]
        if byte == STX:
            parts.append(Painted(Part.STX, data[position : position + 1]))
            is_inside = True
            position += 1
            if position < len(data) and data[position] not in (STX, ETX):
                parts.append(Painted(Part.TYPE, data[position : position + 1]))
                position += 1
            continue
        if byte == ETX:
            parts.append(Painted(Part.ETX if is_inside else Part.OUTSIDE, data[position : position + 1]))
            is_inside = False
            position += 1
            continue
        end = min(
            (found for found in (data.find(STX, position), data.find(ETX, position)) if found >= 0),
            default=len(data),
        )
        parts.append(Painted(Part.TEXT if is_inside else Part.OUTSIDE, data[position:end]))
        position = end
    return parts


def readable(data: bytes) -> str:
    """Return bytes as text: UTF-8, else GB 18030, else each byte that is not ASCII as an escape."""
    for codec in ("utf-8", "gb18030"):
        try:
            return inert(data.decode(codec))
        except UnicodeDecodeError:
            continue
    return inert(data.decode("latin-1")) if data.isascii() else _escaped(data)


def one_line(evidence: Evidence) -> str:
    """Return evidence as one line of text, with ``[02]`` and ``[03]`` for STX and ETX."""
    marks = {Part.STX: "[02]", Part.ETX: "[03]"}
    line = "".join(
        marks.get(painted.part)
        or (_escaped(painted.data) if painted.part is Part.OUTSIDE else readable(painted.data))
        for painted in paint(evidence.data)
    )
    return f"{line}…" if evidence.length > len(evidence.data) else line


def _escaped(data: bytes) -> str:
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}" for byte in data)
