"""Messages to frames and back, in the plain dialect: the only file that knows the text formats.

The rule: everything that leaves here is clean (docs/protocol.md §5): control characters are taken out of every
text by this file, not by its callers, so nothing anybody types can become a second frame or somebody else's line.

The rich dialect (§4) is the plain stream with frames of types 5 and 6 between; it has its place beside
``PlainEncoder``, which a ``Dialect`` picks.
"""

import re
from enum import Enum
from typing import assert_never

from shared.protocol.encoding import EncodingDetector, TextEncoding, encode_text
from shared.protocol.framing import Frame, encode_frame
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
    Unserved,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.text import clean_name, clean_text


class Dialect(Enum):
    """Which of the dialects of docs/protocol.md a connection speaks."""

    PLAIN = "plain"  # the course protocol


# No continuation of what was said can pass for a line of its own (§2).
_CONTINUATION = "\n    "
_LINE_BREAK = re.compile("[\n\u2028\u2029]")

_NOTICE_WORDS: dict[NoticeCode, str] = {
    NoticeCode.LOG_IN_FIRST: "log in first",
    NoticeCode.ALREADY_LOGGED_IN: "you are already logged in as {name}",
    NoticeCode.NOT_ONLINE: "{name} is not online",
    NoticeCode.TEXT_TOO_LONG: "that text is too long: at most {number} characters",
    NoticeCode.FRAME_TOO_LONG: "that frame is too long: at most {number} bytes",
    NoticeCode.FRAME_WITHOUT_TYPE: "that frame has no type: it is 02, type, text, 03",
    NoticeCode.UNKNOWN_TYPE: "no such message type: {name}",
    NoticeCode.WHISPER_WITHOUT_COMMA: "a whisper needs a comma after the name",
    NoticeCode.TOO_MANY_CONNECTIONS: "too many connections from your address",
    NoticeCode.ROOM_FULL: "the room is full: at most {number} people",
    NoticeCode.MUTED: "you are muted",
    NoticeCode.MUTED_BUT_HOST: "you are muted, but you can whisper to {name}",
    NoticeCode.UNMUTED: "you are no longer muted",
    NoticeCode.REMOVED: "you were removed from the room",
    NoticeCode.REMOVED_WAIT: "you were removed from the room and can come back in {number} s",
    NoticeCode.BANNED: "you are banned from this room",
    NoticeCode.CLOSING: "the room is closing",
}


def notice_words(notice: Notice) -> str:
    """Return the English words of a notice, without the leading ``* ``."""
    return _NOTICE_WORDS[notice.code].format(name=notice.name, number=notice.number)


def _pattern_of(words: str) -> re.Pattern[str]:
    pattern = (
        re.escape(words).replace(r"\{name\}", "(?P<name>.*)").replace(r"\{number\}", "(?P<number>[0-9]{1,9})")
    )
    return re.compile(pattern)


# What begins with a name comes last: a host may be called "is not online".
_NOTICE_PATTERNS = [
    (code, _pattern_of(words))
    for code, words in sorted(_NOTICE_WORDS.items(), key=lambda each: each[1].startswith("{"))
]


def _notice_of(words: str) -> Notice | None:
    for code, pattern in _NOTICE_PATTERNS:
        match = pattern.fullmatch(words)
        if match is not None:
            found = match.groupdict()
            return Notice(code, found.get("name") or "", int(found.get("number") or 0))
    return None


# ---- from client to server -------------------------------------------------------------------------------


def encode_client_message(
    message: LogIn | Whisper | Say, encoding: TextEncoding = TextEncoding.UTF_8
) -> bytes:
    """Return the frame a client sends for ``message`` (docs/protocol.md §2)."""
    match message:
        case LogIn(name):
            return encode_frame(b"1", encode_text(clean_name(name), encoding))
        case Whisper(to, text):
            return encode_frame(b"2", encode_text(f"{clean_name(to)},{clean_text(text)}", encoding))
        case Say(text):
            return encode_frame(b"3", encode_text(clean_text(text), encoding))
        case _:
            assert_never(message)


def decode_client_frame(frame: Frame, detector: EncodingDetector) -> ClientMessage:
    """Return what a client's frame means; ``detector`` is that connection's own (docs/protocol.md §5).

    Never raises: a frame that means nothing comes back as ``Unserved``, which says what to tell the sender.
    """
    kind = frame.kind
    if kind == b"3":
        return Say(clean_text(detector.decode(frame.payload)))
    if kind == b"2":
        to, comma, text = detector.decode(frame.payload).partition(",")
        if not comma:
            return Unserved(Notice(NoticeCode.WHISPER_WITHOUT_COMMA))
        return Whisper(clean_name(to), clean_text(text))
    if kind == b"1":
        # Not cleaned: a control character makes a name invalid, it does not make it another name.
        return LogIn(detector.decode(frame.payload))
    return Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name=_printable(kind)))


def _printable(kind: bytes) -> str:
    character = kind.decode("latin-1")
    return character if "!" <= character <= "~" else f"0x{kind.hex()}"


# ---- from server to client -------------------------------------------------------------------------------


class PlainEncoder:
    """Encodes the server's messages for all plain connections of one encoding.

    ``roster`` keeps the frame of everyone online, so that a login costs one join and not one encoding a person.
    """

    def __init__(self, encoding: TextEncoding) -> None:
        self.encoding = encoding
        self._online_frames: dict[str, bytes] = {}

    def encode(self, message: RoomWideMessage | PrivateMessage) -> bytes:
        """Return the frame or frames of ``message`` (docs/protocol.md §2); raises ``UnsafePayload`` on our bugs."""
        match message:
            case Said(sender, text):
                return self._frame(b"4", f"{clean_name(sender)}: {_indented(text)}")
            case WhisperReceived(sender, text):
                return self._frame(b"4", f"{clean_name(sender)}, to you: {_indented(text)}")
            case WhisperSent(to, text):
                return self._frame(b"4", f"you, to {clean_name(to)}: {_indented(text)}")
            case Announced(text):
                return self._frame(b"4", f"*** {_indented(text)}")
            case Notice():
                return self._frame(b"4", f"* {_indented(notice_words(message))}")
            case CameOnline(name):
                return self._frame(b"2", clean_name(name))
            case WentOffline(name):
                self._online_frames.pop(name, None)
                return self._frame(b"3", clean_name(name))
            case Roster(names):
                return b"".join([self._online_frame(name) for name in names])
            case NameRefused(name):
                return self._frame(b"0", clean_name(name))
            case _:
                assert_never(message)

    def forget_roster(self) -> None:
        """Drop the frames kept for rosters; call it when nobody is told any more who goes."""
        self._online_frames.clear()

    def _online_frame(self, name: str) -> bytes:
        frame = self._online_frames.get(name)
        if frame is None:
            frame = self._online_frames[name] = self._frame(b"1", clean_name(name))
        return frame

    def _frame(self, kind: bytes, text: str) -> bytes:
        return encode_frame(kind, encode_text(text, self.encoding))


def _indented(text: str) -> str:
    text = clean_text(text)
    return text if text.isprintable() else _LINE_BREAK.sub(_CONTINUATION, text)


def decode_server_frame(frame: Frame, detector: EncodingDetector) -> ServerMessage:
    """Return what a server's frame means to a client; never raises."""
    kind = frame.kind
    if kind not in (b"0", b"1", b"2", b"3", b"4"):
        return OtherFrame(kind, frame.payload)
    text = detector.decode(frame.payload)
    if kind == b"4":
        return _decode_chat_text(clean_text(text))
    name = clean_name(text)
    match kind:
        case b"0":
            return NameRefused(name)
        case b"1":
            return Online(name)
        case b"2":
            return CameOnline(name)
        case _:
            return WentOffline(name)


def _decode_chat_text(text: str) -> ServerMessage:
    if text.startswith("*** "):
        return Announced(_unindented(text[4:]))
    if text.startswith("* "):
        return _notice_of(text[2:]) or OtherText(text)
    # Names hold neither comma nor colon, so the first ": " ends who said it.
    head, colon, said = text.partition(": ")
    if not colon or not head or "\n" in head:
        return OtherText(text)
    said = _unindented(said)
    if head.endswith(", to you"):
        return WhisperReceived(head[: -len(", to you")], said)
    if head.startswith("you, to "):
        return WhisperSent(head[len("you, to ") :], said)
    if "," in head:
        return OtherText(text)
    return Said(head, said)


def _unindented(text: str) -> str:
    return text.replace(_CONTINUATION, "\n")
