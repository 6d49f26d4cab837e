"""What docs/protocol.md §4 says of the rich dialect is what the codec does: every object, key, code and number."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from shared.protocol import limits
from shared.protocol.codec import (
    Dialect,
    RichEncoder,
    ServerDecoder,
    decode_client_frame,
    encode_client_message,
)
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import Frame, encode_frame
from shared.protocol.json_object import MAX_INTEGER
from shared.protocol.messages import (
    Announced,
    Bye,
    CameOnline,
    Hello,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    OtherFrame,
    Ping,
    Pinned,
    Pong,
    PrivateMessage,
    RefusalCode,
    Resume,
    RoomMode,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    Say,
    ServerHello,
    SetAway,
    SetHand,
    Stamp,
    User,
    UserChanged,
    WantOlder,
    Welcome,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.rich_client import ClientObject
from tests.helpers.frames import frames_of
from tests.test_docs_protocol import CHINESE_PAGE, PAGE, numbers, rows, section

# The same numbers in the words of §4.
IN_RICH_SECTION = {
    "PING_SECONDS": "every {:g} s",
    "PLACE_KEPT_SECONDS": "in the room for {:g} s",
    "MAX_SESSIONS": "{:,} others",
    "OLD_AT_LOGIN": "the newest {:,} messages",
    "MAX_OLD_AT_ONCE": "More than {0:,} count as {0:,}",
}
STAMP = Stamp(7, 1_700_000_000.5)
PERSON = User("alice", 1_700_000_000.5, True, True, True, True, True)
# One of every message, with everything that it can carry.
SERVER_MESSAGES: list[RoomWideMessage | PrivateMessage] = [
    Said("alice", "hello", STAMP),
    WhisperReceived("alice", "hello", STAMP, "bob"),
    WhisperSent("bob", "hello", STAMP, "alice"),
    Announced("hello", STAMP, "Teacher"),
    Notice(NoticeCode.CLOSING),
    NameRefused("alice", RefusalCode.TAKEN),
    CameOnline("alice", PERSON),
    WentOffline("alice"),
    Roster((PERSON, PERSON)),
    UserChanged(PERSON),
    Welcome("alice", "secret", True, 1, 2),
    RoomState(pinned=Pinned(STAMP, "hello"), are_whispers_shown=True),
    Old(STAMP, "alice", "hello", "bob", True),
    Pong(1),
    ServerHello("X 1.0", "5f0c2a9d1e3b4876", "Room 101", 1, 2, ("resume",)),
]
CLIENT_OBJECTS: list[ClientObject] = [
    Hello(1, "X 1.0", "en"),
    Resume("secret", 1),
    Ping(1),
    SetAway(True),
    SetHand(True),
    WantOlder(1, 2),
    Bye(),
]


def subsection(heading: str) -> str:
    """The text of one part of §4."""
    return section(4).partition(f"\n### {heading}\n")[2].partition("\n### ")[0]


def objects_in(data: bytes, kind: bytes) -> list[dict[str, object]]:
    """The objects among the frames of ``data``."""
    return [json.loads(frame.payload) for frame in frames_of(data) if frame.kind == kind]


def keys_on_the_page(heading: str) -> dict[str, set[str]]:
    """What the first table below a heading says that an object holds, by its ``t``."""
    table = subsection(heading).partition("| --- |")[2].partition("\n\n")[0]
    return {row[0].strip("`"): set(re.findall("`([^`]+)`", row[1])) - {"true"} for row in rows(table)}


def rich_conversation(page: Path = PAGE) -> list[list[tuple[str, Frame]]]:
    """The worked example of §4, a list for each connection: ``>`` or ``<``, and the frame."""
    blocks = section(4, page).split("```")[1::2]
    return [
        [
            (direction, Frame(kind.encode(), payload.encode()))
            for direction, kind, payload in re.findall(r"^([<>]) (\d) (.*)$", block, re.MULTILINE)
        ]
        for block in blocks
    ]


def test_samples_are_one_of_every_message() -> None:
    assert {type(message) for message in SERVER_MESSAGES} == set(get_args(RoomWideMessage | PrivateMessage))
    assert {type(message) for message in CLIENT_OBJECTS} == set(get_args(ClientObject))


def test_what_the_server_adds_stands_on_the_page_with_its_keys() -> None:
    said: dict[str, set[str]] = {"notice": {"name", "limit", "seconds"}}
    for message in SERVER_MESSAGES:
        for found in objects_in(RichEncoder().encode(message), b"6"):
            said.setdefault(str(found["t"]), set()).update(set(found) - {"t"})
    assert keys_on_the_page("What the server adds") == said


def test_what_a_client_can_say_stands_on_the_page_with_its_keys() -> None:
    said: dict[str, set[str]] = {}
    for message in CLIENT_OBJECTS:
        for found in objects_in(encode_client_message(message), b"6"):
            said[str(found["t"])] = set(found) - {"t"}
    assert keys_on_the_page("What a client can say") == said


def test_both_hellos_on_the_page_are_such_as_are_sent() -> None:
    listed = {
        row[0]: json.loads(row[2].strip("`"))
        for row in rows(subsection("Asking for it"))[1:]
        if "`" in row[2]
    }
    [client] = objects_in(encode_client_message(Hello(1, "LAN Chatroom 1.0", "en")), b"5")
    assert listed["client"] == client
    hello = next(message for message in SERVER_MESSAGES if isinstance(message, ServerHello))
    [server] = objects_in(RichEncoder().encode(hello), b"5")
    assert set(listed["server"]) == set(server)
    assert listed["server"]["limits"] == {
        "text": limits.MAX_TEXT_CHARACTERS,
        "name": limits.MAX_NAME_CHARACTERS,
    }


@pytest.mark.parametrize("page", [PAGE, CHINESE_PAGE], ids=["English", "Chinese"])
def test_every_reason_for_a_refusal_stands_on_the_page(page: Path) -> None:
    codes = [code.value for code in RefusalCode]
    listed = [row[0].strip("`") for row in rows(section(4, page))]
    assert [word for word in listed if word in codes] == codes


@pytest.mark.parametrize("mode", RoomMode)
def test_every_mode_of_a_room_stands_on_the_page(mode: RoomMode) -> None:
    assert f"`{mode.value}`" in section(4)


@pytest.mark.parametrize("name", IN_RICH_SECTION)
def test_number_is_the_same_in_the_section_on_the_rich_dialect(name: str) -> None:
    assert IN_RICH_SECTION[name].format(numbers()[name]) in " ".join(section(4).split())


def test_largest_integer_is_the_one_on_the_page() -> None:
    assert f"{MAX_INTEGER:,} (2^53" in section(4)


def test_server_of_the_rich_conversation_says_exactly_what_ours_would() -> None:
    for connection in rich_conversation():
        decoder, encoder = ServerDecoder(), RichEncoder()
        written, encoded = b"", b""
        for frame in [frame for direction, frame in connection if direction == "<"]:
            written += encode_frame(frame.kind, frame.payload)
            message = decoder.decode(frame)
            assert not isinstance(message, OtherFrame)
            if message is not None:
                again = Roster((User(message.name),)) if isinstance(message, Online) else message
                assert isinstance(again, get_args(RoomWideMessage | PrivateMessage))
                encoded += encoder.encode(again)
        assert encoded == written != b""


def test_client_of_the_rich_conversation_says_what_is_understood() -> None:
    for connection in rich_conversation():
        dialect = Dialect.PLAIN
        for frame in [frame for direction, frame in connection if direction == ">"]:
            message = decode_client_frame(frame, EncodingDetector(), dialect)
            assert isinstance(message, LogIn | Whisper | Say | Hello | Resume)
            assert encode_client_message(message) == encode_frame(frame.kind, frame.payload)
            dialect = Dialect.RICH


def test_count_in_the_rich_conversation_is_right() -> None:
    before, after = rich_conversation()
    sent = [frame for direction, frame in before if direction == ">" and frame.kind in (b"2", b"3")]
    welcome = [frame.payload for direction, frame in after if b'"t":"welcome"' in frame.payload]
    assert [json.loads(payload)["accepted"] for payload in welcome] == [len(sent)]


def test_chinese_page_has_the_same_rich_conversation() -> None:
    assert rich_conversation(CHINESE_PAGE) == rich_conversation()
