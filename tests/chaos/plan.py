"""What goes wrong, and when: the whole chaos as a list that follows from a seed.

The rule: nothing is asked of a guest that is away, and everything is over when the time is.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.sayings import is_rich


@dataclass(frozen=True, slots=True)
class KillServer:
    """kill -9, and a new process on the same port and history after ``seconds``."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Freeze:
    """SIGSTOP, and SIGCONT after ``seconds``: a lid that is closed."""

    guest: str
    seconds: float


@dataclass(frozen=True, slots=True)
class KillGuest:
    """kill -9, and a new process of the same person after ``seconds``."""

    guest: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Die:
    """The guest with our program breaks its connection and, a few steps of its work later, kills itself with -9.

    So it dies where it hurts: between being shown a message and writing that down, or between writing and sending.
    Started anew after ``seconds``.
    """

    guest: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks with RST."""

    guest: str


Fault = KillServer | Freeze | KillGuest | Die | Reset


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a chaos is."""

    rich: int
    plain: int
    seconds: float
    pace: float  # sayings a second, of all guests together
    server_every_seconds: float
    fault_every_seconds: float
    freeze_seconds: tuple[float, float]
    away_seconds: tuple[float, float]
    server_away_seconds: tuple[float, float]
    delays_seconds: tuple[float, ...]  # of the guests' tries to come back

    @property
    def guests(self) -> tuple[str, ...]:
        """Everybody's name."""
        rich = [f"rich-{number:02}" for number in range(1, self.rich + 1)]
        return (*rich, *(f"plain-{number:02}" for number in range(1, self.plain + 1)))


LONG = Scale(
    rich=30,
    plain=10,
    seconds=600.0,
    pace=300.0,
    server_every_seconds=20.0,
    fault_every_seconds=0.7,
    freeze_seconds=(1.0, 60.0),
    away_seconds=(0.1, 20.0),
    server_away_seconds=(0.1, 3.0),
    delays_seconds=(1.0, 2.0, 4.0, 8.0, 15.0),
)
SHORT = Scale(
    rich=8,
    plain=3,
    seconds=16.0,
    pace=120.0,
    server_every_seconds=4.0,
    fault_every_seconds=0.4,
    freeze_seconds=(0.5, 5.0),
    away_seconds=(0.1, 2.0),
    server_away_seconds=(0.1, 0.5),
    delays_seconds=(0.2, 0.4, 0.8),
)


def plan(seed: int, scale: Scale, guests: Sequence[str] = ()) -> list[tuple[float, Fault]]:
    """Return the faults with the seconds at which they begin, in order; ``guests`` says to whom, else to all."""
    chance = random.Random(seed)
    free_at = dict.fromkeys(guests or scale.guests, 0.0)
    faults: list[tuple[float, Fault]] = []
    at = scale.server_every_seconds
    while at + scale.server_away_seconds[1] < scale.seconds:
        # A little later, too, or the server would always die at the same moment of everything else.
        begin = at + chance.uniform(0.0, scale.server_every_seconds / 10)
        faults.append((begin, KillServer(chance.uniform(*scale.server_away_seconds))))
        at += scale.server_every_seconds
    at = chance.expovariate(1 / scale.fault_every_seconds)
    while at < scale.seconds:
        idle = [guest for guest, free in free_at.items() if free <= at]
        if idle:
            guest = chance.choice(idle)
            fault = _fault(chance, scale, guest, scale.seconds - at)
            free_at[guest] = at + (0.0 if isinstance(fault, Reset) else fault.seconds)
            faults.append((at, fault))
        at += chance.expovariate(1 / scale.fault_every_seconds)
    return sorted(faults, key=lambda fault: fault[0])


def _fault(
    chance: random.Random, scale: Scale, guest: str, seconds_left: float
) -> Freeze | KillGuest | Die | Reset:
    kind = chance.random()
    if kind < 0.3:
        return Reset(guest)
    shortest, longest = scale.freeze_seconds if kind < 0.5 else scale.away_seconds
    # Most are short, some are long.
    seconds = min(shortest * (longest / shortest) ** chance.random(), seconds_left)
    if kind < 0.5:
        return Freeze(guest, seconds)
    return Die(guest, seconds) if kind < 0.8 and is_rich(guest) else KillGuest(guest, seconds)
