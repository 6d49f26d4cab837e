"""The rich dialect is the plain stream, with what plain cannot say between its frames."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, MAX_TEXT_CHARACTERS
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
    Roster,
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
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS
from shared.protocol.plain import PlainEncoder, Spoken, unindented
from shared.protocol.rich import RichEncoder
from shared.protocol.text import clean_name
from tests.helpers.frames import frames_of, without_annotations
from tests.helpers.odd_texts import as_shown, every_text, server_messages, stamps

STAMP = Stamp(7, 1_700_000_000.1234)
ALICE, BOB, CAROL = User("alice", 1.0), User("bob", 2.0), User("carol", 3.5)


def encode(message: RoomWideMessage | PrivateMessage) -> bytes:
    return RichEncoder().encode(message)


def fields_of(frame: Frame) -> dict[str, object]:
    found = json.loads(frame.payload)
    assert isinstance(found, dict)
    return found


def compact(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# ---- the bytes of the page -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "annotation", "plain"),
    [
        (
            Said("alice", "hello", STAMP),
            '{"t":"msg","id":7,"ts":1700000000.123,"from":"alice","at":7}',
            "4alice: hello",
        ),
        (
            Said("王小明", "大家好", STAMP),
            '{"t":"msg","id":7,"ts":1700000000.123,"from":"王小明","at":5}',
            "4王小明: 大家好",
        ),
        (
            WhisperReceived("alice", "psst", STAMP, "bob"),
            '{"t":"msg","id":7,"ts":1700000000.123,"from":"alice","to":"bob","at":15}',
            "4alice, to you: psst",
        ),
        (
            WhisperSent("bob", "psst", STAMP, "alice"),
            '{"t":"msg","id":7,"ts":1700000000.123,"from":"alice","to":"bob","at":13}',
            "4you, to bob: psst",
        ),
        (
            Announced("all out", STAMP, "Teacher"),
            '{"t":"msg","id":7,"ts":1700000000.123,"from":"Teacher","at":4}',
            "4*** all out",
        ),
        (
            Notice(NoticeCode.NOT_ONLINE, name="bob"),
            '{"t":"notice","code":"not-online","name":"bob"}',
            "4* bob is not online",
        ),
        (
            Notice(NoticeCode.ROOM_FULL, number=60),
            '{"t":"notice","code":"room-full","limit":60}',
            "4* the room is full: at most 60 people",
        ),
        (
            Notice(NoticeCode.REMOVED_WAIT, number=42),
            '{"t":"notice","code":"removed-wait","seconds":42}',
            "4* you were removed from the room and can come back in 42 s",
        ),
        (
            NameRefused("bob", RefusalCode.TAKEN),
            '{"t":"refused","code":"taken","name":"bob"}',
            "0bob",
        ),
    ],
)
def test_annotation_comes_right_before_what_it_is_about(
    message: RoomWideMessage | PrivateMessage, annotation: str, plain: str
) -> None:
    assert encode(message) == f"\x026{annotation}\x03\x02{plain}\x03".encode()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            ServerHello("LAN Chatroom 1.0", "5f0c2a9d1e3b4876", "Room 101", 4000, 24, ("resume", "bye")),
            '5{"v":1,"app":"LAN Chatroom 1.0","id":"5f0c2a9d1e3b4876","room":"Room 101",'
            '"limits":{"text":4000,"name":24},"features":["resume","bye"]}',
        ),
        (
            Welcome("alice", "secret", True, 12, 345),
            '6{"t":"welcome","you":"alice","session":"secret","resumed":true,"accepted":12,"last":345}',
        ),
        (UserChanged(User("bob", 1.5)), '6{"t":"user","name":"bob","since":1.5}'),
        (
            UserChanged(User("bob", 1.5, True, True, True, True, True)),
            '6{"t":"user","name":"bob","since":1.5,"host":true,"away":true,"hand":true,"muted":true,"plain":true}',
        ),
        (RoomState(), '6{"t":"room","mode":"all","slow":0.0,"pinned":null}'),
        (
            RoomState(are_whispers_shown=True),
            '6{"t":"room","mode":"all","slow":0.0,"pinned":null,"shown":true}',
        ),
        (
            RoomState(RoomMode.HOST_ONLY, 5.0, Pinned(STAMP, "page 3")),
            '6{"t":"room","mode":"host-only","slow":5.0,'
            '"pinned":{"id":7,"ts":1700000000.123,"text":"page 3"}}',
        ),
        (
            Old(STAMP, "alice", "one\ntwo"),
            '6{"t":"old","id":7,"ts":1700000000.123,"from":"alice","text":"one\\ntwo"}',
        ),
        (
            Old(STAMP, "alice", "psst", to="bob"),
            '6{"t":"old","id":7,"ts":1700000000.123,"from":"alice","to":"bob","text":"psst"}',
        ),
        (
            Old(STAMP, "Teacher", "all out", is_announcement=True),
            '6{"t":"old","id":7,"ts":1700000000.123,"from":"Teacher","announcement":true,"text":"all out"}',
        ),
        (Pong(3), '6{"t":"pong","n":3}'),
    ],
)
def test_what_plain_is_not_told_is_one_frame(
    message: RoomWideMessage | PrivateMessage, expected: str
) -> None:
    assert encode(message) == f"\x02{expected}\x03".encode()


@pytest.mark.parametrize(
    "message",
    [
        Said("alice", "hello"),
        WhisperReceived("alice", "psst"),
        WhisperSent("bob", "psst"),
        Announced("all out"),
        NameRefused("bob"),
        CameOnline("bob"),
        WentOffline("bob"),
    ],
)
def test_what_has_no_more_to_tell_is_as_in_plain(message: RoomWideMessage | PrivateMessage) -> None:
    assert encode(message) == PlainEncoder(TextEncoding.UTF_8).encode(message)


@pytest.mark.parametrize("code", NoticeCode)
def test_notice_carries_what_its_words_need(code: NoticeCode) -> None:
    [annotation, words] = frames_of(encode(Notice(code, "bob", 42)))
    expected: dict[str, object] = {"t": "notice", "code": code.value}
    if code in NAMED_NOTICES:
        expected["name"] = "bob"
    if code in NUMBER_KEYS:
        expected[NUMBER_KEYS[code]] = 42
    assert fields_of(annotation) == expected
    assert words.kind == b"4"


# ---- who is there ----------------------------------------------------------------------------------------


def test_newcomer_is_introduced_to_the_others() -> None:
    user = '6{"t":"user","name":"bob","since":2.0}'
    assert encode(CameOnline("bob", BOB)) == f"\x022bob\x03\x02{user}\x03".encode()


def test_everyone_but_the_receiver_is_introduced_to_the_newcomer() -> None:
    frames = frames_of(encode(Roster((ALICE, BOB, CAROL))))
    assert [(frame.kind, frame.payload) for frame in frames] == [
        (b"1", b"alice"),
        (b"6", b'{"t":"user","name":"alice","since":1.0}'),
        (b"1", b"bob"),
        (b"6", b'{"t":"user","name":"bob","since":2.0}'),
        (b"1", b"carol"),
    ]


@pytest.mark.parametrize(("users", "expected"), [((), b""), ((ALICE,), b"\x021alice\x03")])
def test_first_guest_is_told_of_nobody_else(users: tuple[User, ...], expected: bytes) -> None:
    assert encode(Roster(users)) == expected


def test_later_rosters_tell_what_has_changed_since() -> None:
    encoder = RichEncoder()
    before = encoder.encode(Roster((ALICE, BOB, CAROL)))
    assert encoder.encode(Roster((ALICE, BOB, CAROL))) == before
    raised = User("alice", 1.0, has_hand_up=True)
    assert b'"name":"alice","since":1.0,"hand":true}' in encoder.encode(Roster((raised, BOB, CAROL)))
    assert encoder.encode(Roster((ALICE, BOB, CAROL))) == before


def test_roster_of_who_left_is_forgotten_and_encoded_anew() -> None:
    encoder = RichEncoder()
    before = encoder.encode(Roster((ALICE, BOB, CAROL)))
    encoder.encode(WentOffline("alice"))
    assert encoder.encode(Roster((ALICE, BOB, CAROL))) == before
    encoder.forget_roster()
    assert encoder.encode(Roster((ALICE, BOB, CAROL))) == before


# ---- what holds ------------------------------------------------------------------------------------------


@given(st.lists(server_messages(), max_size=8))
@settings(deadline=None)
def test_stream_without_annotations_is_what_a_plain_client_gets(
    messages: list[RoomWideMessage | PrivateMessage],
) -> None:
    rich, plain = RichEncoder(), PlainEncoder(TextEncoding.UTF_8)
    for message in messages:
        # Each by itself: so no private frame can stand elsewhere either.
        assert without_annotations(rich.encode(message)) == plain.encode(message)


@given(server_messages())
@settings(deadline=None)
def test_annotation_is_an_object_that_holds_no_control_character(
    message: RoomWideMessage | PrivateMessage,
) -> None:
    for frame in frames_of(encode(message)):
        if frame.kind in (b"5", b"6"):
            text = frame.payload.decode("utf-8")
            assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in text)
            assert fields_of(frame)


STATES = {
    "host": "is_host",
    "away": "is_away",
    "hand": "has_hand_up",
    "muted": "is_muted",
    "plain": "is_plain",
}
odd_names = st.text(
    st.sampled_from('a"\\/{}\t\n\x00\x02\x03\x1f\x7f\x80\x9f\u2028\u2029\ufeff\ud800\udfff王😀'), max_size=9
)
moments = st.sampled_from([0, 5, 1e16, 1e22, 1e-7, 0.0005, -0.0]) | st.floats(0, 1e17)


@given(odd_names, moments, st.sets(st.sampled_from(sorted(STATES))))
def test_user_is_written_as_json_writes_it(name: str, since: float, states: set[str]) -> None:
    user = User(name, since, **{STATES[key]: True for key in states})
    fields = {"t": "user", "name": clean_name(name), "since": round(since, 3)}
    expected = fields | {key: True for key in STATES if key in states}
    assert encode(UserChanged(user)) == b"\x026" + compact(expected) + b"\x03"


@given(odd_names, odd_names, st.booleans(), st.integers(0, 2**53), st.integers(0, 2**53))
def test_welcome_is_written_as_json_writes_it(
    you: str, session: str, is_resumed: bool, accepted: int, last: int
) -> None:
    expected = {
        "t": "welcome",
        "you": clean_name(you),
        "session": clean_name(session),
        "resumed": is_resumed,
        "accepted": accepted,
        "last": last,
    }
    welcome = Welcome(you, session, is_resumed, accepted, last)
    assert encode(welcome) == b"\x026" + compact(expected) + b"\x03"


spoken = st.one_of(
    st.builds(Said, every_text, every_text, stamps),
    st.builds(WhisperReceived, every_text, every_text, stamps, every_text),
    st.builds(WhisperSent, every_text, every_text, stamps, every_text),
    st.builds(Announced, every_text, stamps, every_text),
)


@given(spoken)
@settings(deadline=None)
def test_at_is_where_begins_what_was_said(message: Spoken) -> None:
    [annotation, frame] = frames_of(encode(message))
    at = fields_of(annotation)["at"]
    assert isinstance(at, int)
    assert unindented(frame.payload.decode("utf-8")[at:]) == as_shown(message.text)


@given(every_text, every_text, stamps)
@settings(deadline=None)
def test_old_message_is_what_was_shown_to_everyone_when_it_was_new(
    name: str, text: str, stamp: Stamp
) -> None:
    [annotation, frame] = frames_of(encode(Said(name, text, stamp)))
    [old] = frames_of(encode(Old(stamp, name, text)))
    live, later = fields_of(annotation), fields_of(old)
    assert [live[key] for key in ("id", "ts", "from")] == [later[key] for key in ("id", "ts", "from")]
    assert later["text"] == unindented(frame.payload.decode("utf-8")[len(clean_name(name)) + 2 :])


@pytest.mark.parametrize("character", ["𠮷", "\n", '"', "\\", "\u2028"])
def test_longest_old_message_fits_the_clients_limit(character: str) -> None:
    [frame] = frames_of(encode(Old(STAMP, "𠮷" * 24, character * MAX_TEXT_CHARACTERS, to="𠮷" * 24)))
    assert len(frame.payload) <= MAX_SERVER_PAYLOAD_BYTES
