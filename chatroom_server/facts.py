"""What happened in the room, for those who watch it: the history and the host's window.

The rule: a fact is told after the room has decided, and nothing that watches can change the decision. Facts hold
no socket and no live object, so they may cross threads. ``utc`` is in seconds since 1970.
"""

from shared.protocol.messages import RoomMode
from shared.value import value

GuestId = int
HOST: GuestId = 0  # the host's own place in the room; guests count from 1
SessionId = int
NO_SESSION: SessionId = 0  # of somebody who cannot resume: plain guests and the host


@value
class Arrived:
    """Somebody logged in, or is expected back after a crash of the server: then ``address`` is empty."""

    utc: float
    guest: GuestId
    name: str
    address: str
    is_plain: bool


@value
class Left:
    """Somebody is no longer here."""

    utc: float
    guest: GuestId
    name: str


@value
class Interrupted:
    """Somebody's connection broke without a goodbye; the place is kept for a while."""

    utc: float
    guest: GuestId
    name: str


@value
class Returned:
    """Somebody whose place was kept is back in it, perhaps from another address; nobody else was told."""

    utc: float
    guest: GuestId
    name: str
    address: str


@value
class AwayChanged:
    """Somebody is away, or back."""

    utc: float
    guest: GuestId
    name: str
    is_away: bool


@value
class HandChanged:
    """Somebody raised or lowered a hand; or the host lowered it, or took that back."""

    utc: float
    guest: GuestId
    name: str
    is_up: bool
    by_host: bool = False


@value
class Spoke:
    """Said to everyone. ``message_id`` rises by room order."""

    utc: float
    message_id: int
    guest: GuestId
    name: str
    text: str


@value
class Whispered:
    """Said to one. Whoever shows this to a person must look whether that person is one of the two."""

    utc: float
    message_id: int
    sender: GuestId
    sender_name: str
    to: GuestId
    to_name: str
    text: str
    sender_session: SessionId = NO_SESSION
    to_session: SessionId = NO_SESSION


@value
class AnnouncedByHost:
    """An announcement by the host."""

    utc: float
    message_id: int
    text: str
    host_name: str = ""


@value
class MuteChanged:
    """The host muted or unmuted somebody."""

    utc: float
    guest: GuestId
    name: str
    is_muted: bool


@value
class RemovedByHost:
    """The host removed somebody, or took that back; a ``Left`` comes of its own."""

    utc: float
    name: str
    is_lifted: bool


@value
class BanChanged:
    """The host banned an address, or lifted the ban; a ``Left`` for each person there comes of its own."""

    utc: float
    address: str
    names: tuple[str, ...]
    is_banned: bool


@value
class RulesChanged:
    """The host decided who may write to whom, and how often; 0 seconds: as often as they like."""

    utc: float
    mode: RoomMode
    slow_seconds: float


@value
class WhispersShown:
    """The host can read in the wire what guests whisper to each other from now on, or no longer."""

    utc: float
    is_shown: bool


@value
class Unpinned:
    """The host took down the announcement that was pinned; ``message_id`` is its id."""

    utc: float
    message_id: int = 0


@value
class PinnedAgain:
    """The host put the announcement back up that was taken down last."""

    utc: float
    text: str
    message_id: int = 0


@value
class HostRefused:
    """What the host tried cannot be done: the person left meanwhile, or the text is too long."""

    utc: float
    name: str
    is_too_long: bool


Fact = (
    Arrived
    | Left
    | Interrupted
    | Returned
    | AwayChanged
    | HandChanged
    | Spoke
    | Whispered
    | AnnouncedByHost
    | MuteChanged
    | RemovedByHost
    | BanChanged
    | RulesChanged
    | WhispersShown
    | Unpinned
    | PinnedAgain
    | HostRefused
)
