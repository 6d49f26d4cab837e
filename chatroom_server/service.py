"""The room, its history, its relay, its connections and its discovery, put together: open, host, close.

The rule: every decision is the room's. The service only carries what comes to it, carries its deliveries out, and
passes on what has happened. All calls belong to the loop's own thread.
"""

import asyncio
import logging
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from chatroom_server.addresses import read_addresses
from chatroom_server.admission import Admission
from chatroom_server.clock import moment
from chatroom_server.connections import Connections
from chatroom_server.deliveries import Admit, Dismiss, Moment, Outcome, TakeOver, ToEveryone, ToGuest
from chatroom_server.discovery import Discovery
from chatroom_server.facts import NO_SESSION, Fact, GuestId
from chatroom_server.history.history import History
from chatroom_server.lab.lab import Lab
from chatroom_server.lab.socket_watch import SocketWatch
from chatroom_server.limit_log import LimitHit, LimitLog
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.listener import Listener, raise_descriptor_limit
from chatroom_server.opening import open_history, room_of, server_hello
from chatroom_server.readers import Readers, readers_of
from chatroom_server.reception import Reception
from chatroom_server.relay import Relay
from chatroom_server.room import Room
from chatroom_server.room_log import RoomLog
from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.socket_life import SocketLife
from chatroom_server.sockets import CannotOpen, PortTaken, listen, only_address
from chatroom_server.strangers import Strangers
from chatroom_server.turns import Turns
from shared.protocol.discovery import RoomAnswer
from shared.protocol.limits import CLOSING_SECONDS, DEFAULT_TCP_PORT, DEFAULT_UDP_PORT
from shared.protocol.messages import (
    LogIn,
    Old,
    RoomRequest,
    Say,
    SetAway,
    SetHand,
    Unserved,
    WantOlder,
    Whisper,
)

_log = logging.getLogger(__name__)

_SWEEP_SECONDS = 1.0


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
        self.hello = server_hello(settings, self._instance_id)
        self._connections = Connections()
        self._next_guest: GuestId = 1
        self._limits = LimitLog()
        self._is_closing = False
        self._sweep: asyncio.TimerHandle | None = None
        self._only_address = ""  # the one that is listened on; empty: every one
        self.room: Room
        self.lab: Lab
        self._loop: asyncio.AbstractEventLoop
        self._history: History
        self._reception: Reception
        self._relay: Relay
        self._discovery: Discovery
        self._admission: Admission
        self._strangers: Strangers
        self._turns: Turns
        self._readers: Readers
        self._listener: Listener
        self._room_log: RoomLog
        self._watch: SocketWatch

    def open(self) -> Opened:
        """Open the room and return where it is.

        Raises ``PortTaken``, ``AddressNotHere`` or ``HistoryInUse``, and is closed then.
        """
        settings = self.settings
        self._loop = asyncio.get_running_loop()
        self._turns = Turns(self._loop, lambda: self._relay.is_mostly_level)
        max_descriptors = raise_descriptor_limit()
        sockets = self._listen()
        self._readers = readers_of(self._loop)
        self._only_address = only_address(sockets)
        udp_port = DEFAULT_UDP_PORT if settings.udp_port is None else settings.udp_port
        self._discovery = Discovery(self._loop, self._answer, self._only_address, udp_port, self._limits)
        try:
            self._listener = Listener(
                sockets,
                self._loop,
                self._on_connection,
                max_descriptors,
                lambda: len(self._connections),
                limits=self._limits,
            )
            self._strangers = Strangers(self._loop, self._listener)
            self._discovery.open(is_required=settings.udp_port is not None)
            self._open_room()
        except CannotOpen:
            self._listener.close()
            self._discovery.close()
            self._readers.close()
            raise
        self._watch = SocketWatch(
            self._connections, self._listener, lambda: self._discovery.announcer, self.room.name_of
        )
        self._room_log = RoomLog(self._limits, moment(self._loop), self.counters)
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        opened = Opened(
            settings.room_name,
            self._listener.port,
            self._discovery.port,
            (self._only_address,) if self._only_address else tuple(each.address for each in read_addresses()),
            self._history.file,
        )
        self._room_log.opened(opened, settings.limits)
        return opened

    async def close(self) -> None:
        """Close the room: nobody new, the notice, what is waiting is sent, at most two seconds."""
        if self._is_closing:
            return
        self._is_closing = True
        if self._sweep is not None:
            self._sweep.cancel()
        self.lab.close()
        self._strangers.close()
        self._listener.close()
        self._discovery.close()
        self._carry_out(self.room.close())
        for link in self._connections:
            link.finish(CloseCause.CLOSING)
        if not await self._connections.wait_until_closed(CLOSING_SECONDS):
            _log.info("%d connections did not take everything in time", len(self._connections))
        for link in self._connections:
            link.abort(CloseCause.CLOSING)
        self._readers.close()
        self._carry_out(replace(self.room.give_up_places(moment(self._loop)), deliveries=()))
        self._reception.save()
        self._room_log.close(moment(self._loop), self.counters)
        self._history.close(time.time())

    def act(self, action: Callable[[Room, Moment], Outcome]) -> None:
        """Let the host do something: ``action`` gets the room and the time, and its outcome is carried out."""
        if not self._is_closing:
            self._carry_out(action(self.room, moment(self._loop)))

    def ban(self, address: str) -> None:
        """Ban an address, and close what is open from there, logged in or not."""
        self.act(lambda room, now: room.ban(address, now))
        for link in self._connections:
            if link.address == address:
                link.finish(CloseCause.DISMISSED)

    def show_whispers(self, is_shown: bool) -> None:
        """Let the host see whispers in the wire, or no more; everyone is told."""
        if not self._is_closing:  # then nobody can be told any more
            self.act(lambda room, now: room.rules.set_whispers_shown(is_shown, now))
            self.lab.show_whispers(is_shown)

    @property
    def counters(self) -> Counters:
        """How the room is doing right now."""
        return Counters(
            users=self.room.user_count,
            connections=len(self._connections),
            messages=self.room.message_count,
            delivered=self._relay.delivered,
            malformed=self._connections.malformed,
            too_slow=self._relay.too_slow,
            turned_away=self._admission.turned_away,
            refused=self._connections.refused,
            waiting_bytes=self._relay.waiting_bytes,
            discovery=replace(self._discovery.counters),
            udp_port=self._discovery.port,
            limits=self._limits.counts(),
            history=self._history.state,
            history_trouble=self._history.trouble,
            relay_delay_seconds=self._relay.delay_seconds,
        )

    def socket_life(self) -> SocketLife:
        """Return what the room's sockets have lived through."""
        return self._watch.life(moment(self._loop).utc)

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
        now = moment(self._loop)
        self._history = open_history(settings, now.utc)
        self.room = room_of(settings, self._history, now.utc)
        self._admission = Admission(settings.limits, self.room.is_banned)
        self._relay = Relay(self._loop, self._before_flush, self._turns.made)
        self._reception = Reception(self.room, self._relay, self._history, self._limits, now)
        self.lab = Lab(
            self._loop,
            self._relay,
            self._discovery,
            lambda: self._connections,
            lambda link: self.room.name_of(link.guest),
        )
        self._carry_out(self._reception.expect_back(self._new_guest, now))

    def _before_flush(self) -> None:
        self._reception.save()

    def _on_connection(self, sock: socket.socket, address: str, port: int) -> None:
        guest = self._new_guest()
        link = Link(
            guest,
            sock,
            address,
            owner=self,
            relay=self._relay,
            turns=self._turns,
            readers=self._readers,
            loop=self._loop,
            port=port,
            rate=self.settings.limits.rate,
            encoding=self.settings.encoding,
        )
        self._connections.add(link)
        self.lab.add(link)
        if self._admission.lets_in(link, self._loop.time()):
            link.open()
            self._strangers.add(link)

    def _new_guest(self) -> GuestId:
        guest = self._next_guest
        self._next_guest += 1
        return guest

    def on_message(self, link: Link, message: RoomRequest | WantOlder, now: Moment) -> None:
        """Let the room serve what a connection sent."""
        match message:
            case Say() | SetAway() | SetHand() | Unserved():
                self._carry_out(self.room.receive(link.guest, link.address, message, now))
            case Whisper():
                outcome = self.room.receive(link.guest, link.address, message, now)
                self.lab.whispered(link, self._connections.told_by(outcome))
                self._carry_out(outcome)
            case LogIn():
                self._carry_out(self._reception.log_in(link, message, now))
            case WantOlder():
                self._reception.tell_older(link, message)
            case _:
                assert_never(message)

    def on_counted(self, link: Link, now: Moment) -> None:
        """Count what a session sends."""
        self._reception.count(link, now)

    def on_limit(self, link: Link, cause: LimitHit) -> None:
        """Count a limit that a connection has hit and goes on; the log tells it."""
        self._limits.hit(cause, link.address, self.room.name_of(link.guest) or "")

    def on_link_leaving(self, link: Link, cause: CloseCause) -> None:
        """Take the guest out of the room."""
        self._strangers.forget(link.guest)
        self.lab.leave(link)
        now = moment(self._loop)
        if cause is not CloseCause.REPLACED:  # which was told when another one took its place
            name = self.room.name_of(link.guest)
            self._room_log.went(link.guest, link.address, name, cause)
            self._watch.note_end(link, name or "", cause, now.utc)
        self._admission.leave(link, now.steady)
        left = self._reception.see_off(link, cause, now)
        # The notice is the last word when the room closes: nobody needs to hear of each who goes.
        self._carry_out(replace(left, deliveries=()) if self._is_closing else left)

    def on_link_closed(self, link: Link) -> None:
        """Forget the connection."""
        self._connections.remove(link)
        self.lab.forget(link)
        self._admission.forget(link)

    def _carry_out(self, outcome: Outcome) -> None:
        relay = self._relay
        for delivery in outcome.deliveries:
            match delivery:
                case ToEveryone():
                    relay.to_everyone(delivery.message)
                case ToGuest(guest, private):
                    # One that is leaving is told nothing else any more either, and resumes from its last id.
                    if (link := self._connections.find(guest)) is not None and not link.is_leaving:
                        link.send(private)
                case Admit(guest):
                    self._admit(self._connections[guest])
                case Dismiss(guest):
                    if (link := self._connections.find(guest)) is not None:
                        link.finish(CloseCause.DISMISSED)
                case TakeOver(newcomer, place):
                    self._take_over(newcomer, place)
                case _:
                    assert_never(delivery)
        if outcome.facts:
            self._reception.note(outcome.facts)
            if self._on_facts is not None:
                self._on_facts(outcome.facts)

    def _admit(self, link: Link) -> None:
        link.admit()
        self._strangers.admit(link.guest)
        self._reception.welcome(link, moment(self._loop))
        self.lab.name(link)
        self._room_log.came(link.guest, self.room.name_of(link.guest))

    def _take_over(self, newcomer: GuestId, place: GuestId) -> None:
        self._strangers.admit(newcomer)
        twin = self._connections.take_over(newcomer, place)
        if twin is not None:
            name = self.room.name_of(place)
            self._room_log.went(place, twin.address, name, CloseCause.REPLACED)
            if not twin.is_leaving:
                self._watch.note_end(twin, name or "", CloseCause.REPLACED, moment(self._loop).utc)
            twin.abort(CloseCause.REPLACED)

    # ---- once a second -----------------------------------------------------------------------------------

    def _on_sweep(self) -> None:
        self._sweep = self._loop.call_later(_SWEEP_SECONDS, self._on_sweep)
        self._strangers.sweep()
        for link in self._connections:
            if link.is_silent:
                link.abort(CloseCause.SILENT)
        now = moment(self._loop)
        self._carry_out(self._reception.sweep(now))
        self._reception.save()
        self._history.sweep(now.utc)
        self._relay.sweep(now.steady)
        self._discovery.sweep()
        self._admission.sweep(now.steady)
        self._room_log.sweep(now, lambda: self.counters)

    def _answer(self) -> RoomAnswer:
        return RoomAnswer(
            port=self._listener.port,
            server_id=self._instance_id,
            room=self.settings.room_name,
            users=self.room.user_count,
            max_users=self.room.max_users,
        )
