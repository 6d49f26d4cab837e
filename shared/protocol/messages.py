"""What the two programs say to each other, one value per message, whatever bytes carry it.

The rule: a message knows nothing of frames and encodings; whoever needs those asks ``codec.py``
(docs/protocol.md §2, §4).
"""

from collections.abc import Sequence
from enum import StrEnum

from shared.value import value

# ---- from client to server -------------------------------------------------------------------------------


@value
class LogIn:
    """I want to be called this."""

    name: str


@value
class Whisper:
    """To one person only."""

    to: str
    text: str


@value
class Say:
    """To everyone."""

    text: str


@value
class Unserved:
    """A whole frame that means nothing here; ``reason`` is what its sender is told."""

    reason: "Notice"


@value
class Hello:
    """The first frame of a rich client (§4): which version, which program, which language it shows."""

    version: int
    app: str
    language: str = ""


@value
class Resume:
    """Before the login: I had this session, and the newest message that I have is ``last``."""

    session: str
    last: int


@value
class Ping:
    """Are you there? Answered with a ``Pong`` of the same number, behind everything sent before."""

    number: int


@value
class SetAway:
    """I am away, or back."""

    is_away: bool


@value
class SetHand:
    """My hand is up, or down again."""

    is_up: bool


@value
class WantOlder:
    """At most ``limit`` messages older than the one with the id ``before``, please."""

    before: int
    limit: int


@value
class Bye:
    """I am going on purpose: nobody needs to keep my place."""


@value
class Ignored:
    """A whole object of the rich dialect that this version does not know: nothing happens, nobody is told."""

    word: str


RoomRequest = LogIn | Whisper | Say | SetAway | SetHand | Unserved
"""What the room itself serves."""
ConnectionRequest = Hello | Resume | Ping | WantOlder | Bye | Ignored
"""What concerns the connection and what it has missed."""
ClientMessage = RoomRequest | ConnectionRequest

# ---- from server to client -------------------------------------------------------------------------------


class NoticeCode(StrEnum):
    """What the server has to say in its own words; the words stand in ``notices.py``."""

    LOG_IN_FIRST = "log-in-first"
    ALREADY_LOGGED_IN = "already-logged-in"  # name
    NOT_ONLINE = "not-online"  # name
    TEXT_TOO_LONG = "text-too-long"  # number: characters
    FRAME_TOO_LONG = "frame-too-long"  # number: bytes
    FRAME_WITHOUT_TYPE = "frame-without-type"
    BAD_OBJECT = "bad-object"  # a frame of type 5 or 6 without a JSON object
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
    # Refused by the rules of the room.
    NO_WHISPERS = "no-whispers"  # to another guest
    NO_WHISPERS_BUT_HOST = "no-whispers-but-host"  # name: the host
    HOST_ONLY = "host-only"  # name: the host
    NOBODY = "nobody"
    NOBODY_BUT_HOST = "nobody-but-host"  # name: the host
    TOO_SOON = "too-soon"  # number: seconds until the next message is taken
    # The rules of the room, told to everyone when they change and to whoever comes later.
    RULES_ALL = "rules-all"
    RULES_NO_WHISPERS = "rules-no-whispers"
    RULES_HOST_ONLY = "rules-host-only"  # name: the host
    RULES_NOBODY = "rules-nobody"
    SLOW_ON = "slow-on"  # number: seconds between two messages of one guest
    SLOW_OFF = "slow-off"
    # Whether the host can read whispers between guests, told in the same way.
    WHISPERS_SHOWN = "whispers-shown"
    WHISPERS_HIDDEN = "whispers-hidden"


@value
class Notice:
    """The server's own words to one person or to all: a code and what the words need."""

    code: NoticeCode
    name: str = ""
    number: int = 0


class RefusalCode(StrEnum):
    """Why a name is refused, as the rich dialect says it (§4)."""

    TAKEN = "taken"
    INVALID = "invalid"
    FULL = "full"
    BANNED = "banned"
    REMOVED = "removed"  # by the host; it may come back in a while


@value
class NameRefused:
    """This name cannot be had; the connection stays open for another try. ``code`` is None in plain."""

    name: str
    code: RefusalCode | None = None


@value
class Online:
    """Already here. After a login one for every person, in the order of arrival, your own last."""

    name: str


@value
class User:
    """One person, as everyone may know them. ``since`` is in seconds since 1970."""

    name: str
    since: float = 0.0
    is_host: bool = False
    is_away: bool = False
    has_hand_up: bool = False
    is_muted: bool = False
    is_plain: bool = False


@value
class UserChanged:
    """What is true of a person from now on. Plain connections are not told."""

    user: User


@value
class Roster:
    """Everyone who is here, in the order of arrival, the receiver last: one ``Online`` each on the wire."""

    users: Sequence[User]


@value
class CameOnline:
    """Somebody else arrived. ``user`` goes to rich connections as a ``UserChanged`` right after."""

    name: str
    user: User | None = None


@value
class WentOffline:
    """Somebody else left."""

    name: str


@value
class Stamp:
    """A message's place in the room: ``id`` rises by room order, ``utc`` is in seconds since 1970."""

    id: int
    utc: float


@value
class Said:
    """Said to everyone. ``stamp`` is None where the dialect does not carry one."""

    sender: str
    text: str
    stamp: Stamp | None = None


@value
class WhisperReceived:
    """Said to the receiver of this message alone, whose name is ``to`` (empty in plain)."""

    sender: str
    text: str
    stamp: Stamp | None = None
    to: str = ""


@value
class WhisperSent:
    """The receipt for a whisper, to the one who sent it, whose name is ``sender`` (empty in plain)."""

    to: str
    text: str
    stamp: Stamp | None = None
    sender: str = ""


@value
class Announced:
    """The host's announcement to all; ``host`` is the host's name (empty in plain)."""

    text: str
    stamp: Stamp | None = None
    host: str = ""


@value
class ServerHello:
    """The answer to ``Hello``: this server is rich (§4). ``server_id`` is new at every start of it."""

    app: str
    server_id: str
    room: str
    max_text_characters: int
    max_name_characters: int
    features: tuple[str, ...] = ()
    version: int = 1


@value
class Welcome:
    """You are in. ``session`` is the secret to resume with, ``last`` the newest message's id.

    ``accepted`` is how many frames of types 2 and 3 of this session the server has taken in, refused ones among
    them.
    """

    you: str
    session: str
    is_resumed: bool
    accepted: int
    last: int


class RoomMode(StrEnum):
    """Who may write to whom. The host may write always, and always be written to."""

    ALL = "all"  # everyone to everyone
    NO_WHISPERS = "no-whispers"  # everyone to everyone, but no whispers between guests
    HOST_ONLY = "host-only"  # guests to the host alone, who wants to hear from them
    NOBODY = "nobody"  # quiet: the same is refused, and nobody is asked to write


@value
class Pinned:
    """The last announcement, for those who come after it."""

    stamp: Stamp
    text: str


@value
class RoomState:
    """The room's rules and its pinned announcement. ``slow_seconds`` between two messages of one guest; 0: off.

    ``are_whispers_shown``: the host looks at the wire and sees there what guests whisper to each other.
    """

    mode: RoomMode = RoomMode.ALL
    slow_seconds: float = 0.0
    pinned: Pinned | None = None
    are_whispers_shown: bool = False


@value
class Old:
    """Something said earlier: on a login, on a resume, or asked for. ``to`` is set for a whisper only."""

    stamp: Stamp
    sender: str
    text: str
    to: str = ""
    is_announcement: bool = False


@value
class Pong:
    """The answer to a ``Ping``."""

    number: int


@value
class OtherText:
    """Chat text in no form of this protocol: some other server's words, shown as they are."""

    text: str


@value
class OtherFrame:
    """A frame of a type this client does not know, or that cannot be read: ignored, but can be shown."""

    kind: bytes
    payload: bytes


RoomWideMessage = CameOnline | WentOffline | Said | Announced | Notice | UserChanged | RoomState
PrivateMessage = (
    NameRefused
    | Roster
    | WhisperReceived
    | WhisperSent
    | Notice
    | ServerHello
    | Welcome
    | UserChanged
    | RoomState
    | Old
    | Pong
)
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
    | ServerHello
    | Welcome
    | UserChanged
    | RoomState
    | Old
    | Pong
    | OtherText
    | OtherFrame
)
