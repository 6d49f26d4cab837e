"""The course protocol's bytes; and nothing that anybody types is more than text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, MAX_TEXT_CHARACTERS
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    PrivateMessage,
    RefusalCode,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.plain import PlainEncoder, decode_server_frame
from tests.helpers.frames import frames_of
from tests.helpers.odd_texts import every_text, names, shown_texts

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK
STAMP = Stamp(7, 1_700_000_000.0)


def decode_all(data: bytes, encoding: TextEncoding = UTF_8) -> list[ServerMessage]:
    """What a client makes of a server's bytes; fails where they are not frames alone."""
    detector = EncodingDetector(encoding)
    return [decode_server_frame(frame, detector) for frame in frames_of(data)]


def encode(message: RoomWideMessage | PrivateMessage, encoding: TextEncoding = UTF_8) -> bytes:
    return PlainEncoder(encoding).encode(message)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Said("alice", "hello", STAMP), b"\x024alice: hello\x03"),
        (WhisperReceived("alice", "hello", STAMP), b"\x024alice, to you: hello\x03"),
        (WhisperSent("bob", "hello", STAMP), b"\x024you, to bob: hello\x03"),
        (Announced("hello", STAMP), b"\x024*** hello\x03"),
        (Notice(NoticeCode.NOT_ONLINE, name="bob"), b"\x024* bob is not online\x03"),
        (Notice(NoticeCode.LOG_IN_FIRST), b"\x024* log in first\x03"),
        (
            Notice(NoticeCode.ALREADY_LOGGED_IN, name="alice"),
            b"\x024* you are already logged in as alice\x03",
        ),
        (Notice(NoticeCode.TOO_MANY_CONNECTIONS), b"\x024* too many connections from your address\x03"),
        (Notice(NoticeCode.CLOSING), b"\x024* the room is closing\x03"),
        (CameOnline("bob"), b"\x022bob\x03"),
        (WentOffline("bob"), b"\x023bob\x03"),
        (NameRefused("bob"), b"\x020bob\x03"),
        (Roster((User("alice"), User("bob"))), b"\x021alice\x03\x021bob\x03"),
        (Roster(()), b""),
        (Said("alice", "hello"), b"\x024alice: hello\x03"),
        (CameOnline("bob", User("bob", is_away=True)), b"\x022bob\x03"),
        (NameRefused("bob", RefusalCode.TAKEN), b"\x020bob\x03"),
        (UserChanged(User("bob", has_hand_up=True)), b""),
        (RoomState(), b""),
        (ServerHello("app", "id", "room", 1, 1), b""),
        (Welcome("bob", "secret", False, 0, 0), b""),
        (Old(STAMP, "bob", "hello"), b""),
        (Pong(1), b""),
        (Said("王小明", "大家好"), "\x024王小明: 大家好\x03".encode()),
    ],
)
def test_message_has_the_bytes_of_the_page(
    message: RoomWideMessage | PrivateMessage, expected: bytes
) -> None:
    assert encode(message) == expected


# ---- there and back --------------------------------------------------------------------------------------


@given(names, shown_texts)
@settings(deadline=None)
def test_what_is_said_by_any_legal_name_comes_back_as_said_by_that_name(name: str, text: str) -> None:
    # So nobody can say what looks like a whisper, a receipt, another's line, an announcement or the server's.
    assert decode_all(encode(Said(name, text, STAMP))) == [Said(name, text)]
    assert decode_all(encode(WhisperReceived(name, text, STAMP))) == [WhisperReceived(name, text)]
    assert decode_all(encode(WhisperSent(name, text, STAMP))) == [WhisperSent(name, text)]


@given(shown_texts)
@settings(deadline=None)
def test_announcement_comes_back(text: str) -> None:
    assert decode_all(encode(Announced(text, STAMP))) == [Announced(text)]


@given(names)
@settings(deadline=None)
def test_presence_comes_back(name: str) -> None:
    assert decode_all(encode(CameOnline(name))) == [CameOnline(name)]
    assert decode_all(encode(WentOffline(name))) == [WentOffline(name)]
    assert decode_all(encode(NameRefused(name))) == [NameRefused(name)]
    assert decode_all(encode(Roster((User(name), User("x"), User(name))))) == [
        Online(name),
        Online("x"),
        Online(name),
    ]


def test_character_that_gbk_lacks_is_a_question_mark_and_the_frame_stays_whole() -> None:
    assert decode_all(encode(Said("🦊", "hi 😀€"), GBK), GBK) == [Said("?", "hi ??")]


# ---- clean ----------------------------------------------------------------------------------------------


@given(every_text, every_text, st.sampled_from(list(TextEncoding)))
@settings(deadline=None)
def test_nothing_anybody_types_becomes_a_second_frame(name: str, text: str, encoding: TextEncoding) -> None:
    messages: list[RoomWideMessage | PrivateMessage] = [
        Said(name, text),
        WhisperReceived(name, text),
        WhisperSent(name, text),
        Announced(text),
        CameOnline(name),
        WentOffline(name),
        NameRefused(text),
        Roster((User(name),)),
        *(Notice(code, name=text) for code in NoticeCode),
    ]
    for message in messages:
        data = encode(message, encoding)
        assert (data.count(b"\x02"), data.count(b"\x03")) == (1, 1)
        body = data.decode("gb18030" if encoding is GBK else "utf-8")
        assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in body[1:-1])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b", "ab"),
        ("\x1b[31mred", "[31mred"),
        ("a\x9b31mb", "a31mb"),
        ("\x85next", "next"),
        ("a\rb", "ab"),
        ("a\x7fb", "ab"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("\x03\x024mallory: I am alice", "4mallory: I am alice"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_text_goes_out_clean(typed: str, shown: str) -> None:
    assert decode_all(encode(Said("alice", typed))) == [Said("alice", shown)]


def test_name_on_the_wire_is_one_line() -> None:
    assert encode(NameRefused("al\nice\t\x03")) == b"\x020alice\x03"


def test_continuation_cannot_pass_for_a_line_of_its_own() -> None:
    data = encode(Said("mallory", "hi\nbob: I am stupid\n* the room is closing\n*** go home"))
    assert data.decode().split("\n") == [
        "\x024mallory: hi",
        "    bob: I am stupid",
        "    * the room is closing",
        "    *** go home\x03",
    ]
    [said] = decode_all(data)
    assert said == Said("mallory", "hi\nbob: I am stupid\n* the room is closing\n*** go home")


@pytest.mark.parametrize("encoding", [TextEncoding.UTF_8, GBK])
@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_separators_that_break_a_line_go_out_as_line_feeds(separator: str, encoding: TextEncoding) -> None:
    for answer in (Said("mallory", f"hi{separator}bob: no"), Announced(f"hi{separator}bob: no")):
        assert encode(answer, encoding).endswith(b"hi\n    bob: no\x03")


def test_longest_text_with_the_longest_name_fits_the_clients_limit() -> None:
    for text in ("\n" * MAX_TEXT_CHARACTERS, "𠮷" * MAX_TEXT_CHARACTERS):
        [message] = decode_all(encode(Said("𠮷" * 24, text)))
        assert message == Said("𠮷" * 24, text)


# ---- whatever comes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alice: hello", Said("alice", "hello")),
        ("alice: a: b: c", Said("alice", "a: b: c")),
        ("alice: ", Said("alice", "")),
        ("alice:hello", OtherText("alice:hello")),
        (": hello", OtherText(": hello")),
        ("", OtherText("")),
        ("hello", OtherText("hello")),
        ("alice, to you: psst", WhisperReceived("alice", "psst")),
        ("alice, to you: bob: x", WhisperReceived("alice", "bob: x")),
        ("you, to bob: psst", WhisperSent("bob", "psst")),
        ("alice, to bob: psst", OtherText("alice, to bob: psst")),
        ("*** all out", Announced("all out")),
        ("***", OtherText("***")),
        ("* bob is not online", Notice(NoticeCode.NOT_ONLINE, name="bob")),
        ("* something new", OtherText("* something new")),
        ("* that text is too long: at most 4000 characters", Notice(NoticeCode.TEXT_TOO_LONG, number=4000)),
        (
            "* that text is too long: at most ٤ characters",
            OtherText("* that text is too long: at most ٤ characters"),
        ),
        ("alice: one\n    two", Said("alice", "one\ntwo")),
        ("one\ntwo: three", OtherText("one\ntwo: three")),
    ],
)
def test_client_reads_every_form_of_text(text: str, expected: ServerMessage) -> None:
    assert decode_all(b"\x024" + text.encode() + b"\x03") == [expected]


def test_client_shows_a_frame_it_does_not_know() -> None:
    assert decode_all(b'\x026{"t":"msg"}\x03') == [OtherFrame(b"6", b'{"t":"msg"}')]


@given(st.binary(max_size=300), st.sampled_from([None, *TextEncoding]))
@settings(deadline=None)
def test_client_reads_any_bytes_without_raising(data: bytes, encoding: TextEncoding | None) -> None:
    detector = EncodingDetector(encoding)
    for event in FrameDecoder(MAX_SERVER_PAYLOAD_BYTES).feed(data):
        if isinstance(event, Frame):
            decode_server_frame(event, detector)


def test_roster_of_who_left_is_forgotten_and_encoded_anew() -> None:
    encoder = PlainEncoder(UTF_8)
    encoder.encode(Roster((User("alice"), User("bob"))))
    encoder.encode(WentOffline("bob"))
    assert encoder.encode(Roster((User("alice"), User("bob")))) == b"\x021alice\x03\x021bob\x03"
    encoder.forget_roster()
    assert encoder.encode(Roster((User("bob"),))) == b"\x021bob\x03"
