"""The process that a room has for itself, seen from inside: what it is started with, and how it ends.

The rule: it ends with whoever started it, however that ends, and closes its room in good order first. Qt is not
even imported.
"""

import faulthandler
import logging
import signal
import sys
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from chatroom_server.connection_writer import ConnectionWriter
from chatroom_server.garbage import settle
from chatroom_server.hosted_room import HostedRoom
from chatroom_server.room_orders import Counted, IsOpen, Order, Told
from chatroom_server.room_settings import RoomSettings

CLOSE = Order(HostedRoom.close)


def run_room(connection: Connection, settings: RoomSettings, log_level: int) -> None:
    """Host a room, as ordered through ``connection``; everything that is told and logged goes back through it."""
    if sys.stderr is not None:  # as it is for a program without a console
        faulthandler.enable()
    writer = ConnectionWriter(connection)
    root = logging.getLogger()
    root.setLevel(log_level)
    root.addHandler(_LogToHost(writer))
    room = HostedRoom(settings, _Teller(writer).tell)
    _heed_signals(room)
    Thread(target=_read_orders, args=(connection, room), name="orders", daemon=True).start()
    room.run()
    writer.finish()


class _Teller:
    """Tells the host what the room tells."""

    def __init__(self, writer: ConnectionWriter) -> None:
        self._writer = writer

    def tell(self, told: Told) -> None:
        if isinstance(told, Counted) and self._writer.is_far_behind:
            return  # The next ones say it all.
        self._writer.send(told)
        if isinstance(told, IsOpen):
            settle()


class _LogToHost(QueueHandler):
    """Sends records where they are written down, with their words made already."""

    def __init__(self, writer: ConnectionWriter) -> None:
        super().__init__(SimpleQueue())
        self._writer = writer

    def enqueue(self, record: logging.LogRecord) -> None:
        if not self._writer.is_far_behind:
            self._writer.send(record)


def _read_orders(connection: Connection, room: HostedRoom) -> None:
    try:
        while True:
            order = connection.recv()
            assert isinstance(order, Order)
            room.order(order)
    except (EOFError, OSError):
        pass  # The host is gone.
    finally:
        room.order(CLOSE)


def _heed_signals(room: HostedRoom) -> None:
    # Ctrl+C reaches every process of a terminal, and so does its end: the host hears of it, and the room from the
    # host. SIGTERM is meant for this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: room.order(CLOSE))
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        # The host held them back until there was somebody to heed them.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
