"""Drives a ``Session`` through a conversation: what the server and the person do, and what came of it.

Every order is checked against the connection that there is: one at a time, and nothing sent without it.
"""

from enum import Enum

from chatroom_client.backoff import Backoff
from chatroom_client.session.events import (
    FailureReason,
    HistoryArrived,
    MessageArrived,
    OutgoingState,
    SessionEvent,
    StateChanged,
)
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Connect, Disconnect, Keep, Moment, Output, Send, Sendable
from chatroom_client.session.session import Session
from shared.protocol.messages import (
    NameRefused,
    Old,
    Online,
    Pinned,
    RoomState,
    ServerHello,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
)
from shared.protocol.text import is_blank

UTC = 1_700_000_000.0
HELLO = ServerHello("LAN Chatroom", "0123456789abcdef", "Room 101", 4000, 24, ("resume", "history"))


class _Line(Enum):
    NONE = "none"
    CONNECTING = "connecting"
    OPEN = "open"


class SessionTalk:
    """A session with a clock of its own. Each verb returns what it led to; ``events`` and ``sent`` keep it all."""

    def __init__(self, *, jitter: float = 0.0, is_plain: bool = True) -> None:
        self.session = Session(Backoff(lambda: jitter), is_plain=is_plain, app="Test", language="en")
        self.steady = 100.0
        self.events: list[SessionEvent] = []
        self.sent: list[Sendable] = []
        self.orders: list[Send | Keep] = []  # in their order
        self.connects: list[Connect] = []
        self.disconnects: list[Disconnect] = []
        self.written = 0  # texts that are not blank
        self._line = _Line.NONE

    @property
    def now(self) -> Moment:
        return Moment(self.steady, UTC + self.steady)

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._line is _Line.OPEN

    @property
    def last_state(self) -> StateChanged:
        return [event for event in self.events if isinstance(event, StateChanged)][-1]

    @property
    def kept(self) -> KeptSession | None:
        """What is written down."""
        return self.kept_orders[-1].kept

    @property
    def lines(self) -> list[MessageArrived]:
        """Everything said that was shown, old and new."""
        shown = [event.messages if isinstance(event, HistoryArrived) else (event,) for event in self.events]
        return [line for lines in shown for line in lines if isinstance(line, MessageArrived)]

    @property
    def kept_orders(self) -> list[Keep]:
        """All orders to write something down."""
        return [order for order in self.orders if isinstance(order, Keep)]

    @property
    def outgoing(self) -> list[tuple[str, OutgoingState]]:
        return [(item.text, item.state) for item in self.session.outgoing]

    # ---- the person --------------------------------------------------------------------------------------

    def join(self, name: str, host: str = "10.0.0.1", kept: KeptSession | None = None) -> list[SessionEvent]:
        return self.take(self.session.join(host, 9999, name, self.now, kept))

    def try_name(self, name: str) -> list[SessionEvent]:
        return self.take(self.session.try_name(name, self.now))

    def say(self, text: str) -> list[SessionEvent]:
        self.written += not is_blank(text)
        return self.take(self.session.say(text, self.now))

    def whisper(self, to: str, text: str) -> list[SessionEvent]:
        told = self.take(self.session.whisper(to, text, self.now))
        self.written += not is_blank(text)
        return told

    def resend(self, key: int) -> list[SessionEvent]:
        return self.take(self.session.resend(key, self.now))

    def discard(self, key: int) -> list[SessionEvent]:
        return self.take(self.session.discard(key))

    def try_now(self) -> list[SessionEvent]:
        return self.take(self.session.try_now(self.now))

    def want_older(self, before_id: int) -> list[SessionEvent]:
        return self.take(self.session.want_older(before_id))

    def change_network(self) -> list[SessionEvent]:
        return self.take(self.session.network_changed(self.now))

    def leave(self) -> list[SessionEvent]:
        return self.take(self.session.leave())

    # ---- the network -------------------------------------------------------------------------------------

    def connect(self) -> list[SessionEvent]:
        if self._line is _Line.CONNECTING:
            self._line = _Line.OPEN
        return self.take(self.session.connected(self.now))

    def fail(self, reason: FailureReason = FailureReason.NO_ROOM) -> list[SessionEvent]:
        if self._line is _Line.CONNECTING:
            self._line = _Line.NONE
        return self.take(self.session.connection_failed(reason, self.now))

    def hear(self, *messages: ServerMessage) -> list[SessionEvent]:
        return [
            event for message in messages for event in self.take(self.session.received(message, self.now))
        ]

    def lose(self) -> list[SessionEvent]:
        if self._line is _Line.OPEN:
            self._line = _Line.NONE
        return self.take(self.session.connection_lost(self.now))

    def wait(self, seconds: float) -> list[SessionEvent]:
        """Let time pass, with a tick at every moment that the session asked for."""
        end = self.steady + seconds
        told: list[SessionEvent] = []
        while (at := self.session.next_tick_at) is not None and at <= end:
            self.steady = max(self.steady, at)
            told += self.take(self.session.tick(self.now))
        self.steady = end
        return told

    # ---- in short ----------------------------------------------------------------------------------------

    def enter(self, name: str = "alice", *others: str) -> list[SessionEvent]:
        """Join, connect, and be let in."""
        self.join(name)
        return self.let_in(name, *others)

    def let_in(self, name: str, *others: str) -> list[SessionEvent]:
        """Connect, and be let in to a room where ``others`` are."""
        self.connect()
        return self.hear(*[Online(other) for other in others], Online(name))

    @staticmethod
    def old(number: int, sender: str, text: str, to: str = "") -> Old:
        """Something said earlier; the room counts in seconds."""
        return Old(Stamp(number, UTC + number), sender, text, to)

    def greet(self) -> list[SessionEvent]:
        """Connect to a room that is rich."""
        self.connect()
        return self.hear(HELLO)

    def welcome(
        self,
        *olds: Old,
        name: str = "alice",
        others: tuple[str, ...] = (),
        session: str = "secret",
        resumed: bool = False,
        accepted: int = 0,
        last: int = 0,
        pinned: Pinned | None = None,
    ) -> list[SessionEvent]:
        """Be let in to a rich room, and hear what was said earlier."""
        here: list[ServerMessage] = [
            each for other in others for each in (Online(other), UserChanged(User(other)))
        ]
        you: list[ServerMessage] = [
            Online(name),
            Welcome(name, session, resumed, accepted, last),
            UserChanged(User(name)),
        ]
        return self.hear(*here, *you, *olds, RoomState(pinned=pinned))

    def enter_rich(self, *others: str, name: str = "alice") -> list[SessionEvent]:
        """Join a rich room where ``others`` are."""
        self.join(name)
        self.greet()
        return self.welcome(name=name, others=others)

    def come_back(self, name: str = "alice") -> list[SessionEvent]:
        """Wait until the next try, which succeeds."""
        self.try_now()
        return self.let_in(name)

    def be_refused(self, name: str = "alice") -> list[SessionEvent]:
        """Join, connect, and be refused the name."""
        self.join(name)
        self.connect()
        return self.hear(NameRefused(name))

    def take(self, outputs: list[Output]) -> list[SessionEvent]:
        """Sort what the session returned, and return the events."""
        told: list[SessionEvent] = []
        for output in outputs:
            match output:
                case Connect():
                    assert self._line is _Line.NONE
                    self._line = _Line.CONNECTING
                    self.connects.append(output)
                case Disconnect():
                    assert self._line is not _Line.NONE
                    self._line = _Line.NONE
                    self.disconnects.append(output)
                case Send(message):
                    assert self._line is _Line.OPEN
                    self.sent.append(message)
                    self.orders.append(output)
                case Keep():
                    self.orders.append(output)
                case _:
                    told.append(output)
        self.events += told
        return told
