"""A room without sockets: what everyone in it was told, as the room's outcomes are carried out one by one."""

from dataclasses import dataclass, field, replace
from typing import assert_never

from chatroom_server.deliveries import Admit, Dismiss, Moment, Outcome, TakeOver, ToEveryone, ToGuest
from chatroom_server.facts import Fact, GuestId
from chatroom_server.room import Room
from shared.protocol.messages import (
    Announced,
    CameOnline,
    LogIn,
    NameRefused,
    PrivateMessage,
    RoomRequest,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    Say,
    User,
    UserChanged,
    Whisper,
    WhisperReceived,
    WhisperSent,
)

ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4

Told = RoomWideMessage | PrivateMessage


@dataclass
class Lesson:
    """A room, its clock, and an inbox for everyone who ever came."""

    room: Room = field(default_factory=Room)
    steady: float = 100.0
    inboxes: dict[GuestId, list[Told]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    present: list[GuestId] = field(default_factory=list)
    dismissed: list[GuestId] = field(default_factory=list)
    taken_over: list[tuple[GuestId, GuestId]] = field(default_factory=list)
    addresses: dict[GuestId, str] = field(default_factory=dict)

    @property
    def now(self) -> Moment:
        return Moment(1_700_000_000.0 + self.steady, self.steady)

    def carry_out(self, outcome: Outcome) -> Outcome:
        """Deliver what the room decided."""
        self.facts += outcome.facts
        for delivery in outcome.deliveries:
            match delivery:
                case ToEveryone(message):
                    for guest in self.present:
                        self.inboxes[guest].append(message)
                case ToGuest(guest, private):
                    self.inboxes.setdefault(guest, []).append(private)
                case Admit(guest):
                    self.present.append(guest)
                case Dismiss(guest):
                    self.dismissed.append(guest)
                    if guest in self.present:
                        self.present.remove(guest)
                case TakeOver(newcomer, place):
                    self.taken_over.append((newcomer, place))
                    if place in self.present:
                        self.present.remove(place)
                case _:
                    assert_never(delivery)
        return outcome

    def receive(self, guest: GuestId, message: RoomRequest) -> Outcome:
        """Let a connection send something."""
        self.inboxes.setdefault(guest, [])
        address = self.addresses.get(guest, "10.0.0.1")
        return self.carry_out(self.room.receive(guest, address, message, self.now))

    def log_in(self, guest: GuestId, name: str, address: str = "10.0.0.1") -> bool:
        """Ask for a name; return whether the guest is in."""
        self.addresses[guest] = address
        self.receive(guest, LogIn(name))
        return guest in self.present

    def say(self, guest: GuestId, text: str) -> Outcome:
        return self.receive(guest, Say(text))

    def whisper(self, guest: GuestId, to: str, text: str) -> Outcome:
        return self.receive(guest, Whisper(to, text))

    def leave(self, guest: GuestId) -> Outcome:
        """The guest's connection is gone."""
        if guest in self.present:
            self.present.remove(guest)
        return self.carry_out(self.room.leave(guest, self.now))

    def told(self, guest: GuestId) -> list[Told]:
        """What a guest was told since this was last asked, as a plain client sees it."""
        return as_plain(self.told_all(guest))

    def told_all(self, guest: GuestId) -> list[Told]:
        """What a guest was told since this was last asked, with all that the rich dialect carries."""
        told = self.inboxes.get(guest, [])
        self.inboxes[guest] = []
        return told

    def forget(self) -> None:
        """Empty every inbox, and the facts."""
        for inbox in self.inboxes.values():
            inbox.clear()
        self.facts.clear()


def listed(*names: str) -> Roster:
    """Everyone who is here, as a plain client sees them."""
    return Roster(tuple(User(name) for name in names))


def as_plain(messages: list[Told]) -> list[Told]:
    """The same without what only the rich dialect carries."""
    plain: list[Told] = []
    for message in messages:
        match message:
            case UserChanged() | RoomState():
                pass
            case CameOnline(name):
                plain.append(CameOnline(name))
            case Roster(users):
                plain.append(listed(*[user.name for user in users]))
            case NameRefused(name):
                plain.append(NameRefused(name))
            case WhisperReceived(sender, text, stamp):
                plain.append(WhisperReceived(sender, text, stamp))
            case WhisperSent(to, text, stamp):
                plain.append(WhisperSent(to, text, stamp))
            case Announced(text, stamp):
                plain.append(Announced(text, stamp))
            case _:
                plain.append(message)
    return plain


def unstamped(messages: list[Told]) -> list[Told]:
    """The same without their places in the room."""
    return [
        replace(message, stamp=None)
        if isinstance(message, Said | WhisperReceived | WhisperSent | Announced)
        else message
        for message in messages
    ]


def class_of(*names: str, host_name: str | None = None, max_users: int = 2_000) -> Lesson:
    """A lesson where these are in, numbered from 1, and have read everything."""
    lesson = Lesson(Room(host_name=host_name, max_users=max_users))
    for guest, name in enumerate(names, start=1):
        assert lesson.log_in(guest, name)
    lesson.forget()
    return lesson
