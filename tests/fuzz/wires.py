"""A loop and sockets that do as a script says, under the server's own connections: no system and no waiting."""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count
from typing import cast

from tests.helpers.loops import ManualLoop

_TICK_SECONDS = 1e-6  # a clock moves on while anything is done


class Timer:
    """What ``call_later`` returns."""

    def __init__(self, callback: Callable[[], object]) -> None:
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class ScriptLoop(ManualLoop):
    """A loop run by hand that has timers, too."""

    def __init__(self) -> None:
        super().__init__()
        self._timers: list[tuple[float, int, Timer]] = []
        self._numbers = count()
        self.peers: dict[int, Peer] = {}  # by file number

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., object], *args: object
    ) -> asyncio.TimerHandle:
        timer = Timer(lambda: callback(*args))
        heapq.heappush(self._timers, (self.now + max(delay, _TICK_SECONDS), next(self._numbers), timer))
        return cast("asyncio.TimerHandle", timer)

    def call_at(self, when: float, callback: Callable[..., object], *args: object) -> asyncio.TimerHandle:
        return self.call_later(when - self.now, callback, *args)

    def settle(self) -> None:
        """Run turns, and let everyone read and write who can, until nothing is left to be done."""
        for _ in range(10_000):
            if self._soon:
                self.turn()
            elif not self._let_ready_go_on():
                return
        raise AssertionError("the loop never comes to rest")

    def _let_ready_go_on(self) -> bool:
        ready = [fileno for fileno in self.readers if self.peers[fileno].has_news]
        for fileno in ready:
            if fileno in self.readers:
                self.readers[fileno]()
        writable = [fileno for fileno in self.writers if self.peers[fileno].capacity > 0]
        for fileno in writable:
            if fileno in self.writers:
                self.writers[fileno]()
        return bool(ready or writable or self._soon)

    def advance(self, seconds: float) -> None:
        """Let time pass, and what is due happen in its order."""
        end = self.now + seconds
        while self._timers and self._timers[0][0] <= end:
            due, _, timer = heapq.heappop(self._timers)
            self.now = max(self.now, due)
            if not timer.is_cancelled:
                timer.callback()
                self.settle()
        self.now = end


class Peer:
    """The server's socket of one connection, and what its peer does: both ends in one."""

    def __init__(self, loop: ScriptLoop, address: str) -> None:
        self.address = address
        self.received = bytearray()
        self.capacity = 1 << 30
        self.is_closed = False  # by the server
        self.is_shut = False  # by the server: nothing more is sent
        self.is_over = False  # by the peer
        self.is_broken = False
        self._coming = bytearray()
        self._fileno = 100 + len(loop.peers)
        loop.peers[self._fileno] = self

    @property
    def has_news(self) -> bool:
        return bool(self._coming) or self.is_over or self.is_broken

    def come(self, data: bytes) -> None:
        """The peer sends something."""
        self._coming += data

    # ---- what the server calls ---------------------------------------------------------------------------

    def fileno(self) -> int:
        return -1 if self.is_closed else self._fileno

    def getsockname(self) -> tuple[str, int]:
        return "127.0.0.1", 9_999

    def recv(self, size: int) -> bytes:
        assert not self.is_closed, "nothing is read from a closed socket"
        if self.is_broken:
            raise ConnectionResetError
        if not self._coming and not self.is_over:
            raise BlockingIOError
        data = bytes(self._coming[:size])
        del self._coming[:size]
        return data

    def send(self, data: bytes) -> int:
        assert not self.is_closed and not self.is_shut, "nothing is written to a closed socket"
        if self.is_broken:
            raise ConnectionResetError
        if self.capacity <= 0:
            raise BlockingIOError
        part = bytes(data[: self.capacity])
        self.capacity -= len(part)
        self.received += part
        return len(part)

    def getsockopt(self, level: int, name: int) -> int:
        return int(self.is_broken)

    def setsockopt(self, *args: object) -> None:
        pass

    def shutdown(self, how: int) -> None:
        if self.is_broken:
            raise OSError
        self.is_shut = True

    def close(self) -> None:
        self.is_closed = True
