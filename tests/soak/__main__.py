"""``python -m tests.soak``: a day of lessons in an hour. Exit status 0 when all is flat and nothing was wrong."""

import argparse
import asyncio
import resource
import sys
import tempfile
from pathlib import Path

from tests.soak.plants import PLANTS
from tests.soak.report import heads, plot, report_lines, row, verdict_lines
from tests.soak.run import run_soak
from tests.soak.sample import Sample, write_csv, write_quiet
from tests.soak.scale import SHORT, TINY, long_scale
from tests.soak.verdict import judge_flatness


def main() -> int:
    """Run, print what was measured, write it down, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="A day of lessons in an hour.")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long (default: 60)")
    parser.add_argument("--pace", type=float, default=20.0, help="times that of a lesson (default: 20)")
    parser.add_argument(
        "--seed", type=int, default=1, help="of everything that happens by chance (default: 1)"
    )
    parser.add_argument("--short", action="store_true", help="the form that the tests run, in two minutes")
    parser.add_argument("--tiny", action="store_true", help="the form for planted flaws, in some 20 seconds")
    parser.add_argument(
        "--plant", choices=sorted(PLANTS), action="append", default=[], help="plant a flaw, to see it found"
    )
    parser.add_argument(
        "--folder", type=Path, help="for the history, errors and samples (default: a new one)"
    )
    parser.add_argument("--plot", action="store_true", help="draw soak.png there too; needs matplotlib")
    parser.add_argument(
        "--trace", action="store_true", help="tell where what is left in the last break was made"
    )
    given = parser.parse_args()
    scale = SHORT if given.short else TINY if given.tiny else long_scale(given.minutes, given.pace)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="chatroom-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "history.sqlite").exists():
        parser.error(f"{folder} has the history of another soak")
    print(
        f"{scale.rich} rich and {scale.plain} plain seats, {scale.seconds:.0f} s, seed {given.seed}: {folder}"
    )
    print(f"after each lesson:\n{heads()}")
    soak = asyncio.run(run_soak(scale, given.seed, folder, given.plant, _print_break, is_traced=given.trace))
    write_csv(soak.samples, folder / "samples.csv")
    write_quiet(soak.samples, folder / "breaks.jsonl")
    if given.plot:
        plot(soak.samples, folder / "soak.png")
    findings = judge_flatness(soak.samples, scale.warm_lessons)
    for line in (*report_lines(soak.samples, min(300.0, soak.seconds / 12)), *verdict_lines(soak, findings)):
        print(line)
    for trace in soak.traced:
        print(trace)
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"processors: server {children.ru_utime + children.ru_stime:.0f} s, "
        f"class {own.ru_utime + own.ru_stime:.0f} s, of {soak.seconds:.0f} s"
    )
    is_clean = not (findings or soak.flaws.counts or soak.troubles or soak.exit_status)
    return 0 if is_clean else 1


def _print_break(sample: Sample) -> None:
    if sample.is_quiet:
        print(row(sample), flush=True)


if __name__ == "__main__":
    sys.exit(main())
