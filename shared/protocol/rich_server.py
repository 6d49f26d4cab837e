"""What the objects of a rich server mean that stand for themselves (docs/protocol.md §4).

The rule: an object is read whole or not at all; one that lacks something raises ``BadObject``.
"""

from shared.protocol.json_object import BadObject, JsonObject
from shared.protocol.limits import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS
from shared.protocol.messages import (
    Old,
    Pinned,
    Pong,
    RoomMode,
    RoomState,
    ServerHello,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
)

_MODES = {mode.value: mode for mode in RoomMode}


def read_server_hello(found: JsonObject) -> ServerHello:
    """Return the server's answer to a ``Hello``: it has at least ``id`` and ``room``."""
    limits = found.inner("limits")
    max_text, max_name = MAX_TEXT_CHARACTERS, MAX_NAME_CHARACTERS
    if limits is not None:
        max_text = limits.count_or("text", max_text)
        max_name = limits.count_or("name", max_name)
    return ServerHello(
        app=found.name_or_empty("app"),
        server_id=found.name("id"),
        room=found.name("room"),
        max_text_characters=max_text,
        max_name_characters=max_name,
        features=found.names("features"),
        version=found.count_or("v", 1),
    )


def read_server_object(word: str, found: JsonObject) -> ServerMessage | None:
    """Return what ``found``, whose ``t`` is ``word``, means; None where this version does not know the word."""
    match word:
        case "user":
            return UserChanged(_read_user(found))
        case "welcome":
            return Welcome(
                you=found.name("you"),
                session=found.name("session"),
                is_resumed=found.flag("resumed"),
                accepted=found.count("accepted"),
                last=found.count("last"),
            )
        case "room":
            return _read_room(found)
        case "old":
            return Old(
                read_stamp(found),
                found.name("from"),
                found.text("text"),
                found.name_or_empty("to"),
                found.is_true("announcement"),
            )
        case "pong":
            return Pong(found.count("n"))
        case _:
            return None


def read_stamp(found: JsonObject) -> Stamp:
    """Return a message's place in the room."""
    return Stamp(found.count("id"), found.seconds("ts"))


def _read_user(found: JsonObject) -> User:
    return User(
        found.name("name"),
        found.seconds_or("since", 0.0),
        is_host=found.is_true("host"),
        is_away=found.is_true("away"),
        has_hand_up=found.is_true("hand"),
        is_muted=found.is_true("muted"),
        is_plain=found.is_true("plain"),
    )


def _read_room(found: JsonObject) -> RoomState:
    mode = _MODES.get(found.name("mode"))
    if mode is None:
        raise BadObject("a mode that this version does not know")
    pinned = found.inner("pinned")
    return RoomState(
        mode,
        found.seconds_or("slow", 0.0),
        None if pinned is None else Pinned(read_stamp(pinned), pinned.text("text")),
        found.is_true("shown"),
    )
