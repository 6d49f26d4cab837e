"""The room, its relay, its connections and its announcer, put together: open, host, close.

The rule: every decision is the room's. The service only carries what comes to it, carries its deliveries out, and
passes on what has happened. All calls belong to the loop's own thread.
"""

import asyncio
import ipaddress
import logging
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from chatroom_server.addresses import read_addresses
from chatroom_server.announcer import Announcer, DiscoveryCounters
from chatroom_server.deliveries import Admit, Dismiss, Moment, Outcome, ToEveryone, ToGuest
from chatroom_server.facts import Fact, GuestId
from chatroom_server.link import CloseCause, Link
from chatroom_server.listener import Listener, raise_descriptor_limit
from chatroom_server.relay import Relay
from chatroom_server.room import Room
from chatroom_server.sockets import PortTaken, bind_discovery, listen
from chatroom_server.turns import Turns
from shared.protocol.codec import notice_words
from shared.protocol.discovery import RoomAnswer
from shared.protocol.encoding import TextEncoding
from shared.protocol.limits import (
    CLOSING_SECONDS,
    DEFAULT_TCP_PORT,
    DEFAULT_UDP_PORT,
    MAX_STRANGERS,
    RoomLimits,
)
from shared.protocol.messages import ClientMessage, Notice, NoticeCode

_log = logging.getLogger(__name__)

_SWEEP_SECONDS = 1.0
_DISCOVERY_RETRY_SECONDS = 5.0
_SECONDS_BETWEEN_WARNINGS = 60.0
# A class that comes at once is still on its way to log in: it waits in the queue rather than push itself out.
_STRANGER_GRACE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """How to open a room. A port of None is the default one: any free TCP port, or no discovery, if it is taken.

    A port that is a number is asked for by name: then it is that one or ``PortTaken``; 0 is any free port.
    """

    room_name: str
    host_name: str | None = None
    host: str = ""  # the address to listen on; empty: every interface
    tcp_port: int | None = None
    udp_port: int | None = None
    limits: RoomLimits = field(default_factory=RoomLimits)
    encoding: TextEncoding | None = None  # for every plain connection; None: found out for each


@dataclass(frozen=True, slots=True)
class Opened:
    """What is true of a room right after it opened. ``udp_port`` is None while another program has it."""

    room_name: str
    tcp_port: int
    udp_port: int | None
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """How the room is doing: totals since it opened, and what is open right now."""

    users: int
    connections: int
    messages: int
    delivered: int
    malformed: int
    too_slow: int
    turned_away: int
    discovery: DiscoveryCounters
    udp_port: int | None


class RoomService:
    """A room on real sockets. ``open`` it within a running loop, then ``close`` it.

    ``on_facts`` is called with what has happened, in order; it must be quick, and must not call back.
    """

    def __init__(
        self, settings: RoomSettings, on_facts: Callable[[tuple[Fact, ...]], None] | None = None
    ) -> None:
        self.settings = settings
        self.room = Room(host_name=settings.host_name, max_users=settings.limits.max_users)
        self._on_facts = on_facts
        self._instance_id = secrets.token_hex(8)
        self._links: dict[GuestId, Link] = {}
        self._strangers: dict[GuestId, Link] = {}  # not logged in, the longest waiting first
        self._by_address: Counter[str] = Counter()
        self._next_guest: GuestId = 1
        self._announcer: Announcer | None = None
        self._discovery = DiscoveryCounters()
        self._discovery_tried_at = 0.0
        self._malformed = 0
        self._turned_away = 0
        self._turned_away_logged_at = float("-inf")
        self._is_closing = False
        self._everyone_gone = asyncio.Event()
        self._sweep: asyncio.TimerHandle | None = None
        self._eviction: asyncio.TimerHandle | None = None
        self._only_address = ""  # the one that is listened on; empty: every one
        self._loop: asyncio.AbstractEventLoop
        self._relay: Relay
        self._turns: Turns
        self._listener: Listener

    def open(self) -> Opened:
        """Open the room and return where it is. Raises ``PortTaken`` or ``AddressNotHere``, and is closed then."""
        settings = self.settings
        self._loop = asyncio.get_running_loop()
        self._relay = Relay(self._loop)
        self._turns = Turns(self._loop)
        max_descriptors = raise_descriptor_limit()
        sockets = self._listen()
        self._only_address = _only_address(sockets)
        try:
            self._listener = Listener(
                sockets, self._loop, self._on_connection, max_descriptors, lambda: len(self._links)
            )
            self._open_discovery(is_required=settings.udp_port is not None)
        except PortTaken:
            self._listener.close()
            raise
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        return Opened(
            settings.room_name,
            self._listener.port,
            None if self._announcer is None else self._announcer.port,
            (self._only_address,) if self._only_address else tuple(each.address for each in read_addresses()),
        )

    async def close(self) -> None:
        """Close the room: nobody new, the notice, what is waiting is sent, at most two seconds."""
        if self._is_closing:
            return
        self._is_closing = True
        for timer in (self._sweep, self._eviction):
            if timer is not None:
                timer.cancel()
        self._listener.close()
        self._close_discovery()
        self._carry_out(self.room.close())
        for link in list(self._links.values()):
            link.finish(CloseCause.CLOSING)
        if self._links:
            try:
                async with asyncio.timeout(CLOSING_SECONDS):
                    await self._everyone_gone.wait()
            except TimeoutError:
                _log.info("%d connections did not take everything in time", len(self._links))
        for link in list(self._links.values()):
            link.abort(CloseCause.CLOSING)

    def act(self, action: Callable[[Room, Moment], Outcome]) -> None:
        """Let the host do something: ``action`` gets the room and the time, and its outcome is carried out."""
        if not self._is_closing:
            self._carry_out(action(self.room, _now(self._loop)))

    def ban(self, address: str) -> None:
        """Ban an address, and close what is open from there, logged in or not."""
        self.act(lambda room, now: room.ban(address, now))
        for link in [link for link in self._links.values() if link.address == address]:
            link.finish(CloseCause.DISMISSED)

    @property
    def counters(self) -> Counters:
        """How the room is doing right now."""
        return Counters(
            users=self.room.user_count,
            connections=len(self._links),
            messages=self.room.message_count,
            delivered=self._relay.delivered,
            malformed=self._malformed + sum(link.malformed for link in self._links.values()),
            too_slow=self._relay.too_slow,
            turned_away=self._turned_away,
            discovery=replace(self._discovery),
            udp_port=None if self._announcer is None else self._announcer.port,
        )

    # ---- connections -------------------------------------------------------------------------------------

    def _listen(self) -> list[socket.socket]:
        settings = self.settings
        if settings.tcp_port is not None:
            return listen(settings.host, settings.tcp_port)
        try:
            return listen(settings.host, DEFAULT_TCP_PORT)
        except PortTaken:
            return listen(settings.host, 0)

    def _on_connection(self, sock: socket.socket, address: str) -> None:
        guest = self._next_guest
        self._next_guest += 1
        link = Link(
            guest,
            sock,
            address,
            owner=self,
            relay=self._relay,
            turns=self._turns,
            loop=self._loop,
            rate=self.settings.limits.rate,
            encoding=self.settings.encoding,
        )
        self._links[guest] = link
        self._by_address[address] += 1
        self._everyone_gone.clear()
        max_per_address = self.settings.limits.max_per_address
        if self.room.is_banned(address):
            self._turn_away(link, Notice(NoticeCode.BANNED))
        elif max_per_address and self._by_address[address] > max_per_address:
            self._turn_away(link, Notice(NoticeCode.TOO_MANY_CONNECTIONS))
        else:
            self._strangers[guest] = link
            link.open()
            if len(self._strangers) >= MAX_STRANGERS:
                self._hold_strangers()

    def _hold_strangers(self) -> None:
        self._listener.hold()
        longest_waiting = next(iter(self._strangers.values()))
        grace = max(0.0, _STRANGER_GRACE_SECONDS - longest_waiting.age_seconds)
        self._eviction = self._loop.call_later(grace, longest_waiting.abort, CloseCause.NO_LOGIN)

    def _forget_stranger(self, guest: GuestId) -> None:
        if (
            self._strangers.pop(guest, None) is not None
            and self._eviction is not None
            and not self._is_closing
        ):
            self._eviction.cancel()
            self._eviction = None
            self._listener.release()

    def _turn_away(self, link: Link, notice: Notice) -> None:
        self._turned_away += 1
        now = self._loop.time()
        if now - self._turned_away_logged_at >= _SECONDS_BETWEEN_WARNINGS:
            self._turned_away_logged_at = now
            _log.warning("turned away a connection from %s: %s", link.address, notice_words(notice))
        if len(self._links) - len(self._strangers) - self.room.user_count > MAX_STRANGERS:
            # Who is being told takes a descriptor for a moment: in a flood nobody is told.
            link.abort(CloseCause.UNWELCOME)
            return
        link.send(notice)
        link.finish(CloseCause.UNWELCOME)

    def on_message(self, link: Link, message: ClientMessage) -> None:
        """Let the room serve what a connection sent."""
        self._carry_out(self.room.receive(link.guest, link.address, message, _now(self._loop)))

    def on_link_leaving(self, link: Link, cause: CloseCause) -> None:
        """Take the guest out of the room."""
        self._forget_stranger(link.guest)
        name = self.room.name_of(link.guest)
        if name is None:
            # Not worth a line by default: a thousand a second can come and go without ever being a guest.
            _log.debug("guest %d at %s %s", link.guest, link.address, cause.value)
        else:
            _log.info("guest %d at %s (%r) %s", link.guest, link.address, name, cause.value)
        self._by_address[link.address] -= 1
        if not self._by_address[link.address]:
            del self._by_address[link.address]
        left = self.room.leave(link.guest, _now(self._loop))
        # The notice is the last word when the room closes: nobody needs to hear of each who goes.
        self._carry_out(replace(left, deliveries=()) if self._is_closing else left)

    def on_link_closed(self, link: Link) -> None:
        """Forget the connection."""
        del self._links[link.guest]
        self._malformed += link.malformed
        if not self._links:
            self._everyone_gone.set()

    def _carry_out(self, outcome: Outcome) -> None:
        relay = self._relay
        for delivery in outcome.deliveries:
            match delivery:
                case ToEveryone(message):
                    relay.to_everyone(message)
                case ToGuest(guest, private):
                    if guest in self._links:
                        self._links[guest].send(private)
                case Admit(guest):
                    self._forget_stranger(guest)
                    self._links[guest].admit()
                    _log.info("guest %d is %r", guest, self.room.name_of(guest))
                case Dismiss(guest):
                    if guest in self._links:
                        self._links[guest].finish(CloseCause.DISMISSED)
                case _:
                    assert_never(delivery)
        if outcome.facts and self._on_facts is not None:
            self._on_facts(outcome.facts)

    # ---- once a second -----------------------------------------------------------------------------------

    def _on_sweep(self) -> None:
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        for link in [link for link in self._strangers.values() if link.is_overdue]:
            link.abort(CloseCause.NO_LOGIN)
        now = self._loop.time()
        self._relay.sweep(now)
        if self._announcer is None and now - self._discovery_tried_at > _DISCOVERY_RETRY_SECONDS:
            self._open_discovery(is_required=False)

    def _open_discovery(self, *, is_required: bool) -> None:
        self._discovery_tried_at = self._loop.time()
        settings = self.settings
        port = DEFAULT_UDP_PORT if settings.udp_port is None else settings.udp_port
        try:
            sock = bind_discovery(self._only_address, port)
        except PortTaken:
            if is_required:
                raise
            return
        only_near = "" if self._only_address.startswith("127.") else self._only_address
        self._announcer = Announcer(sock, self._loop, self._answer, only_near=only_near)
        self._announcer.counters = self._discovery

    def _close_discovery(self) -> None:
        if self._announcer is not None:
            self._announcer.close()
            self._announcer = None

    def _answer(self) -> RoomAnswer:
        return RoomAnswer(
            port=self._listener.port,
            server_id=self._instance_id,
            room=self.settings.room_name,
            users=self.room.user_count,
            max_users=self.room.max_users,
        )


def _only_address(listening: list[socket.socket]) -> str:
    # Asked of the socket: 0.0.0.0 and localhost may be typed as well.
    address = str(listening[0].getsockname()[0])
    return "" if ipaddress.ip_address(address.partition("%")[0]).is_unspecified else address


def _now(loop: asyncio.AbstractEventLoop) -> Moment:
    return Moment(time.time(), loop.time())
