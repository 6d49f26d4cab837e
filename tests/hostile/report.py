"""What was measured, as a table that fits a page."""

from collections.abc import Iterator

from tests.hostile.figures import FLOOR_SECONDS, Flaws, Measured, Turn
from tests.hostile.room_process import MIB

HEADINGS = (
    "attack",
    "quiet p50 / p99 / max ms",
    "under attack p50 / p99 / max ms",
    "p99 × quiet",
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
        f"{measured.times_quiet:.1f}",
        _flaws(measured.flaws),
        f"{measured.growth_bytes / MIB:+.1f}",
        f"{measured.growth_descriptors:+}",
        f"{100 * measured.cpu_seconds / seconds:.0f} %",
        _moved(measured),
    )


def row(*cells: str) -> str:
    """Return a row of the table."""
    return f"| {' | '.join(cells)} |"


def _moved(measured: Measured) -> str:
    if not measured.is_unmoved:
        return "YES"
    return f"below {1_000 * FLOOR_SECONDS:.0f} ms" if measured.is_by_floor_only else "no"


def _delays(turn: Turn) -> str:
    delays = turn.delays
    return " / ".join(f"{1_000 * seconds:.1f}" for seconds in (delays.p50, delays.p99, delays.longest))


def _flaws(flaws: Flaws) -> str:
    return f"{flaws.lost}, {flaws.doubled}, {flaws.misordered}, {flaws.thrown_out}"
