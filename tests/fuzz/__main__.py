"""Fuzz the decoders: ``python -m tests.fuzz --minutes 60``. Needs the extra ``fuzz`` (Linux).

Findings, and what was learned on the way, are in the folder that is named at the end.
"""

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.turns import Tally


def main() -> int:
    """Return 0 where every property held."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz every decoder in turns.")
    parser.add_argument("--list", action="store_true", help="say what there is to fuzz")
    parser.add_argument("--minutes", type=float, default=60.0, help="for all targets together (60)")
    parser.add_argument("--target", action="append", metavar="NAME", help="only this one; may be given again")
    parser.add_argument(
        "--folder", type=Path, default=Path("build", "fuzz"), help="where findings go (build/fuzz)"
    )
    parser.add_argument(
        "--merge", action="store_true", help="take the best of --folder into the tests' corpus"
    )
    parser.add_argument("--child", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.child:
        from tests.fuzz.child import fuzz  # noqa: PLC0415 before anything that is to be instrumented

        fuzz(wanted.child[0], wanted.child[1:])
        return 0
    return _lead(wanted, parser)


def _lead(wanted: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from tests.fuzz.small import MAX_CORPUS_BYTES, merge  # noqa: PLC0415 a child must not have imported it
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415
    from tests.fuzz.turns import play  # noqa: PLC0415

    if wanted.list:
        for target in TARGETS.values():
            print(f"{target.name:15} {target.about}")
        return 0
    unknown = set(wanted.target or ()) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; see --list")
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install -e '.[fuzz]' (Linux)")
    targets = [target for target in TARGETS.values() if not wanted.target or target.name in wanted.target]
    if wanted.merge:
        for target in targets:
            size = merge(target, wanted.folder, MAX_CORPUS_BYTES // len(TARGETS))
            print(f"{target.name:15} {size:7} bytes", flush=True)
        return 0
    tallies: dict[str, Tally] = {}
    for tally in play(targets, wanted.minutes, wanted.folder):
        tallies[tally.target.name] = tally
        print(_line(tally), flush=True)
    print(f"\nAll of it, {time.strftime('%H:%M')}:")
    for tally in tallies.values():
        print(_line(tally))
    findings = [path for tally in tallies.values() for path in tally.findings]
    for path in findings:
        print(f"finding: {path}")
    print(
        f"{sum(t.executions for t in tallies.values()):,} inputs, {len(findings)} findings; see {wanted.folder}/"
    )
    return 1 if findings else 0


def _line(tally: "Tally") -> str:
    return (
        f"{tally.target.name:15} {tally.seconds:6.0f} s {tally.executions:11,} inputs "
        f"{tally.covered:5} edges {tally.peak_mb:4} MB {len(tally.findings):2} findings"
    )


if __name__ == "__main__":
    sys.exit(main())
