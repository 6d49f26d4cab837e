"""What the history costs a full hall: ``python -m benchmarks.history_cost``.

300 guests, 10 of whom talk without pause; the same room with and without a history, in turns in one run, on one
computer, once with plain guests and once with half of them rich. Only the ratio says something: it is to be at
least 0.75. ``python -m benchmarks`` measures the same among everything else.
"""

import argparse
import sys

from benchmarks.arguments import parse_arguments
from benchmarks.building import CannotBuild
from benchmarks.figures import find
from benchmarks.session import measure, new_results
from benchmarks.table import figures_table

_SERVERS = ("ours", "ours-rich", "history", "history-rich")


def main() -> int:
    """Measure, print each turn and the ratios; return the exit status: 0 if all of them are as they are to be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history_cost", description=__doc__)
    parser.add_argument("--runs", default="5", help="of each (default: 5)")
    given = parser.parse_args()
    arguments = parse_arguments(["--runs", given.runs, "--scenarios", "hall", "--servers", *_SERVERS])
    results = new_results(arguments)
    try:
        measure(arguments, results, print)
    except CannotBuild as cannot:
        print(cannot, file=sys.stderr)
        return 2
    ratios = [finding for finding in find(results) if finding.goal.code == "P7"]
    print(figures_table(ratios))
    return 0 if all(finding.is_met for finding in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
