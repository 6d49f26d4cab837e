"""The room in a thread of its own, behind one QObject for the host's window.

The rule: nothing crosses between the two threads but ``call_soon_threadsafe`` on the way in and frozen data
through queued signals, in lists, on the way out; the room never waits for the window. Whispers between two guests
stay in the room's thread: no window gets to see them.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from chatroom_server.facts import HOST, Fact, GuestId, Whispered
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from chatroom_server.sockets import CannotOpen

_log = logging.getLogger(__name__)

OLDER_AT_ONCE = 100
"""Several screens, and read from the history within a millisecond or two."""

_SECONDS_BETWEEN_FACTS = 1 / 30
_SECONDS_BETWEEN_COUNTS = 1.0


class ServerHost(QObject):
    """Opens and closes a room, and passes the host's wishes on to it.

    Call ``start``; then either ``started`` comes, or ``failed`` and ``stopped``. After ``stop`` the signal
    ``stopped`` comes once everybody was told; then ``start`` may be called again.
    """

    started = Signal(object)
    """``Opened``: the room is open."""
    happened = Signal(object)
    """``list[Fact]``, in order, at most thirty times a second."""
    older_came = Signal(object, bool)
    """``list[Old]``, oldest first: the newest of it once after ``started``, then for each ``want_older``.

    The second is whether there is nothing older.
    """
    pinned_again = Signal(str)
    """After ``started``, if an earlier opening of the room left an announcement pinned: its text."""
    counted = Signal(object)
    """``Counters``, once a second while the room is open."""
    failed = Signal(object)
    """``CannotOpen``, or None for a bug of ours that the log tells."""
    stopped = Signal()
    """The room is closed and its thread is done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._service: RoomService | None = None
        self._closing: asyncio.Event | None = None
        self._is_stop_wanted = False
        self._facts: list[Fact] = []

    @property
    def is_running(self) -> bool:
        """Whether the room's thread lives."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, settings: RoomSettings) -> None:
        """Open a room. The last one must have stopped."""
        self.wait()
        self._is_stop_wanted = False
        self._facts = []
        self._thread = threading.Thread(target=self._run, args=(settings,), name="room")
        self._thread.start()

    def stop(self) -> None:
        """Close the room in good order; ``stopped`` comes when it is done. Does nothing without a room."""
        with self._lock:
            self._is_stop_wanted = True
            if self._loop is not None and self._closing is not None:
                self._loop.call_soon_threadsafe(self._closing.set)

    def wait(self) -> None:
        """Wait until the thread has ended; call it after ``stopped``, or at the end of the program."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    # ---- the host's wishes -------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say something to everyone, as a person in the room."""
        self._ask(lambda service: service.act(lambda room, now: room.host_say(text, now)))

    def whisper(self, guest: GuestId, text: str) -> None:
        """Say something to one guest."""
        self._ask(lambda service: service.act(lambda room, now: room.host_whisper(guest, text, now)))

    def announce(self, text: str) -> None:
        """Announce something to everyone."""
        self._ask(lambda service: service.act(lambda room, now: room.announce(text, now)))

    def set_muted(self, guest: GuestId, is_muted: bool) -> None:
        """Mute a guest, or take it back."""
        self._ask(lambda service: service.act(lambda room, now: room.set_muted(guest, is_muted, now)))

    def remove(self, guest: GuestId) -> None:
        """Remove a guest from the room for a minute."""
        self._ask(lambda service: service.act(lambda room, now: room.remove(guest, now)))

    def lift_removal(self, name: str) -> None:
        """Let a removed name come back at once."""
        self._ask(lambda service: service.act(lambda room, now: room.lift_removal(name, now)))

    def ban(self, address: str) -> None:
        """Ban an address until the room closes."""
        self._ask(lambda service: service.ban(address))

    def lift_ban(self, address: str) -> None:
        """Let a banned address come back."""
        self._ask(lambda service: service.act(lambda room, now: room.lift_ban(address, now)))

    def want_older(self, before: int, limit: int = OLDER_AT_ONCE) -> None:
        """Ask for at most ``limit`` messages older than the one with the id ``before``: ``older_came`` answers."""
        self._ask(lambda service: self._tell_older(service, before, limit))

    # ---- inside ------------------------------------------------------------------------------------------

    def _ask(self, wish: Callable[[RoomService], None]) -> None:
        with self._lock:
            if self._loop is not None and self._service is not None:
                self._loop.call_soon_threadsafe(wish, self._service)

    def _run(self, settings: RoomSettings) -> None:
        # Windows' own loop goes deaf on UDP after one ICMP error, and knows no add_reader.
        factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
        try:
            with asyncio.Runner(loop_factory=factory) as runner:
                runner.run(self._serve(settings))
        except CannotOpen as reason:
            self.failed.emit(reason)
        except Exception:  # noqa: BLE001 the thread's last line: the window has to hear of any end
            _log.exception("the room ended by a bug")
            self.failed.emit(None)
        finally:
            with self._lock:
                self._loop = self._service = self._closing = None
            self.stopped.emit()

    async def _serve(self, settings: RoomSettings) -> None:
        loop = asyncio.get_running_loop()
        service = RoomService(settings, on_facts=self._on_facts)
        opened = service.open()
        closing = asyncio.Event()
        with self._lock:
            self._loop, self._service, self._closing = loop, service, closing
            if self._is_stop_wanted:
                closing.set()
        self.started.emit(opened)
        # Before the loop goes on: nothing new has been said, so nothing can come twice.
        self._tell_older(service, service.room.last_id + 1, OLDER_AT_ONCE)
        pinned = service.room.state.pinned
        if pinned is not None:
            self.pinned_again.emit(pinned.text)
        while not closing.is_set():
            self.counted.emit(service.counters)
            try:
                async with asyncio.timeout(_SECONDS_BETWEEN_COUNTS):
                    await closing.wait()
            except TimeoutError:
                continue
        with self._lock:
            self._service = None
        await service.close()
        self._emit_facts()

    def _tell_older(self, service: RoomService, before: int, limit: int) -> None:
        older = service.older(before, limit)
        self.older_came.emit(older, len(older) < limit)

    def _on_facts(self, facts: tuple[Fact, ...]) -> None:
        visible = [fact for fact in facts if _is_for_host(fact)]
        if visible and not self._facts:
            asyncio.get_running_loop().call_later(_SECONDS_BETWEEN_FACTS, self._emit_facts)
        self._facts += visible

    def _emit_facts(self) -> None:
        if self._facts:
            facts, self._facts = self._facts, []
            self.happened.emit(facts)


def _is_for_host(fact: Fact) -> bool:
    return not isinstance(fact, Whispered) or HOST in (fact.sender, fact.to)
