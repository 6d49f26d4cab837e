"""What the session tells the window, one frozen dataclass per event, in the order in which it happened.

The rule: an event says what is true for the person at this window; no frame, socket or widget is in it.
Seconds are steady ones; ``utc`` is in seconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.protocol.messages import RoomMode, User


class SessionState(Enum):
    """Where the session stands."""

    IDLE = "idle"  # nothing asked for yet, or left by the person's own wish
    CONNECTING = "connecting"  # the first connection is being made
    LOGGING_IN = "logging in"  # connected, the name not yet accepted
    NAME_REFUSED = "name refused"  # connected, another name is wanted
    IN_ROOM = "in the room"
    RECONNECTING = "reconnecting"  # the connection was lost; the next try is under way or at ``retry_at``
    ENDED = "ended"  # by the room: closed, removed, banned; or the first connection failed


class RefusalReason(Enum):
    """Why a name was not accepted."""

    TAKEN = "taken"  # somebody has it, or one that looks the same
    INVALID = "invalid"  # it breaks the rules; ``NameProblem`` of names.py says which
    ROOM_FULL = "room full"
    REMOVED = "removed"  # it may come back in a while
    BANNED = "banned"


class FailureReason(Enum):
    """Why a connection could not be made, or why it is over for good."""

    UNKNOWN_HOST = "unknown host"  # the name has no address
    NO_ROOM = "no room"  # the computer answers, the port is closed
    NO_ANSWER = "no answer"  # nothing came back in time
    NO_NETWORK = "no network"  # no way there from this computer
    NOT_A_ROOM = "not a room"  # it answers, but not with this protocol
    CLOSED_AT_ONCE = "closed at once"  # connected, and closed again before the login
    TOO_MANY = "too many"  # connections from this address
    LOST = "lost"  # the connection broke
    ROOM_CLOSED = "room closed"  # the host closed the room
    REMOVED = "removed"  # by the host
    BANNED = "banned"  # by the host


class OutgoingState(Enum):
    """How far one of this person's own messages has come."""

    WAITING = "waiting"  # typed while there is no connection: goes out by itself
    SENDING = "sending"  # sent, its echo has not come yet
    UNSURE = "unsure"  # nobody knows whether it arrived: the person decides
    REFUSED = "refused"  # the room said no; the text is kept


class HistoryKind(Enum):
    """Why something that was said earlier is told now."""

    BEFORE_JOIN = "before join"  # said before this person came
    MISSED = "missed"  # said while this person's connection was lost
    OLDER = "older"  # asked for: it belongs above everything that is shown


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One own message that is not confirmed yet. ``to`` is empty for everyone.

    ``number`` is its place among all that was sent in the session (docs/protocol.md §4), 0 for what was not sent.
    """

    key: int
    to: str
    text: str
    state: OutgoingState
    utc: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The session's state. ``retry_at`` is when the next try starts (RECONNECTING), else None."""

    state: SessionState
    retry_at: float | None = None
    failure: FailureReason | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """In the room: everyone in the order of arrival, oneself last. ``is_return`` after a lost connection.

    ``is_resumed``: what was missed follows as ``HistoryArrived``, all of it. ``users`` is what is known of the
    people, in a room that tells it (``is_rich``); more follows as ``PersonChanged``.
    """

    you: str
    names: tuple[str, ...]
    is_return: bool
    is_resumed: bool = False
    users: tuple[User, ...] = ()
    is_rich: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The name was refused; ``suggestion`` is one to try, ``problem`` a NameProblem's value when INVALID."""

    name: str
    reason: RefusalReason
    suggestion: str = ""
    problem: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class PersonCame:
    """Somebody else came."""

    name: str


@dataclass(frozen=True, slots=True)
class PersonWent:
    """Somebody else left."""

    name: str


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """What is true from now on of somebody who is here, oneself included."""

    user: User


@dataclass(frozen=True, slots=True)
class OwnSignsSettled:
    """Behind the login and the own ``PersonChanged``: what this person shows of themselves from now on.

    Where the room has said something else, it is being told this.
    """

    is_away: bool
    has_hand_up: bool


@dataclass(frozen=True, slots=True)
class RoomNamed:
    """What the room calls itself."""

    room: str


@dataclass(frozen=True, slots=True)
class PinnedChanged:
    """The announcement that stays in sight; ``text`` is empty when there is none."""

    text: str


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """Who may write to whom, and how many seconds must lie between two messages of one guest (0: none).

    It comes with every login and with every change; a room that tells nothing of it has ``RoomMode.ALL`` and 0.
    Neither ever keeps back what goes to the host.
    """

    mode: RoomMode
    slow_seconds: float


@dataclass(frozen=True, slots=True)
class WhispersShown:
    """Whether the host can see the texts of whispers on the wire from now on; nobody can until this is told."""

    are_shown: bool


@dataclass(frozen=True, slots=True)
class MessageArrived:
    """Something to show: ``sender`` said ``text``; ``to`` is the other side of a whisper, empty for everyone.

    ``outgoing_key`` is the key of the own message that this line confirms, None when none was on its way.
    """

    utc: float
    sender: str
    text: str
    is_own: bool
    to: str = ""
    is_whisper: bool = False
    message_id: int | None = None
    outgoing_key: int | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementArrived:
    """The host's announcement."""

    utc: float
    text: str
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryArrived:
    """Said earlier, oldest first, nothing of it shown before. Much of it comes in several parts, in order.

    ``is_all`` ends what was asked for with ``want_older``: there is nothing older.
    """

    messages: tuple[MessageArrived | AnnouncementArrived, ...]
    kind: HistoryKind
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class NoticeArrived:
    """The server's own words. ``code`` is a NoticeCode's value, empty for words we do not know (``text``)."""

    utc: float
    code: str
    text: str
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class RoundTripMeasured:
    """How many ``seconds`` it took to the room and back just now; a plain room never tells."""

    seconds: float


@dataclass(frozen=True, slots=True)
class OutgoingChanged:
    """All own messages that are not confirmed, in the order in which they were typed."""

    outgoing: tuple[Outgoing, ...]


SessionEvent = (
    StateChanged
    | Joined
    | Refused
    | PersonCame
    | PersonWent
    | PersonChanged
    | OwnSignsSettled
    | RoomNamed
    | PinnedChanged
    | RulesChanged
    | WhispersShown
    | MessageArrived
    | AnnouncementArrived
    | HistoryArrived
    | NoticeArrived
    | OutgoingChanged
    | RoundTripMeasured
)
