"""Every message to bytes and back; and nothing that anybody types is more than text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.codec import (
    PlainEncoder,
    decode_client_frame,
    decode_server_frame,
    encode_client_message,
    notice_words,
)
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import (
    MAX_CLIENT_PAYLOAD_BYTES,
    MAX_SERVER_PAYLOAD_BYTES,
    MAX_TEXT_CHARACTERS,
)
from shared.protocol.messages import (
    Announced,
    CameOnline,
    ClientMessage,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Online,
    OtherFrame,
    OtherText,
    PrivateMessage,
    RoomWideMessage,
    Roster,
    Said,
    Say,
    ServerMessage,
    Stamp,
    Unserved,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName, parse_name
from shared.protocol.text import clean_text

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK
STAMP = Stamp(7, 1_700_000_000.0)


def is_name(raw: str) -> bool:
    try:
        parse_name(raw)
    except InvalidName:
        return False
    return True


# Legal, and as near to the forms of a chat text as a legal name can come.
ODD_NAMES = [
    "a",
    "alice to you",
    "to you",
    "you to bob",
    "alice*",
    "a* b",
    "(alice)",
    "alice;",
    "alice. to you",
    "O'Brien-Smith",
    "{name}",
    "{0}",
    "%s",
    "<b>bold</b>",
    "张䶮",
    "王小明",
    "🦊",
    "José",
    "Ünïcödé",
    "is not online",
    "1 2",
    "[x]",
    "\\n",
]
names = st.one_of(
    st.sampled_from(ODD_NAMES),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
    .filter(is_name)
    .map(lambda raw: parse_name(raw).shown),
)
every_text = st.text(
    st.one_of(st.characters(), st.sampled_from("\x02\x03\n\t\r\x1b\x00\x85\ud800: ,*")), max_size=60
)
clean_texts = every_text.map(clean_text)
# The two separators go out as line feeds.
shown_texts = clean_texts.map(lambda text: text.replace("\u2028", "\n").replace("\u2029", "\n"))


def decode_all(data: bytes, encoding: TextEncoding = UTF_8) -> list[ServerMessage]:
    """What a client makes of a server's bytes; fails where they are not frames alone."""
    decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
    detector = EncodingDetector(encoding)
    messages: list[ServerMessage] = []
    for event in decoder.feed(data):
        assert isinstance(event, Frame)
        assert event.skipped == 0
        messages.append(decode_server_frame(event, detector))
    assert (decoder.held_bytes, decoder.skipped_in_a_row) == (0, 0)
    return messages


def encode(message: RoomWideMessage | PrivateMessage, encoding: TextEncoding = UTF_8) -> bytes:
    return PlainEncoder(encoding).encode(message)


def serve(data: bytes, encoding: TextEncoding | None = None) -> list[ClientMessage]:
    """What a server makes of a client's bytes."""
    detector = EncodingDetector(encoding)
    events = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES).feed(data)
    return [decode_client_frame(event, detector) for event in events if isinstance(event, Frame)]


# ---- the course protocol's bytes -------------------------------------------------------------------------


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
        (Roster(("alice", "bob")), b"\x021alice\x03\x021bob\x03"),
        (Roster(()), b""),
        (Said("王小明", "大家好"), "\x024王小明: 大家好\x03".encode()),
    ],
)
def test_message_has_the_bytes_of_the_page(
    message: RoomWideMessage | PrivateMessage, expected: bytes
) -> None:
    assert encode(message) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x021alice\x03", LogIn("alice")),
        (b"\x022bob,psst\x03", Whisper("bob", "psst")),
        (b"\x022bob,one, two, three\x03", Whisper("bob", "one, two, three")),
        (b"\x022,to nobody\x03", Whisper("", "to nobody")),
        (b"\x022bob,\x03", Whisper("bob", "")),
        (b"\x023hello\x03", Say("hello")),
        (b"\x023\x03", Say("")),
        (b"\x022bob\x03", Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))),
        (b"\x027x\x03", Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="7"))),
        (b"\x024alice: hello\x03", Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="4"))),
        (b"\x02\xffx\x03", Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="0xff"))),
        (b"\x02\n\x03", Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="0x0a"))),
        (b"\x02 \x03", Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="0x20"))),
    ],
)
def test_client_frame_means_what_the_page_says(data: bytes, expected: ClientMessage) -> None:
    assert serve(data) == [expected]


def test_full_width_comma_does_not_end_a_name() -> None:
    assert serve("\x022王小明，你好\x03".encode()) == [Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))]


def test_name_of_a_login_comes_as_it_was_typed_to_be_judged() -> None:
    assert serve(b"\x021al\x1bice \x03") == [LogIn("al\x1bice ")]


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
    assert decode_all(encode(Roster((name, "x", name)))) == [Online(name), Online("x"), Online(name)]


@given(names, st.integers(0, 999_999_999))
@settings(deadline=None)
def test_every_notice_is_recognised_again(name: str, number: int) -> None:
    for code in NoticeCode:
        is_named = notice_words(Notice(code, "A")) != notice_words(Notice(code, "B"))
        is_numbered = notice_words(Notice(code, number=1)) != notice_words(Notice(code, number=2))
        shown = "7" if code is NoticeCode.UNKNOWN_TYPE else name
        sent = Notice(code, shown if is_named else "", number if is_numbered else 0)
        assert decode_all(encode(sent)) == [sent]


@given(names, clean_texts.filter(lambda text: "," not in text))
@settings(deadline=None)
def test_client_message_comes_back(name: str, text: str) -> None:
    for message in (LogIn(name), Whisper(name, text), Say(text), Say(f"{text},{text}")):
        assert serve(encode_client_message(message), UTF_8) == [message]


@pytest.mark.parametrize("name", ["王小明", "张䶮", "alice"])
@pytest.mark.parametrize("text", ["大家好", "同学", "喂", "a, b", "ABC 模式\n第二行"])
def test_both_directions_in_gbk(name: str, text: str) -> None:
    for message in (LogIn(name), Whisper(name, text), Say(text)):
        assert serve(encode_client_message(message, GBK), GBK) == [message]
    for answer in (Said(name, text), WhisperReceived(name, text), WhisperSent(name, text)):
        assert decode_all(encode(answer, GBK), GBK) == [answer]


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
        Roster((name,)),
        *(Notice(code, name=text) for code in NoticeCode),
    ]
    for message in messages:
        data = encode(message, encoding)
        assert (data.count(b"\x02"), data.count(b"\x03")) == (1, 1)
        body = data.decode("gb18030" if encoding is GBK else "utf-8")
        assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in body[1:-1])
    for sent in (LogIn(name), Whisper(name, text), Say(text)):
        data = encode_client_message(sent, encoding)
        assert (data.count(b"\x02"), data.count(b"\x03")) == (1, 1)


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
    assert serve(encode_client_message(Say(typed))) == [Say(shown)]


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


def test_answer_to_the_longest_broken_whisper_fits_the_clients_limit() -> None:
    [message] = serve(b"\x022" + b"\xff" * (MAX_CLIENT_PAYLOAD_BYTES - 1) + b",\x03", UTF_8)
    assert isinstance(message, Whisper)
    [notice] = decode_all(encode(Notice(NoticeCode.NOT_ONLINE, name=message.to)))
    assert notice == Notice(NoticeCode.NOT_ONLINE, name=message.to)


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


@given(
    st.sampled_from(b"01234567").map(lambda kind: bytes([kind])),
    st.binary(max_size=60),
    st.sampled_from([None, *TextEncoding]),
)
@settings(deadline=None)
def test_any_payload_is_read_by_both_sides_without_raising(
    kind: bytes, payload: bytes, encoding: TextEncoding | None
) -> None:
    decode_server_frame(Frame(kind, payload), EncodingDetector(encoding))
    decode_client_frame(Frame(kind, payload), EncodingDetector(encoding))


def test_roster_of_who_left_is_forgotten_and_encoded_anew() -> None:
    encoder = PlainEncoder(UTF_8)
    encoder.encode(Roster(("alice", "bob")))
    encoder.encode(WentOffline("bob"))
    assert encoder.encode(Roster(("alice", "bob"))) == b"\x021alice\x03\x021bob\x03"
    encoder.forget_roster()
    assert encoder.encode(Roster(("bob",))) == b"\x021bob\x03"
