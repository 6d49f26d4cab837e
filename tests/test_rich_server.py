"""The objects of a rich server that stand for themselves: there and back, and whatever else comes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from shared.protocol.rich import RichEncoder
from shared.protocol.rich_server import read_server_hello, read_server_object
from tests.helpers.frames import frames_of
from tests.helpers.odd_texts import clean_texts, counts, names, shown_texts, stamps, users_called

Standing = UserChanged | Welcome | RoomState | Old | Pong
one_line = clean_texts.map(lambda text: text.replace("\n", "").replace("\t", ""))


def read(payload: bytes) -> ServerMessage | None:
    found = JsonObject.of(payload)
    return read_server_object(found.name("t"), found)


@given(
    st.one_of(
        st.builds(UserChanged, users_called(names)),
        st.builds(Welcome, names, one_line, st.booleans(), counts, counts),
        st.builds(
            RoomState,
            st.sampled_from(RoomMode),
            st.integers(0, 600).map(float),
            st.none() | st.builds(Pinned, stamps, shown_texts),
        ),
        st.builds(Old, stamps, names, shown_texts, st.just("") | names, st.booleans()),
        st.builds(Pong, counts),
    )
)
@settings(deadline=None)
def test_object_comes_back(message: Standing) -> None:
    [frame] = frames_of(RichEncoder().encode(message))
    assert read(frame.payload) == message


@given(
    st.builds(
        ServerHello, one_line, one_line, one_line, counts, counts, st.lists(one_line).map(tuple), counts
    )
)
@settings(deadline=None)
def test_hello_comes_back(hello: ServerHello) -> None:
    [frame] = frames_of(RichEncoder().encode(hello))
    assert frame.kind == b"5"
    assert read_server_hello(JsonObject.of(frame.payload)) == hello


def test_hello_has_at_least_an_id_and_a_room() -> None:
    shortest = read_server_hello(JsonObject.of(b'{"id":"x","room":""}'))
    assert shortest == ServerHello("", "x", "", MAX_TEXT_CHARACTERS, MAX_NAME_CHARACTERS)
    for payload in (b"{}", b'{"id":"x"}', b'{"room":"x"}', b'{"id":1,"room":"x"}'):
        with pytest.raises(BadObject):
            read_server_hello(JsonObject.of(payload))


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"t":"user","name":"bob","hand":1,"shoes":"red"}', UserChanged(User("bob"))),
        (
            b'{"t":"user","name":"bob","since":3,"hand":true}',
            UserChanged(User("bob", 3.0, has_hand_up=True)),
        ),
        (b'{"t":"room","mode":"nobody"}', RoomState(RoomMode.NOBODY)),
        (b'{"t":"room","mode":"all","shown":true}', RoomState(are_whispers_shown=True)),
        (b'{"t":"room","mode":"all","shown":"yes"}', RoomState()),
        (
            b'{"t":"old","id":1,"ts":2,"from":"a","text":"b\\r\\u0003"}',
            Old(Stamp(1, 2.0), "a", "b"),
        ),
        (b'{"t":"dance"}', None),
        (b'{"t":"msg","id":1}', None),
    ],
)
def test_what_is_known_of_an_object_is_read_and_the_rest_ignored(
    payload: bytes, expected: ServerMessage | None
) -> None:
    assert read(payload) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"t": "user"},
        {"t": "user", "name": "bob", "since": "today"},
        {"t": "welcome"},
        {"t": "welcome", "you": "a", "session": "s", "resumed": 1, "accepted": 0, "last": 0},
        {"t": "welcome", "you": "a", "session": "s", "resumed": True, "accepted": -1, "last": 0},
        {"t": "room"},
        {"t": "room", "mode": "dance"},
        {"t": "room", "mode": "all", "slow": -1},
        {"t": "room", "mode": "all", "pinned": {"id": 1}},
        {"t": "room", "mode": "all", "pinned": "page 3"},
        {"t": "old", "id": 1, "ts": 1, "from": "a"},
        {"t": "old", "id": 1, "from": "a", "text": "x"},
        {"t": "old", "id": 1, "ts": 1e300, "from": "a", "text": "x"},
        {"t": "pong"},
        {"t": "pong", "n": 2**53},
    ],
    ids=lambda fields: str(fields)[:60],
)
def test_object_that_lacks_something_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(BadObject):
        read(json.dumps(fields).encode())
