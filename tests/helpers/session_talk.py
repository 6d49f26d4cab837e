"""Drives a ``Session`` through a conversation: what the server and the person do, and what came of it.

Every order is checked against the connection that there is: one at a time, and nothing sent without it.
"""

from enum import Enum

from chatroom_client.backoff import Backoff
from chatroom_client.events import FailureReason, OutgoingState, SessionEvent, StateChanged
from chatroom_client.orders import Connect, Disconnect, Moment, Output, Send
from chatroom_client.session import Session
from shared.protocol.messages import LogIn, NameRefused, Online, Say, ServerMessage, Whisper
from shared.protocol.text import is_blank

UTC = 1_700_000_000.0


class _Line(Enum):
    NONE = "none"
    CONNECTING = "connecting"
    OPEN = "open"


class SessionTalk:
    """A session with a clock of its own. Each verb returns what it led to; ``events`` and ``sent`` keep it all."""

    def __init__(self, *, jitter: float = 0.0) -> None:
        self.session = Session(Backoff(lambda: jitter))
        self.steady = 100.0
        self.events: list[SessionEvent] = []
        self.sent: list[LogIn | Say | Whisper] = []
        self.connects: list[Connect] = []
        self.disconnects: list[Disconnect] = []
        self.written = 0  # texts that are not blank
        self._line = _Line.NONE

    @property
    def now(self) -> Moment:
        return Moment(self.steady, UTC + self.steady)

    @property
    def last_state(self) -> StateChanged:
        return [event for event in self.events if isinstance(event, StateChanged)][-1]

    @property
    def outgoing(self) -> list[tuple[str, OutgoingState]]:
        return [(item.text, item.state) for item in self.session.outgoing]

    # ---- the person --------------------------------------------------------------------------------------

    def join(self, name: str, host: str = "10.0.0.1") -> list[SessionEvent]:
        return self.take(self.session.join(host, 9999, name, self.now))

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
                case _:
                    told.append(output)
        self.events += told
        return told
