"""What was measured, as a table that fits a page."""

from collections.abc import Iterator

from tests.hostile.figures import Flaws, Measured, Turn
from tests.hostile.room_process import MIB

HEADINGS = (
    "attack",
    "quiet p50 / p99 / max ms",
    "under attack p50 / p99 / max ms",
    "lost, doubled, misordered, thrown out",
    "memory MiB",
    "connections",
    "processor",
    "moved",
)


def heading_lines() -> Iterator[str]:
    """Yield the head of the table."""
    yield row(*HEADINGS)
    yield row(*("---" for _ in HEADINGS))


def attack_line(name: str, measured: Measured, seconds: float) -> str:
    """Return an attack as a row."""
    return row(
        name,
        _delays(max(measured.before, measured.after, key=lambda turn: turn.delays.p99)),
        _delays(measured.attack),
        _flaws(measured.flaws),
        f"{measured.growth_bytes / MIB:+.1f}",
        f"{measured.growth_descriptors:+}",
        f"{100 * measured.cpu_seconds / seconds:.0f} %",
        "no" if measured.is_unmoved else "YES",
    )


def row(*cells: str) -> str:
    """Return a row of the table."""
    return f"| {' | '.join(cells)} |"


def _delays(turn: Turn) -> str:
    delays = turn.delays
    return " / ".join(f"{1_000 * seconds:.1f}" for seconds in (delays.p50, delays.p99, delays.longest))


def _flaws(flaws: Flaws) -> str:
    return f"{flaws.lost}, {flaws.doubled}, {flaws.misordered}, {flaws.thrown_out}"
