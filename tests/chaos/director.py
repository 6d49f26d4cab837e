"""Opens the room, sends the guests in, lets the plan go wrong, and in the end has everybody come to rest.

The rule: the director only does and waits; what it all means is said by the verdict, from the files alone.
"""

import heapq
import itertools
import random
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self, assert_never

from tests.chaos.plan import Die, Fault, Freeze, KillGuest, KillServer, Reset, Scale
from tests.chaos.players import Player, Server
from tests.chaos.sayings import OBSERVER, is_rich

_LOOK_SECONDS = 0.02
_COMING_SECONDS = 60.0  # until all guests are in at the beginning
_RESTING_SECONDS = (
    120.0  # until all have come back and everything is sent: the longest back-off several times over
)

Action = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything happens. ``prefixes`` runs a player, by name, somewhere else; ``server`` is the room."""

    folder: Path
    host: str
    port: int
    prefixes: Mapping[str, Sequence[str]]


def free_port(seed: int) -> int:
    """Return a port of this computer that no program has, and that the system gives to nobody by itself."""
    chance = random.Random(seed)
    while True:
        port = chance.randint(20_000, 30_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Director:
    """One run; use it in a ``with`` block, which ends every process."""

    def __init__(self, stage: Stage, scale: Scale, seed: int) -> None:
        self.stage = stage
        self.scale = scale
        self.faults: dict[str, int] = {}
        self.troubles: list[str] = []
        self._seed = seed
        self.server = Server(stage.folder, stage.host, stage.port, stage.prefixes.get("server", ()))
        self.guests = {name: self._guest(name, scale.pace / len(scale.guests)) for name in scale.guests}
        self._agenda: list[tuple[float, int, Action]] = []
        self._order = itertools.count()
        self._began_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for player in (*self.guests.values(), self.server):
            player.kill()

    # ---- the run -----------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the room and wait until all guests are in. Raises ``TimeoutError``."""
        self.server.open()
        for guest in self.guests.values():
            guest.start()
        late = self._wait_for("in", _COMING_SECONDS)
        if late:
            self._look_at_all()
            raise TimeoutError(
                f"these do not come in: {late}; {[self.guests[name].errors for name in late[:1]]}"
            )
        self._began_at = time.monotonic()

    def run(
        self, faults: Iterable[tuple[float, Fault]], actions: Iterable[tuple[float, Action]] = ()
    ) -> None:
        """Let all of it go wrong in its time."""
        for at, fault in faults:
            self._at(at, partial(self._begin, at, fault))
        for at, action in actions:
            self._at(at, action)
        self._at(self.scale.seconds, lambda: None)
        while self._agenda:
            at, _, action = self._agenda[0]
            if time.monotonic() - self._began_at >= at:
                heapq.heappop(self._agenda)
                action()
            else:
                time.sleep(_LOOK_SECONDS)
            self._look_at_all()

    def finish(self) -> None:
        """Faults are over: wait until all are back and have said what is left, have them report, and end all."""
        for guest in self.guests.values():
            guest.order("quiet")
        self._expect("drained")
        observer = self.guests[OBSERVER] = self._guest(OBSERVER, 0.0)
        observer.start()
        self._expect("in")
        observer.order("mark")
        self._expect("marked")
        for guest in self.guests.values():
            guest.order("report")
        self._expect("reported")
        # With -9, all of it: a goodbye would let the room forget the whispers that only the two may see.
        for player in (*self.guests.values(), self.server):
            player.kill()
            self.troubles += player.crashes
            if "Traceback" in player.errors:
                self.troubles.append(f"{player.name} raised: {_last_lines(player.errors)}")

    @property
    def cpu_seconds(self) -> tuple[float, float]:
        """What the server and all guests together took of the processors, in the lives that have ended."""
        return self.server.cpu_seconds, sum(guest.cpu_seconds for guest in self.guests.values())

    # ---- faults ------------------------------------------------------------------------------------------

    def _begin(self, at: float, fault: Fault) -> None:
        kind = type(fault).__name__
        self.faults[kind] = self.faults.get(kind, 0) + 1
        match fault:
            case KillServer(seconds):
                self.server.kill()
                self._at(at + seconds, self.server.start)
            case Freeze(name, seconds):
                self.guests[name].freeze()
                self._at(at + seconds, self.guests[name].thaw)
            case KillGuest(name, seconds):
                self.guests[name].kill()
                self._at(at + seconds, self.guests[name].start)
            case Die(name, seconds):
                self.guests[name].may_die = True
                self.guests[name].order("die")
                self._at(at + seconds, partial(self._replace, self.guests[name]))
            case Reset(name):
                self.guests[name].order("reset")
            case _:
                assert_never(fault)

    def _replace(self, guest: Player) -> None:
        guest.kill()  # if it had too little to do to die
        guest.start()

    # By the plan's time, not by the time that it is: what comes late comes in the order of the plan.
    def _at(self, seconds: float, action: Action) -> None:
        heapq.heappush(self._agenda, (seconds, next(self._order), action))

    # ---- guests ------------------------------------------------------------------------------------------

    def _guest(self, name: str, pace: float) -> Player:
        module = "tests.chaos.guest" if is_rich(name) else "tests.chaos.plain_guest"
        options = ["--name", name, "--host", self.stage.host, "--port", str(self.stage.port)]
        options += ["--folder", str(self.stage.folder), "--seed", str(self._seed), "--pace", str(pace)]
        options += ["--delays", *(str(seconds) for seconds in self.scale.delays_seconds)]
        return Player(name, module, options, self.stage.folder, self.stage.prefixes.get(name, ()))

    def _look_at_all(self) -> None:
        for player in (*self.guests.values(), self.server):
            player.look()

    def _expect(self, word: str) -> None:
        late = self._wait_for(word, _RESTING_SECONDS)
        if late:
            self.troubles.append(f"not {word}: {', '.join(late)}")

    def _wait_for(self, word: str, seconds: float) -> list[str]:
        until = time.monotonic() + seconds
        while True:
            self._look_at_all()
            late = [
                name for name, guest in self.guests.items() if word not in guest.words and guest.is_running
            ]
            if not late or time.monotonic() > until:
                return late
            time.sleep(_LOOK_SECONDS)


def _last_lines(errors: str) -> str:
    at = errors.rindex("Traceback")
    return " | ".join(errors[at:].splitlines()[-4:])
