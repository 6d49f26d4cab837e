"""``python -m tests.chaos``: the long form. Exit status 0 when nothing is wrong, else 1."""

import argparse
import dataclasses
import os
import sys
import tempfile
from pathlib import Path

from tests.chaos.plan import LONG, SHORT
from tests.chaos.report import report_lines
from tests.chaos.run import run_chaos


def main() -> int:
    """Run, print the report, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Nothing lost, nothing twice.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long things go wrong (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="of the plan and of what is typed (default: 1)")
    parser.add_argument("--pace", type=float, help="sayings a second, of all guests together")
    parser.add_argument(
        "--short", action="store_true", help="the form that the tests run: small, and 16 s long"
    )
    parser.add_argument("--folder", type=Path, help="for journals, history and errors (default: a new one)")
    given = parser.parse_args()
    scale = SHORT if given.short else dataclasses.replace(LONG, seconds=given.minutes * 60)
    if given.pace is not None:
        scale = dataclasses.replace(scale, pace=given.pace)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="chatroom-chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(
        f"{scale.rich} rich and {scale.plain} plain guests, {scale.seconds:.0f} s, seed {given.seed}: {folder}"
    )
    run = run_chaos(scale, given.seed, folder)
    for line in report_lines(run.verdict):
        print(line)
    faults = ", ".join(f"{count} {kind}" for kind, count in sorted(run.faults.items()))
    print(f"what went wrong: {faults}")
    print(
        f"{run.seconds:.0f} s in all; processors: server {run.server_cpu_seconds:.0f} s, "
        f"guests {run.guests_cpu_seconds:.0f} s, of {os.cpu_count() or 1} x {run.seconds:.0f} s"
    )
    return 0 if run.verdict.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
