"""The room behind one QObject for the host's window, wherever the room runs.

The rule: nothing crosses between the two but orders on the way in and frozen data on the way out, which comes in
the window's own thread, and in lists. The room never waits for the window, and no list is sent before the window
has done with the last one. Whispers between two guests stay in the room: no window gets to see them, unless
everyone was told that the wire shows them. What a room has told is of no other room.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVarTuple, assert_never

from PySide6.QtCore import QObject, Qt, Signal, Slot

from chatroom_server.facts import GuestId
from chatroom_server.hosted_room import OLDER_AT_ONCE, HostedRoom
from chatroom_server.room_orders import (
    CarriedRoom,
    Carrier,
    Counted,
    Ended,
    Failed,
    Happened,
    IsOpen,
    OlderCame,
    Order,
    PinnedBefore,
    SocketsLooked,
    Told,
    WireCame,
)
from chatroom_server.room_settings import RoomSettings
from chatroom_server.room_thread import RoomThread
from shared.protocol.messages import RoomMode
from shared.wire.record import ConnectionId
from shared.wire.shape import Shape

Arguments = TypeVarTuple("Arguments")


class ServerHost(QObject):
    """Opens and closes a room, and passes the host's wishes on to it.

    Call ``start``; then either ``started`` comes, or ``failed`` and ``stopped``. After ``stop`` the signal
    ``stopped`` comes once everybody was told; then ``start`` may be called again.
    """

    started = Signal(object)
    """``Opened``: the room is open."""
    happened = Signal(object)
    """``list[Happening]``, in order, at most twenty times a second and never many at once."""
    older_came = Signal(object, bool)
    """``list[Old]``, oldest first: the newest of it once after ``started``, then for each ``want_older``.

    The second is whether there is nothing older.
    """
    pinned_again = Signal(str)
    """After ``started``, if an earlier opening of the room left an announcement pinned: its text."""
    counted = Signal(object)
    """``Counters``, once a second while the room is open."""
    sockets_looked = Signal(object)
    """``SocketLife``, for each ``look_at_sockets``."""
    wire_came = Signal(object)
    """``WireBatch``, once for each ``pull_wire``."""
    failed = Signal(object)
    """``CannotOpen``, or None for a bug of ours that the log tells, or a room whose process was ended."""
    stopped = Signal()
    """The room is closed, and its thread or process is done."""

    _told = Signal(object, object)
    """Of which room, as ``start`` numbers them, and ``Told``."""

    def __init__(self, parent: QObject | None = None, carrier: Carrier = RoomThread) -> None:
        """``carrier`` decides where the room runs; in a thread beside the window's unless told otherwise."""
        super().__init__(parent)
        self._carrier = carrier
        self._room: CarriedRoom | None = None
        self._number = 0
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether the room's thread or process lives."""
        return self._room is not None and self._room.is_running

    def start(self, settings: RoomSettings) -> None:
        """Open a room. The last one must have stopped."""
        self.wait()
        self._number += 1
        self._room = self._carrier(settings, partial(self._told.emit, self._number))

    def stop(self) -> None:
        """Close the room in good order; ``stopped`` comes when it is done. Does nothing without a room."""
        self._ask(HostedRoom.close)

    def wait(self) -> None:
        """Wait until the room has ended; call it after ``stopped``, or at the end of the program."""
        if self._room is not None:
            self._room.wait()
            self._room = None

    # ---- the host's wishes -------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say something to everyone, as a person in the room."""
        self._ask(HostedRoom.say, text)

    def whisper(self, guest: GuestId, text: str) -> None:
        """Say something to one guest."""
        self._ask(HostedRoom.whisper, guest, text)

    def announce(self, text: str) -> None:
        """Announce something to everyone."""
        self._ask(HostedRoom.announce, text)

    def set_muted(self, guest: GuestId, is_muted: bool) -> None:
        """Mute a guest, or take it back."""
        self._ask(HostedRoom.set_muted, guest, is_muted)

    def remove(self, guest: GuestId) -> None:
        """Remove a guest from the room for a minute."""
        self._ask(HostedRoom.remove, guest)

    def lift_removal(self, name: str) -> None:
        """Let a removed name come back at once."""
        self._ask(HostedRoom.lift_removal, name)

    def ban(self, address: str) -> None:
        """Ban an address until the room closes."""
        self._ask(HostedRoom.ban, address)

    def lift_ban(self, address: str) -> None:
        """Let a banned address come back."""
        self._ask(HostedRoom.lift_ban, address)

    def set_mode(self, mode: RoomMode) -> None:
        """Decide who may write to whom: ``RulesChanged`` comes, unless it is so already."""
        self._ask(HostedRoom.set_mode, mode)

    def set_slow(self, seconds: float) -> None:
        """Let each guest write once in so many seconds, 0 for as often as they like: ``RulesChanged`` comes."""
        self._ask(HostedRoom.set_slow, seconds)

    def unpin(self) -> None:
        """Take down the announcement that is pinned: ``Unpinned`` comes if there is one."""
        self._ask(HostedRoom.unpin)

    def pin_again(self) -> None:
        """Put back up what ``unpin`` took down: ``PinnedAgain`` comes, unless a newer announcement did."""
        self._ask(HostedRoom.pin_again)

    def lower_hand(self, guest: GuestId) -> None:
        """Lower a guest's hand: ``HandChanged`` comes if it was up."""
        self._ask(HostedRoom.lower_hand, guest)

    def lower_all_hands(self) -> None:
        """Lower every hand that is up: a ``HandChanged`` comes for each."""
        self._ask(HostedRoom.lower_all_hands)

    def raise_hands_again(self, guests: Sequence[GuestId]) -> None:
        """Take back that these hands were lowered: they go up in this order, with a ``HandChanged`` for each."""
        self._ask(HostedRoom.raise_hands_again, tuple(guests))

    def want_older(self, before: int, limit: int = OLDER_AT_ONCE) -> None:
        """Ask for at most ``limit`` messages older than the one with the id ``before``: ``older_came`` answers."""
        self._ask(HostedRoom.want_older, before, limit)

    def look_at_sockets(self) -> None:
        """Ask what the room's sockets have lived through: ``sockets_looked`` answers."""
        self._ask(HostedRoom.look_at_sockets)

    # ---- the lab -----------------------------------------------------------------------------------------

    def look_at_wire(self, is_looked_at: bool) -> None:
        """Have the room record what goes over the wire; then ``pull_wire`` now and then. False: no more."""
        self._ask(HostedRoom.look_at_wire, is_looked_at)

    def pull_wire(self) -> None:
        """Ask for what was recorded since the last time: ``wire_came`` answers. Then ask again, not before."""
        self._ask(HostedRoom.pull_wire)

    def show_whispers(self, is_shown: bool) -> None:
        """Let the wire show whispers between guests, or no more: everyone is told, and ``WhispersShown`` comes."""
        self._ask(HostedRoom.show_whispers, is_shown)

    def set_bench(self, connection: ConnectionId | None, shape: Shape) -> None:
        """Send like this to one connection, or (None) to all that are here and come.

        ``AS_IT_IS`` takes it off the bench; for all, whatever was set for one ends with it.
        """
        self._ask(HostedRoom.set_bench, connection, shape)

    def reset_connection(self, connection: ConnectionId | None) -> None:
        """Break one connection, or (None) every one, off with RST; what it was still to be sent is lost."""
        self._ask(HostedRoom.reset_connection, connection)

    def drop_next_answer(self) -> None:
        """Let the next answer to somebody who looks for a room fall, and only that one."""
        self._ask(HostedRoom.drop_next_answer)

    # ---- inside ------------------------------------------------------------------------------------------

    def _ask(
        self,
        method: Callable[[HostedRoom, *Arguments], None],
        *arguments: *Arguments,
    ) -> None:
        if self._room is not None:
            self._room.order(Order(method, arguments))

    @Slot(object, object)
    def _on_told(self, number: int, told: Told) -> None:
        if number != self._number:
            return  # That room has ended, and another one runs.
        match told:
            case IsOpen(opened):
                self.started.emit(opened)
            case Happened(happenings):
                try:
                    self.happened.emit(happenings)
                finally:
                    self._ask(HostedRoom.take_more)
            case OlderCame(messages, is_all):
                self.older_came.emit(messages, is_all)
            case PinnedBefore(text):
                self.pinned_again.emit(text)
            case Counted(counters):
                self.counted.emit(counters)
            case SocketsLooked(life):
                self.sockets_looked.emit(life)
            case WireCame(batch):
                self.wire_came.emit(batch)
            case Failed(reason):
                self.failed.emit(reason)
            case Ended():
                self.stopped.emit()
            case _:
                assert_never(told)
