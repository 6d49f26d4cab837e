"""A link without a socket: it keeps what the window asks for, and tells the window what a test makes up."""

from dataclasses import dataclass, field

from chatroom_client.finder import FoundRoom, RoomFinder
from chatroom_client.link import ServerLink
from chatroom_client.session.events import SessionEvent, SessionState, StateChanged


@dataclass
class Asked:
    """Everything that the window asked the link for, in order."""

    joins: list[tuple[str, int, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    whispers: list[tuple[str, str]] = field(default_factory=list)
    resent: list[int] = field(default_factory=list)
    discarded: list[int] = field(default_factory=list)
    older: list[int] = field(default_factory=list)
    keeping: list[bool] = field(default_factory=list)
    hands: list[bool] = field(default_factory=list)
    away: list[bool] = field(default_factory=list)
    tries: int = 0
    leaves: int = 0


class FakeLink(ServerLink):
    """Set `now` for what `steady_now` gives."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self.now = 100.0
        self._fake_state = SessionState.IDLE
        self._where = ("", 0)

    def tell(self, *events: SessionEvent) -> None:
        """Let this happen."""
        for event in events:
            if isinstance(event, StateChanged):
                self._fake_state = event.state
        self.happened.emit(list(events))

    @property
    def state(self) -> SessionState:
        return self._fake_state

    @property
    def host(self) -> str:
        return self._where[0]

    @property
    def port(self) -> int:
        return self._where[1]

    def steady_now(self) -> float:
        return self.now

    def join(self, host: str, port: int, name: str) -> None:
        self._where = (host, port)
        self.asked.joins.append((host, port, name))
        self.tell(StateChanged(SessionState.CONNECTING))

    def try_name(self, name: str) -> None:
        self.asked.names.append(name)
        self.tell(StateChanged(SessionState.LOGGING_IN))

    def say(self, text: str) -> None:
        self.asked.said.append(text)

    def whisper(self, to: str, text: str) -> None:
        self.asked.whispers.append((to, text))

    def resend(self, key: int) -> None:
        self.asked.resent.append(key)

    def discard(self, key: int) -> None:
        self.asked.discarded.append(key)

    def raise_hand(self, is_up: bool) -> None:
        self.asked.hands.append(is_up)

    def set_away(self, is_away: bool) -> None:
        self.asked.away.append(is_away)

    def try_now(self) -> None:
        self.asked.tries += 1

    def want_older(self, before_id: int) -> None:
        self.asked.older.append(before_id)

    def set_keeping(self, is_allowed: bool) -> None:
        self.asked.keeping.append(is_allowed)

    def leave(self) -> None:
        self.asked.leaves += 1
        if self._fake_state is not SessionState.IDLE:
            self.tell(StateChanged(SessionState.IDLE))


class FakeFinder(RoomFinder):
    """Finds what a test makes up. `is_looking` between start and stop."""

    def __init__(self) -> None:
        super().__init__(outlets=tuple)
        self.is_looking = False
        self._fake_rooms: tuple[FoundRoom, ...] = ()

    @property
    def rooms(self) -> tuple[FoundRoom, ...]:
        return self._fake_rooms

    def find(self, *rooms: FoundRoom) -> None:
        """Let these be all rooms there are."""
        self._fake_rooms = rooms
        self.rooms_changed.emit(rooms)

    def start(self) -> None:
        self.is_looking = True

    def stop(self) -> None:
        self.is_looking = False
