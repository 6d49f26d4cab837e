"""A guest of a ``ModelRoom`` whose connection breaks and whose program is killed, again and again.

What was written down by ``Keep`` outlives a kill, and nothing else does.
"""

from chatroom_client.backoff import Backoff
from chatroom_client.session.events import (
    AnnouncementArrived,
    HistoryArrived,
    HistoryKind,
    MessageArrived,
    OutgoingState,
    SessionState,
)
from chatroom_client.session.kept import KeptSession, parse_kept, render_kept
from chatroom_client.session.orders import Connect, Disconnect, Keep, Moment, Output, Send
from chatroom_client.session.session import Session
from tests.helpers.model_room import ModelRoom, Wire

UTC = 1_700_000_000.0
MAX_TURNS = 30_000


class RestartedGuest:
    """``typed`` is what was typed and has been written down; ``shown`` is what this run has shown."""

    def __init__(self, room: ModelRoom) -> None:
        self.room = room
        self.typed: list[tuple[str, str]] = []
        self.steady = 100.0
        self.disk: bytes | None = None
        self.wire: Wire | None = None
        self._is_connecting = False
        self.start()

    # ---- the program -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the program anew and join the room."""
        self.session = Session(Backoff(lambda: 0.0))
        self.shown: list[MessageArrived] = []
        self.older: list[MessageArrived] = []
        self.kept_at_start = self.read()
        self.join()

    def read(self) -> KeptSession | None:
        return None if self.disk is None else parse_kept(self.disk)

    def join(self) -> None:
        self.take(self.session.join("10.0.0.1", 9999, "alice", self.now, self.read()))

    def kill(
        self, outputs: list[Output] | None = None, after: int = 0, *, is_delivered: bool = False
    ) -> None:
        """End the program at once, after it has carried out so many of ``outputs``.

        What it has sent by then may still be delivered: the operating system lives on.
        """
        self.take((outputs or [])[:after])
        if is_delivered:
            self.carry_up(MAX_TURNS)
        self.wire = None
        self._is_connecting = False
        self.start()

    def save(self) -> None:
        """Write down where the session stands, as the link does now and then."""
        if self.session.kept is not None and self.disk is not None:
            self.disk = render_kept(self.session.kept)

    # ---- the person --------------------------------------------------------------------------------------

    @property
    def may_type(self) -> bool:
        return self.session.state in {SessionState.IN_ROOM, SessionState.RECONNECTING}

    def type(self, to: str, text: str, killed_after: int | None = None) -> None:
        """Say or whisper; or be killed after so many of the orders that follow from it."""
        if not self.may_type:
            return
        outputs = self.session.whisper(to, text, self.now) if to else self.session.say(text, self.now)
        if killed_after is None:
            self.typed.append((to, text))
            self.take(outputs)
            return
        if any(isinstance(output, Keep) for output in outputs[:killed_after]):
            self.typed.append((to, text))
        self.kill(outputs, killed_after, is_delivered=True)

    # ---- the network -------------------------------------------------------------------------------------

    @property
    def now(self) -> Moment:
        return Moment(self.steady, UTC + self.steady)

    def connect(self) -> None:
        """Let the connection that is being made be there, at once if none was being made."""
        if self.session.state in {SessionState.ENDED, SessionState.NAME_REFUSED, SessionState.IDLE}:
            self.join()
        self.take(self.session.try_now(self.now))
        if self._is_connecting:
            self._is_connecting = False
            self.wire = Wire()
            self.take(self.session.connected(self.now))

    def lose(self, *, is_noticed: bool) -> None:
        """The connection breaks; the room may notice it, or not yet."""
        wire, self.wire = self.wire, None
        if wire is None:
            return
        if is_noticed:
            self.room.drop(wire)
        self.take(self.session.connection_lost(self.now))

    def carry_up(self, count: int) -> None:
        """Let so many messages of the guest arrive."""
        for _ in range(count):
            if self.wire is None or not self.wire.up:
                return
            self.room.serve(self.wire)

    def carry_down(self, count: int) -> None:
        """Let so many messages of the room arrive."""
        for _ in range(count):
            if self.wire is None or not self.wire.down:
                return
            self.take(self.session.received(self.wire.down.popleft(), self.now))

    def wait(self, seconds: float) -> None:
        """Let time pass, and the timer fire as late as that."""
        self.steady += seconds
        self.take(self.session.tick(self.now))

    def come_to_rest(self) -> None:
        """No more breaks: connect, and let everything arrive."""
        for _ in range(MAX_TURNS):
            if self.wire is None:
                self.connect()
            elif not (self.wire.up or self.wire.down):
                return
            self.carry_up(1)
            self.carry_down(1)
        raise AssertionError("guest and room talk for ever")

    # ---- what came of it ---------------------------------------------------------------------------------

    def left_over(self, *states: OutgoingState) -> list[tuple[str, str]]:
        return [(item.to, item.text) for item in self.session.outgoing if item.state in states]

    def take(self, outputs: list[Output]) -> None:
        """Carry out what the session wants."""
        for output in outputs:
            match output:
                case Connect():
                    assert self.wire is None
                    self._is_connecting = True
                case Disconnect(is_polite):
                    self._is_connecting = False
                    wire, self.wire = self.wire, None
                    while wire is not None and wire.up and is_polite:
                        self.room.serve(wire)
                case Send(message):
                    assert self.wire is not None
                    self.wire.up.append(message)
                case Keep(kept):
                    self.disk = None if kept is None else render_kept(kept)
                case MessageArrived():
                    self.shown.append(output)
                case HistoryArrived(messages, kind):
                    lines = [line for line in messages if not isinstance(line, AnnouncementArrived)]
                    (self.older if kind is HistoryKind.OLDER else self.shown).extend(lines)
                case _:
                    pass
