"""What the two programs say to each other, one frozen dataclass per message, whatever bytes carry it.

The rule: a message knows nothing of frames, dialects and encodings; ``codec.py`` alone does
(docs/protocol.md §2).
"""

from dataclasses import dataclass
from enum import StrEnum

# ---- from client to server -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogIn:
    """I want to be called this."""

    name: str


@dataclass(frozen=True, slots=True)
class Whisper:
    """To one person only."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """To everyone."""

    text: str


@dataclass(frozen=True, slots=True)
class Unserved:
    """A whole frame that means nothing here; ``reason`` is what its sender is told."""

    reason: "Notice"


ClientMessage = LogIn | Whisper | Say | Unserved

# ---- from server to client -------------------------------------------------------------------------------


class NoticeCode(StrEnum):
    """What the server has to say in its own words; the words stand in ``codec.py``."""

    LOG_IN_FIRST = "log-in-first"
    ALREADY_LOGGED_IN = "already-logged-in"  # name
    NOT_ONLINE = "not-online"  # name
    TEXT_TOO_LONG = "text-too-long"  # number: characters
    FRAME_TOO_LONG = "frame-too-long"  # number: bytes
    FRAME_WITHOUT_TYPE = "frame-without-type"
    UNKNOWN_TYPE = "unknown-type"  # name: the type byte, printable
    WHISPER_WITHOUT_COMMA = "whisper-without-comma"
    TOO_MANY_CONNECTIONS = "too-many-connections"
    ROOM_FULL = "room-full"  # number: people
    MUTED = "muted"
    MUTED_BUT_HOST = "muted-but-host"  # name: the host, who can always be written to
    UNMUTED = "unmuted"
    REMOVED = "removed"
    REMOVED_WAIT = "removed-wait"  # number: seconds until the name may come back
    BANNED = "banned"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Notice:
    """The server's own words to one person or to all: a code and what the words need."""

    code: NoticeCode
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class NameRefused:
    """This name cannot be had; the connection stays open for another try."""

    name: str


@dataclass(frozen=True, slots=True)
class Online:
    """Already here. After a login one for every person, in the order of arrival, your own last."""

    name: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone who is here, in the order of arrival, the receiver last: one ``Online`` each on the wire."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameOnline:
    """Somebody else arrived."""

    name: str


@dataclass(frozen=True, slots=True)
class WentOffline:
    """Somebody else left."""

    name: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A message's place in the room: ``id`` rises by room order, ``utc`` is in seconds since 1970."""

    id: int
    utc: float


@dataclass(frozen=True, slots=True)
class Said:
    """Said to everyone. ``stamp`` is None where the dialect does not carry one."""

    sender: str
    text: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class WhisperReceived:
    """Said to the receiver of this message alone."""

    sender: str
    text: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class WhisperSent:
    """The receipt for a whisper, to the one who sent it."""

    to: str
    text: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """The host's announcement to all."""

    text: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class OtherText:
    """Chat text in no form of this protocol: some other server's words, shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class OtherFrame:
    """A frame of a type this client does not know, or that cannot be read: ignored, but can be shown."""

    kind: bytes
    payload: bytes


RoomWideMessage = CameOnline | WentOffline | Said | Announced | Notice
PrivateMessage = NameRefused | Roster | WhisperReceived | WhisperSent | Notice
ServerMessage = (
    NameRefused
    | Online
    | CameOnline
    | WentOffline
    | Said
    | WhisperReceived
    | WhisperSent
    | Announced
    | Notice
    | OtherText
    | OtherFrame
)
