"""What a server sends in the plain dialect, to frames and back: the only file that knows the text formats.

The rule: everything that leaves here is clean (docs/protocol.md §5): control characters are taken out of every
text by this file, not by its callers, so nothing anybody types can become a second frame or somebody else's line.
"""

import re
from typing import assert_never

from shared.protocol.encoding import EncodingDetector, TextEncoding, encode_text
from shared.protocol.framing import Frame, encode_frame
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
    PrivateMessage,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    ServerMessage,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.notices import notice_of, notice_words
from shared.protocol.roster_frames import RosterFrames
from shared.protocol.text import clean_name, clean_text

Spoken = Said | WhisperReceived | WhisperSent | Announced
"""What somebody said, in whichever way."""

NOTICE_HEAD = "* "

# No continuation of what was said can pass for a line of its own (§2).
_CONTINUATION = "\n    "
_LINE_BREAK = re.compile("[\n\u2028\u2029]")
_SEPARATOR = re.compile("[\u2028\u2029]")


class PlainEncoder:
    """Encodes the server's messages for all plain connections of one encoding.

    It keeps the frames of everyone online.
    """

    def __init__(self, encoding: TextEncoding) -> None:
        self.encoding = encoding
        self._said: Said | None = None  # the newest, and what became of it
        self._said_frame = b""
        self._roster = RosterFrames(lambda user: self.encode_online(user.name))

    def encode(self, message: RoomWideMessage | PrivateMessage) -> bytes:
        """Return the frame or frames of ``message`` (docs/protocol.md §2), none for what plain is not told.

        Raises ``UnsafePayload`` on our bugs.
        """
        match message:
            case Said():
                return self._encode_said(message)
            case WhisperReceived() | WhisperSent() | Announced():
                return self._frame(b"4", f"{head_of(message)}{_indented(message.text)}")
            case Notice():
                return self._frame(b"4", f"{NOTICE_HEAD}{_indented(notice_words(message))}")
            case CameOnline(name):
                return self._frame(b"2", clean_name(name))
            case WentOffline(name):
                self._roster.forget(name)
                return self._frame(b"3", clean_name(name))
            case Roster(users):
                return self._roster.join(users)
            case NameRefused(name):
                return self._frame(b"0", clean_name(name))
            case ServerHello() | Welcome() | UserChanged() | RoomState() | Old() | Pong():
                return b""
            case _:
                assert_never(message)

    def _encode_said(self, said: Said) -> bytes:
        # The rich encoder asks for the same message right after: it shares this one (see ``encoders``).
        if said is not self._said:
            self._said_frame = self._frame(b"4", f"{clean_name(said.sender)}: {_indented(said.text)}")
            self._said = said
        return self._said_frame

    def encode_online(self, name: str) -> bytes:
        """Return the frame that tells a newcomer of one person."""
        return self._frame(b"1", clean_name(name))

    def forget_roster(self) -> None:
        """Drop the frames kept for rosters; call it when nobody is told any more who goes."""
        self._roster.clear()

    def _frame(self, kind: bytes, text: str) -> bytes:
        return encode_frame(kind, encode_text(text, self.encoding))


def head_of(message: Spoken) -> str:
    """Return what comes before the words themselves in the text of a ``4`` (§2)."""
    match message:
        case Said():
            return f"{clean_name(message.sender)}: "
        case WhisperReceived(sender):
            return f"{clean_name(sender)}, to you: "
        case WhisperSent(to):
            return f"you, to {clean_name(to)}: "
        case Announced():
            return "*** "
        case _:
            assert_never(message)


def shown_text(text: str) -> str:
    """Return what is shown to everyone of what somebody typed: clean, and broken by line feeds alone."""
    text = clean_text(text)
    return text if text.isprintable() else _SEPARATOR.sub("\n", text)


def _indented(text: str) -> str:
    return text if text.isprintable() else _LINE_BREAK.sub(_CONTINUATION, clean_text(text))


def unindented(text: str) -> str:
    """Return what was said, without the spaces that were put after its line feeds."""
    return text.replace(_CONTINUATION, "\n")


def decode_server_frame(frame: Frame, detector: EncodingDetector) -> ServerMessage:
    """Return what a plain server's frame means to a client; never raises."""
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
        return Announced(unindented(text[4:]))
    if text.startswith(NOTICE_HEAD):
        return notice_of(text[len(NOTICE_HEAD) :]) or OtherText(text)
    # Names hold neither comma nor colon, so the first ": " ends who said it.
    head, colon, said = text.partition(": ")
    if not colon or not head or "\n" in head or "\t" in head:
        return OtherText(text)
    said = unindented(said)
    if head.endswith(", to you"):
        return WhisperReceived(head[: -len(", to you")], said)
    if head.startswith("you, to "):
        return WhisperSent(head[len("you, to ") :], said)
    if "," in head:
        return OtherText(text)
    return Said(head, said)
