"""The figures of a turn: how long the class's lines took, and whether each came to everyone once and in order.

The rule: every delivery counts, the slowest too; a line that never came is lost, not left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Where a quiet room answers within two milliseconds, twice that is the scheduler of a busy machine, not the room.
FLOOR_SECONDS = 0.020
TIMES_QUIET = 2.0


@dataclass(frozen=True, slots=True)
class Delays:
    """From the sender's write to each receiver's parse, in seconds; 0 where nothing was delivered."""

    count: int = 0
    p50: float = 0.0
    p99: float = 0.0
    longest: float = 0.0

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Delays":
        """Return the figures of these delays."""
        if not seconds:
            return cls()
        in_order = sorted(seconds)
        last = len(in_order) - 1
        return cls(len(in_order), in_order[last // 2], in_order[int(last * 0.99)], in_order[last])


@dataclass(frozen=True, slots=True)
class Flaws:
    """What must not be: lines that one of the class did not get, got twice, or got in another order."""

    lost: int = 0
    doubled: int = 0
    misordered: int = 0
    thrown_out: int = 0  # of the class, by the room

    @property
    def total(self) -> int:
        """How many in all; 0 is what everybody wants."""
        return self.lost + self.doubled + self.misordered + self.thrown_out

    def since(self, earlier: "Flaws") -> "Flaws":
        """Return what has come to it since then."""
        return Flaws(
            self.lost - earlier.lost,
            self.doubled - earlier.doubled,
            self.misordered - earlier.misordered,
            self.thrown_out - earlier.thrown_out,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the lesson: its delays, and the flaws since the lesson began.

    ``come`` and ``gone`` are the notices that one of the class got in it, at most.
    """

    delays: Delays = Delays()
    flaws: Flaws = Flaws()
    come: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """An attack between two quiet turns. Memory in bytes; growth is from before the attack to its worst."""

    before: Turn
    attack: Turn
    after: Turn
    growth_bytes: int
    growth_descriptors: int
    cpu_seconds: float  # of the room, in the attack
    did: dict[str, int]  # what the attackers did, and what was done to them

    @property
    def flaws(self) -> Flaws:
        """What came of it for the class."""
        return self.after.flaws.since(self.before.flaws)

    @property
    def quiet_p99(self) -> float:
        """The slower of the two quiet turns."""
        return max(self.before.delays.p99, self.after.delays.p99)

    @property
    def times_quiet(self) -> float:
        """The class's p99 in the attack, as so many times its quiet value; 0 where that is not known."""
        return self.attack.delays.p99 / self.quiet_p99 if self.quiet_p99 else 0.0

    @property
    def is_unmoved(self) -> bool:
        """Whether the class's p99 is at most twice its quiet value, or below what a busy machine can tell apart."""
        return self.attack.delays.p99 <= max(TIMES_QUIET * self.quiet_p99, FLOOR_SECONDS)

    @property
    def is_by_floor_only(self) -> bool:
        """Whether it is more than twice the quiet value, and counts as unmoved only because both are small."""
        return self.is_unmoved and self.times_quiet > TIMES_QUIET
