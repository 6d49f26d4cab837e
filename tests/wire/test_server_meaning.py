"""What each message of a server means."""

import pytest

from shared.protocol.codec import RichEncoder
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Pinned,
    Pong,
    PrivateMessage,
    RefusalCode,
    RoomMode,
    RoomState,
    RoomWideMessage,
    Said,
    ServerHello,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.wire.frames import Role, WireFrames
from shared.wire.meaning import Meaning, MeaningKind, explain
from shared.wire.record import Chunk, Direction

Kind = MeaningKind
STAMP = Stamp(7, 1_700_000_000.5)


def of_server(message: RoomWideMessage | PrivateMessage) -> list[Meaning]:
    """What a client's tap makes of it."""
    chunk = Chunk(1.0, (1,), Direction.RECEIVED, RichEncoder().encode(message), 1)
    return [explain(row, Role.CLIENT) for row in WireFrames(Role.CLIENT).add([chunk])]


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (NameRefused("bob"), [Meaning(Kind.NAME_REFUSED, name="bob")]),
        (
            NameRefused("bob", RefusalCode.TAKEN),
            [Meaning(Kind.REFUSED_NOTE, name="bob", code="taken"), Meaning(Kind.NAME_REFUSED, name="bob")],
        ),
        (CameOnline("bob"), [Meaning(Kind.CAME_ONLINE, name="bob")]),
        (WentOffline("bob"), [Meaning(Kind.WENT_OFFLINE, name="bob")]),
        (Said("bob", "hi"), [Meaning(Kind.SAID, name="bob", text="hi")]),
        (
            Said("bob", "hi", STAMP),
            [Meaning(Kind.MESSAGE_NOTE, name="bob", number=7), Meaning(Kind.SAID, name="bob", text="hi")],
        ),
        (WhisperReceived("bob", "hi"), [Meaning(Kind.WHISPER_RECEIVED, name="bob", text="hi")]),
        (WhisperSent("bob", "hi"), [Meaning(Kind.WHISPER_SENT, name="bob", text="hi")]),
        (Announced("hi"), [Meaning(Kind.ANNOUNCEMENT, text="hi")]),
        (
            Notice(NoticeCode.NOT_ONLINE, "bob"),
            [
                Meaning(Kind.NOTICE_NOTE, name="bob", code="not-online"),
                Meaning(Kind.SERVER_WORDS, name="bob", code="not-online", text="bob is not online"),
            ],
        ),
        (
            ServerHello("LAN Chatroom 1.0", "5f0c2a9d1e3b4876", "Room 101", 4000, 24),
            [Meaning(Kind.SERVER_HELLO, name="Room 101", text="LAN Chatroom 1.0")],
        ),
        (
            UserChanged(User("bob", 1.0, has_hand_up=True, is_plain=True)),
            [Meaning(Kind.USER, name="bob", code="hand plain")],
        ),
        (
            Welcome("alice", "kZ3", True, 3, 7),
            [Meaning(Kind.WELCOME, name="alice", number=3, code="resumed")],
        ),
        (
            RoomState(RoomMode.HOST_ONLY, 5.0, Pinned(STAMP, "page 3")),
            [Meaning(Kind.ROOM, text="page 3", number=5, code="host-only")],
        ),
        (Old(STAMP, "bob", "hi"), [Meaning(Kind.OLD, name="bob", text="hi", number=7)]),
        (
            Old(STAMP, "bob", "hi", to="me"),
            [Meaning(Kind.OLD_WHISPER, name="bob", text="hi", number=7, code="me")],
        ),
        (
            Old(STAMP, "host", "hi", is_announcement=True),
            [Meaning(Kind.OLD_ANNOUNCEMENT, name="host", text="hi", number=7)],
        ),
        (Pong(3), [Meaning(Kind.PONG, number=3)]),
    ],
)
def test_what_a_server_says(message: RoomWideMessage | PrivateMessage, found: list[Meaning]) -> None:
    assert of_server(message) == found
