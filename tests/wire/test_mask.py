"""What of a whisper and of a secret can be seen behind the mask: nothing, however the stream is cut."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.codec import PlainEncoder, RichEncoder, encode_client_message
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.messages import (
    Announced,
    CameOnline,
    Hello,
    LogIn,
    Notice,
    NoticeCode,
    Old,
    Pinned,
    PrivateMessage,
    Resume,
    RoomMode,
    RoomState,
    RoomWideMessage,
    Said,
    Say,
    Stamp,
    Welcome,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.wire.mask import WhisperMask
from tests.wire.cuts import cut_at

STAMP = Stamp(7, 1_700_000_000.5)
SECRET = "Q"
"""A letter that stands in no public text here: wherever it comes out, something was told."""


def masked(data: bytes, *, is_from_client: bool, is_shown: bool = False) -> bytes:
    mask = WhisperMask(is_from_client)
    mask.are_whispers_shown = is_shown
    seen, _ = mask.feed(data)
    return seen


def masked_in_pieces(pieces: list[bytes], *, is_from_client: bool, is_shown: bool = False) -> bytes:
    mask = WhisperMask(is_from_client)
    mask.are_whispers_shown = is_shown
    return b"".join(mask.feed(piece)[0] for piece in pieces)


# ---- what can come ---------------------------------------------------------------------------------------

names = st.sampled_from(["bob", "陈小明", "mary ann", "Ж", "a" * 24, "中" * 24])
public_texts = st.text("abc 123,:{}\"'\\\n中文é", min_size=1, max_size=40)
secret_texts = st.lists(
    st.sampled_from(["Q", "Q Q", "中Q文", 'Q"Q', "Q\\Q", "Q: Q, to you: Q", "Q\nQ"]), min_size=1
).map(lambda parts: SECRET + "".join(parts) + SECRET)
encodings = st.sampled_from(TextEncoding)


@st.composite
def frames_of_server(draw: st.DrawFn) -> bytes:
    """Frames of our own server; the secret letter stands in whispers and secrets alone."""
    name, text, secret = draw(names), draw(public_texts), draw(secret_texts)
    messages: list[RoomWideMessage | PrivateMessage] = [
        Said(name, text, STAMP),
        Announced(text, STAMP, name),
        CameOnline(name),
        Notice(NoticeCode.NOT_ONLINE, name),
        Notice(NoticeCode.MUTED_BUT_HOST, name),
        WhisperReceived(name, secret, STAMP, "you"),
        WhisperSent(name, secret, STAMP, "me"),
        Old(STAMP, name, secret, to="someone"),
        Old(STAMP, name, text),
        Welcome(name, secret, True, 3, 7),
        RoomState(RoomMode.ALL, 0.0, Pinned(STAMP, text)),
    ]
    message = draw(st.sampled_from(messages))
    if isinstance(message, Old | Welcome | RoomState) or draw(st.booleans()):
        return RichEncoder().encode(message)
    return PlainEncoder(draw(encodings)).encode(message)


@st.composite
def frames_of_client(draw: st.DrawFn) -> bytes:
    """What clients of every kind send, tidy and not; behind the first whisper the secret letter may be anywhere."""
    encoding, name = draw(encodings), draw(names)
    frame = draw(
        st.sampled_from(
            [
                encode_client_message(LogIn(name), encoding),
                encode_client_message(Say(draw(public_texts)), encoding),
                encode_client_message(Whisper(name, draw(secret_texts)), encoding),
                encode_client_message(Resume(draw(secret_texts), 7)),
                encode_client_message(Hello(1, "app", "en")),
                b"\x022bob,Q\x02Q and Q\x02\x02Q\x03",  # STX in the text of a whisper
                b"\x022bob\x02,Q\x03",  # and in its name
                b"\x022bob\xef\xbc\x8cQ Q\x03",  # a full-width comma
                b"\x022\xb1\xa6\xa3\xacQ\x03",  # the same in GBK
                b"\x022bob:Q\x03",
                b"\x022" + b"b" * 97 + b"Q\x03",
                b"\x026{'t': 'resume', 'session': 'Q', 'last': 1}\x03",
                b'\x026{"t":"resume","sess\\u0069on":"Q"}\x03',
                b'\x026{"t":"resume","Session" : {"a":["Q",Q]},"last":1}\x03',
                b"\x026{t:resume,session:Q}\x03",
                b'\x026{"t":"whisper","to":"bob","text":"Q"}\x03',
                b'\x025{"v":1,"pin":"Q"}\x03',
                b"2bob,Q\x03",  # without an STX
                b'6{"t":"resume","session":"Q"}\x03',
                b"\x02\x02bob,Q\x03",  # the type as a number
                b"\x02 2bob,Q Q\x03",
                b"\x022" + b"b" * 25 + b"Q,Q\x03",
            ]
        )
    )
    has_secret = b"Q" in frame
    # What the buffer held before, as a careless program sends it.
    leftover = (
        draw(st.sampled_from([b"", b"\0\0", b"\r\n", b"\0Q\0Q", b" Q", b"Q\x03Q"])) if has_secret else b""
    )
    return frame + leftover


streams_of_server = st.lists(frames_of_server(), max_size=5).map(b"".join)
streams_of_client = st.lists(frames_of_client(), max_size=5).map(b"".join)
any_bytes = st.lists(
    st.sampled_from(
        [b"\x02", b"\x03", b"\0", b"2", b"4", b"6", b", to you", b": ", b"you, to ", b'"', b"'", b"\\"]
    )
    | st.sampled_from(
        [b"session", b":", b",", b"{", b"}", b"text", b"to", b"*", b" ", b"a", b"\xef\xbc", b"\x8c"]
    ),
    max_size=40,
).map(b"".join)
streams = st.one_of(streams_of_server, streams_of_client, any_bytes)


# ---- nothing gets through --------------------------------------------------------------------------------


@given(streams_of_server, st.data())
def test_no_byte_of_a_whisper_or_secret_of_the_server_comes_out(stream: bytes, data: st.DataObject) -> None:
    seen = masked_in_pieces(cut_at(stream, data), is_from_client=False)
    assert SECRET.encode() not in seen
    assert len(seen) == len(stream)


@given(streams_of_client, st.data())
def test_no_byte_of_a_whisper_or_secret_of_a_client_comes_out(stream: bytes, data: st.DataObject) -> None:
    seen = masked_in_pieces(cut_at(stream, data), is_from_client=True)
    assert SECRET.encode() not in seen
    assert len(seen) == len(stream)


@given(streams, st.booleans(), st.booleans(), st.data())
def test_cuts_change_nothing(
    stream: bytes, is_from_client: bool, is_shown: bool, data: st.DataObject
) -> None:
    whole = masked(stream, is_from_client=is_from_client, is_shown=is_shown)
    in_pieces = masked_in_pieces(cut_at(stream, data), is_from_client=is_from_client, is_shown=is_shown)
    byte_by_byte = [stream[at : at + 1] for at in range(len(stream))]
    assert in_pieces == whole
    assert masked_in_pieces(byte_by_byte, is_from_client=is_from_client, is_shown=is_shown) == whole


@given(st.lists(frames_of_server(), min_size=1, max_size=5), st.data())
def test_nothing_comes_out_after_a_gap(frames: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(frames)
    at = data.draw(st.integers(0, len(stream)))
    back_at = data.draw(st.integers(at, len(stream)))
    mask = WhisperMask(is_from_client=False)
    seen = mask.feed(stream[:at])[0]
    mask.lose()
    seen += mask.feed(stream[back_at:])[0]
    assert SECRET.encode() not in seen


@given(streams_of_server)
def test_what_is_public_stays_as_it_is(stream: bytes) -> None:
    seen = masked(stream, is_from_client=False)
    for frame, shown in zip(FrameDecoder(65_536).feed(stream), FrameDecoder(65_536).feed(seen), strict=True):
        assert isinstance(frame, Frame)
        if SECRET.encode() not in frame.payload:
            is_whisper = b'"to":' in frame.payload and b'"t":"old"' in frame.payload
            assert shown == frame or is_whisper


# ---- what exactly is hidden ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (b"\x022bob,hi, you\x03", b"\x022bob,*******\x03"),
        (b"\x022\xb3\xc2,\xc4\xe3\xba\xc3\x03", b"\x022\xb3\xc2,****\x03"),
        (b"\x022bob,\x03", b"\x022bob,\x03"),
        (b"\x022bob\xef\xbc\x8chi\x03", b"\x022bob\xef\xbc\x8c**\x03"),
        (b"\x022bob,a\x02b\x03", b"\x022bob,*\x02*\x03"),
        (b"\x023bob,hi\x03", b"\x023bob,hi\x03"),
        (b"\x021bob\x03\0\0GET / HTTP", b"\x021bob\x03\0\0GET / HTTP"),
        (b"\x022bob,hi\x03\0\0tail\x03", b"\x022bob,**\x03\0\0*****"),
        (b"\x022bob,hi\x03\x023ok\0tail\x03", b"\x022bob,**\x03\x023ok\0****\x03"),
        (b"\x022bob and all the others, hi\x03", b"\x022bob and all the others,***\x03"),
        (b"\x022bob and all of the others hi\x03", b"\x022bob and all of the others***\x03"),
        (b"2bob,hi\x03", b"2bob,**\x03"),  # no STX
        (b"hello\n2bob,hi\n", b"hello\n2bob,***"),
        (b"2bob,hi\x023hi\x03", b"2bob,**\x023hi\x03"),
        (b'6{"session":"ab"}\x03', b'6{"session":"**"}\x03'),
        (b"200 OK\r\nServer: x", b"200 OK\r**********"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n"),
        (b"\x02\x02bob,hi\x03", b"\x02\x02bob,**\x03"),  # the type is the number 2
        (b"\x02 2bob,hi\x023ok\x03", b"\x02 2bob,**\x023ok\x03"),
        (b"\x027what is this?\x03", b"\x027what is this?\x03"),
        (b"\x02{'session':'ab'}\x03", b"\x02{'session':*****\x03"),
        (
            b'\x026{"t":"resume","session":"k\\"3v","last":4}\x03',
            b'\x026{"t":"resume","session":"*****","last":4}\x03',
        ),
        (b'\x026{"session":12,"pin":[1,"ab"],"n":3}\x03', b'\x026{"session":**,"pin":[*,"**"],"n":3}\x03'),
        (b'\x026{"session":"ab', b'\x026{"session":"**'),
    ],
)
def test_of_a_client_the_text_and_the_secret_are_hidden(sent: bytes, seen: bytes) -> None:
    assert masked(sent, is_from_client=True) == seen


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (b"\x024bob, to you: psst: x\x03", b"\x024bob, to you: *******\x03"),
        (b"\x024you, to bob: psst\x03", b"\x024you, to bob: ****\x03"),
        (b"\x024bob: you, to carl: psst\x03", b"\x024bob: you, to carl: psst\x03"),
        (b"\x024bob: carl, to you: psst\x03", b"\x024bob: carl, to you: psst\x03"),
        (b"\x024*** bob, to you: psst\x03", b"\x024*** bob, to you: psst\x03"),
        (b"\x024* log in first\x03", b"\x024* log in first\x03"),
        (b"\x022bob,hi\x03", b"\x022bob,hi\x03"),
        (b'\x026{"sess\\u0069on":"ab"}\x03', b'\x026{"sess\\u0069on":"**"}\x03'),
        (b'\x026{"pin":"ab"}\x03', b'\x026{"pin":"**"}\x03'),
        (b"\x024bob: my pin: no text\x03", b"\x024bob: my pin: no text\x03"),
        (b'\x026{"t":"old","from":"a","text":"x"}\x03', b'\x026{"t":"old","from":"a","text":"x"}\x03'),
        (
            b'\x026{"t":"old","from":"a","to":"b","text":"x y"}\x03',
            b'\x026{"t":"old","from":"a","to":"b","text":"***"}\x03',
        ),
    ],
)
def test_of_a_server_whispers_are_hidden_and_nothing_else(sent: bytes, seen: bytes) -> None:
    assert masked(sent, is_from_client=False) == seen


@pytest.mark.parametrize("encoding", TextEncoding)
def test_the_mask_is_as_long_as_the_text_in_its_encoding(encoding: TextEncoding) -> None:
    text = "你好 Qé"
    sent = PlainEncoder(encoding).encode(WhisperReceived("陈小明", text))
    seen = masked(sent, is_from_client=False)
    assert seen.endswith(b": " + b"*" * (len(sent) - sent.index(b": ") - 3) + b"\x03")
    assert len(seen) == len(sent)


def test_a_masked_object_is_still_json() -> None:
    sent = RichEncoder().encode(Welcome("alice", 'a"b\\c', False, 0, 0))
    found = json.loads(masked(sent, is_from_client=False)[2:-1])
    assert found["you"] == "alice"
    assert set(found["session"]) == {"*"}


def test_it_says_whether_anything_was_hidden() -> None:
    mask = WhisperMask(is_from_client=True)
    assert mask.feed(b"\x023hi\x03")[1] is False
    assert mask.feed(b"\x022bob,***\x03") == (b"\x022bob,***\x03", True)
    assert mask.feed(b"\x022bob,")[1] is False
    assert mask.feed(b"x")[1] is True


# ---- whispers that are shown -----------------------------------------------------------------------------


def test_shown_whispers_are_shown_and_secrets_are_not() -> None:
    whisper = b"\x024bob, to you: psst\x03"
    assert masked(whisper, is_from_client=False, is_shown=True) == whisper
    welcome = b'\x026{"session":"ab"}\x03'
    assert masked(welcome, is_from_client=False, is_shown=True) == b'\x026{"session":"**"}\x03'
    old = b'\x026{"t":"old","to":"b","text":"ab"}\x03'
    assert masked(old, is_from_client=False, is_shown=True) == b'\x026{"t":"old","to":"b","text":"**"}\x03'


def test_showing_holds_for_the_next_frame_and_hiding_at_once() -> None:
    mask = WhisperMask(is_from_client=True)
    seen = mask.feed(b"\x022bob,a")[0]
    mask.are_whispers_shown = True
    seen += mask.feed(b"b\x03\x022bob,c")[0]
    mask.are_whispers_shown = False
    seen += mask.feed(b"d\x03")[0]
    assert seen == b"\x022bob,**\x03\x022bob,c*\x03"


def test_a_frame_that_began_before_the_change_stays_hidden() -> None:
    mask = WhisperMask(is_from_client=True)
    seen = mask.feed(b"\x022bob")[0]
    mask.are_whispers_shown = True
    assert seen + mask.feed(b",ab\x03")[0] == b"\x022bob,**\x03"


def test_an_earlier_whisper_left_in_a_buffer_stays_hidden_in_the_next_frame() -> None:
    mask = WhisperMask(is_from_client=True)
    mask.feed(b"\x022bob,a long text\x03")
    assert mask.feed(b"\x023ok\0long text\x03")[0] == b"\x023ok\0*********\x03"


def test_an_earlier_whisper_left_in_a_buffer_stays_hidden() -> None:
    mask = WhisperMask(is_from_client=True)
    mask.feed(b"\x022bob,a long text\x03")
    mask.are_whispers_shown = True
    assert mask.feed(b"\x022bob,b\0long text\x03ext")[0] == b"\x022bob,b\0*********\x03***"


# ---- gaps and sharing ------------------------------------------------------------------------------------


def test_after_a_gap_everything_up_to_the_next_stx_is_hidden() -> None:
    mask = WhisperMask(is_from_client=False)
    mask.feed(b"\x024alice: he")
    mask.lose()
    assert mask.feed(b"llo\x03")[0] == b"****"
    assert mask.feed(b"\n\x024bob: hi\x03")[0] == b"*\x024bob: hi\x03"


def test_after_a_gap_an_stx_may_stand_in_the_text_of_a_whisper() -> None:
    mask = WhisperMask(is_from_client=True)
    mask.feed(b"\x022bob,one")
    mask.lose()
    assert mask.feed(b"two\x02three\x03\x027four\x03")[0] == b"***\x02t****\x03\x027four\x03"


@given(st.lists(frames_of_server(), min_size=2, max_size=6))
def test_masks_between_frames_make_the_same_of_whole_frames(frames: list[bytes]) -> None:
    fresh, used = WhisperMask(is_from_client=False), WhisperMask(is_from_client=False)
    used.feed(frames[0])
    for _, after in pairwise(frames):
        assert fresh.feed(after) == used.feed(after)


def test_own_bytes_are_seen_whole_but_for_secrets() -> None:
    mask = WhisperMask(is_from_client=True, is_own=True)
    own = b"\x02\x02no end\x00\xff\x022bob,psst\x00rest\x03junk, 2bob,x"
    assert mask.feed(own) == (own, False)
    secret = b'\x026{"t":"resume","session":"0123456789abcdef","last":1}\x03'
    seen, is_masked = mask.feed(secret)
    assert is_masked
    assert b"0123456789abcdef" not in seen
    assert len(seen) == len(secret)
