"""``python -m benchmarks``: measures this project's server beside others, and writes what came of it.

Status 0: measured, and every delivery of ours was right. 1: one was not, or ours could not be measured. 2: it
cannot be run like this. 130: broken off; what was measured until then is written all the same.
"""

import sys

from benchmarks.arguments import Arguments, list_words, parse_arguments
from benchmarks.building import CannotBuild
from benchmarks.figures import find
from benchmarks.plot import CannotDraw, draw
from benchmarks.results import Results
from benchmarks.servers import Kind
from benchmarks.session import measure, new_results
from benchmarks.table import figures_table, report


def main(argv: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    if arguments.only_list:
        print(list_words(arguments))
        return 0
    if sys.platform != "linux":
        print("python -m benchmarks: runs on Linux only: it counts with epoll and /proc", file=sys.stderr)
        return 2
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        results = new_results(arguments)
        measure(arguments, results, _say)
    except (CannotBuild, OSError) as error:
        print(f"python -m benchmarks: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("python -m benchmarks: broken off", file=sys.stderr)
        write(arguments, results)
        return 130
    write(arguments, results)
    return 0 if is_sound(arguments, results) else 1


def write(arguments: Arguments, results: Results) -> None:
    """Write the raw results, the tables and the picture; the figures on standard output too."""
    results.save(arguments.out / "results.json")
    findings = find(results)
    picture: str | None = "plot.png"
    try:
        draw(results, arguments.out / "plot.png")
    except CannotDraw as cannot:
        picture = None
        print(cannot, file=sys.stderr)
    (arguments.out / "results.md").write_text(report(results, findings, picture), encoding="utf-8")
    print(figures_table(findings))
    print(f"All of it is in {arguments.out}: results.md, results.json{', plot.png' if picture else ''}")


def _say(line: str) -> None:
    """Tell who waits, without mixing it with what is asked for."""
    print(line, file=sys.stderr, flush=True)


def is_sound(arguments: Arguments, results: Results) -> bool:
    """Whether every delivery of our own server was right, and it was measured wherever it should have been."""
    ours = {server.name for server in arguments.servers if server.kind is Kind.OURS}
    if any(failure.server in ours for failure in results.failures):
        return False
    return not any(results.wrong(scenario, name) for scenario in arguments.scenarios for name in ours)


if __name__ == "__main__":
    sys.exit(main())
