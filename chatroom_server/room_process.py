"""A room in a process of its own, seen from the one that hosts it: neither ever waits for the other's interpreter.

The rule: nothing crosses but orders and what is told, in order, through one connection. However one of the two
ends, the other hears of it by the end of that connection: the room then closes, or its host says that it has ended.
"""

import contextlib
import logging
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import wait

from chatroom_server.connection_writer import ConnectionWriter
from chatroom_server.room_child import CLOSE, run_room
from chatroom_server.room_orders import CarriedRoom, Ended, Failed, Order, Tell, Told
from chatroom_server.room_settings import RoomSettings
from chatroom_server.room_thread import RoomThread

_log = logging.getLogger(__name__)

_CLOSING_SECONDS = 30.0
"""A room closes within three, and a disk that is nearly stuck may take longer to have its history."""

_ENDING_SECONDS = 5.0
"""From the last word of a process to its end, which takes a few milliseconds."""


def room_in_process(settings: RoomSettings, tell: Tell) -> CarriedRoom:
    """Start a room in a process of its own; in a thread of this one where no process can be started."""
    try:
        return RoomProcess(settings, tell)
    except OSError as error:
        _log.warning("no process can be started for the room (%s): it shares the window's", error)
        return RoomThread(settings, tell)


class RoomProcess:
    """A ``CarriedRoom``: started when it is made, and to be waited for at the end. Raises ``OSError``."""

    def __init__(self, settings: RoomSettings, tell: Tell) -> None:
        self._tell = tell
        self._is_close_ordered = False
        # A fresh interpreter on every system: what this one has open, and its windows, are none of the room's.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=run_room,
            args=(theirs, settings, logging.getLogger().getEffectiveLevel()),
            name="room",
            daemon=True,  # no interpreter ends waiting for it: who hosts it closes it first, or it is terminated
        )
        try:
            with _stop_signals_held_back():
                self._process.start()
        except OSError:
            self._connection.close()
            raise
        finally:
            theirs.close()  # or its end would never come
        self._writer = ConnectionWriter(self._connection)
        self._last_resort = threading.Timer(_CLOSING_SECONDS, self._on_last_resort)
        self._last_resort.daemon = True
        self._thread = threading.Thread(target=self._read, name="room", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the process lives, or has told something that was not passed on yet."""
        return self._thread.is_alive()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    def order(self, order: Order) -> None:
        """Have the room do something, soon and in order."""
        if order == CLOSE and not self._is_close_ordered:
            self._is_close_ordered = True
            self._last_resort.start()
        self._writer.send(order)

    def wait(self) -> None:
        """Wait until the process has ended."""
        self._thread.join()

    def _read(self) -> None:
        is_failure_told = False
        try:
            for told in self._received():
                if isinstance(told, logging.LogRecord):
                    logging.getLogger(told.name).handle(told)
                else:
                    is_failure_told |= isinstance(told, Failed)
                    self._tell(told)
        except Exception:  # noqa: BLE001 the host has to hear of any end
            _log.exception("what the room's process %s tells cannot be passed on", self._process.pid)
            self._writer.send(CLOSE)
        # It is gone, or does nothing any more but go.
        self._process.join(_ENDING_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._last_resort.cancel()
        self._writer.finish()
        self._connection.close()
        status = self._process.exitcode
        if not is_failure_told and (status != 0 or not self._is_close_ordered):
            _log.error("the room's process %s has ended, with status %s", self._process.pid, status)
            self._tell(Failed(None))
        self._tell(Ended())

    def _received(self) -> Iterator[Told | logging.LogRecord]:
        # Where the process was never able to take its end, that end stays open: so look at the process, too.
        ends = (self._connection, self._process.sentinel)
        with contextlib.suppress(EOFError, OSError):
            while self._connection in wait(ends):
                yield self._connection.recv()

    def _on_last_resort(self) -> None:
        _log.error("the room's process %s does not end: it is killed", self._process.pid)
        self._process.kill()


@contextlib.contextmanager
def _stop_signals_held_back() -> Iterator[None]:
    """Ctrl+C, which reaches a new process too, waits there until it is heeded; here it is only a little late."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which would not hold them back any longer
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
