"""What the room decides: who is to get what, in which order, and what has happened.

The rule: an outcome is only told; the room never carries it out. Deliveries are carried out in their order and
before the room is asked anything else.
"""

from typing import NamedTuple

from chatroom_server.facts import Fact, GuestId
from shared.protocol.messages import Notice, PrivateMessage, RoomWideMessage
from shared.value import value


class Moment(NamedTuple):
    """When something came: ``utc`` in seconds since 1970 for people, ``steady`` in seconds for measuring."""

    utc: float
    steady: float


@value
class ToEveryone:
    """Deliver to everyone who is logged in, in one order for all."""

    message: RoomWideMessage


@value
class ToGuest:
    """Deliver to one guest, between the room-wide messages where it stands."""

    guest: GuestId
    message: PrivateMessage


@value
class Admit:
    """From here on this guest gets what goes to everyone."""

    guest: GuestId


@value
class Dismiss:
    """This guest gets what was delivered so far, and the connection is closed."""

    guest: GuestId


@value
class TakeOver:
    """From here on the connection of ``newcomer`` is the one of ``place``.

    The connection that ``place`` had, if there still is one, is closed at once and is nobody's any more.
    """

    newcomer: GuestId
    place: GuestId


Delivery = ToEveryone | ToGuest | Admit | Dismiss | TakeOver


@value
class Outcome:
    """What the room decided: deliveries in order, and the facts for those who watch."""

    deliveries: tuple[Delivery, ...] = ()
    facts: tuple[Fact, ...] = ()


NOTHING = Outcome()


def told(guest: GuestId, notice: Notice) -> Outcome:
    """Return the outcome of telling one guest something, and nothing else."""
    return Outcome((ToGuest(guest, notice),))


def joined(*outcomes: Outcome) -> Outcome:
    """Return several outcomes as one, in their order."""
    some = [outcome for outcome in outcomes if outcome is not NOTHING]
    if len(some) == 1:
        return some[0]
    deliveries = tuple(delivery for outcome in some for delivery in outcome.deliveries)
    return Outcome(deliveries, tuple(fact for outcome in some for fact in outcome.facts))
