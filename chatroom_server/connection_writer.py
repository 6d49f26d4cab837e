"""Sends things to another process, without ever waiting for it.

The rule: whoever sends goes on at once. What the other side has not read yet waits here, in order.
"""

import pickle
import queue
import threading
from multiprocessing.connection import Connection

_MANY = 1_000


class ConnectionWriter:
    """Writes into one end of a connection, which nobody else writes into, in a thread of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
        self._thread.start()

    @property
    def is_far_behind(self) -> bool:
        """Whether so much waits for the other side that what it can do without had better not be sent."""
        return self._waiting.qsize() > _MANY

    def send(self, thing: object) -> None:
        """Send something that can be pickled. Nothing comes of it once the other side is gone."""
        self._waiting.put(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))

    def finish(self) -> None:
        """Return when all of it was sent, or the other side is gone; call it last."""
        self._waiting.put(None)
        self._thread.join()

    def _write(self) -> None:
        while (data := self._waiting.get()) is not None:
            try:
                self._connection.send_bytes(data)
            except OSError:
                return  # Whoever reads from this process learns of it by the same end of the connection.
