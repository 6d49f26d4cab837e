"""One whole run: a folder, the plan, the director, and the verdict."""

import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.director import Director, Stage, free_port
from tests.chaos.past import History, read_rows
from tests.chaos.plan import Scale, plan
from tests.chaos.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it. Seconds of the processors are summed over all processes."""

    verdict: Verdict
    faults: dict[str, int]
    seconds: float
    server_cpu_seconds: float
    guests_cpu_seconds: float


def run_chaos(scale: Scale, seed: int, folder: Path) -> Run:
    """Run the chaos on this computer, and judge it. Everything that was written stays in ``folder``."""
    began_at = time.monotonic()
    with Director(Stage(folder, "127.0.0.1", free_port(seed), {}), scale, seed) as director:
        director.open()
        director.run(plan(seed, scale))
        director.finish()
    seconds = time.monotonic() - began_at
    return Run(verdict_of(director), director.faults, seconds, *director.cpu_seconds)


def verdict_of(director: Director) -> Verdict:
    """Return the verdict on a run that is over."""
    journals = {name: director.stage.folder / f"{name}.journal" for name in director.guests}
    return judge(journals, History(read_rows(director.server.history_file)), director.troubles)
