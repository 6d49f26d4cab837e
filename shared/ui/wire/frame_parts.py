"""The bytes of a row as a few labelled parts on one line: where it begins, its type, its text, its end, the rest.

The rule: every part says in its label what it is, and is cut rather than left out, so that the end of a frame, or
that there is none, is always to be seen.
"""

from __future__ import annotations

from typing import Final

from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import ETX, STX
from shared.ui.inert import inert_line
from shared.ui.wire.byte_cells import ByteRole
from shared.value import value
from shared.wire.frames import WireFrame

_SHOWN_BYTES: Final = 400
"""More of a payload has no room on any screen."""
_SHOWN_SKIPPED: Final = 3
_SHOWN_SKIPPED_TEXT: Final = 24
_IGNORED_AT_THE_END: Final = b"\x00\r\n \t"


@value
class BytePart:
    """Some bytes that belong together, and what is written for them. ``is_text``: it may be cut at its end."""

    role: ByteRole
    text: str
    is_text: bool = False


def parts_of(frame: WireFrame) -> tuple[BytePart, ...]:
    """Return the parts of a row, in order."""
    if frame.is_datagram:
        return _datagram(frame)
    if frame.is_outside:
        return (_skipped(frame.raw, frame.length),)
    parts = [BytePart(ByteRole.STX, "02")] if frame.raw[:1] == bytes((STX,)) else []
    has_end = frame.raw[-1:] == bytes((ETX,)) and frame.length == len(frame.raw) and len(frame.raw) > 1
    inside = frame.raw[len(parts) : len(frame.raw) - has_end]
    if inside:
        parts.append(BytePart(ByteRole.TYPE, _sign(inside[0])))
    if len(inside) > 1:
        role = ByteRole.PLAIN if frame.fault is None and not frame.is_unfinished else ByteRole.SKIPPED
        parts.append(BytePart(role, _text(inside[1:], frame.encoding), is_text=True))
    if has_end:
        parts.append(BytePart(ByteRole.ETX, "03"))
    if frame.after_count:
        parts.append(_skipped(frame.after, frame.after_count))
    return tuple(parts)


def text_of_parts(parts: tuple[BytePart, ...]) -> str:
    """The same without colours, for a tooltip."""
    return " ".join(part.text for part in parts)


def _datagram(frame: WireFrame) -> tuple[BytePart, ...]:
    said = frame.raw.rstrip(_IGNORED_AT_THE_END)
    parts = [BytePart(ByteRole.PLAIN, _text(said, TextEncoding.UTF_8), is_text=True)] if said else []
    if ignored := frame.length - len(said):
        parts.append(_skipped(frame.raw[len(said) :], ignored))
    return tuple(parts)


def _skipped(shown: bytes, count: int) -> BytePart:
    readable = shown.rstrip(b"\r\n")
    if readable and all(0x20 <= byte < 0x7F for byte in readable):
        text, is_whole = readable[:_SHOWN_SKIPPED_TEXT].decode("ascii"), count <= _SHOWN_SKIPPED_TEXT
    else:
        text, is_whole = shown[:_SHOWN_SKIPPED].hex(" ").upper(), count <= _SHOWN_SKIPPED
    return BytePart(ByteRole.SKIPPED, text if is_whole else f"{text} …{count}")


def _sign(byte: int) -> str:
    return chr(byte) if 0x21 <= byte < 0x7F else f"{byte:02X}"


def _text(data: bytes, encoding: TextEncoding) -> str:
    codec = "utf-8" if encoding is TextEncoding.UTF_8 else "gb18030"
    # What is no character is shown as the byte that it is: this is where people look for it.
    text = inert_line(data[:_SHOWN_BYTES].decode(codec, "backslashreplace"))
    return text if len(data) <= _SHOWN_BYTES else f"{text}…"
