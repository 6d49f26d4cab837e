"""What clients send, to bytes and back, and which dialect means what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.codec import (
    Dialect,
    PlainEncoder,
    RichEncoder,
    ServerDecoder,
    decode_client_frame,
    decode_server_frame,
    encode_client_message,
    encoders,
    unknown_type,
)
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES
from shared.protocol.messages import (
    ClientMessage,
    Hello,
    LogIn,
    Notice,
    NoticeCode,
    Ping,
    Said,
    Say,
    Stamp,
    Unserved,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.frames import frames_of
from tests.helpers.odd_texts import clean_texts, every_text, names

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK
BAD_OBJECT = Unserved(Notice(NoticeCode.BAD_OBJECT))


def unknown(shown: str) -> Unserved:
    return Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name=shown))


def serve(
    data: bytes, encoding: TextEncoding | None = None, dialect: Dialect = Dialect.PLAIN
) -> list[ClientMessage]:
    """What a server makes of a client's bytes."""
    detector = EncodingDetector(encoding)
    events = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES).feed(data)
    return [decode_client_frame(event, detector, dialect) for event in events if isinstance(event, Frame)]


# ---- the course protocol's bytes -------------------------------------------------------------------------


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


# ---- two dialects ----------------------------------------------------------------------------------------


def test_plain_client_can_become_rich_and_says_nothing_rich_before() -> None:
    assert serve(b'\x025{"v":1,"app":"X 1.0"}\x03') == [Hello(1, "X 1.0")]
    assert serve(b"\x025hello\x03") == [BAD_OBJECT]
    assert serve(b'\x026{"t":"ping","n":1}\x03') == [unknown("6")]


def test_rich_client_says_objects_and_has_said_hello() -> None:
    assert serve(b'\x026{"t":"ping","n":1}\x03', dialect=Dialect.RICH) == [Ping(1)]
    assert serve(b"\x026ping\x03", dialect=Dialect.RICH) == [BAD_OBJECT]
    assert serve(b'\x025{"v":1,"app":"X 1.0"}\x03', dialect=Dialect.RICH) == [unknown("5")]


@pytest.mark.parametrize("dialect", Dialect)
def test_names_and_texts_are_the_same_in_both_dialects(dialect: Dialect) -> None:
    data = b"\x021alice\x03\x022bob,psst\x03\x023hello\x03\x027\x03"
    expected = [LogIn("alice"), Whisper("bob", "psst"), Say("hello"), unknown("7")]
    assert serve(data, dialect=dialect) == expected


def test_rich_client_speaks_utf_8_whatever_was_settled_for_plain_ones() -> None:
    data = encode_client_message(Say("同学"))
    assert serve(data, GBK, Dialect.RICH) == [Say("同学")]
    assert serve(data, GBK) != [Say("同学")]
    assert serve(b"\x023\xcd\xac\xd1\xa7\x03", dialect=Dialect.RICH) == [Say("ͬѧ")]


@pytest.mark.parametrize(("kind", "shown"), [(b"5", "5"), (b"\n", "0x0a"), (b" ", "0x20"), (b"\xff", "0xff")])
def test_type_that_means_nothing_is_named_so_that_it_can_be_shown(kind: bytes, shown: str) -> None:
    assert unknown_type(kind) == unknown(shown)


def test_encoder_is_picked_by_dialect_and_encoding() -> None:
    message = Said("alice", "好", Stamp(1, 2.0))
    for encoding in TextEncoding:
        plain = encoders()[Dialect.PLAIN, encoding]
        assert plain.encoding is encoding
        assert plain.encode(message) == PlainEncoder(encoding).encode(message)
    rich = encoders()[Dialect.RICH, UTF_8]
    assert rich.encoding is UTF_8
    assert rich.encode(message) == RichEncoder().encode(message)


def test_object_goes_out_in_utf_8_to_a_server_that_writes_gbk() -> None:
    assert encode_client_message(Hello(1, "聊天"), GBK) == encode_client_message(Hello(1, "聊天"), UTF_8)


# ---- there and back --------------------------------------------------------------------------------------


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
        [frame] = frames_of(PlainEncoder(GBK).encode(answer))
        assert decode_server_frame(frame, EncodingDetector(GBK)) == answer


# ---- clean ----------------------------------------------------------------------------------------------


@given(every_text, every_text, st.sampled_from(list(TextEncoding)))
@settings(deadline=None)
def test_nothing_anybody_types_becomes_a_second_frame(name: str, text: str, encoding: TextEncoding) -> None:
    for sent in (LogIn(name), Whisper(name, text), Say(text), Hello(1, name, text)):
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
    assert serve(encode_client_message(Say(typed))) == [Say(shown)]


@pytest.mark.parametrize(
    "to",
    [
        "bob，你好",
        "bob：你好",
        "bob: hello",
        "bob\nhello",
        "bob\0hello",
        "bob\ufe50hello",
        "bob and many others or more",
    ],
)
def test_what_is_whispered_is_not_taken_for_a_name_and_told_back(to: str) -> None:
    assert serve(f"\x022{to}, and more\x03".encode()) == [Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))]


@pytest.mark.parametrize(
    "to", ["bob", " bob ", "bob\0\0\0", "bob\r\n", "陈小明", "a" * 24, "中" * 24, "mary ann", ""]
)
def test_whatever_can_be_a_name_is_whispered_to(to: str) -> None:
    [message] = serve(f"\x022{to},hi\x03".encode())
    assert isinstance(message, Whisper)


def test_answer_to_the_longest_broken_whisper_fits_the_clients_limit() -> None:
    [message] = serve(b"\x022" + b"\xff" * (MAX_CLIENT_PAYLOAD_BYTES - 1) + b",\x03", UTF_8)
    assert message == Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))


# ---- whatever comes --------------------------------------------------------------------------------------


@given(
    st.sampled_from(b"01234567").map(lambda kind: bytes([kind])),
    st.binary(max_size=60),
    st.sampled_from([None, *TextEncoding]),
    st.sampled_from(Dialect),
)
@settings(deadline=None)
def test_any_payload_is_read_by_both_sides_without_raising(
    kind: bytes, payload: bytes, encoding: TextEncoding | None, dialect: Dialect
) -> None:
    frame = Frame(kind, payload)
    decode_server_frame(frame, EncodingDetector(encoding))
    ServerDecoder(EncodingDetector(encoding)).decode(frame)
    decode_client_frame(frame, EncodingDetector(encoding), dialect)
