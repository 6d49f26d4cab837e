"""What a client says in the rich dialect: there and back, and whatever else comes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.json_object import MAX_INTEGER
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
from shared.protocol.rich_client import ClientObject, object_payload, read_hello, read_object
from tests.helpers.odd_texts import clean_texts, counts

BAD_OBJECT = Unserved(Notice(NoticeCode.BAD_OBJECT))


@pytest.mark.parametrize(
    ("message", "payload"),
    [
        (Hello(1, "LAN Chatroom 1.0", "en"), '{"v":1,"app":"LAN Chatroom 1.0","lang":"en"}'),
        (Resume("secret", 345), '{"t":"resume","session":"secret","last":345}'),
        (Ping(3), '{"t":"ping","n":3}'),
        (SetAway(True), '{"t":"away","on":true}'),
        (SetHand(False), '{"t":"hand","on":false}'),
        (WantOlder(345, 50), '{"t":"history","before":345,"limit":50}'),
        (Bye(), '{"t":"bye"}'),
    ],
)
def test_object_has_the_bytes_of_the_page(message: ClientObject, payload: str) -> None:
    assert object_payload(message) == payload.encode()


one_line = clean_texts.map(lambda text: text.replace("\n", "").replace("\t", ""))


@given(
    st.one_of(
        st.builds(Resume, one_line, counts),
        st.builds(Ping, counts),
        st.builds(SetAway, st.booleans()),
        st.builds(SetHand, st.booleans()),
        st.builds(WantOlder, counts, st.integers(1, MAX_OLD_AT_ONCE)),
        st.just(Bye()),
    )
)
@settings(deadline=None)
def test_object_comes_back(message: ClientObject) -> None:
    assert read_object(object_payload(message)) == message


@given(st.builds(Hello, counts, one_line, one_line))
@settings(deadline=None)
def test_hello_comes_back(hello: Hello) -> None:
    assert read_hello(object_payload(hello)) == hello


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"v":1,"app":"test"}', Hello(1, "test")),
        (b'{"v":2,"app":7,"lang":null,"more":[]}', Hello(2, "")),
        (b'{"v":1,"app":"a\\u0003b"}', Hello(1, "ab")),
        (b"{}", BAD_OBJECT),
        (b'{"v":true}', BAD_OBJECT),
        (b'{"v":"1"}', BAD_OBJECT),
        (b"", BAD_OBJECT),
        (b"hello", BAD_OBJECT),
        (b"[1]", BAD_OBJECT),
    ],
)
def test_hello_says_at_least_which_version(payload: bytes, expected: ClientMessage) -> None:
    assert read_hello(payload) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"t":"bye","t2":1}', Bye()),
        (b' {"t" : "ping", "n" : 1} ', Ping(1)),
        (b'{"t":"dance","n":1}', Ignored("dance")),
        (b'{"t":"pin","pin":"1234"}', Ignored("pin")),
        (b'{"t":""}', Ignored("")),
        (b'{"t":"history","before":9,"limit":0}', WantOlder(9, 0)),
        (b'{"t":"history","before":9,"limit":201}', WantOlder(9, 200)),
        (b'{"t":"history","before":9,"limit":9007199254740991}', WantOlder(9, 200)),
        (b'{"t":"resume","session":"a\\ud800\\u0002","last":0}', Resume("a\ufffd", 0)),
    ],
)
def test_what_is_known_of_an_object_is_served_and_the_rest_ignored(
    payload: bytes, expected: ClientMessage
) -> None:
    assert read_object(payload) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"t": None},
        {"t": 1},
        {"t": ["ping"]},
        {"t": "ping"},
        {"t": "ping", "n": -1},
        {"t": "ping", "n": 1.0},
        {"t": "ping", "n": True},
        {"t": "ping", "n": "1"},
        {"t": "ping", "n": MAX_INTEGER + 1},
        {"t": "ping", "n": 10**4_000},
        {"t": "resume", "session": "secret"},
        {"t": "resume", "session": 1, "last": 1},
        {"t": "resume", "session": "secret", "last": -1},
        {"t": "away"},
        {"t": "away", "on": 1},
        {"t": "hand", "on": "true"},
        {"t": "history", "before": 1},
        {"t": "history", "limit": 1},
        {"t": "history", "before": 1, "limit": -1},
        {"t": "history", "before": 1, "limit": 1.5},
    ],
    ids=lambda fields: str(fields)[:60],
)
def test_object_that_lacks_something_is_told_to_its_sender(fields: dict[str, object]) -> None:
    assert read_object(json.dumps(fields).encode()) == BAD_OBJECT


words = st.sampled_from(["resume", "pin", "ping", "away", "hand", "history", "bye", "dance"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(
    words,
    st.dictionaries(
        st.sampled_from(["session", "last", "pin", "n", "on", "before", "limit", "v", "app"]), values
    ),
)
@settings(deadline=None)
def test_any_object_is_read_without_raising(word: str, fields: dict[str, object]) -> None:
    payload = json.dumps({"t": word} | fields).encode()
    read_object(payload)
    read_hello(payload)


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_any_bytes_are_read_without_raising(payload: bytes) -> None:
    read_object(payload)
    read_hello(payload)
