"""Messages to frames and back: the front door of both dialects of docs/protocol.md.

The rule: who is outside of ``shared/protocol`` asks here, and knows no text format, no JSON and no dialect but by
its name. What a connection speaks is picked once, by its ``Dialect``.
"""

from enum import Enum
from typing import Protocol, assert_never

from shared.protocol.encoding import EncodingDetector, TextEncoding, encode_text
from shared.protocol.framing import Frame, encode_frame
from shared.protocol.messages import (
    Bye,
    ClientMessage,
    Hello,
    LogIn,
    Notice,
    NoticeCode,
    Ping,
    PrivateMessage,
    Resume,
    RoomWideMessage,
    Say,
    SetAway,
    SetHand,
    Unserved,
    WantOlder,
    Whisper,
)
from shared.protocol.names import is_more_than_name
from shared.protocol.notices import notice_words
from shared.protocol.plain import PlainEncoder, decode_server_frame
from shared.protocol.rich import RichEncoder
from shared.protocol.rich_client import ClientObject, object_payload, read_hello, read_object
from shared.protocol.server_decoder import ServerDecoder
from shared.protocol.text import clean_name, clean_text

__all__ = [
    "Dialect",
    "Encoder",
    "PlainEncoder",
    "RichEncoder",
    "ServerDecoder",
    "decode_client_frame",
    "decode_server_frame",
    "encode_client_message",
    "encoders",
    "notice_words",
    "unknown_type",
]


class Dialect(Enum):
    """Which of the dialects of docs/protocol.md a connection speaks."""

    PLAIN = "plain"  # the course protocol
    RICH = "rich"  # the same, and annotations between its frames; always in UTF-8


class Encoder(Protocol):
    """What makes bytes of the server's messages, for all connections of one dialect and encoding."""

    encoding: TextEncoding

    def encode(self, message: RoomWideMessage | PrivateMessage) -> bytes:
        """Return the frames of ``message``, empty where its dialect is not told."""
        ...

    def forget_roster(self) -> None:
        """Drop the frames kept for rosters; call it when nobody is told any more who goes."""
        ...


def encoders() -> dict[tuple[Dialect, TextEncoding], Encoder]:
    """Return a new encoder for each way in which a room speaks: plain in every encoding, and rich in UTF-8."""
    plain = {encoding: PlainEncoder(encoding) for encoding in TextEncoding}
    found: dict[tuple[Dialect, TextEncoding], Encoder] = {
        (Dialect.PLAIN, encoding): encoder for encoding, encoder in plain.items()
    }
    found[Dialect.RICH, TextEncoding.UTF_8] = RichEncoder(plain[TextEncoding.UTF_8])
    return found


def encode_client_message(
    message: LogIn | Whisper | Say | ClientObject, encoding: TextEncoding = TextEncoding.UTF_8
) -> bytes:
    """Return the frame a client sends for ``message`` (docs/protocol.md §2, §4).

    ``encoding`` is for names and texts; objects are in UTF-8 whatever it is.
    """
    match message:
        case LogIn(name):
            return encode_frame(b"1", encode_text(clean_name(name), encoding))
        case Whisper(to, text):
            return encode_frame(b"2", encode_text(f"{clean_name(to)},{clean_text(text)}", encoding))
        case Say(text):
            return encode_frame(b"3", encode_text(clean_text(text), encoding))
        case Hello():
            return encode_frame(b"5", object_payload(message))
        case Resume() | Ping() | SetAway() | SetHand() | WantOlder() | Bye():
            return encode_frame(b"6", object_payload(message))
        case _:
            assert_never(message)


def decode_client_frame(
    frame: Frame, detector: EncodingDetector, dialect: Dialect = Dialect.PLAIN
) -> ClientMessage:
    """Return what a client's frame means; ``detector`` is that connection's own (docs/protocol.md §5).

    Never raises: a frame that means nothing comes back as ``Unserved``, which says what to tell the sender. In the
    plain dialect every ``5`` is read as a ``Hello``; whether it is the first frame, the caller knows.
    """
    kind = frame.kind
    is_rich = dialect is Dialect.RICH
    # A rich client has nothing to be found out about, whatever it sends and whatever --encoding says.
    decode = _decode_utf_8 if is_rich else detector.decode
    if kind == b"3":
        return Say(clean_text(decode(frame.payload)))
    if kind == b"2":
        to, comma, text = decode(frame.payload).partition(",")
        # Where something else was to end the name, the answer must not repeat what was whispered behind it.
        if not comma or is_more_than_name(to):
            return Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))
        return Whisper(clean_name(to), clean_text(text))
    if kind == b"1":
        # Not cleaned: a control character makes a name invalid, it does not make it another name.
        return LogIn(decode(frame.payload))
    if kind == b"5" and not is_rich:
        return read_hello(frame.payload)
    if kind == b"6" and is_rich:
        return read_object(frame.payload)
    return unknown_type(kind)


def unknown_type(kind: bytes) -> Unserved:
    """Return what is made of a frame whose type means nothing, or nothing at this place."""
    character = kind.decode("latin-1")
    is_shown = "!" <= character <= "~"
    return Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name=character if is_shown else f"0x{kind.hex()}"))


def _decode_utf_8(payload: bytes) -> str:
    return payload.decode("utf-8", "replace")
