"""Puts results into docs/performance.md, tables and picture: ``python -m benchmarks.publish FOLDER``.

The rule: what stands between the two marks is replaced, and nothing else of the page.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.figures import find
from benchmarks.plot import CannotDraw, draw
from benchmarks.results import Results
from benchmarks.servers import ROOT
from benchmarks.table import report

_BEGIN = "<!-- results: written by python -m benchmarks.publish -->"
_END = "<!-- end of results -->"
_PICTURE = "performance.png"


def publish(results: Results, page: Path) -> None:
    """Write tables into the page, and the picture beside it. Raises ValueError without marks, and CannotDraw."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for results: the lines {_BEGIN} and {_END}")
    draw(results, page.parent / _PICTURE)
    tables = report(results, find(results), _PICTURE)
    page.write_text(f"{before}{_BEGIN}\n\n{tables}\n{_END}{after}", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Publish what is in the folder that was given; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish", description=__doc__)
    parser.add_argument("folder", type=Path, help="what was given to python -m benchmarks as --out")
    given = parser.parse_args(argv)
    try:
        publish(Results.load(given.folder / "results.json"), ROOT / "docs" / "performance.md")
    except (OSError, ValueError, CannotDraw) as error:
        print(f"python -m benchmarks.publish: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
