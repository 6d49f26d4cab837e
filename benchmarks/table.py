"""Tables of what was measured, in Markdown: one for each scenario, and one of the figures with met or not met.

The rule: what was not measured is a dash, and what went wrong is told in the table and below it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.figures import Finding
from benchmarks.ratios import Spread, Turns, against_best_peer, figure, ratio, spread
from benchmarks.results import Failure, Results
from benchmarks.scenarios import START

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of each server: the median of all runs."""

    heading: str
    key: str
    write: Callable[[float], str]
    factor: float = 1.0
    command: str = ""


def _digits(value: float) -> str:
    """Three digits that say something, and the thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 0.001 else f"{value:.1g}"


def _millions(value: float) -> str:
    return f"{_digits(value / 1e6)} M"


_DELAYS = (
    Column("p50 µs", "p50_us", _digits),
    Column("p99 µs", "p99_us", _digits),
    Column("max µs", "max_us", _digits),
)
_COSTS = (
    Column("CPU µs a delivery", "cpu_us", _digits),
    Column("server's core", "server_core", "{:.0%}".format),
    Column("load's core", "load_core", "{:.0%}".format),
)
_MEMORY = Column("KiB a guest", "kib_each", _digits)
_SPEED = Column("deliveries/s", "deliveries_s", _millions)
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "classroom": (*_DELAYS, *_COSTS, _MEMORY),
    "hall": (_SPEED, *_DELAYS, *_COSTS, _MEMORY),
    "campus": (_SPEED, *_DELAYS, *_COSTS, _MEMORY),
    "single": (_SPEED, *_DELAYS, Column("last guest p50 µs", "last_p50_us", _digits), *_COSTS, _MEMORY),
    "storm": (
        Column("all in s", "present_s", _digits),
        Column("last notice of coming s", "told_s", _digits),
        Column("everybody knows s", "settled_s", _digits),
        Column("CPU s", "server_cpu_s", _digits),
        Column("last notice of going s", "gone_s", _digits),
        Column("CPU s of going", "gone_cpu_s", _digits),
    ),
    "idle": (
        Column("KiB a guest", "kib_each", _digits, command="rest"),
        Column("MiB before the first", "kib_before", _digits, 1 / 1024, "join"),
        Column("all in s", "present_s", _digits, command="join"),
        Column("everybody knows s", "settled_s", _digits, command="join"),
        Column("CPU s of filling", "server_cpu_s", _digits, command="join"),
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """The figure by which servers are compared in a scenario."""

    words: str
    key: str
    less_is_better: bool
    command: str = ""


_MEASURES = {
    "classroom": Measure("p99", "p99_us", True),
    "hall": Measure("deliveries/s", "deliveries_s", False),
    "campus": Measure("deliveries/s", "deliveries_s", False),
    "single": Measure("p50", "p50_us", True),
    "storm": Measure("last notice of coming", "told_s", True),
    "idle": Measure("memory", "kib_each", True, "rest"),
}


def _lines(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(found: Spread | None, column: Column) -> str:
    return _NONE if found is None else column.write(found.median * column.factor)


def _times(found: Spread | None) -> tuple[str, str]:
    """A ratio and its spread over the runs."""
    if found is None:
        return _NONE, _NONE
    apart = f"{_digits(found.least)}–{_digits(found.most)}" if found.runs > 1 else "one run"
    return _digits(found.median), apart


def _row(results: Results, scenario: str, server: str) -> list[str] | None:
    samples = results.of(scenario, server, _talk(scenario))
    if not samples:
        return None
    measure = _MEASURES[scenario]
    mine = figure(results, scenario, server, measure.key, command=measure.command)
    reference = figure(results, scenario, "reference", measure.key, command=measure.command)
    peers = against_best_peer(
        results, scenario, server, measure.key, command=measure.command, less_is_better=measure.less_is_better
    )
    cells = [results.servers[server]["title"], f"{max(sample.guests for sample in samples):,}"]
    cells += [
        _cell(spread(_figure(results, scenario, server, column)), column) for column in _COLUMNS[scenario]
    ]
    wrong = results.wrong(scenario, server)
    told = ", ".join(f"{count:,} {what}" for what, count in wrong.items()) or "0"
    if "deliveries" in samples[-1].values:
        told += "" if results.is_one_order(scenario, server) else " (no common order)"
    return [*cells, told, *_times(spread(ratio(mine, reference))), *_times(spread(peers))]


def _figure(results: Results, scenario: str, server: str, column: Column) -> Turns:
    return figure(results, scenario, server, column.key, command=column.command or _talk(scenario))


def _talk(scenario: str) -> str:
    """The command whose samples a column means where it names none: not the filling of the room."""
    return {"classroom": "pace", "single": "alone", "storm": "storm", "idle": "rest"}.get(scenario, "flood")


def scenario_table(results: Results, scenario: str) -> str:
    """Return a scenario's table, a row for each server that took part."""
    if scenario == START:
        return _start_table(results)
    if scenario == "growth":
        return _growth_tables(results)
    measure = _MEASURES[scenario]
    headings = ["server", "guests", *(column.heading for column in _COLUMNS[scenario]), "wrong"]
    headings += [f"{measure.words} × reference", "over the runs", "× best peer", "over the runs"]
    rows = [_row(results, scenario, server) for server in results.servers]
    return _lines(headings, [row for row in rows if row is not None])


def _growth_tables(results: Results) -> str:
    parts = (
        ("CPU µs a delivery, without pause", Column("", "cpu_us", _digits, command="flood")),
        ("delay of one message alone, p50 µs", Column("", "p50_us", _digits, command="alone")),
        ("the same, p99 µs", Column("", "p99_us", _digits, command="alone")),
    )
    sizes = sorted({sample.guests for sample in results.samples if sample.scenario == "growth"})
    text = ""
    for heading, column in parts:
        rows = []
        for server, about in results.servers.items():
            cells = [
                _cell(
                    spread(
                        figure(results, "growth", server, column.key, command=column.command, guests=size)
                    ),
                    column,
                )
                for size in sizes
            ]
            if set(cells) != {_NONE}:
                rows.append([about["title"], *cells])
        text += _lines([heading, *(f"{size:,}" for size in sizes)], rows) + "\n"
    return text.rstrip("\n") + "\n"


def _start_table(results: Results) -> str:
    rows = []
    for server, about in results.servers.items():
        ready, bare = (figure(results, START, server, key) for key in ("ready_s", "bare_s"))
        if ready:
            seconds = Column("", "", _digits)
            cells = [_cell(spread(ready), seconds), _cell(spread(bare), seconds)]
            rows.append([about["title"], *cells, *_times(spread(ratio(ready, bare)))])
    return _lines(["server", "ready s", "a bare Python s", "× bare Python", "over the runs"], rows)


def figures_table(findings: list[Finding]) -> str:
    """Return the figures that were to be reached, a row each."""
    rows = []
    for finding in findings:
        verdict = {None: "not measured", True: "met", False: "**not met**"}[finding.is_met]
        found, apart = _times(finding.spread)
        rows.append(
            [
                finding.goal.code,
                f"{finding.goal.scenario}: {finding.goal.what}",
                finding.form,
                finding.goal.wanted,
                found,
                apart,
                verdict,
            ]
        )
    return _lines(["", "figure", "guests", "wanted", "measured", "over the runs", ""], rows)


def failures_list(results: Results) -> str:
    """Return what could not be measured and why, a line each, without repeating itself."""
    return "".join(f"- {line}\n" for line in dict.fromkeys(_told(results, each) for each in results.failures))


def _told(results: Results, failure: Failure) -> str:
    title = results.servers.get(failure.server, {}).get("title", failure.server)
    return (
        f"{failure.scenario}, {title}: {failure.reason}" if title else f"{failure.scenario}: {failure.reason}"
    )


def report(results: Results, findings: list[Finding], plot: str | None) -> str:
    """Return everything in Markdown, ready to be put into a page whose own headings have two signs."""
    return "\n".join(_parts(results, findings, plot))


def _parts(results: Results, findings: list[Finding], plot: str | None) -> Iterator[str]:
    yield "".join(f"- {key}: {value}\n" for key, value in results.about.items())
    yield f"### The figures\n\n{figures_table(findings)}"
    if plot is not None:
        yield f"![Throughput by scenario and server; how cost and delay grow with the number of guests]({plot})\n"
    for scenario, title in results.titles.items():
        yield f"### {title}\n\n{scenario_table(results, scenario)}"
    if results.failures:
        yield f"### Not measured\n\n{failures_list(results)}"
