"""A perfect rich room for one guest, without sockets: what it has taken in and shown survives every break.

It answers as docs/protocol.md §4 says. Between guest and room lie two queues of messages; a break throws away what
is still in them.
"""

from collections import deque
from dataclasses import dataclass, field

from chatroom_client.session.orders import Sendable
from chatroom_client.session.roster import is_same_name
from shared.protocol.limits import OLD_AT_LOGIN
from shared.protocol.messages import (
    Bye,
    Hello,
    LogIn,
    Notice,
    NoticeCode,
    Old,
    Online,
    Ping,
    Pong,
    Resume,
    RoomState,
    Said,
    Say,
    ServerHello,
    ServerMessage,
    SetAway,
    SetHand,
    Stamp,
    User,
    UserChanged,
    WantOlder,
    Welcome,
    Whisper,
    WhisperReceived,
    WhisperSent,
)

HELLO = ServerHello("Model", "0123456789abcdef", "Room 101", 4000, 24)


@dataclass
class ModelSession:
    """What the room knows of one session for ever."""

    name: str
    accepted: int = 0


@dataclass
class Wire:
    """One connection, and what the guest wants to go on with over it."""

    up: deque[Sendable] = field(default_factory=deque)
    down: deque[ServerMessage] = field(default_factory=deque)
    resume: Resume | None = None


class ModelRoom:
    """``serve`` and ``bob_says`` let things happen. ``taken_in`` is all that the guest has got into the room."""

    def __init__(self) -> None:
        self.history: list[Old] = []
        self.sessions: dict[str, ModelSession] = {}
        self.taken_in: list[tuple[str, str]] = []  # receiver and text, refused ones among them
        self.refused: list[tuple[str, str]] = []
        self.is_muted = False
        self._wire: Wire | None = None  # of the guest who is in the room
        self._secret = ""
        self._next_id = 1

    def visible(self, name: str) -> list[Old]:
        """What this person may see, oldest first."""
        return [old for old in self.history if not old.to or name in {old.to, old.sender}]

    def forget_sessions(self) -> None:
        """The computer of the room was set up anew, but for the history."""
        self.sessions.clear()

    def drop(self, wire: Wire) -> None:
        """The room notices that the connection is gone."""
        if wire is self._wire:
            self._wire = None

    def bob_says(self, text: str, to: str = "") -> None:
        """Somebody else says something."""
        old = self._write("bob", text, to)
        if self._wire is not None and to in {"", self._name}:
            heard = WhisperReceived("bob", text, old.stamp, to) if to else Said("bob", text, old.stamp)
            self._wire.down.append(heard)

    def carol_whispers_to_bob(self) -> None:
        """Something that the guest must never see takes an id."""
        self._write("carol", "psst", "bob")

    def serve(self, wire: Wire) -> None:
        """Take one message off the wire and answer it."""
        message = wire.up.popleft()
        match message:
            case Hello():
                wire.down.append(HELLO)
            case Resume():
                wire.resume = message
            case LogIn(name):
                self._let_in(wire, name)
            case Ping(number):
                wire.down.append(Pong(number))
            case WantOlder(before, limit):
                older = [old for old in self.visible(self._name) if old.stamp.id < before]
                wire.down.extend(older[-limit:])
            case Say(text):
                self._take_in(wire, "", text)
            case Whisper(to, text):
                self._take_in(wire, to, text)
            case SetAway() | SetHand():
                pass
            case Bye():
                self.sessions.pop(self._secret, None)
                self._wire = None

    # ---- inside ------------------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return self.sessions[self._secret].name if self._secret in self.sessions else "alice"

    def _let_in(self, wire: Wire, name: str) -> None:
        resume = wire.resume
        is_resumed = resume is not None and resume.session in self.sessions
        if resume is None or not is_resumed:
            self._secret = f"secret {len(self.sessions)} {self._next_id}"
            self.sessions[self._secret] = ModelSession(name)
            olds = self.visible(name)[-OLD_AT_LOGIN:]
        else:
            self._secret = resume.session
            self.sessions[self._secret].name = name
            olds = [old for old in self.visible(name) if old.stamp.id > resume.last]
        self._wire = wire  # whoever had the place is thrown out
        accepted = self.sessions[self._secret].accepted
        you = UserChanged(User(name))
        newest = self.history[-1].stamp.id if self.history else 0
        welcome = Welcome(name, self._secret, is_resumed, accepted, newest)
        bob = UserChanged(User("bob"))
        wire.down.extend([Online("bob"), bob, Online(name), welcome, you, *olds, RoomState()])

    def _take_in(self, wire: Wire, to: str, text: str) -> None:
        if wire is not self._wire:
            return  # thrown out; what it still sends is nobody's
        self.sessions[self._secret].accepted += 1
        self.taken_in.append((to, text))
        if self.is_muted:
            self.refused.append((to, text))
            wire.down.append(Notice(NoticeCode.MUTED))
            return
        old = self._write(self._name, text, to)
        if not to:
            wire.down.append(Said(self._name, text, old.stamp))
            return
        if is_same_name(to, self._name):
            wire.down.append(WhisperReceived(self._name, text, old.stamp, to))
        wire.down.append(WhisperSent(to, text, old.stamp, self._name))

    def _write(self, sender: str, text: str, to: str) -> Old:
        old = Old(Stamp(self._next_id, 1_700_000_000.0 + self._next_id), sender, text, to)
        self._next_id += 1
        self.history.append(old)
        return old
