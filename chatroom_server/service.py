"""The room, its history, its relay, its connections and its discovery, put together: open, host, close.

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
from dataclasses import replace
from typing import assert_never

from chatroom_server.addresses import read_addresses
from chatroom_server.deliveries import Admit, Dismiss, Moment, Outcome, TakeOver, ToEveryone, ToGuest
from chatroom_server.discovery import Discovery
from chatroom_server.facts import NO_SESSION, Fact, GuestId
from chatroom_server.history.history import History
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.listener import Listener, raise_descriptor_limit
from chatroom_server.reception import Reception
from chatroom_server.relay import Relay
from chatroom_server.room import Room
from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.sockets import CannotOpen, PortTaken, listen
from chatroom_server.strangers import Strangers
from chatroom_server.turns import Turns
from shared.protocol.codec import notice_words
from shared.protocol.discovery import RoomAnswer
from shared.protocol.limits import (
    CLOSING_SECONDS,
    DEFAULT_TCP_PORT,
    DEFAULT_UDP_PORT,
    MAX_NAME_CHARACTERS,
    MAX_STRANGERS,
    MAX_TEXT_CHARACTERS,
)
from shared.protocol.messages import LogIn, Notice, NoticeCode, Old, RoomRequest, ServerHello, WantOlder
from shared.version import product_version

_log = logging.getLogger(__name__)

_SWEEP_SECONDS = 1.0
_SECONDS_BETWEEN_WARNINGS = 60.0
_FEATURES = ("resume", "history", "away", "hand", "bye")  # of the rich dialect (docs/protocol.md §4)


class RoomService:
    """A room on real sockets. ``open`` it within a running loop, then ``close`` it.

    ``on_facts`` is called with what has happened, in order; it must be quick, and must not call back.
    """

    def __init__(
        self, settings: RoomSettings, on_facts: Callable[[tuple[Fact, ...]], None] | None = None
    ) -> None:
        self.settings = settings
        self._on_facts = on_facts
        self._instance_id = secrets.token_hex(8)
        self._links: dict[GuestId, Link] = {}
        self._by_address: Counter[str] = Counter()
        self._next_guest: GuestId = 1
        self._malformed = 0
        self._turned_away = 0
        self._turned_away_logged_at = float("-inf")
        self._is_closing = False
        self._everyone_gone = asyncio.Event()
        self._sweep: asyncio.TimerHandle | None = None
        self._only_address = ""  # the one that is listened on; empty: every one
        self.room: Room
        self._loop: asyncio.AbstractEventLoop
        self._history: History
        self._reception: Reception
        self._relay: Relay
        self._discovery: Discovery
        self._strangers: Strangers
        self._turns: Turns
        self._listener: Listener

    def open(self) -> Opened:
        """Open the room and return where it is.

        Raises ``PortTaken``, ``AddressNotHere`` or ``HistoryInUse``, and is closed then.
        """
        settings = self.settings
        self._loop = asyncio.get_running_loop()
        self._turns = Turns(self._loop)
        max_descriptors = raise_descriptor_limit()
        sockets = self._listen()
        self._only_address = _only_address(sockets)
        udp_port = DEFAULT_UDP_PORT if settings.udp_port is None else settings.udp_port
        self._discovery = Discovery(self._loop, self._answer, self._only_address, udp_port)
        try:
            self._listener = Listener(
                sockets, self._loop, self._on_connection, max_descriptors, lambda: len(self._links)
            )
            self._strangers = Strangers(self._loop, self._listener)
            self._discovery.open(is_required=settings.udp_port is not None)
            self._open_room()
        except CannotOpen:
            self._listener.close()
            self._discovery.close()
            raise
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        return Opened(
            settings.room_name,
            self._listener.port,
            self._discovery.port,
            (self._only_address,) if self._only_address else tuple(each.address for each in read_addresses()),
            self._history.file,
        )

    async def close(self) -> None:
        """Close the room: nobody new, the notice, what is waiting is sent, at most two seconds."""
        if self._is_closing:
            return
        self._is_closing = True
        if self._sweep is not None:
            self._sweep.cancel()
        self._strangers.close()
        self._listener.close()
        self._discovery.close()
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
        self._carry_out(replace(self.room.give_up_places(_now(self._loop)), deliveries=()))
        self._reception.save()
        self._history.close(time.time())

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
            discovery=replace(self._discovery.counters),
            udp_port=self._discovery.port,
            history=self._history.state,
            history_trouble=self._history.trouble,
        )

    def older(self, before: int, limit: int) -> list[Old]:
        """Return what was said to everyone before a message, the newest ``limit`` of it, oldest first."""
        self._reception.save()
        return self._history.older(NO_SESSION, before, limit)

    # ---- connections -------------------------------------------------------------------------------------

    def _listen(self) -> list[socket.socket]:
        settings = self.settings
        if settings.tcp_port is not None:
            return listen(settings.host, settings.tcp_port)
        try:
            return listen(settings.host, DEFAULT_TCP_PORT)
        except PortTaken:
            return listen(settings.host, 0)

    def _open_room(self) -> None:
        settings = self.settings
        now = _now(self._loop)
        self._history = (
            History.open(settings.history_file, settings.room_name, now.utc, is_fresh=settings.is_fresh)
            if settings.keeps_history
            else History.in_memory(now.utc)
        )
        self.room = Room(
            host_name=settings.host_name,
            max_users=settings.limits.max_users,
            max_per_address=settings.limits.max_per_address,
            last_id=self._history.last_id,
            pinned=self._history.pinned,
            utc=now.utc,
        )
        self._relay = Relay(self._loop, before_flush=self._before_flush)
        self._reception = Reception(self.room, self._relay, self._history, now)
        self._carry_out(self._reception.expect_back(self._new_guest, now))

    def _before_flush(self) -> None:
        self._reception.save()

    def _on_connection(self, sock: socket.socket, address: str) -> None:
        guest = self._new_guest()
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
            link.open()
            self._strangers.add(link)

    def _new_guest(self) -> GuestId:
        guest = self._next_guest
        self._next_guest += 1
        return guest

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

    def hello(self) -> ServerHello:
        """Return what a rich client is told first."""
        return ServerHello(
            app=f"LAN Chatroom {product_version()}",
            server_id=self._instance_id,
            room=self.settings.room_name,
            max_text_characters=MAX_TEXT_CHARACTERS,
            max_name_characters=MAX_NAME_CHARACTERS,
            features=_FEATURES,
        )

    def on_message(self, link: Link, message: RoomRequest | WantOlder) -> None:
        """Let the room serve what a connection sent."""
        now = _now(self._loop)
        match message:
            case WantOlder():
                self._reception.tell_older(link, message)
            case LogIn():
                self._carry_out(self._reception.log_in(link, message, now))
            case _:
                self._carry_out(self.room.receive(link.guest, link.address, message, now))

    def on_counted(self, link: Link) -> None:
        """Count what a session sends."""
        self._reception.count(link, _now(self._loop))

    def on_link_leaving(self, link: Link, cause: CloseCause) -> None:
        """Take the guest out of the room."""
        self._strangers.forget(link.guest)
        name = self.room.name_of(link.guest)
        if name is None:
            # Not worth a line by default: a thousand a second can come and go without ever being a guest.
            _log.debug("guest %d at %s %s", link.guest, link.address, cause.value)
        else:
            _log.info("guest %d at %s (%r) %s", link.guest, link.address, name, cause.value)
        self._by_address[link.address] -= 1
        if not self._by_address[link.address]:
            del self._by_address[link.address]
        left = self._reception.see_off(link, cause, _now(self._loop))
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
                    # One that is leaving is told nothing else any more either, and resumes from its last id.
                    if guest in self._links and not self._links[guest].is_leaving:
                        self._links[guest].send(private)
                case Admit(guest):
                    self._admit(self._links[guest])
                case Dismiss(guest):
                    if guest in self._links:
                        self._links[guest].finish(CloseCause.DISMISSED)
                case TakeOver(newcomer, place):
                    self._take_over(newcomer, place)
                case _:
                    assert_never(delivery)
        if outcome.facts:
            self._reception.note(outcome.facts)
            if self._on_facts is not None:
                self._on_facts(outcome.facts)

    def _admit(self, link: Link) -> None:
        self._strangers.forget(link.guest)
        link.admit()
        self._reception.welcome(link, _now(self._loop))
        _log.info("guest %d is %r", link.guest, self.room.name_of(link.guest))

    def _take_over(self, newcomer: GuestId, place: GuestId) -> None:
        self._strangers.forget(newcomer)
        link = self._links.pop(newcomer)
        twin = self._links.pop(place, None)
        link.guest = place
        self._links[place] = link
        if twin is not None:
            # The number of the newcomer is nobody's now: what ends under it moves nobody in the room.
            twin.guest = newcomer
            self._links[newcomer] = twin
            twin.abort(CloseCause.REPLACED)

    # ---- once a second -----------------------------------------------------------------------------------

    def _on_sweep(self) -> None:
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        self._strangers.sweep()
        for link in [link for link in self._links.values() if link.is_silent]:
            link.abort(CloseCause.SILENT)
        moment = _now(self._loop)
        self._carry_out(self._reception.sweep(moment))
        self._reception.save()
        self._history.sweep(moment.utc)
        self._relay.sweep(moment.steady)
        self._discovery.sweep()

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
