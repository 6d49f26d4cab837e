"""Between a room and its host: what is told one way and ordered the other, whatever carries it there.

The rule: frozen data with no live object in it, which may cross threads and processes alike. A room that is carried
tells everything in order, and ``Ended`` last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.socket_life import SocketLife
from chatroom_server.sockets import CannotOpen
from chatroom_server.window_facts import Happening
from shared.protocol.messages import Old
from shared.wire.record import WireBatch


@dataclass(frozen=True, slots=True)
class IsOpen:
    """The room is open."""

    opened: Opened


@dataclass(frozen=True, slots=True)
class Happened:
    """What has happened, in order. No more of it comes until ``HostedRoom.take_more`` is ordered."""

    happenings: list[Happening]


@dataclass(frozen=True, slots=True)
class OlderCame:
    """What was said before, oldest first, and whether there is nothing older."""

    messages: list[Old]
    is_all: bool


@dataclass(frozen=True, slots=True)
class PinnedBefore:
    """What an earlier opening of the room left pinned."""

    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How the room is doing."""

    counters: Counters


@dataclass(frozen=True, slots=True)
class SocketsLooked:
    """What the room's sockets have lived through, each time ``HostedRoom.look_at_sockets`` was ordered."""

    life: SocketLife


@dataclass(frozen=True, slots=True)
class WireCame:
    """What went over the wire since the last of these: the answer to ``HostedRoom.pull_wire``."""

    batch: WireBatch


@dataclass(frozen=True, slots=True)
class Failed:
    """The room cannot be opened; without a reason, it has ended by a bug that the log tells."""

    reason: CannotOpen | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The room is closed, and nothing of it is left."""


Told = IsOpen | Happened | OlderCame | PinnedBefore | Counted | WireCame | SocketsLooked | Failed | Ended
Tell = Callable[[Told], None]


@dataclass(frozen=True, slots=True)
class Order:
    """Something that the room is to do: a method of ``HostedRoom``, and what to call it with."""

    method: Callable[..., None]
    arguments: tuple[object, ...] = ()


class CarriedRoom(Protocol):
    """A room that has been started somewhere. It ends after the order ``HostedRoom.close``, or by itself."""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""

    def order(self, order: Order) -> None:
        """Have the room do something, soon and in order. Does nothing once it has ended."""

    def wait(self) -> None:
        """Wait until it has ended and has told everything."""


Carrier = Callable[[RoomSettings, Tell], CarriedRoom]
"""Starts a room, which tells what it has to from another thread."""
