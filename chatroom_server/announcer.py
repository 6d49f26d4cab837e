"""Answers those who look for a room (docs/protocol.md §1).

The rule: one answer at most for a datagram, to where it came from, and silence on everything that is not exactly a
request; nothing that arrives can stop it.
"""

import asyncio
import ipaddress
import logging
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from chatroom_server.addresses import Adapter, read_adapters
from chatroom_server.limit_log import LimitHit, LimitLog
from shared.protocol.discovery import Request, RoomAnswer, parse_request, plain_answer, rich_answer
from shared.protocol.limits import MAX_ANSWERS, MAX_ANSWERS_PER_SOURCE
from shared.wire.record import Datagram, Direction, Endpoint

_log = logging.getLogger(__name__)

_DATAGRAMS_A_TURN = 100  # so that a flood of requests does not hold up the chat
_READ_BYTES = 2049  # one more than any request that is served
_SECONDS_BETWEEN_READINGS = 5.0  # of the computer's own addresses


@dataclass(slots=True)
class DiscoveryCounters:
    """What came in: answered, not answered because too many came, and not a request at all."""

    answered: int = 0
    limited: int = 0
    ignored: int = 0
    unsent: int = 0  # answers that the system did not take, or that the bench let fall


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was answered: where it came from, how long it was, and the answer."""

    source: tuple[str, int]
    size_bytes: int
    answer: bytes


@dataclass(slots=True)
class _Second:
    """What was answered in one second, to keep the limits."""

    number: int = -1
    answered: int = 0
    by_source: dict[str, int] = field(default_factory=dict)


Watcher = Callable[[Datagram], None]


class Announcer:
    """Answers on a bound UDP socket until closed. ``answer`` gives what is true of the room right now.

    ``only_near`` is an address of this computer: then only its own network is answered, because the room can be
    reached nowhere else. ``watcher`` is told of every datagram; ``drops_next`` lets the next answer fall, and only
    that one.
    """

    def __init__(
        self,
        sock: socket.socket,
        loop: asyncio.AbstractEventLoop,
        answer: Callable[[], RoomAnswer],
        limits: LimitLog,
        *,
        only_near: str = "",
        adapters: Callable[[], tuple[Adapter, ...]] = read_adapters,
    ) -> None:
        self._socket = sock
        self._loop = loop
        self._answer = answer
        self._limits = limits
        self._only_near = only_near
        self._read_adapters = adapters
        self._adapters: tuple[Adapter, ...] = ()
        self._adapters_read_at = float("-inf")
        self._second = _Second()
        self.counters = DiscoveryCounters()
        self.newest: Answered | None = None
        self.watcher: Watcher | None = None
        self.drops_next = False
        loop.add_reader(sock.fileno(), self._on_readable)

    @property
    def port(self) -> int:
        """The UDP port in use."""
        return int(self._socket.getsockname()[1])

    @property
    def socket(self) -> socket.socket:
        """The bound socket."""
        return self._socket

    def close(self) -> None:
        """Answer nothing more."""
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()

    def _on_readable(self) -> None:
        for _ in range(_DATAGRAMS_A_TURN):
            try:
                datagram, source = self._socket.recvfrom(_READ_BYTES)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                continue  # somebody we answered is gone: that is told here, and means nothing
            sender = (str(source[0]), int(source[1]))
            if self.watcher is not None:
                self._show(self.watcher, Direction.RECEIVED, datagram, sender)
            self._serve(datagram, sender)

    def _serve(self, datagram: bytes, source: tuple[str, int]) -> None:
        kind = parse_request(datagram)
        if kind is None or not self._may_answer(source):
            self.counters.ignored += 1
            return
        if not self._is_within_limits(source[0]):
            self.counters.limited += 1
            return
        room = self._answer()
        answer = plain_answer(room.port) if kind is Request.PLAIN else rich_answer(room)
        if self.drops_next:
            self.drops_next = False
            self.counters.unsent += 1
            if self.watcher is not None:
                self._show(self.watcher, Direction.SENT, answer, source, is_dropped=True)
            return
        try:
            self._socket.sendto(answer, source)
        except OSError as error:
            self.counters.unsent += 1
            _log.debug("could not answer %s: %s", source[0], error.strerror)
            return
        self.counters.answered += 1
        self.newest = Answered(source, len(datagram), answer)
        if self.watcher is not None:
            self._show(self.watcher, Direction.SENT, answer, source)

    def _show(
        self,
        watcher: Watcher,
        direction: Direction,
        data: bytes,
        peer: tuple[str, int],
        *,
        is_dropped: bool = False,
    ) -> None:
        local = Endpoint(self._local_address(peer[0]), self.port)
        watcher(Datagram(time.time(), direction, local, Endpoint(*peer), data, is_dropped))

    def _local_address(self, peer: str) -> str:
        """Return the address of this computer that the peer most likely sees."""
        bound = str(self._socket.getsockname()[0])
        if not ipaddress.ip_address(bound).is_unspecified:
            return bound
        return next((adapter.address for adapter in self._known_adapters() if adapter.is_near(peer)), bound)

    def _known_adapters(self) -> tuple[Adapter, ...]:
        now = self._loop.time()
        if now - self._adapters_read_at > _SECONDS_BETWEEN_READINGS:
            self._adapters_read_at = now
            try:
                self._adapters = self._read_adapters()
            except OSError as error:
                _log.debug("could not read this computer's addresses: %s", error.strerror)
        return self._adapters

    def _may_answer(self, source: tuple[str, int]) -> bool:
        address, port = source
        if port == 0 or ipaddress.ip_address(address).is_multicast:
            return False
        adapters = self._known_adapters()
        if address == "255.255.255.255" or any(address == adapter.broadcast for adapter in adapters):
            return False
        if port == self.port and any(address == adapter.address for adapter in adapters):
            return False
        if self._only_near:
            return any(a.address == self._only_near and a.is_near(address) for a in adapters)
        return True

    def _is_within_limits(self, address: str) -> bool:
        number = int(self._loop.time())
        if number != self._second.number:
            self._second = _Second(number)
        second = self._second
        count = second.by_source.get(address, 0)
        if count >= MAX_ANSWERS_PER_SOURCE:
            self._limits.hit(LimitHit.REQUESTS_OF_ONE, address)
            return False
        if second.answered >= MAX_ANSWERS:
            self._limits.hit(LimitHit.REQUESTS, address)
            return False
        second.answered += 1
        second.by_source[address] = count + 1
        return True
