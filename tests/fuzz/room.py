"""A whole room behind its connections: whatever they send, everyone else is told what is true, in whole frames."""

import asyncio
import logging
import re
import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import cast
from unittest.mock import patch

from chatroom_server import link, service, stragglers
from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.deliveries import Moment, Outcome
from chatroom_server.room import Room
from chatroom_server.room_settings import RoomSettings
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES, RoomLimits
from shared.protocol.names import InvalidName, parse_name
from tests.fuzz.script import steps_of
from tests.fuzz.target import text_of
from tests.fuzz.wires import Peer, ScriptLoop

_SECRET = re.compile(rb'"session":"([^"]+)"')
_GUESTS = "abcd"
_MOST_SECONDS_OF_WORDS = 300  # what was sent is served at five messages a second, and then the end is seen
_PLACES_END_SECONDS = 17.0  # a place is kept for 15
_SMALL_LIMITS = (
    (stragglers, "MAX_WAITING_BYTES", 2_000),
    (stragglers, "MAX_WAITING_BYTES_IN_ALL", 3_000),
    (link, "MAX_MALFORMED_FRAMES", 5),
    (link, "MAX_REFUSED_LOGINS", 4),
    (link, "MAX_SKIPPED_BYTES", 200),
)


class NoListener:
    """Stands where the listening sockets are: the script itself hands in connections."""

    port = 9999

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def close(self) -> None:
        pass

    def hold(self) -> None:
        pass

    def release(self) -> None:
        pass

    def has_room(self) -> bool:
        return True


class NoDiscovery(NoListener):
    """Stands where the discovery port is."""

    port = 6000

    def __init__(self, *args: object) -> None:
        self.counters = DiscoveryCounters()

    def open(self, *, is_required: bool) -> None:
        pass

    def sweep(self) -> None:
        pass


class Listening:
    """A listening socket that nobody listens on."""

    def getsockname(self) -> tuple[str, int]:
        return "127.0.0.1", 9999


class View:
    """What one connection was sent: whole frames alone, and who is here as they tell it.

    ``is_exact``: in one encoding from beginning to end, and in one that has every character.
    """

    def __init__(self, *, is_exact: bool) -> None:
        self.is_exact = is_exact
        self.names: list[bytes] = []
        self.is_rich = False
        self.is_in = False
        self._decoder = FrameDecoder(MAX_SERVER_PAYLOAD_BYTES)
        self._read = 0

    def read(self, received: bytearray) -> None:
        """Take in what has come since."""
        data, self._read = bytes(received[self._read :]), len(received)
        for event in self._decoder.feed(data):
            assert isinstance(event, Frame), f"the server sent {event}"
            assert not event.skipped, "the server sent bytes outside frames"
            self._take(event)
        assert self._decoder.skipped_in_a_row == 0

    def _take(self, frame: Frame) -> None:
        match frame.kind:
            case b"0" | b"4":
                pass
            case b"1":
                self.is_in = True
                self.names.append(frame.payload)
            case b"2":
                assert self.is_in, "who has not logged in is told of nobody"
                self.names.append(frame.payload)
            case b"3":
                assert frame.payload in self.names or not self.is_exact
                if frame.payload in self.names:
                    self.names.remove(frame.payload)
                else:
                    self.names.pop()
            case b"5":
                self.is_rich = self.is_exact = True
            case b"6":
                assert self.is_rich, "a plain client is never sent what is rich"
            case _:
                raise AssertionError(f"the server sent a frame of type {frame.kind!r}")
        if self.is_exact:
            assert len(set(self.names)) == len(self.names), "nobody is here twice"


class Play:
    """One room, its connections, and the script's clock."""

    def __init__(self, wishes: int) -> None:
        self.loop = ScriptLoop()
        self.is_utf_8 = bool(wishes & 1)
        self.has_small_limits = bool(wishes & 32)
        settings = RoomSettings(
            "Room 101",
            host_name="Teacher" if wishes & 2 else None,
            limits=RoomLimits(
                max_users=3 if wishes & 4 else 2_000,
                max_per_address=2 if wishes & 8 else 64,
                rate=0.0 if wishes & 16 else 5.0,
            ),
            encoding=TextEncoding.UTF_8 if self.is_utf_8 else None,
        )
        self.service = service.RoomService(settings)
        self.peers: dict[str, Peer] = {}
        self.views: dict[Peer, View] = {}
        with ExitStack() as stack:
            stack.enter_context(patch.object(asyncio, "get_running_loop", lambda: self.loop))
            stack.enter_context(patch.object(service, "Listener", NoListener))
            stack.enter_context(patch.object(service, "Discovery", NoDiscovery))
            stack.enter_context(patch.object(service, "listen", lambda *_: [Listening()]))
            stack.enter_context(patch.object(service, "raise_descriptor_limit", lambda: 1_024))
            self.service.open()

    def connect(self, who: str, address: str) -> Peer:
        """Somebody connects."""
        peer = Peer(self.loop, address)
        self.peers[who] = peer
        self.views[peer] = View(is_exact=self.is_utf_8)
        self.service._on_connection(cast("socket.socket", peer), address, 0)
        return peer

    def send(self, who: str, data: bytes) -> None:
        """A guest sends something, over a new connection if there is none."""
        peer = self.peers.get(who)
        if peer is None or peer.is_closed or peer.is_over or peer.is_broken:
            peer = self.connect(who, f"10.0.0.{_GUESTS.index(who) % 2}")
        peer.come(self._with_secrets(data))

    def _with_secrets(self, data: bytes) -> bytes:
        if b"$" in data:
            told = [s for view in self.views for s in _SECRET.findall(bytes(view.received))]
            for index, letter in enumerate(b"abcd"):
                if told:
                    data = data.replace(b"$%c" % letter, told[-1 - index % len(told)])
        return data

    def act(self, action: Callable[[Room, Moment], Outcome]) -> None:
        """The host does something."""
        self.service.act(action)

    def guest_of(self, words: bytes) -> int:
        """A guest's number in the room; sometimes that of nobody."""
        return (words[0] if words else 1) % 8

    def do(self, act: str, words: bytes) -> None:
        """One step of the script."""
        guest, text = self.guest_of(words), text_of(words)
        peer = self.peers.get(_GUESTS[guest % 4])
        match act:
            case "a" | "b" | "c" | "d":
                self.send(act, words)
            case "A" | "B" | "C" | "D" if act.lower() in self.peers:
                gone = self.peers.pop(act.lower())
                gone.is_over = not words
                gone.is_broken = bool(words)
            case "q" if peer is not None:
                peer.capacity = 0
            case "Q" if peer is not None:
                peer.capacity = 1 << 30
            case "k" if peer is not None:
                peer.capacity = len(words)
            case "t":
                self.loop.advance(float(min(guest * 4 + 1, 30)))
            case "m":
                self.act(lambda room, now: room.set_muted(guest, True, now))
            case "u":
                self.act(lambda room, now: room.set_muted(guest, False, now))
            case "x":
                self.act(lambda room, now: room.remove(guest, now))
            case "X":
                try:
                    parse_name(text)
                except InvalidName:
                    return
                self.act(lambda room, now: room.lift_removal(text, now))
            case "!":
                self.service.ban(f"10.0.0.{guest % 2}")
            case "?":
                self.act(lambda room, now: room.lift_ban(f"10.0.0.{guest % 2}", now))
            case "n":
                self.act(lambda room, now: room.announce(text, now))
            case "s":
                self.act(lambda room, now: room.host_say(text, now))
            case "w":
                self.act(lambda room, now: room.host_whisper(guest, text[1:], now))
            case _:
                pass

    # ---- what holds --------------------------------------------------------------------------------------

    def check(self) -> None:
        """After each step: whole frames, the truth, and nothing of who is gone."""
        room = self.service.room
        for peer, view in self.views.items():
            view.read(peer.received)
        if self.has_small_limits:
            assert self.service._relay.waiting_bytes <= 3_000, "what waits is bounded"
        counters = self.service.counters
        is_open = [peer for peer in self.views if not peer.is_closed]
        assert counters.connections == len(is_open)
        assert counters.users == len(room.names) <= room.max_users
        for fileno in [*self.loop.readers, *self.loop.writers]:
            assert not self.loop.peers[fileno].is_closed, "the loop knows a closed socket"
        for peer in is_open:
            view = self.views[peer]
            if not view.is_in or peer.capacity < 1 << 20 or peer.is_over or peer.is_shut:
                continue
            if view.is_exact:
                assert sorted(view.names) == sorted(name.encode() for name in room.names), (
                    "everyone knows who is here"
                )
            else:
                assert len(view.names) == len(room.names)

    def end(self) -> None:
        """Everybody goes, and time passes: nothing is left."""
        for peer in self.views:
            peer.capacity = 1 << 30
            peer.is_over = True
        self.loop.settle()
        for _ in range(_MOST_SECONDS_OF_WORDS):
            if all(peer.is_closed for peer in self.views):
                break
            self.loop.advance(1.0)
        self.loop.advance(_PLACES_END_SECONDS)
        self.check()
        assert all(peer.is_closed for peer in self.views), "a connection is stuck"
        assert not self.loop.readers and not self.loop.writers
        for log in self.service._relay._logs.values():
            assert not (log.members or log.level or log.lagging), "somebody is still followed"
        counters = self.service.counters
        assert counters.connections == 0
        assert counters.users == (self.service.room.host_name is not None)


def check_room(data: bytes) -> None:
    """A script; its first byte says how the room was opened."""
    wishes = data[0] if data else 0
    logging.disable(logging.CRITICAL)
    try:
        with ExitStack() as stack:
            for module, name, limit in _SMALL_LIMITS if wishes & 32 else ():
                stack.enter_context(patch.object(module, name, limit))
            play = Play(wishes)
            for act, words in steps_of(data[1:]):
                play.do(act, words)
                play.loop.settle()
                play.check()
            play.end()
    finally:
        logging.disable(logging.NOTSET)
