"""What a connection tells the service that holds it: what came, that it is over, and why.

The rule: everything is told in the order in which it happened, and the end once. A limit is told once too: one
that ends the connection by its ``CloseCause`` (``LIMIT_OF_END``), one after which it goes on by ``on_limit``.
"""

from enum import Enum
from typing import Protocol, TypeVar

from chatroom_server.cursor import LossCause
from chatroom_server.deliveries import Moment
from chatroom_server.limit_log import LimitHit
from shared.protocol.messages import RoomRequest, ServerHello, WantOlder

Link_contra = TypeVar("Link_contra", contravariant=True)


class CloseCause(Enum):
    """Why a connection ended, as the log tells it."""

    LEFT = "left"  # the peer closed it
    BROKE = "broke"  # the network did
    TOO_SLOW = "did not read"  # too much waited for it
    STALLED = "took nothing for too long"  # of what waited for it
    CROWDED = "had the most waiting"  # when too much waited for all together
    SILENT = "fell silent"  # a rich one, that should have sent a ping
    REPLACED = "was replaced"  # by a new connection of the same guest
    DISMISSED = "was dismissed"  # by the room
    NO_LOGIN = "never logged in"  # in time
    GAVE_WAY = "made room before it logged in"  # for others who waited
    GAVE_DESCRIPTOR = "gave up its descriptor before it logged in"  # for others, when there was no other
    LONG_LOGIN = "sent too long a frame before it logged in"
    MALFORMED = "sent too many malformed frames"  # in a row
    SKIPPED = "sent too much outside frames"
    REFUSED = "was refused too often"  # names
    BANNED = "was not let in from a banned address"
    PER_ADDRESS = "was one too many from its address"
    CLOSING = "was open when the room closed"  # and did not go in time


CAUSE_OF_LOSS = {
    LossCause.GONE: CloseCause.BROKE,
    LossCause.FAILED: CloseCause.BROKE,
    LossCause.TOO_SLOW: CloseCause.TOO_SLOW,
    LossCause.STALLED: CloseCause.STALLED,
    LossCause.CROWDED: CloseCause.CROWDED,
}
"""Why a connection ends that the relay gave up."""


LIMIT_OF_END = {
    CloseCause.TOO_SLOW: LimitHit.TOO_SLOW,
    CloseCause.STALLED: LimitHit.STALLED,
    CloseCause.CROWDED: LimitHit.CROWDED,
    CloseCause.SILENT: LimitHit.SILENT,
    CloseCause.NO_LOGIN: LimitHit.NO_LOGIN,
    CloseCause.GAVE_WAY: LimitHit.STRANGERS,
    CloseCause.GAVE_DESCRIPTOR: LimitHit.DESCRIPTORS,
    CloseCause.LONG_LOGIN: LimitHit.LONG_LOGIN,
    CloseCause.MALFORMED: LimitHit.MALFORMED,
    CloseCause.SKIPPED: LimitHit.SKIPPED,
    CloseCause.REFUSED: LimitHit.REFUSED,
    CloseCause.BANNED: LimitHit.BANNED,
    CloseCause.PER_ADDRESS: LimitHit.PER_ADDRESS,
}
"""The limits that end a connection; other ends are no limit."""


class LinkOwner(Protocol[Link_contra]):
    """What a link needs of the service that holds it."""

    @property
    def hello(self) -> ServerHello:
        """Return what a rich client is told first."""

    def on_message(self, link: Link_contra, message: RoomRequest | WantOlder, now: Moment) -> None:
        """Serve a message; called for each in order. Those of one read come at one moment."""

    def on_counted(self, link: Link_contra, now: Moment) -> None:
        """A frame of type 2 or 3 has come from one with a session; its message follows, if it means something."""

    def on_limit(self, link: Link_contra, cause: LimitHit) -> None:
        """This connection has hit a limit and goes on: what was too much is refused, dropped or made to wait."""

    def on_link_leaving(self, link: Link_contra, cause: CloseCause) -> None:
        """Nothing more comes from this link; called once, before ``on_link_closed``."""

    def on_link_closed(self, link: Link_contra) -> None:
        """The link's socket is closed; called once."""
