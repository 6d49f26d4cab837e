"""What a client says in the rich dialect, to JSON and back (docs/protocol.md §4).

The rule: the server never trusts an object: what is needed is there as it should be, or the sender is told.
"""

from typing import assert_never

from shared.protocol.json_object import BadObject, JsonObject, to_json
from shared.protocol.limits import MAX_OLD_AT_ONCE
from shared.protocol.messages import (
    Bye,
    ClientMessage,
    Hello,
    Ignored,
    Notice,
    NoticeCode,
    Ping,
    Resume,
    SetAway,
    SetHand,
    Unserved,
    WantOlder,
)
from shared.protocol.text import clean_name

ClientObject = Hello | Resume | Ping | SetAway | SetHand | WantOlder | Bye
"""What a client can only say in the rich dialect."""


def object_payload(message: ClientObject) -> bytes:
    """Return the payload of ``message``, which is of type 5 for ``Hello`` and of type 6 else."""
    return to_json(_fields_of(message)).encode("utf-8")


def _fields_of(message: ClientObject) -> dict[str, object]:
    match message:
        case Hello(version, app, language):
            return {"v": version, "app": clean_name(app), "lang": clean_name(language)}
        case Resume(session, last):
            return {"t": "resume", "session": clean_name(session), "last": last}
        case Ping(number):
            return {"t": "ping", "n": number}
        case SetAway(is_away):
            return {"t": "away", "on": is_away}
        case SetHand(is_up):
            return {"t": "hand", "on": is_up}
        case WantOlder(before, limit):
            return {"t": "history", "before": before, "limit": limit}
        case Bye():
            return {"t": "bye"}
        case _:
            assert_never(message)


def read_hello(payload: bytes) -> Hello | Unserved:
    """Return what a client's ``5`` says; never raises."""
    try:
        found = JsonObject.of(payload)
        return Hello(found.count("v"), found.name_or_empty("app"), found.name_or_empty("lang"))
    except BadObject:
        return Unserved(Notice(NoticeCode.BAD_OBJECT))


def read_object(payload: bytes) -> ClientMessage:
    """Return what a client's ``6`` says; never raises."""
    try:
        return _message_of(JsonObject.of(payload))
    except BadObject:
        return Unserved(Notice(NoticeCode.BAD_OBJECT))


def _message_of(found: JsonObject) -> ClientMessage:
    match word := found.name("t"):
        case "resume":
            return Resume(found.name("session"), found.count("last"))
        case "ping":
            return Ping(found.count("n"))
        case "away":
            return SetAway(found.flag("on"))
        case "hand":
            return SetHand(found.flag("on"))
        case "history":
            limit = found.count("limit")
            return WantOlder(found.count("before"), min(limit, MAX_OLD_AT_ONCE))
        case "bye":
            return Bye()
        case _:
            return Ignored(word)
