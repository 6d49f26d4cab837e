"""JSON objects: what is asked of them is there as it should be, or ``BadObject`` says that it is not (§4)."""

from collections.abc import Callable
from contextlib import suppress
from math import isfinite

from shared.protocol.json_object import MAX_INTEGER, BadObject, JsonObject, to_json
from shared.protocol.messages import (
    Bye,
    Hello,
    Ping,
    Resume,
    ServerHello,
    SetAway,
    SetHand,
    WantOlder,
)
from shared.protocol.rich_client import object_payload, read_hello, read_object
from shared.protocol.rich_server import read_server_hello, read_server_object
from shared.protocol.text import clean_name, clean_text

_KEYS = ("t", "v", "id", "ts", "n", "on", "name", "since", "limits", "features", "text", "pinned", "a", "")
_WORDS = ("user", "welcome", "room", "old", "pong", "msg", "")


def check_objects(data: bytes) -> None:
    """All of it is one payload."""
    check_client_objects(data)
    try:
        found = JsonObject.of(data)
    except BadObject:
        return
    for key in _KEYS:
        check_accessors(found, key)
    with suppress(BadObject):
        hello = read_server_hello(found)
        assert isinstance(hello, ServerHello)
        assert 0 <= hello.max_text_characters <= MAX_INTEGER
    for word in _WORDS:
        with suppress(BadObject):
            read_server_object(word, found)


def check_client_objects(data: bytes) -> None:
    """What is read of it, said in our own words, is read as the same."""
    hello = read_hello(data)
    if isinstance(hello, Hello):
        assert read_hello(object_payload(hello)) == hello
    message = read_object(data)
    match message:
        case Resume() | Ping() | SetAway() | SetHand() | WantOlder() | Bye():
            payload = object_payload(message)
            assert not {2, 3} & set(payload), "an object never ends its frame"
            assert read_object(payload) == message
        case _:
            pass


def asked(accessor: Callable[[], object]) -> object:
    """What an accessor answers; None where it says that there is no such thing."""
    try:
        return accessor()
    except BadObject:
        return None


def check_accessors(found: JsonObject, key: str) -> None:
    """Each accessor gives its own kind and nothing else."""
    name, text = asked(lambda: found.name(key)), asked(lambda: found.text(key))
    assert (name is None) == (text is None), "a text is a name without its line feeds"
    if isinstance(name, str) and isinstance(text, str):
        assert clean_name(name) == name == found.name_or_empty(key)
        assert clean_text(text) == text
        assert not {2, 3} & set(to_json([name, text]).encode("utf-8"))
    else:
        assert not found.name_or_empty(key)
    count = asked(lambda: found.count(key))
    if count is not None:
        assert isinstance(count, int) and not isinstance(count, bool)
        assert 0 <= count <= MAX_INTEGER
        assert found.count_or(key, -1) == count
    seconds = asked(lambda: found.seconds(key))
    if seconds is not None:
        assert isinstance(seconds, float) and isfinite(seconds) and seconds >= 0
    flag = asked(lambda: found.flag(key))
    assert flag in (None, True, False)
    assert found.is_true(key) == (flag is True)
    assert all(clean_name(each) == each for each in found.names(key))
    inner = asked(lambda: found.inner(key))
    assert inner is None or isinstance(inner, JsonObject)
