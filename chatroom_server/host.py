"""The room in a thread of its own, behind one QObject for the host's window.

The rule: nothing crosses between the two threads but ``call_soon_threadsafe`` on the way in and frozen data
through queued signals, in lists, on the way out. The room never waits for the window, and no list is sent before
the window has done with the last one: what comes faster waits in the room's thread, which bounds it. Whispers
between two guests stay there: no window gets to see them. What a room has told is of no other room.

One interpreter runs both threads, one at a time. So the window is given little at once, and has to let go of the
interpreter soon when the room wants it.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from chatroom_server.facts import Fact, GuestId
from chatroom_server.room_settings import RoomSettings
from chatroom_server.service import RoomService
from chatroom_server.sockets import CannotOpen
from chatroom_server.window_facts import Happening, WindowFacts

_log = logging.getLogger(__name__)

OLDER_AT_ONCE = 100
"""Several screens, and read from the history within a millisecond or two."""

_SECONDS_BETWEEN_FACTS = 1 / 20
_SECONDS_BETWEEN_COUNTS = 1.0

_SWITCH_SECONDS = 0.0005
"""Whoever of the two wants the interpreter has it after this, where Python's own 5 ms would do for one program.

Each of the room's sends lets go of it, and so does each step of a paint: either may then have to wait for it.
"""


class ServerHost(QObject):
    """Opens and closes a room, and passes the host's wishes on to it.

    Call ``start``; then either ``started`` comes, or ``failed`` and ``stopped``. After ``stop`` the signal
    ``stopped`` comes once everybody was told; then ``start`` may be called again.
    """

    started = Signal(object)
    """``Opened``: the room is open."""
    happened = Signal(object)
    """``list[Happening]``, in order, at most twenty times a second and never many at once."""
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

    _batch_ready = Signal(object, object)
    """The ``WindowFacts`` of the room that it comes from, and ``list[Happening]``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._service: RoomService | None = None
        self._closing: asyncio.Event | None = None
        self._is_stop_wanted = False
        self._facts = WindowFacts()
        self._is_batch_due = False
        self._is_batch_out = False
        self._batch_at = 0.0
        # It lives in the window's thread and is emitted in the room's: the list is taken when its turn has come.
        self._batch_ready.connect(self._on_batch_ready)

    @property
    def is_running(self) -> bool:
        """Whether the room's thread lives."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, settings: RoomSettings) -> None:
        """Open a room. The last one must have stopped."""
        self.wait()
        self._is_stop_wanted = False
        self._facts = WindowFacts()
        self._is_batch_due = self._is_batch_out = False
        self._batch_at = 0.0
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
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            with asyncio.Runner(loop_factory=factory) as runner:
                runner.run(self._serve(settings))
        except CannotOpen as reason:
            self.failed.emit(reason)
        except Exception:  # noqa: BLE001 the thread's last line: the window has to hear of any end
            _log.exception("the room ended by a bug")
            self.failed.emit(None)
        finally:
            sys.setswitchinterval(usual)
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
        while self._facts:
            self._batch_ready.emit(self._facts, self._facts.take())

    def _tell_older(self, service: RoomService, before: int, limit: int) -> None:
        older = service.older(before, limit)
        self.older_came.emit(older, len(older) < limit)

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
            self._batch_ready.emit(self._facts, self._facts.take())

    def _on_batch_done(self, facts: WindowFacts) -> None:
        if facts is self._facts:
            self._is_batch_out = False
            self._want_batch()

    @Slot(object, object)
    def _on_batch_ready(self, facts: WindowFacts, happenings: list[Happening]) -> None:
        if facts is not self._facts:
            return  # That room has ended, and another one runs.
        try:
            self.happened.emit(happenings)
        finally:
            with self._lock:
                if self._loop is not None and self._service is not None:
                    self._loop.call_soon_threadsafe(self._on_batch_done, facts)
