"""What a server sends: a client makes clean messages of whatever comes, in our words or another server's (§4)."""

from dataclasses import fields, is_dataclass

from shared.protocol.codec import PlainEncoder, RichEncoder, ServerDecoder
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.json_object import MAX_INTEGER
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    Old,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    RoomState,
    Said,
    ServerHello,
    ServerMessage,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.text import clean_name, clean_text

HELLO = b'\x025{"v":1,"id":"0123456789abcdef","room":"Room 101"}\x03'
_TEXTS = ("text",)
_LAST_UTC = 32_503_680_000.0


def check_server_frames(data: bytes) -> None:
    """The first byte says whether the server is rich from the start; the rest is what it sends."""
    stream = (HELLO if data[:1] == b"r" else b"") + data[1:]
    decoder = ServerDecoder()
    annotations = 0
    frames = [e for e in FrameDecoder(MAX_SERVER_PAYLOAD_BYTES).feed(stream) if isinstance(e, Frame)]
    for frame in frames:
        was_rich = decoder.is_rich
        message = decoder.decode(frame)
        if message is None:
            assert was_rich and frame.kind == b"6", "only an annotation says nothing by itself"
            annotations += 1
            continue
        check_heard(message)
        check_said_again(message)
        assert decoder.is_rich or not was_rich
        assert not decoder.is_rich or decoder.encoding is TextEncoding.UTF_8


def check_heard(message: object) -> None:
    """Every string of a message is clean, and every number can be counted with and shown."""
    assert is_dataclass(message)
    if isinstance(message, OtherFrame):
        return
    for field in fields(message):
        value = getattr(message, field.name)
        match value:
            case str():
                is_text = field.name in _TEXTS
                assert value == (clean_text(value) if is_text else clean_name(value)), field.name
            case tuple():
                assert all(clean_name(each) == each for each in value)
            case bool() | None:
                pass
            case int():
                assert 0 <= value <= MAX_INTEGER, field.name
            case float():
                assert 0 <= value <= _LAST_UTC, field.name
            case _:
                check_heard(value)


def _said(message: ServerMessage) -> bytes | None:
    """Say in our own words what was heard, None for what only another server would say."""
    encoder = RichEncoder()
    match message:
        case (
            Said()
            | WhisperReceived()
            | WhisperSent()
            | Announced()
            | Notice()
            | NameRefused()
            | Old()
            | Pong()
            | RoomState()
            | Welcome()
            | UserChanged()
            | ServerHello()
            | CameOnline()
            | WentOffline()
        ):
            return encoder.encode(message)
        case Online() | OtherText() | OtherFrame():
            return None


def _heard(wire: bytes) -> ServerMessage:
    decoder = ServerDecoder()
    frames = FrameDecoder(8 * MAX_SERVER_PAYLOAD_BYTES).feed(HELLO + wire)
    assert all(isinstance(frame, Frame) for frame in frames), "what is sent is whole frames"
    heard = [decoder.decode(frame) for frame in frames if isinstance(frame, Frame)]
    [message] = [each for each in heard[1:] if each is not None]
    return message


def check_said_again(message: ServerMessage) -> None:
    """What was heard, said by our own server, is heard as itself from the second time on."""
    wire = _said(message)
    if wire is None:
        return
    once = _heard(wire)
    if (
        isinstance(message, Said | WhisperReceived | WhisperSent | Announced | Old)
        and message.stamp is not None
    ):
        assert isinstance(once, type(message)), "nobody's words become another's"
    again = _said(once)
    if again is not None:
        assert _heard(again) == once
    if isinstance(message, Said | WhisperReceived | WhisperSent | Announced | Notice):
        plain = PlainEncoder(TextEncoding.UTF_8).encode(message)
        assert wire.endswith(plain), "rich only ever adds to plain"
