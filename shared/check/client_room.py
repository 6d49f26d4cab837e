"""The room that a judged client joins: its sockets, and one loop that serves them while the script waits.

The rule: nothing is served but inside of ``wait_for``, so the script always knows what has happened; and no wait is
without an end.
"""

import selectors
import socket
import time
from collections.abc import Callable, Sequence

from shared.check.client_answers import RoomAnswers
from shared.check.client_guest import JudgedGuest
from shared.check.client_search import Search
from shared.check.patience import Patience
from shared.protocol.limits import DEFAULT_TCP_PORT

_AWKWARD_BYTES = 4  # inside of a name
_TURN_SECONDS = 0.01  # a line of the client's is read at most so late
_SENDING_TURN_SECONDS = 0.002  # and a piece goes out


class ScriptedRoom:
    """Make one, play with it inside of a ``with``. Raises ``OSError`` where the TCP port cannot be had.

    ``guests`` are all connections so far, those that are over among them. ``answer_pause`` lies between two frames
    that go out as an answer; with ``is_answering_glued`` they go out together, cut inside of the first and last.
    ``is_client_at_rest`` holds back what comes after a pause while it says no: a client that has not yet read one
    piece would read it together with the next. ``search`` is None where discovery is left out or its port cannot be
    had.
    """

    def __init__(
        self,
        people: Sequence[str],
        *,
        host: str = "",
        tcp_port: int = 0,
        udp_port: int | None = None,
        trap_port: int | None = DEFAULT_TCP_PORT,
    ) -> None:
        self.answers = RoomAnswers(people)
        self.answer_pause = 0.0
        self.is_answering_glued = False
        self.is_client_at_rest: Callable[[], bool] = lambda: True
        self.guests: list[JudgedGuest] = []
        self.trapped = 0
        self._selector = selectors.DefaultSelector()
        self._door = _listening(host, tcp_port)
        self.tcp_port: int = self._door.getsockname()[1]
        self._selector.register(self._door, selectors.EVENT_READ, self._accept)
        self.search: Search | None = None
        self._trap: socket.socket | None = None
        if udp_port is not None:
            try:
                self.search = Search(udp_port, self.tcp_port, time.monotonic, is_everywhere=not host)
                self._selector.register(self.search.socket, selectors.EVENT_READ, self.search.read)
            except OSError:
                self.search = None
        if trap_port not in (None, self.tcp_port):
            try:
                self._trap = _listening(host, trap_port)
                self._selector.register(self._trap, selectors.EVENT_READ, self._spring_trap)
            except OSError:
                self._trap = None  # a client that goes there finds another room, or nobody

    def __enter__(self) -> "ScriptedRoom":
        return self

    def __exit__(self, *_: object) -> None:
        for guest in self.guests:
            guest.close()
        for sock in (self._door, self._trap, self.search.socket if self.search else None):
            if sock is not None:
                sock.close()
        self._selector.close()

    @property
    def is_idle(self) -> bool:
        """Whether everything that was queued has been sent."""
        return all(guest.is_idle for guest in self.guests)

    def wait_for(self, claim: Callable[[], bool], seconds: float, patience: Patience | None = None) -> bool:
        """Serve everybody until ``claim`` holds or ``seconds`` have gone by; return whether it holds.

        A ``patience`` counts them in its own way.
        """
        patience = patience or Patience(seconds, lambda: True)
        while not claim():
            if patience.is_over():
                return False
            self._serve()
        return True

    def rest(self, seconds: float) -> None:
        """Serve everybody for ``seconds``."""
        self.wait_for(lambda: False, seconds)

    def _serve(self) -> None:
        now = time.monotonic()
        for guest in self.guests:
            if not guest.is_idle:
                guest.send_due(now, self.is_client_at_rest)
        for key, _ in self._selector.select(_TURN_SECONDS if self.is_idle else _SENDING_TURN_SECONDS):
            key.data()

    def _accept(self) -> None:
        try:
            sock, _ = self._door.accept()
            guest = JudgedGuest(sock, sock.getsockname()[:2])
        except OSError:
            return
        self.guests.append(guest)
        self._selector.register(sock, selectors.EVENT_READ, lambda: self._read(guest))

    def _spring_trap(self) -> None:
        assert self._trap is not None
        try:
            self._trap.accept()[0].close()
        except OSError:
            return
        self.trapped += 1

    def _read(self, guest: JudgedGuest) -> None:
        for piece in guest.read():
            frames = self.answers.answer(guest.seat, piece)
            if self.is_answering_glued:
                data = b"".join(frames)
                frames = [data[:_AWKWARD_BYTES], data[_AWKWARD_BYTES:-_AWKWARD_BYTES], data[-_AWKWARD_BYTES:]]
            guest.queue(*frames, pause=self.answer_pause)
        if guest.has_ended:
            self._selector.unregister(guest.socket)
            self.answers.leave(guest.seat)
            guest.close()


def _listening(host: str, port: int | None) -> socket.socket:
    return socket.create_server((host, port or 0), backlog=16)
