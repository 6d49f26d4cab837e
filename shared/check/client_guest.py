"""One connection of the client that is judged: what came on it, and what waits to be sent in which pieces.

The rule: each piece is one ``send`` and waits for its time, so that the other side's reads end where the script
wants them to end; and the order of what was queued never changes.
"""

import socket
from collections import deque
from collections.abc import Callable

from shared.check.client_answers import Seat
from shared.check.client_stream import ClientStream, Piece

_READ_BYTES = 65_536
_HOLD_SECONDS = 5.0  # some programs never rest


class JudgedGuest:
    """Make one for an accepted connection, and drive it with ``read`` and ``send_due``. Times are steady seconds.

    ``has_ended``: the other side has closed, or it broke. ``called`` is the address that was connected to.
    """

    def __init__(self, sock: socket.socket, called: tuple[str, int]) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = sock
        self.called = called
        self.seat = Seat()
        self.stream = ClientStream()
        self.has_ended = False
        self.is_reset = False
        self._pieces: deque[tuple[bytes, float]] = deque()
        self._not_before = 0.0
        self._held_until = 0.0
        self._is_held = False
        self._is_restless = False

    @property
    def is_idle(self) -> bool:
        """Whether everything that was queued has been sent."""
        return not self._pieces or self.has_ended

    def queue(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Send each of ``pieces`` in its turn, and let ``pause`` seconds go by after each."""
        self._pieces.extend((piece, pause) for piece in pieces if piece)

    def send_due(self, now: float, is_at_rest: Callable[[], bool] = lambda: True) -> None:
        """Send what is due. Call it often: a pause lasts at least until the next call.

        It lasts longer while ``is_at_rest`` says that the other side is still at work on what it got.
        """
        while self._pieces and now >= self._not_before and not self.has_ended:
            if self._is_held and not is_at_rest():
                if now < self._held_until:
                    return
                self._is_restless = True
            piece, pause = self._pieces.popleft()
            try:
                taken = self.socket.send(piece)
            except (BlockingIOError, InterruptedError):
                taken = 0
            except OSError:
                # What it sent before it went is still to be read, and tells more than this does.
                self._pieces.clear()
                return
            if taken < len(piece):
                self._pieces.appendleft((piece[taken:], pause))
                return
            self._not_before = now + pause
            self._is_held = pause > 0 and not self._is_restless
            self._held_until = self._not_before + _HOLD_SECONDS

    def read(self) -> list[Piece]:
        """Return the pieces that one read completes."""
        try:
            data = self.socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return []
        except OSError:
            self.is_reset = self.has_ended = True
            return []
        if not data or self.stream.is_flood:
            self.has_ended = True
            return []
        return self.stream.feed(data)

    def end_sending(self) -> None:
        """Close our half of the connection; what the other side does now is to be seen."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.has_ended = True

    def close(self) -> None:
        """Close the connection."""
        self.has_ended = True
        self.socket.close()
