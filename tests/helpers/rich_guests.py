"""A raw guest of the rich dialect, for tests that run in the same loop as the room."""

from shared.protocol.codec import ServerDecoder, encode_client_message
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import (
    Bye,
    Hello,
    LogIn,
    Old,
    Ping,
    Pong,
    Resume,
    Said,
    Say,
    ServerHello,
    ServerMessage,
    SetAway,
    User,
    UserChanged,
    WantOlder,
    Welcome,
    Whisper,
    WhisperReceived,
)
from tests.helpers.guests import Guest, OpenRoom
from tests.helpers.loops import until

Sendable = Hello | LogIn | Say | Whisper | Resume | Ping | SetAway | WantOlder | Bye


class RichGuest:
    """A guest who understands what the server says; ``messages`` is everything that was not looked at yet."""

    def __init__(self, guest: Guest) -> None:
        self.wire = guest
        self.welcome: Welcome | None = None
        self.before_welcome: list[ServerMessage] = []
        self._frames = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._decoder = ServerDecoder()
        self._messages: list[ServerMessage] = []
        self._pings = 0

    @classmethod
    async def connect(cls, room: OpenRoom, source: str = "") -> "RichGuest":
        """Connect, and say hello."""
        rich = cls(await room.connect(source))
        await rich.send(Hello(1, "a test", "en"))
        assert isinstance((await rich.read())[0], ServerHello)
        return rich

    @classmethod
    async def join(cls, room: OpenRoom, name: str, resume: Resume | None = None) -> "RichGuest":
        """Return one who is in the room, or back in it, and has read the welcome and nothing after it."""
        rich = await cls.connect(room)
        if resume is not None:
            await rich.send(resume)
        await rich.send(LogIn(name))
        await rich.enter()
        return rich

    async def enter(self) -> None:
        """Read up to the welcome, keeping what comes after it; ``before_welcome`` is what came before."""
        while self.welcome is None:
            messages = await self.read()
            for number, message in enumerate(messages):
                if isinstance(message, Welcome):
                    self.welcome = message
                    self._messages = messages[number + 1 :]
                    break
                self.before_welcome.append(message)

    @property
    def session(self) -> str:
        """The secret to resume with."""
        assert self.welcome is not None
        return self.welcome.session

    async def send(self, *messages: Sendable) -> None:
        await self.wire.send(b"".join(encode_client_message(message) for message in messages))

    async def read(self) -> list[ServerMessage]:
        """Return what comes next: some messages, as many as a read brings."""
        while not self._messages:
            data = await self.wire.receive()
            assert data, "closed"
            for event in self._frames.feed(data):
                assert isinstance(event, Frame)
                message = self._decoder.decode(event)
                if message is not None:
                    self._messages.append(message)
        messages, self._messages = self._messages, []
        return messages

    async def catch_up(self) -> list[ServerMessage]:
        """Return everything that this guest was sent up to now."""
        self._pings += 1
        await self.send(Ping(self._pings))
        messages: list[ServerMessage] = []
        pong = Pong(self._pings)
        while pong not in messages:
            messages += await self.read()
        end = messages.index(pong)
        self._messages = messages[end + 1 :]
        return messages[:end]


def said_in(messages: list[ServerMessage]) -> list[str]:
    """What was said, live or earlier, in the order in which it came."""
    return [message.text for message in messages if isinstance(message, Said | Old | WhisperReceived)]


def states_in(messages: list[ServerMessage]) -> list[User]:
    return [message.user for message in messages if isinstance(message, UserChanged)]


def break_off(guest: RichGuest, *, is_reset: bool) -> None:
    """End a connection without a goodbye, as a program that is killed or as one that crashed."""
    if is_reset:
        guest.wire.reset()
    else:
        guest.wire.close()


async def lose(room: OpenRoom, guest: RichGuest) -> None:
    """Break a guest's connection without a goodbye, and wait until the room knows."""
    before = room.service.counters.connections
    guest.wire.reset()
    await until(lambda: room.service.counters.connections < before)
