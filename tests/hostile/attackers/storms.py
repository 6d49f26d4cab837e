"""Those who come and go without pause: connections that are reset at once, and people who join and leave."""

from collections import Counter

from tests.hostile.attackers.connections import Target, connect, login, own_name, reset, source

_FIRST_WORDS = (b"", b"\x02", b"\x021nobody", b"\x021nobody\x03", b"\x00" * 5_000)


class Resets:
    """``count`` connections a tick, each reset right away; some have sent something before, some even a login."""

    def __init__(self, target: Target, count: float, *, logs_in: bool = False, first_source: int = 0) -> None:
        self.did: Counter[str] = Counter()
        self._target = target
        self._a_tick = count
        self._due = 0.0
        self._logs_in = logs_in
        self._first_source = first_source

    def act(self) -> None:
        """Connect, perhaps say something, and reset."""
        self._due += self._a_tick
        while self._due >= 1:
            self._due -= 1
            number = self.did["connected"]
            try:
                sock = connect(self._target, source(self._first_source + number % 600))
            except OSError:
                self.did["no port left here"] += 1
                return
            self.did["connected"] += 1
            words = (
                login(own_name("flap", number)) if self._logs_in else _FIRST_WORDS[number % len(_FIRST_WORDS)]
            )
            try:
                sock.send(words)
            except OSError:
                self.did["not let in at once"] += 1
            reset(sock)

    def close(self) -> None:
        """Nothing is left open."""
