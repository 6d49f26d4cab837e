"""What the session wants done, and the moment at which it is told something.

The rule: an order names no socket; whoever carries it out does so before telling the session anything more.
"""

from dataclasses import dataclass

from chatroom_client.session.events import SessionEvent
from chatroom_client.session.kept import KeptSession
from shared.protocol.messages import (
    Bye,
    Hello,
    LogIn,
    Ping,
    Resume,
    Say,
    SetAway,
    SetHand,
    WantOlder,
    Whisper,
)

Sendable = LogIn | Whisper | Say | Hello | Resume | Ping | SetAway | SetHand | WantOlder | Bye


@dataclass(frozen=True, slots=True)
class Moment:
    """Now: ``steady`` seconds never jump; ``utc`` seconds since 1970 can be shown."""

    steady: float
    utc: float


@dataclass(frozen=True, slots=True)
class Connect:
    """Connect anew, and answer with ``connected`` or ``connection_failed``; no connection is open."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Close the connection, or stop making it, and say nothing more of it.

    ``is_polite`` lets what was sent before arrive; otherwise there is nobody to wait for.
    """

    is_polite: bool = True


@dataclass(frozen=True, slots=True)
class Send:
    """Send this on the open connection."""

    message: Sendable


@dataclass(frozen=True, slots=True)
class Keep:
    """Write ``kept`` down, before any order that follows, for this person in this room; None: delete it.

    What is sent behind it may then be repeated by a program that starts anew, and is not doubled by that.
    """

    kept: KeptSession | None
    host: str
    port: int
    name: str


Order = Connect | Disconnect | Send | Keep
Output = SessionEvent | Order  # in one list, because their order matters
