"""Those who hold connections and give nothing for them: silent, one byte a second, or a frame without an end."""

import random
import socket
from collections import Counter

from tests.hostile.attackers.attacker import TICK_SECONDS
from tests.hostile.attackers.connections import Held, Target, connect, login, own_name, reset, source


class Squatters:
    """``count`` connections that send ``first``, and then ``drop`` about once a second, and read what comes."""

    def __init__(
        self, target: Target, count: int, *, first: bytes = b"", drop: bytes = b"", first_source: int = 0
    ) -> None:
        self.did: Counter[str] = Counter()
        self._held = Held(target, count, self.did, first_source=first_source)
        self._first = first
        self._drop = drop
        self._chance = random.Random(2)

    def act(self) -> None:
        """Come back where closed, and let each drop fall."""
        self._held.tend()
        for sock in self._held.new:
            if self._first:
                self._held.send(sock, self._first)
        if self._drop:
            for sock in self._held:
                if self._chance.random() < TICK_SECONDS:
                    self._held.send(sock, self._drop)

    def close(self) -> None:
        """Reset all."""
        self._held.close()


class Stuck:
    """``count`` guests who log in and never read again. Whether the room has closed them they cannot see."""

    def __init__(
        self, target: Target, count: int, *, hello: bytes = b"", name: str = "stuck", first_source: int = 0
    ) -> None:
        self.did: Counter[str] = Counter()
        self._target = target
        self._count = count
        self._hello = hello
        self._name = name
        self._first_source = first_source
        self._sockets: list[socket.socket] = []

    def act(self) -> None:
        """Come in, and that was it."""
        while len(self._sockets) < self._count:
            number = len(self._sockets)
            sock = connect(self._target, source(self._first_source + number), receive_bytes=4_096)
            self._sockets.append(sock)
            try:
                sock.send(self._hello + login(own_name(self._name, number)))
            except OSError:
                self.did["could not log in"] += 1
            self.did["connected"] += 1

    def close(self) -> None:
        """Reset all."""
        for sock in self._sockets:
            reset(sock)


class HalfClosed:
    """Guests who log in, close their own direction at once, and stay."""

    def __init__(self, target: Target, count: int, *, first_source: int = 0) -> None:
        self.did: Counter[str] = Counter()
        self._held = Held(target, count, self.did, first_source=first_source)
        self._logins = 0

    def act(self) -> None:
        """Come back where closed; a few at a time, for each is a line for everybody."""
        self._held.tend(2)
        for sock in self._held.new:
            self._logins += 1
            self._held.send(sock, login(own_name("half", self._logins)))
            self._held.half_close(sock)

    def close(self) -> None:
        """Reset all."""
        self._held.close()
