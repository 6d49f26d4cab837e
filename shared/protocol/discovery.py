"""The datagrams that find a room: requests and answers, plain and rich (docs/protocol.md §1).

The rule: whatever arrives, parsing takes bounded time and memory and never raises; what is not meant for us
is None.
"""

import json
import re
from dataclasses import dataclass
from enum import Enum

from shared.protocol.text import clean_text

REQUEST_TEXT = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
MAX_DATAGRAM_BYTES = 2_048  # C programs send their whole buffer, padded with NULs; more is not ours
MAX_RICH_ANSWER_BYTES = 512  # never fragmented, and small beside its request: no use as an amplifier

# When a client asks: these seconds after the start, then every so many seconds for as long as somebody waits.
FIRST_REQUESTS_SECONDS = (0.0, 0.25, 1.0)
REQUEST_EVERY_SECONDS = 2.0

_VERSION = 1
_IGNORED_AT_END = b"\x00\r\n \t"  # a C string's closing NUL, and the line that fgets() read
_MAX_PEOPLE = 2**31 - 1  # what every widget and every language can count to

_PORT = re.compile(rb"[0-9]{1,5}")
_SERVER_ID = re.compile(r"[0-9a-f]{16}")


class Request(Enum):
    """Which answer a request wants."""

    PLAIN = "plain"  # the course protocol's: the port
    RICH = "rich"  # the port, and what there is to know about the room


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A room answers at this TCP port, of the address that the answer came from."""

    port: int


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """A room answers at this TCP port, and says what it is.

    ``server_id`` is 16 hex digits, new at every start: equal ones are one server behind two addresses.
    ``room`` can be empty; show the address then. ``users`` and ``max_users`` count people.
    """

    port: int
    server_id: str
    room: str
    users: int
    max_users: int


# ---- the client asks -------------------------------------------------------------------------------------


def requests() -> tuple[bytes, bytes]:
    """Return the two datagrams to send, in this order: the plain request and the rich one."""
    return REQUEST_TEXT, REQUEST_TEXT + b"\n" + _compact({"v": _VERSION})


def parse_request(datagram: bytes) -> Request | None:
    """Return which answer ``datagram`` wants, None where the server stays silent."""
    if len(datagram) > MAX_DATAGRAM_BYTES:
        return None
    text = datagram.rstrip(_IGNORED_AT_END)
    if text == REQUEST_TEXT:
        return Request.PLAIN
    head, line_feed, rich = text.partition(b"\n")
    if line_feed and head == REQUEST_TEXT and _speaks_rich(_json_object(rich)):
        return Request.RICH
    return None


# ---- the server answers ----------------------------------------------------------------------------------


def plain_answer(port: int) -> bytes:
    """Return the answer to ``Request.PLAIN``."""
    return str(port).encode("ascii")


def rich_answer(answer: RoomAnswer) -> bytes:
    """Return the answer to ``Request.RICH``, at most 512 bytes: a room's name too long for that is cut."""
    empty = _rich_answer(answer, "")
    room = _cut(_one_line(answer.room), MAX_RICH_ANSWER_BYTES - len(empty))
    return _rich_answer(answer, room)


def parse_answer(datagram: bytes) -> PlainAnswer | RoomAnswer | None:
    """Return what a server answered, None for anything that is not an answer."""
    if len(datagram) > MAX_DATAGRAM_BYTES:
        return None
    text = datagram.rstrip(_IGNORED_AT_END)
    if _PORT.fullmatch(text):
        port = int(text)
        return PlainAnswer(port) if _is_port(port) else None
    if len(text) > MAX_RICH_ANSWER_BYTES:
        return None
    return _room_answer(_json_object(text))


# ---- the pieces ------------------------------------------------------------------------------------------


def _rich_answer(answer: RoomAnswer, room: str) -> bytes:
    return _compact(
        {
            "v": _VERSION,
            "port": answer.port,
            "id": answer.server_id,
            "room": room,
            "users": answer.users,
            "max": answer.max_users,
        }
    )


def _room_answer(fields: dict[str, object] | None) -> RoomAnswer | None:
    if fields is None or not _speaks_rich(fields):
        return None
    match fields:
        case {
            "port": int(port),
            "id": str(server_id),
            "room": str(room),
            "users": int(users),
            "max": int(max_users),
        }:
            server_id = server_id.lower()
            is_sound = (
                _is_port(port)
                and _SERVER_ID.fullmatch(server_id) is not None
                and _is_count(users)
                and _is_count(max_users)
            )
            return RoomAnswer(port, server_id, _one_line(room), users, max_users) if is_sound else None
        case _:
            return None


def _speaks_rich(fields: dict[str, object] | None) -> bool:
    # A later version's answer holds all of this one's keys; bool is an int in Python, and true is no version.
    version = fields.get("v") if fields is not None else None
    return isinstance(version, int) and not isinstance(version, bool) and version >= _VERSION


def _is_port(number: int) -> bool:
    return not isinstance(number, bool) and 1 <= number <= 65_535


def _is_count(number: int) -> bool:
    return not isinstance(number, bool) and 0 <= number <= _MAX_PEOPLE


def _json_object(text: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):  # not UTF-8, not JSON, 5,000 digits; 1,500 brackets
        return None
    return value if isinstance(value, dict) else None


def _compact(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _cut(text: str, max_bytes: int) -> str:
    """Return as much of ``text`` as takes ``max_bytes`` inside a JSON string, whole characters only."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character in '"\\' else len(character.encode("utf-8"))
        if used > max_bytes:
            return text[:index].rstrip()
    return text
