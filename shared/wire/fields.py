"""The parts of a frame with their offsets, for a list beside its bytes.

The rule: the fields lie in order without a hole, and every byte of ``raw`` and ``after`` is in exactly one of them.
"""

import json
import re
from collections.abc import Iterator
from enum import Enum

from shared.protocol.discovery import REQUEST_TEXT, parse_answer, parse_request
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import ETX, Frame
from shared.protocol.json_object import BadObject, JsonObject
from shared.protocol.messages import OtherText
from shared.protocol.plain import NOTICE_HEAD, decode_server_frame
from shared.value import value
from shared.wire.frames import Role, WireFrame, is_from_client
from shared.wire.hidden import hidden_parts, is_whole_hidden

_ENDING = re.compile(rb"[\x00 \t\r\n]*\Z")
_PADDING_THEN_REST = re.compile(rb"([\x00 \t\r\n]*)(.*)", re.DOTALL)
_HIDDEN_RUN = re.compile(rb"\*+")
_ANNOUNCEMENT_HEAD = b"*** "
_NOTICE_HEAD = NOTICE_HEAD.encode("ascii")

# In what is JSON: a key with what stands before its colon, any other string, a number or a word, and the rest.
_JSON_PARTS = re.compile(
    rb'(?P<key>"(?:[^"\\]|\\.)*"(?=[ \t\r\n]*:))|(?P<string>"(?:[^"\\]|\\.)*")'
    rb'|(?P<other>[^"{}\[\]:, \t\r\n]+)|(?P<punctuation>[{}\[\]:, \t\r\n]+)',
    re.DOTALL,
)


class FieldKind(Enum):
    """What a part of a frame is."""

    STX = "stx"
    TYPE = "type"
    NAME = "name"  # who logs in, is told of, is whispered to
    COMMA = "comma"  # ends the name of a whisper
    HEAD = "head"  # of a 4: who said it, to whom: what comes before the words themselves
    TEXT = "text"
    HIDDEN = "hidden"  # a whisper's text or a secret: the bytes are not the true ones
    JSON_KEY = "json key"
    JSON_VALUE = "json value"
    JSON_PUNCTUATION = "json punctuation"
    PAYLOAD = "payload"  # of a type that nobody knows
    ETX = "etx"
    PADDING = "padding"  # NULs and white space outside of frames
    OUTSIDE = "outside"  # anything else outside of frames
    LOST = "lost"  # of a frame that was dropped
    REQUEST = "request"  # of a datagram
    ENDING = "ending"  # the NULs and white space at the end of a datagram, which are ignored
    PORT = "port"
    DATAGRAM = "datagram"  # of one that is neither request nor answer


@value
class Field:
    """``length`` bytes from ``start`` on, counted from the first byte of ``raw``; ``after`` follows ``raw``.

    ``value`` is what they say, as text that may hold anything; of a JSON string, what it stands for. Empty for
    what is hidden, for padding, and for STX and ETX.
    """

    kind: FieldKind
    start: int
    length: int
    value: str


Part = tuple[FieldKind, int, int]
"""A kind, and where it starts and ends."""

_SAYS_NOTHING = frozenset(
    {FieldKind.STX, FieldKind.ETX, FieldKind.PADDING, FieldKind.ENDING, FieldKind.HIDDEN}
)


def fields(frame: WireFrame, role: Role) -> tuple[Field, ...]:
    """Return the parts of ``frame`` in order. Never raises."""
    data = frame.raw + frame.after
    return tuple(
        Field(kind, start, end - start, _value_of(kind, data[start:end], frame))
        for kind, start, end in _parts(frame, role)
        if end > start
    )


def _parts(frame: WireFrame, role: Role) -> list[Part]:
    from_client = is_from_client(frame.direction, role)
    if frame.is_datagram:
        return _datagram_parts(frame.raw, from_client=from_client)
    if frame.is_outside:
        return _outside_parts(frame.raw, 0, is_masked=frame.is_masked)
    if not frame.raw:
        return _outside_parts(frame.after, 0, is_masked=frame.is_masked)
    size = len(frame.raw)
    has_end = size > 1 and frame.raw[-1] == ETX and size == frame.length
    end = size - 1 if has_end else size
    parts: list[Part] = [(FieldKind.STX, 0, 1)]
    if frame.is_masked and is_whole_hidden(frame.kind, frame.payload):
        parts.append((FieldKind.HIDDEN, 1, end))
    else:
        parts.append((FieldKind.TYPE, 1, min(2, end)))
        hidden = (
            hidden_parts(frame.kind, frame.payload, is_from_client=from_client) if frame.is_masked else ()
        )
        for part in _payload_parts(frame, end - 2, from_client=from_client):
            parts += [(kind, start + 2, stop + 2) for kind, start, stop in _without(hidden, part)]
    if has_end:
        parts.append((FieldKind.ETX, end, size))
    return parts + _outside_parts(frame.after, size, is_masked=frame.is_masked)


def _payload_parts(frame: WireFrame, size: int, *, from_client: bool) -> list[Part]:
    """Return the parts of the payload, counted from its first byte; it ends after ``size`` bytes."""
    payload = frame.payload
    if frame.fault is not None or frame.is_unfinished or not frame.kind:
        return [(FieldKind.LOST, 0, size)]
    match chr(frame.kind[0]), from_client:
        case "5" | "6", _:
            return _json_parts(payload, 0) or [(FieldKind.PAYLOAD, 0, size)]
        case "1", True:
            return [(FieldKind.NAME, 0, size)]
        case "2", True:
            comma = payload.find(b",")
            if comma < 0:
                return [(FieldKind.TEXT, 0, size)]
            return [
                (FieldKind.NAME, 0, comma),
                (FieldKind.COMMA, comma, comma + 1),
                (FieldKind.TEXT, comma + 1, size),
            ]
        case "3", True:
            return [(FieldKind.TEXT, 0, size)]
        case "0" | "1" | "2" | "3", False:
            return [(FieldKind.NAME, 0, size)]
        case "4", False:
            head = _head_bytes(frame)
            return [(FieldKind.HEAD, 0, head), (FieldKind.TEXT, head, size)]
        case _:
            return [(FieldKind.PAYLOAD, 0, size)]


def _head_bytes(frame: WireFrame) -> int:
    payload = frame.payload
    message = decode_server_frame(Frame(frame.kind, payload), EncodingDetector(frame.encoding))
    if isinstance(message, OtherText):
        return 0
    for head in (_ANNOUNCEMENT_HEAD, _NOTICE_HEAD):
        if payload.startswith(head):
            return len(head)
    return payload.find(b": ") + 2 if b": " in payload else 0


def _without(hidden: tuple[tuple[int, int], ...], part: Part) -> Iterator[Part]:
    """Yield ``part`` with what is hidden of it taken out and put in between."""
    kind, position, end = part
    for hidden_start, hidden_end in hidden:
        start, stop = max(hidden_start, position), min(hidden_end, end)
        if start < stop:
            yield kind, position, start
            yield FieldKind.HIDDEN, start, stop
            position = stop
    yield kind, position, end


def _outside_parts(data: bytes, start: int, *, is_masked: bool) -> list[Part]:
    found = _PADDING_THEN_REST.fullmatch(data)
    padding = len(found[1]) if found is not None else 0
    end = start + len(data)
    parts: list[Part] = [(FieldKind.PADDING, start, start + padding)]
    if padding == len(data):
        return parts
    hidden = (
        tuple((start + run.start(), start + run.end()) for run in _HIDDEN_RUN.finditer(data))
        if is_masked
        else ()
    )
    return parts + list(_without(hidden, (FieldKind.OUTSIDE, start + padding, end)))


def _json_parts(payload: bytes, offset: int) -> list[Part]:
    """Return the parts of an object, none where it is no JSON object."""
    try:
        JsonObject.of(payload)
    except BadObject:
        return []
    parts: list[Part] = []
    for found in _JSON_PARTS.finditer(payload):
        match found.lastgroup:
            case "key":
                kind = FieldKind.JSON_KEY
            case "punctuation":
                kind = FieldKind.JSON_PUNCTUATION
            case _:
                kind = FieldKind.JSON_VALUE
        parts.append((kind, offset + found.start(), offset + found.end()))
    return parts


def _datagram_parts(data: bytes, *, from_client: bool) -> list[Part]:
    ending = _ENDING.search(data)
    end = len(data) if ending is None else ending.start()
    rest: list[Part] = [(FieldKind.ENDING, end, len(data))]
    if from_client and parse_request(data) is not None:
        size = len(REQUEST_TEXT)
        line_feed: list[Part] = [(FieldKind.JSON_PUNCTUATION, size, size + 1)] if end > size else []
        return [(FieldKind.REQUEST, 0, size), *line_feed, *_json_parts(data[size + 1 : end], size + 1), *rest]
    if not from_client and parse_answer(data) is not None:
        return [*(_json_parts(data[:end], 0) or [(FieldKind.PORT, 0, end)]), *rest]
    return [(FieldKind.DATAGRAM, 0, len(data))]


def _value_of(kind: FieldKind, data: bytes, frame: WireFrame) -> str:
    if kind in _SAYS_NOTHING:
        return ""
    if kind in (FieldKind.JSON_KEY, FieldKind.JSON_VALUE):
        return _json_value(data)
    codec = "gb18030" if frame.encoding is TextEncoding.GBK else "utf-8"
    return data.decode(codec, "replace")


def _json_value(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    try:
        found: object = json.loads(text)
    except ValueError:  # cut in the middle by what is hidden
        return text.strip('"')
    return found if isinstance(found, str) else text
