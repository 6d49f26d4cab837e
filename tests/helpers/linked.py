"""One link on a real socket, with its peer at the other end and an owner that keeps what it hears."""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatroom_server.deliveries import Moment
from chatroom_server.limit_log import LimitHit
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.readers import LoopReaders
from chatroom_server.relay import Relay
from chatroom_server.turns import Turns
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    RoomRequest,
    Said,
    Say,
    ServerHello,
    Unserved,
    WantOlder,
    Whisper,
)
from tests.helpers.guests import Guest
from tests.helpers.loops import ClockLoop, run_on_clock, settle


@dataclass
class Owner:
    """Keeps what a link tells; lets everyone in who asks, and answers as the test wants."""

    relay: Relay
    messages: list[RoomRequest | WantOlder] = field(default_factory=list)
    causes: list[CloseCause] = field(default_factory=list)
    limits: list[LimitHit] = field(default_factory=list)
    closed: int = 0
    counted: int = 0
    refuses: bool = False

    @property
    def hello(self) -> ServerHello:
        return ServerHello("the room's program", "0123456789abcdef", "Room 101", 4_000, 24)

    def on_counted(self, link: Link, now: Moment) -> None:
        self.counted += 1

    def on_message(self, link: Link, message: RoomRequest | WantOlder, now: Moment) -> None:
        self.messages.append(message)
        match message:
            case LogIn(name) if self.refuses:
                link.send(NameRefused(name))
            case LogIn():
                link.admit()
            case Say(text) if text.strip():
                self.relay.to_everyone(Said("alice", text))
            case Unserved(reason):
                link.send(reason)
            case Whisper(to):
                link.send(Notice(NoticeCode.NOT_ONLINE, name=to))

    def on_limit(self, link: Link, cause: LimitHit) -> None:
        self.limits.append(cause)

    def on_link_leaving(self, link: Link, cause: CloseCause) -> None:
        self.causes.append(cause)

    def on_link_closed(self, link: Link) -> None:
        self.closed += 1


@dataclass
class Ends:
    """A link, its owner, and the peer at the other end."""

    loop: ClockLoop
    owner: Owner
    link: Link
    peer: Guest

    async def advance(self, seconds: float) -> None:
        """Let time pass, and what is due happen."""
        self.loop.advance(seconds)
        await settle()


def linked(
    story: Callable[[Ends], Awaitable[None]],
    *,
    rate: float = 0.0,
    encoding: TextEncoding | None = None,
    is_logged_in: bool = True,
) -> None:
    """Run a story on a link of its own; afterwards the link must be closed, or be closable."""

    async def main(loop: ClockLoop) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            peer = Guest(socket.create_connection(listening.getsockname()))
            accepted, address = listening.accept()
        accepted.setblocking(False)
        relay = Relay(loop)
        owner = Owner(relay)
        link = Link(
            1,
            accepted,
            address[0],
            owner=owner,
            relay=relay,
            turns=Turns(loop, lambda: relay.is_mostly_level),
            readers=LoopReaders(loop),
            loop=loop,
            rate=rate,
            encoding=encoding,
        )
        link.open()
        ends = Ends(loop, owner, link, peer)
        if is_logged_in:
            link.admit()
        await story(ends)
        peer.close()
        link.abort(CloseCause.CLOSING)
        assert link.is_closed
        assert owner.closed == 1
        assert len(owner.causes) == 1
        assert relay.waiting_bytes == 0
        # Nothing of the connection is left in the loop.
        assert not loop.remove_reader(link.cursor.fileno)
        assert not loop.remove_writer(link.cursor.fileno)

    run_on_clock(main)
