"""A room that is hosted from somewhere else: it does what it is ordered, and tells what happens.

The rule: the room never waits for whoever is told. No list of what has happened is told before ``take_more`` was
ordered after the last one: what comes faster waits here, in ``WindowFacts``, which bounds it. Whispers between two
guests stay here, but for what the wire shows of them once everyone was told that it does.
"""

import asyncio
import logging
import sys
import threading

from chatroom_server.facts import Fact, GuestId
from chatroom_server.room_orders import (
    Counted,
    Failed,
    Happened,
    IsOpen,
    OlderCame,
    Order,
    PinnedBefore,
    SocketsLooked,
    Tell,
    WireCame,
)
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from chatroom_server.sockets import CannotOpen
from chatroom_server.window_facts import WindowFacts
from shared.protocol.messages import RoomMode
from shared.wire.record import ConnectionId
from shared.wire.shape import Shape

_log = logging.getLogger(__name__)

OLDER_AT_ONCE = 100
"""Several screens, and read from the history within a millisecond or two."""

_SECONDS_BETWEEN_FACTS = 1 / 20
_SECONDS_BETWEEN_COUNTS = 1.0


class HostedRoom:
    """Call ``run``, which returns when the room is closed; meanwhile any thread may ``order`` the other methods."""

    def __init__(self, settings: RoomSettings, tell: Tell) -> None:
        """``tell`` is called in the thread that runs the room, and has to be quick."""
        self._settings = settings
        self._tell = tell
        # A signal's handler may order something in the middle of another order.
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._early: list[Order] = []  # before there was a loop
        self._is_over = False
        self._service: RoomService
        self._closing: asyncio.Event
        self._facts = WindowFacts()
        self._is_batch_due = False
        self._is_batch_out = False
        self._batch_at = 0.0

    def run(self) -> None:
        """Open the room, and host it until it is to close. Raises nothing: whatever goes wrong is told."""
        # Windows' own loop goes deaf on UDP after one ICMP error, and knows no add_reader.
        factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
        try:
            with asyncio.Runner(loop_factory=factory) as runner:
                runner.run(self._serve())
        except CannotOpen as reason:
            self._tell(Failed(reason))
        except Exception:  # noqa: BLE001 the room's last line: its host has to hear of any end
            _log.exception("the room ended by a bug")
            self._tell(Failed(None))

    def order(self, order: Order) -> None:
        """Have something done in the room's thread, in order; what comes before the room is open waits for that."""
        with self._lock:
            if self._loop is None:
                self._early.append(order)
            elif not self._is_over:
                self._loop.call_soon_threadsafe(self._carry_out, order)

    # ---- what can be ordered -----------------------------------------------------------------------------

    def close(self) -> None:
        """Close the room in good order."""
        self._closing.set()

    def take_more(self) -> None:
        """Tell what happens next: the last list of it has been looked at."""
        self._is_batch_out = False
        self._want_batch()

    def want_older(self, before: int, limit: int) -> None:
        """Tell at most ``limit`` messages older than the one with the id ``before``."""
        older = self._service.older(before, limit)
        self._tell(OlderCame(older, len(older) < limit))

    def look_at_sockets(self) -> None:
        """Tell what the room's sockets have lived through."""
        self._tell(SocketsLooked(self._service.socket_life()))

    def say(self, text: str) -> None:
        """Say something to everyone, as a person in the room."""
        self._service.act(lambda room, now: room.host_say(text, now))

    def whisper(self, guest: GuestId, text: str) -> None:
        """Say something to one guest."""
        self._service.act(lambda room, now: room.host_whisper(guest, text, now))

    def announce(self, text: str) -> None:
        """Announce something to everyone."""
        self._service.act(lambda room, now: room.announce(text, now))

    def set_muted(self, guest: GuestId, is_muted: bool) -> None:
        """Mute a guest, or take it back."""
        self._service.act(lambda room, now: room.set_muted(guest, is_muted, now))

    def remove(self, guest: GuestId) -> None:
        """Remove a guest from the room for a minute."""
        self._service.act(lambda room, now: room.remove(guest, now))

    def lift_removal(self, name: str) -> None:
        """Let a removed name come back at once."""
        self._service.act(lambda room, now: room.lift_removal(name, now))

    def ban(self, address: str) -> None:
        """Ban an address until the room closes."""
        self._service.ban(address)

    def lift_ban(self, address: str) -> None:
        """Let a banned address come back."""
        self._service.act(lambda room, now: room.lift_ban(address, now))

    def set_mode(self, mode: RoomMode) -> None:
        """Decide who may write to whom."""
        self._service.act(lambda room, now: room.rules.set_mode(mode, now))

    def set_slow(self, seconds: float) -> None:
        """Let each guest write once in so many seconds."""
        self._service.act(lambda room, now: room.rules.set_slow(seconds, now))

    def unpin(self) -> None:
        """Take down the announcement that is pinned."""
        self._service.act(lambda room, now: room.rules.unpin(now))

    def pin_again(self) -> None:
        """Put back up what ``unpin`` took down."""
        self._service.act(lambda room, now: room.rules.pin_again(now))

    def lower_hand(self, guest: GuestId) -> None:
        """Lower a guest's hand."""
        self._service.act(lambda room, now: room.signs.lower_hand(guest, now))

    def lower_all_hands(self) -> None:
        """Lower every hand that is up."""
        self._service.act(lambda room, now: room.signs.lower_all_hands(now))

    def raise_hands_again(self, guests: tuple[GuestId, ...]) -> None:
        """Put hands that were lowered up again, in this order."""
        self._service.act(lambda room, now: room.signs.raise_hands_again(guests, now))

    # ---- the lab -----------------------------------------------------------------------------------------

    def look_at_wire(self, is_looked_at: bool) -> None:
        """Record what goes over the wire, from now on; or no more, and forget it."""
        self._service.lab.look(is_looked_at)

    def pull_wire(self) -> None:
        """Tell what was recorded since this was ordered last."""
        self._tell(WireCame(self._service.lab.pull()))

    def show_whispers(self, is_shown: bool) -> None:
        """Let the host see whispers in the wire, or no more; everyone is told."""
        self._service.show_whispers(is_shown)

    def set_bench(self, connection: ConnectionId | None, shape: Shape) -> None:
        """Send like this to one connection, or (None) to every one that is here and comes."""
        self._service.lab.set_bench(connection, shape)

    def reset_connection(self, connection: ConnectionId | None) -> None:
        """Break one connection, or (None) every one, off with RST."""
        self._service.lab.reset(connection)

    def drop_next_answer(self) -> None:
        """Let the next answer to somebody who looks for a room fall."""
        self._service.lab.drop_next_answer()

    # ---- inside ------------------------------------------------------------------------------------------

    async def _serve(self) -> None:
        try:
            await self._open_and_close()
        finally:
            with self._lock:
                self._is_over = True

    async def _open_and_close(self) -> None:
        self._service = service = RoomService(self._settings, on_facts=self._on_facts)
        opened = service.open()
        self._closing = asyncio.Event()
        self._tell(IsOpen(opened))
        # Before the loop goes on: nothing new has been said, so nothing can come twice.
        self.want_older(service.room.last_id + 1, OLDER_AT_ONCE)
        pinned = service.room.state.pinned
        if pinned is not None:
            self._tell(PinnedBefore(pinned.text))
        with self._lock:
            self._loop = asyncio.get_running_loop()
            for order in self._early:
                self._loop.call_soon(self._carry_out, order)
        while not self._closing.is_set():
            self._tell(Counted(service.counters))
            try:
                async with asyncio.timeout(_SECONDS_BETWEEN_COUNTS):
                    await self._closing.wait()
            except TimeoutError:
                continue
        await service.close()
        while self._facts:
            self._tell(Happened(self._facts.take()))

    def _carry_out(self, order: Order) -> None:
        if not self._closing.is_set():
            order.method(self, *order.arguments)

    def _on_facts(self, facts: tuple[Fact, ...]) -> None:
        self._facts.add(facts)
        self._want_batch()

    def _want_batch(self) -> None:
        if self._facts and not self._is_batch_due and not self._is_batch_out:
            self._is_batch_due = True
            asyncio.get_running_loop().call_at(self._batch_at, self._send_batch)

    def _send_batch(self) -> None:
        self._is_batch_due = False
        if self._facts:
            self._is_batch_out = True
            self._batch_at = asyncio.get_running_loop().time() + _SECONDS_BETWEEN_FACTS
            self._tell(Happened(self._facts.take()))
