"""What a guest keeps of a session, so that a program that starts anew loses nothing and says nothing twice.

The rule: whatever ``parse_kept`` is given, it returns a usable value or None and never raises; texts come back as
they were. What goes in is one moment of the session: ``last`` and the messages belong together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from chatroom_client.session.events import Outgoing, OutgoingState
from shared.protocol.limits import MIB
from shared.protocol.text import clean_name, clean_text, is_blank

MAX_KEPT_BYTES = 16 * MIB  # a thousand messages of the greatest length
_VERSION = 1
_MAX_MESSAGES = 10_000
_MAX_TEXT_CHARACTERS = 1 * MIB  # what a room refuses as too long is kept all the same
_MAX_NAME_CHARACTERS = 300
_MAX_SECRET_CHARACTERS = 1_000
_YEAR_3000 = 32_503_680_000.0  # in seconds since 1970
_MAX_NUMBER = 2**53  # JSON's integers are exact up to here, everywhere


@dataclass(frozen=True, slots=True)
class KeptSession:
    """One person's session in one room. ``session`` is the secret to resume with, empty when there is none.

    ``last`` is the newest message that was shown, ``next_number`` the number of the next frame to be sent.
    """

    you: str
    session: str
    last: int
    next_number: int
    outgoing: tuple[Outgoing, ...] = ()


def render_kept(kept: KeptSession) -> bytes:
    """Return ``kept`` as a JSON document in UTF-8."""
    document = {
        "version": _VERSION,
        "you": kept.you,
        "session": kept.session,
        "last": kept.last,
        "next_number": kept.next_number,
        "outgoing": [
            {
                "to": item.to,
                "text": item.text,
                "state": item.state.value,
                "utc": item.utc,
                "number": item.number,
            }
            for item in kept.outgoing[:_MAX_MESSAGES]
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def parse_kept(data: bytes) -> KeptSession | None:
    """Return what ``render_kept`` made ``data`` of; None when it is anything else. Keys are new."""
    if len(data) > MAX_KEPT_BYTES:
        return None
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError, too
        return None
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        return None
    you = clean_name(_text(document, "you", _MAX_NAME_CHARACTERS))
    session = _text(document, "session", _MAX_SECRET_CHARACTERS)
    items = document.get("outgoing")
    outgoing = _outgoing(items if isinstance(items, list) else [])
    if not you.strip() or not (session or outgoing):
        return None
    last, next_number = _number(document, "last"), max(1, _number(document, "next_number"))
    return KeptSession(you, session, last, next_number, outgoing)


def _outgoing(items: list[object]) -> tuple[Outgoing, ...]:
    found: list[Outgoing] = []
    for item in items[:_MAX_MESSAGES]:
        if not isinstance(item, dict):
            continue
        text = clean_text(_text(item, "text", _MAX_TEXT_CHARACTERS))
        state = _state(item.get("state"))
        if is_blank(text) or state is None:
            continue
        to = clean_name(_text(item, "to", _MAX_NAME_CHARACTERS))
        if item.get("to") and not to.strip():
            continue  # a whisper whose receiver cannot be read must never be said to everyone
        found.append(Outgoing(len(found) + 1, to, text, state, _seconds(item), _number(item, "number")))
    return tuple(found)


def _state(word: object) -> OutgoingState | None:
    return next((state for state in OutgoingState if state.value == word), None)


def _text(document: Mapping[str, object], key: str, max_characters: int) -> str:
    value = document.get(key)
    return value if isinstance(value, str) and len(value) <= max_characters else ""


def _number(document: Mapping[str, object], key: str) -> int:
    match document.get(key):
        case bool():
            return 0
        case int(value) if 0 <= value <= _MAX_NUMBER:
            return value
        case _:
            return 0


def _seconds(document: Mapping[str, object]) -> float:
    match document.get("utc"):
        case bool():
            return 0.0
        case int(value) | float(value) if 0 <= value < _YEAR_3000:
            return float(value)
        case _:
            return 0.0
