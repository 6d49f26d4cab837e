"""A client reads a server's stream: annotations come out in the message that they are about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    PrivateMessage,
    RefusalCode,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS
from shared.protocol.plain import PlainEncoder, Spoken, decode_server_frame
from shared.protocol.rich import RichEncoder
from shared.protocol.server_decoder import ServerDecoder
from shared.protocol.text import clean_name
from tests.helpers.frames import frames_of
from tests.helpers.odd_texts import as_shown, every_text, names, server_messages, shown_texts, stamps

HELLO = ServerHello("X 1.0", "5f0c2a9d1e3b4876", "Room 101", 4_000, 24)
STAMP = Stamp(7, 1_700_000_000.125)
ABOUT_HI = b'{"t":"msg","id":7,"ts":1700000000.125,"from":"alice","at":7}'
SAID_HI = Said("alice", "hi", STAMP)
HI = Frame(b"4", b"alice: hi")


def rich_decoder() -> ServerDecoder:
    """A decoder of a connection whose server has answered that it is rich."""
    decoder = ServerDecoder()
    [hello] = frames_of(RichEncoder().encode(HELLO))
    assert decoder.decode(hello) == HELLO
    return decoder


def hear(*messages: RoomWideMessage | PrivateMessage) -> list[ServerMessage]:
    """What a rich client makes of what a rich server says."""
    encoder, decoder = RichEncoder(), rich_decoder()
    data = b"".join(encoder.encode(message) for message in messages)
    decoded = [decoder.decode(frame) for frame in frames_of(data)]
    return [message for message in decoded if message is not None]


# ---- what was said is what is heard ----------------------------------------------------------------------


@given(
    st.one_of(
        st.builds(Said, names, shown_texts, stamps),
        st.builds(WhisperReceived, names, shown_texts, stamps, names),
        st.builds(WhisperSent, names, shown_texts, stamps, names),
        st.builds(Announced, shown_texts, stamps, names),
    )
)
@settings(deadline=None)
def test_what_is_said_comes_back_with_its_place_and_its_people(message: Spoken) -> None:
    assert hear(message) == [message]


@given(every_text, every_text, stamps)
@settings(deadline=None)
def test_words_are_exact_whatever_name_and_text(name: str, text: str, stamp: Stamp) -> None:
    assert hear(Said(name, text, stamp)) == [Said(clean_name(name), as_shown(text), stamp)]
    assert hear(Announced(text, stamp, name)) == [Announced(as_shown(text), stamp, clean_name(name))]


@pytest.mark.parametrize(
    "text", ["a: b", "*** a", "* a", "bob, to you: a", "\n    a", "a\n        b", "    ", "", "\n", "\n \n"]
)
def test_words_that_look_like_a_form_are_words(text: str) -> None:
    said = Said("alice", text, STAMP)
    announced = Announced(text, STAMP, "Teacher")
    whisper = WhisperReceived("alice", text, STAMP, "you")
    receipt = WhisperSent("you", text, STAMP, "alice")
    assert hear(said, announced, whisper, receipt) == [said, announced, whisper, receipt]


def test_name_that_plain_could_not_carry_is_known_all_the_same() -> None:
    said = Said("*** bob, to you: carol", "hi", STAMP)
    assert hear(said) == [said]


@pytest.mark.parametrize("code", NoticeCode)
@pytest.mark.parametrize("name", ["bob", "a, b: c is not online", "", "\n"])
def test_notice_comes_back(code: NoticeCode, name: str) -> None:
    notice = Notice(code, clean_name(name) if code in NAMED_NOTICES else "", 42 if code in NUMBER_KEYS else 0)
    assert hear(Notice(code, name, 42)) == [notice]


@pytest.mark.parametrize("code", RefusalCode)
def test_refusal_says_why(code: RefusalCode) -> None:
    assert hear(NameRefused("bob", code)) == [NameRefused("bob", code)]


def test_login_is_heard_in_its_order() -> None:
    alice, bob = User("alice", 1.0), User("bob", 2.0, is_away=True)
    assert hear(Roster((alice, bob)), CameOnline("carol", User("carol")), WentOffline("bob"), Pong(3)) == [
        Online("alice"),
        UserChanged(alice),
        Online("bob"),
        CameOnline("carol"),
        UserChanged(User("carol")),
        WentOffline("bob"),
        Pong(3),
    ]


# ---- annotations and what they are about -----------------------------------------------------------------


def test_annotation_alone_is_nothing_yet() -> None:
    decoder = rich_decoder()
    assert decoder.decode(Frame(b"6", ABOUT_HI)) is None
    assert decoder.decode(HI) == SAID_HI


def test_annotation_is_about_one_frame_only() -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", ABOUT_HI))
    assert decoder.decode(HI) == SAID_HI
    assert decoder.decode(HI) == Said("alice", "hi")


@pytest.mark.parametrize(
    "between",
    [
        Frame(b"2", b"bob"),
        Frame(b"0", b"bob"),
        Frame(b"6", b'{"t":"pong","n":1}'),
        Frame(b"6", b'{"t":"dance"}'),
        Frame(b"6", b"nonsense"),
        Frame(b"6", b'{"t":"refused","code":"taken","name":"alice"}'),
        Frame(b"6", b'{"t":"notice","code":"muted"}'),
        Frame(b"5", b"nonsense"),
        Frame(b"9", b""),
    ],
    ids=repr,
)
def test_anything_between_parts_annotation_and_frame(between: Frame) -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", ABOUT_HI))
    decoder.decode(between)
    assert decoder.decode(HI) == Said("alice", "hi")


def test_latest_of_two_annotations_counts() -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", ABOUT_HI.replace(b'"id":7', b'"id":6')))
    decoder.decode(Frame(b"6", ABOUT_HI))
    assert decoder.decode(HI) == SAID_HI


@pytest.mark.parametrize("annotation", [ABOUT_HI, b'{"t":"notice","code":"banned"}'])
def test_annotation_of_a_text_is_not_about_a_refusal(annotation: bytes) -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", annotation))
    assert decoder.decode(Frame(b"0", b"bob")) == NameRefused("bob")


@pytest.mark.parametrize(
    "annotation",
    [
        b'{"t":"msg"}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice"}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","at":0}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","at":6}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","at":-7}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","at":true}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","at":1e9}',
        b'{"t":"msg","id":7,"ts":1,"from":"bob","at":7}',
        b'{"t":"msg","id":7,"ts":1,"from":"alice","to":"bob","at":7}',
        b'{"t":"msg","id":-7,"ts":1,"from":"alice","at":7}',
        b'{"t":"msg","id":7.5,"ts":1,"from":"alice","at":7}',
        b'{"t":"msg","id":7,"ts":1e300,"from":"alice","at":7}',
        b'{"t":"msg","id":7,"ts":"now","from":"alice","at":7}',
        b'{"t":"msg","id":7,"ts":1,"from":["alice"],"at":7}',
        b'{"t":"notice"}',
        b'{"t":"notice","code":"muted"}',
    ],
)
def test_annotation_that_does_not_fit_is_as_if_it_was_not_there(annotation: bytes) -> None:
    decoder = rich_decoder()
    assert decoder.decode(Frame(b"6", annotation)) is None
    assert decoder.decode(HI) == Said("alice", "hi")


@pytest.mark.parametrize(
    ("annotation", "words", "expected"),
    [
        (b'{"t":"notice","code":"dance"}', b"* dance!", OtherText("* dance!")),
        (b'{"t":"notice","code":"dance"}', b"* you are muted", Notice(NoticeCode.MUTED)),
        (b'{"t":"notice","code":"not-online"}', b"* x is not online", Notice(NoticeCode.NOT_ONLINE, "x")),
        (b'{"t":"notice","code":"room-full","limit":-1}', b"* no room", OtherText("* no room")),
        # Other words for it are a later version's: the code says what they mean.
        (b'{"t":"notice","code":"muted"}', b"* hush", Notice(NoticeCode.MUTED)),
        (b'{"t":"refused","code":"dance","name":"x"}', b"* hush", OtherText("* hush")),
    ],
)
def test_notice_is_read_from_its_code_or_else_from_its_words(
    annotation: bytes, words: bytes, expected: ServerMessage
) -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", annotation))
    assert decoder.decode(Frame(b"4", words)) == expected


@pytest.mark.parametrize("annotation", [b'{"t":"refused","code":"pin"}', b'{"t":"refused"}'])
def test_refusal_for_an_unknown_reason_is_a_refusal(annotation: bytes) -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", annotation))
    assert decoder.decode(Frame(b"0", b"bob")) == NameRefused("bob")


# ---- plain servers ---------------------------------------------------------------------------------------


@given(st.lists(server_messages(), max_size=6), st.sampled_from([None, *TextEncoding]))
@settings(deadline=None)
def test_plain_stream_is_read_as_it_always_was(
    messages: list[RoomWideMessage | PrivateMessage], encoding: TextEncoding | None
) -> None:
    encoder = PlainEncoder(encoding or TextEncoding.UTF_8)
    decoder, detector = ServerDecoder(EncodingDetector(encoding)), EncodingDetector(encoding)
    for frame in frames_of(b"".join(encoder.encode(message) for message in messages)):
        assert decoder.decode(frame) == decode_server_frame(frame, detector)
    assert not decoder.is_rich


@pytest.mark.parametrize(
    "frame", [Frame(b"6", ABOUT_HI), Frame(b"6", b'{"t":"pong","n":1}'), Frame(b"5", b'{"v":1,"app":"X"}')]
)
def test_server_that_never_answered_is_not_rich(frame: Frame) -> None:
    decoder = ServerDecoder()
    assert decoder.decode(frame) == OtherFrame(frame.kind, frame.payload)
    assert not decoder.is_rich
    assert decoder.decode(HI) == Said("alice", "hi")


def test_answer_is_written_in_what_the_server_has_surely_written() -> None:
    decoder = ServerDecoder()
    written = [decoder.encoding]
    for word in ("同学", "大家好"):  # the first is valid in both
        decoder.decode(Frame(b"4", word.encode("gbk")))
        written.append(decoder.encoding)
    assert written == [TextEncoding.UTF_8, TextEncoding.UTF_8, TextEncoding.GBK]


def test_rich_server_writes_utf_8_alone() -> None:
    decoder = ServerDecoder()
    decoder.decode(Frame(b"4", "张䶮: 模式".encode("gb18030")))
    [hello] = frames_of(RichEncoder().encode(HELLO))
    decoder.decode(hello)
    assert decoder.is_rich
    assert decoder.encoding is TextEncoding.UTF_8
    assert decoder.decode(Frame(b"4", b"a: \xcd\xac\xd1\xa7")) == Said("a", "ͬѧ")


# ---- whatever comes --------------------------------------------------------------------------------------

NASTY_PAYLOADS = [
    b"",
    b"[" * MAX_SERVER_PAYLOAD_BYTES,
    b'{"t":' * 13_000,
    b'{"t":"pong","n":' + b"9" * 5_000 + b"}",
    b'{"t":"pong","n":NaN}',
    b'{"t":"pong","n":-Infinity}',
    b'{"t":"pong","n":true}',
    b'{"t":"pong","n":-1}',
    b'{"t":"pong","n":9007199254740992}',
    b'{"t":"user","name":1}',
    b'{"t":["msg"]}',
    b'{"t":{"t":"msg"}}',
    b"\xff\xfe",
    b'{"t":"old","id":1,"ts":1e999,"from":"a","text":"b"}',
]


@pytest.mark.parametrize("kind", [b"5", b"6"])
@pytest.mark.parametrize("payload", NASTY_PAYLOADS, ids=lambda payload: repr(payload[:24]))
def test_object_that_cannot_be_read_is_shown_as_it_is(kind: bytes, payload: bytes) -> None:
    decoder = rich_decoder()
    assert decoder.decode(Frame(kind, payload)) == OtherFrame(kind, payload)
    assert decoder.decode(HI) == Said("alice", "hi")


def test_surrogates_and_control_characters_by_escapes_come_out_clean() -> None:
    decoder = rich_decoder()
    decoder.decode(Frame(b"6", rb'{"t":"msg","id":7,"ts":1,"from":"al\u0003ice\n","at":7}'))
    assert decoder.decode(HI) == Said("alice", "hi", Stamp(7, 1.0))
    user = decoder.decode(Frame(b"6", rb'{"t":"user","name":"a\ud800\u009bb"}'))
    assert user == UserChanged(User("a\ufffdb"))


def test_keys_given_twice_count_once() -> None:
    decoder = rich_decoder()
    assert decoder.decode(Frame(b"6", b'{"t":"pong","n":1,"t":"pong","n":2}')) == Pong(2)


def test_largest_object_is_read() -> None:
    text = "x" * (MAX_SERVER_PAYLOAD_BYTES - 100)
    payload = f'{{"t":"dance","text":"{text}"}}'.encode()
    assert rich_decoder().decode(Frame(b"6", payload)) == OtherFrame(b"6", payload)


pieces = st.sampled_from(
    [
        b"\x026", b"\x024", b"\x020", b"\x025", b"\x03", b"a: b", b"* muted", b"1", b",", b"{", b"}", b"[", b"\xff",
        b'"', b'{"t":"', b"msg", b"notice", b"refused", b"old", b"room", b'","', b'id":', b'"at":',
    ]
)  # fmt: skip


@given(st.lists(pieces | st.binary(max_size=8), max_size=40).map(b"".join))
@settings(deadline=None)
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    decoder = rich_decoder()
    for event in FrameDecoder(MAX_SERVER_PAYLOAD_BYTES).feed(data):
        if isinstance(event, Frame):
            decoder.decode(event)


@given(st.lists(server_messages(), max_size=6), st.data())
@settings(deadline=None)
def test_stream_with_frames_lost_is_read_without_raising(
    messages: list[RoomWideMessage | PrivateMessage], data: st.DataObject
) -> None:
    encoder, decoder = RichEncoder(), rich_decoder()
    frames = frames_of(b"".join(encoder.encode(message) for message in messages))
    for frame in frames:
        if data.draw(st.booleans()):
            decoder.decode(frame)
