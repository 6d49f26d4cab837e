"""Medians, spreads and ratios of what was measured.

The rule: a ratio is taken turn by turn, between servers that took that turn side by side; a run is the median of
its turns, and what is told is the median of the runs with the least and the most of them.
"""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.results import Results, Sample

Turns = Mapping[tuple[int, int], float]
"""A figure by run and turn."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of all runs, the least and the most of them, and how many there were."""

    median: float
    least: float
    most: float
    runs: int


def turns_of(samples: Iterable[Sample], key: str) -> Turns:
    """Return one figure of the samples, where they have it."""
    return {(sample.run, sample.turn): sample.values[key] for sample in samples if key in sample.values}


def ratio(one: Turns, other: Turns) -> Turns:
    """Return one divided by the other, for each turn that both took."""
    return {turn: value / other[turn] for turn, value in one.items() if other.get(turn)}


def spread(turns: Turns) -> Spread | None:
    """Return the median of the runs and how far they lie apart; None if nothing was measured."""
    by_run: dict[int, list[float]] = {}
    for (run, _), value in turns.items():
        by_run.setdefault(run, []).append(value)
    runs = [statistics.median(values) for values in by_run.values()]
    return Spread(statistics.median(runs), min(runs), max(runs), len(runs)) if runs else None


def worst_of_each_run(turns: Turns) -> Turns:
    """Return the largest figure of each run, as its only turn."""
    found: dict[tuple[int, int], float] = {}
    for (run, _), value in turns.items():
        found[run, 0] = max(value, found.get((run, 0), value))
    return found


def figure(
    results: Results, scenario: str, server: str, key: str, *, command: str = "", guests: int = 0
) -> Turns:
    """Return one figure of one server, by run and turn."""
    return turns_of(results.of(scenario, server, command, guests), key)


def peers_of(results: Results) -> list[str]:
    """Return the names of those servers that others have built."""
    return [name for name, about in results.servers.items() if about["kind"] == "peer"]


def against_best_peer(
    results: Results, scenario: str, server: str, key: str, *, command: str = "", less_is_better: bool
) -> Turns:
    """Return a server's figure divided by that of the peer against which it looks worst; the best of all runs.

    Not by the best of each turn: of many who are measured once, somebody is always lucky.
    """
    mine = figure(results, scenario, server, key, command=command)
    theirs = [figure(results, scenario, peer, key, command=command) for peer in peers_of(results)]
    ratios = [found for found in (ratio(mine, each) for each in theirs) if found]
    sign = 1 if less_is_better else -1
    return max(ratios, key=lambda found: sign * _median(found), default={})


def _median(turns: Turns) -> float:
    found = spread(turns)
    return found.median if found else 0.0
