"""A connection's socket with somebody looking on: it does what the socket does, and tells the tap.

The rule: it returns and raises exactly what the socket's own call does; and what goes to many costs each of them no
more than a comparison and a number in a list.
"""

import socket
from typing import Protocol

from shared.wire.frame_count import FrameCount
from shared.wire.mask import WhisperMask
from shared.wire.record import ConnectionId, Ending


class Onlooker(Protocol):
    """Whoever is told, which is the tap.

    ``shared`` are the bytes that were sent last, if others may be sent the very same, and ``shared_size`` how many
    they are; the numbers of all who took them belong in ``shared_to``.
    """

    shared: bytes | None
    shared_size: int
    shared_to: list[ConnectionId]

    def received(self, tapped: "TappedSocket", data: bytes) -> None:
        """A ``recv`` has returned bytes."""

    def sent(self, tapped: "TappedSocket", data: bytes | memoryview, count: int) -> None:
        """A ``send`` has taken the first ``count`` of these bytes."""


class TappedSocket:
    """Stands in for the ``recv`` and ``send`` of a socket that does not block (``Link.set_wire``).

    Make it between two calls. ``is_new``: nothing has come or gone yet; else the first of each that is recorded is
    marked as behind a gap. ``is_level``: all that was sent up to now are whole frames. ``receives`` and ``sends``
    go on from what was counted before.
    """

    __slots__ = (
        "_recv",
        "_send",
        "_tap",
        "ending",
        "frame_count",
        "has_received_gap",
        "is_level",
        "number",
        "only",
        "received_mask",
        "receives",
        "sends",
        "sent_mask",
    )

    def __init__(
        self,
        sock: socket.socket,
        number: ConnectionId,
        tap: Onlooker,
        *,
        is_new: bool,
        is_level: bool,
        receives: int = 0,
        sends: int = 0,
    ) -> None:
        self._recv = sock.recv
        self._send = sock.send
        self._tap = tap
        self.number = number
        self.only = (number,)
        self.ending = Ending.BY_US  # unless a call tells better
        self.receives = receives
        self.sends = sends
        self.frame_count = FrameCount()
        self.received_mask = WhisperMask(is_from_client=True)
        self.sent_mask = WhisperMask(is_from_client=False)
        self.has_received_gap = not is_new
        self.is_level = is_level
        if not is_new:
            self.received_mask.lose()
            self.sent_mask.lose()

    def recv(self, size: int, /) -> bytes:
        """As the socket's own."""
        try:
            data = self._recv(size)
        except (BlockingIOError, InterruptedError):
            raise
        except OSError:
            self.ending = Ending.RESET
            raise
        if data:
            self.receives += 1
            self._tap.received(self, data)
        else:
            self.ending = Ending.BY_PEER
        return data

    def send(self, data: bytes | memoryview, /) -> int:
        """As the socket's own."""
        try:
            count = self._send(data)
        except (BlockingIOError, InterruptedError):
            raise
        except OSError:
            self.ending = Ending.RESET
            raise
        self.sends += 1
        tap = self._tap
        if data is tap.shared and count == tap.shared_size and self.is_level:
            tap.shared_to.append(self.number)
        elif count:
            tap.sent(self, data, count)
        return count
