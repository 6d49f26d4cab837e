"""What frames mean: every message of both directions, everything that can be wrong with one, and what is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.codec import PlainEncoder, RichEncoder, encode_client_message
from shared.protocol.discovery import REQUEST_TEXT, RoomAnswer, requests, rich_answer
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    Announced,
    LogIn,
    Old,
    PrivateMessage,
    Resume,
    RoomWideMessage,
    Say,
    Stamp,
    Welcome,
    Whisper,
    WhisperSent,
)
from shared.protocol.rich_client import ClientObject
from shared.wire.frames import Role, WireFrames
from shared.wire.mask import WhisperMask
from shared.wire.meaning import Meaning, MeaningKind, explain
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint

RECEIVED, SENT = Direction.RECEIVED, Direction.SENT
PEER = Endpoint("192.168.1.23", 6001)
STAMP = Stamp(7, 1_700_000_000.5)
Kind = MeaningKind


def meanings(data: bytes, direction: Direction, *, is_masked: bool = False) -> list[Meaning]:
    """What a server's tap makes of one call."""
    if is_masked:
        data, is_masked = WhisperMask(direction is RECEIVED).feed(data)
    rows = WireFrames(Role.SERVER).add([Chunk(1.0, (1,), direction, data, 1, is_masked=is_masked)])
    return [explain(row, Role.SERVER) for row in rows]


def of_client(message: LogIn | Whisper | Say | ClientObject, *, is_masked: bool = False) -> Meaning:
    (meaning,) = meanings(encode_client_message(message), RECEIVED, is_masked=is_masked)
    return meaning


def of_server(message: RoomWideMessage | PrivateMessage, *, is_masked: bool = False) -> list[Meaning]:
    return meanings(RichEncoder().encode(message), SENT, is_masked=is_masked)


def test_the_end_of_the_list_is_told_from_the_others() -> None:
    rows = WireFrames(Role.SERVER).add(
        [Chunk(1.0, (1,), RECEIVED, b"\x021alice\x03"), Chunk(1.0, (1,), SENT, b"\x021bob\x03\x021alice\x03")]
    )
    assert [explain(row, Role.SERVER).kind for row in rows] == [
        Kind.LOG_IN,
        Kind.ALREADY_ONLINE,
        Kind.YOU_ARE_IN,
    ]


def test_gbk_is_read_as_gbk() -> None:
    data = b"\x021" + "陈小明".encode("gbk") + b"\x03"
    assert meanings(data, RECEIVED) == [Meaning(Kind.LOG_IN, name="陈小明")]


@pytest.mark.parametrize(
    ("data", "direction", "meaning"),
    [
        (b"\x027?\x03", RECEIVED, Meaning(Kind.UNKNOWN_TYPE, name="7", is_wrong=True)),
        (b"\x02\x1f?\x03", RECEIVED, Meaning(Kind.UNKNOWN_TYPE, name="0x1f", is_wrong=True)),
        (b"\x029?\x03", SENT, Meaning(Kind.UNKNOWN_TYPE, name="9", is_wrong=True)),
        (b"\x02\x03", RECEIVED, Meaning(Kind.NO_TYPE, is_wrong=True)),
        (b"\x023hi\x02", RECEIVED, Meaning(Kind.END_LOST, number=4, is_wrong=True)),
        (
            b"\x023" + b"a" * 16_385 + b"\x03",
            RECEIVED,
            Meaning(Kind.TOO_LONG, number=16_385, code="16384", is_wrong=True),
        ),
        (b"\x022bob hi\x03", RECEIVED, Meaning(Kind.WHISPER_WITHOUT_COMMA, text="bob hi", is_wrong=True)),
        (b"\x026{\x03", RECEIVED, Meaning(Kind.BAD_OBJECT, is_wrong=True)),
        (b"\x025{}\x03", SENT, Meaning(Kind.BAD_OBJECT, is_wrong=True)),
        (b'\x026{"t":"dance"}\x03', RECEIVED, Meaning(Kind.UNKNOWN_OBJECT, name="dance")),
        (b'\x026{"t":"dance"}\x03', SENT, Meaning(Kind.UNKNOWN_OBJECT, name="dance")),
        (b"hello", RECEIVED, Meaning(Kind.OUTSIDE, number=5, is_wrong=True)),
        (b"\0\0\r\n", RECEIVED, Meaning(Kind.OUTSIDE, number=4, code="padding")),
        (b"\x024good morning\x03", SENT, Meaning(Kind.CHAT_TEXT, text="good morning")),
    ],
)
def test_what_is_wrong_is_named(data: bytes, direction: Direction, meaning: Meaning) -> None:
    assert meanings(data, direction)[0] == meaning


def test_what_is_not_whole_is_named() -> None:
    frames = WireFrames(Role.SERVER)
    rows = frames.add([Chunk(1.0, (1,), RECEIVED, b"\x023hel", 1)])
    rows += frames.add([Chunk(1.0, (1,), RECEIVED, b"lo\x03\x023a", 5, is_after_gap=True)])
    rows += frames.add([Closed(2.0, 1, Ending.BY_PEER)])
    assert [explain(row, Role.SERVER) for row in rows] == [
        Meaning(Kind.CUT_BY_GAP, number=5),
        Meaning(Kind.AFTER_GAP, number=3),
        Meaning(Kind.NEVER_ENDED, number=3, is_wrong=True),
    ]


def test_what_is_hidden_is_said_to_be() -> None:
    assert of_client(Whisper("bob", "psst"), is_masked=True) == Meaning(
        Kind.WHISPER, name="bob", is_hidden=True
    )
    assert of_client(Resume("secret", 7), is_masked=True) == Meaning(Kind.RESUME, number=7, is_hidden=True)
    assert of_server(WhisperSent("bob", "psst"), is_masked=True) == [
        Meaning(Kind.WHISPER_SENT, name="bob", is_hidden=True)
    ]
    assert of_server(Old(STAMP, "bob", "psst", to="me"), is_masked=True) == [
        Meaning(Kind.OLD_WHISPER, name="bob", number=7, code="me", is_hidden=True)
    ]
    assert of_server(Welcome("alice", "kZ3", False, 0, 0), is_masked=True) == [
        Meaning(Kind.WELCOME, name="alice", is_hidden=True)
    ]
    lost, rest = meanings(b"\x022bob,ps\x02st\x03", RECEIVED, is_masked=True)
    assert (lost.kind, lost.is_hidden) == (Kind.END_LOST, True)
    assert rest == Meaning(Kind.HIDDEN, number=1, is_hidden=True)


# ---- datagrams -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "is_request", "meaning"),
    [
        (REQUEST_TEXT + b"\0", True, Meaning(Kind.DISCOVERY_REQUEST)),
        (requests()[1], True, Meaning(Kind.DISCOVERY_RICH_REQUEST)),
        (b"REQUEST", True, Meaning(Kind.WRONG_REQUEST, text="REQUEST", is_wrong=True)),
        (b"9999", False, Meaning(Kind.DISCOVERY_ANSWER, number=9999)),
        (
            rich_answer(RoomAnswer(9999, "5f0c2a9d1e3b4876", "Room 101", 12, 200)),
            False,
            Meaning(Kind.DISCOVERY_RICH_ANSWER, name="Room 101", text="12/200", number=9999),
        ),
        (b"99999", False, Meaning(Kind.WRONG_ANSWER, text="99999", is_wrong=True)),
    ],
)
def test_datagrams_are_named_by_both_sides(data: bytes, is_request: bool, meaning: Meaning) -> None:
    for role, asks in ((Role.SERVER, RECEIVED), (Role.CLIENT, SENT)):
        direction = asks if is_request else next(other for other in Direction if other is not asks)
        (row,) = WireFrames(role).add([Datagram(1.0, direction, PEER, PEER, data)])
        assert explain(row, role) == meaning


# ---- anything --------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from(
            [b"\x02", b"\x03", b"*", b"{", b'{"t":"old"}', b'{"t":"notice","code":"x"}', b"5", b"6"]
        )
        | st.binary(max_size=6)
    ).map(b"".join),
    st.sampled_from(Direction),
    st.sampled_from(Role),
    st.booleans(),
)
def test_everything_has_a_meaning(data: bytes, direction: Direction, role: Role, is_masked: bool) -> None:
    frames = WireFrames(role)
    rows = frames.add([Chunk(1.0, (1,), direction, data, 1, is_masked=is_masked)])
    rows += frames.add([Closed(1.0, 1, Ending.RESET), Datagram(1.0, direction, PEER, PEER, data)])
    for row in rows:
        assert isinstance(explain(row, role), Meaning)


@given(st.text(max_size=30), st.sampled_from(TextEncoding))
def test_what_was_said_is_what_is_explained(text: str, encoding: TextEncoding) -> None:
    data = PlainEncoder(encoding).encode(Announced("x" + text))
    (meaning,) = meanings(data, SENT)
    assert meaning.kind is Kind.ANNOUNCEMENT
