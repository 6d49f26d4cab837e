"""The figures that this project sets itself, and whether they are met: with plain guests, and half of them rich.

The rule: a figure that could not be measured is not met and not missed; it is told as that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.ratios import Spread, Turns, against_best_peer, figure, ratio, spread, worst_of_each_run
from benchmarks.results import Results
from benchmarks.scenarios import START

FORMS = (("plain", ""), ("half rich", "-rich"))
"""The forms in which our own server is measured: what they are called, and how their names end."""

_MIB = 1024
_SPEED = "deliveries_s"

Measure = Callable[[Results, str], Turns]
"""Gets the results and the ending of our server's name, and returns the figure by run and turn."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that is to be reached, at least or at most."""

    code: str
    scenario: str
    what: str
    bound: float
    is_least: bool
    unit: str
    measure: Measure

    @property
    def wanted(self) -> str:
        """Return the bound in words."""
        return f"{'≥' if self.is_least else '≤'} {self.bound:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a goal in one form of our server."""

    goal: Goal
    form: str
    spread: Spread | None

    @property
    def is_met(self) -> bool | None:
        """Whether the median of the runs reaches the goal; None if it was not measured."""
        if self.spread is None:
            return None
        median, bound = self.spread.median, self.goal.bound
        return median >= bound if self.goal.is_least else median <= bound


def _against(scenario: str, key: str, other: str) -> Measure:
    """A ratio to another server, or to the best of the peers; of delays the best is the least."""

    def measure(results: Results, ending: str) -> Turns:
        server = f"ours{ending}"
        if other == "peer":
            return against_best_peer(results, scenario, server, key, less_is_better=key != _SPEED)
        return ratio(figure(results, scenario, server, key), figure(results, scenario, other, key))

    return measure


def _absolute(scenario: str, key: str, divisor: float, command: str = "", worst: bool = False) -> Measure:
    def measure(results: Results, ending: str) -> Turns:
        turns = figure(results, scenario, f"ours{ending}", key, command=command)
        turns = worst_of_each_run(turns) if worst else turns
        return {turn: value / divisor for turn, value in turns.items()}

    return measure


def _history(results: Results, ending: str) -> Turns:
    kept = figure(results, "hall", f"history{ending}", "deliveries_s")
    return ratio(kept, figure(results, "hall", f"ours{ending}", "deliveries_s"))


def _growth(results: Results, ending: str) -> Turns:
    """What a delivery costs with as many guests as there were at most, against 300."""
    name = f"ours{ending}"
    most = max((sample.guests for sample in results.of("growth", name, "flood")), default=0)
    if most <= 300:
        return {}
    many = figure(results, "growth", name, "cpu_us", command="flood", guests=most)
    return ratio(many, figure(results, "growth", name, "cpu_us", command="flood", guests=300))


def _at_least(code: str, scenario: str, what: str, bound: float, measure: Measure) -> Goal:
    return Goal(code, scenario, what, bound, True, "", measure)


def _at_most(code: str, scenario: str, what: str, bound: float, measure: Measure, *, unit: str = "") -> Goal:
    return Goal(code, scenario, what, bound, False, unit, measure)


def _speed(scenario: str, other: str) -> Measure:
    return _against(scenario, _SPEED, other)


GOALS = (
    _at_least("P1", "hall", "deliveries/s, × C reference", 0.5, _speed("hall", "reference")),
    _at_least("P1", "hall", "deliveries/s, × best peer", 5, _speed("hall", "peer")),
    _at_least("P1", "hall", "deliveries/s, × naive asyncio", 100, _speed("hall", "naive")),
    _at_least("P2", "campus", "deliveries/s, × C reference", 0.6, _speed("campus", "reference")),
    _at_least("P2", "campus", "deliveries/s, × best peer", 5, _speed("campus", "peer")),
    _at_most("P3", "single", "p50, × C reference", 1.2, _against("single", "p50_us", "reference")),
    _at_most("P3", "single", "p50, × best peer", 1, _against("single", "p50_us", "peer")),
    _at_most("P4", "classroom", "p99, × C reference", 1.5, _against("classroom", "p99_us", "reference")),
    _at_most("P4", "classroom", "longest delay", 10, _absolute("classroom", "max_us", 1e3, worst=True), unit=" ms"),
    _at_most("P5", "idle", "memory of a person", 8, _absolute("idle", "kib_each", 1, "rest"), unit=" KiB"),
    _at_most("P5", "idle", "memory before anybody", 40, _absolute("idle", "kib_before", _MIB, "join"), unit=" MiB"),
    _at_most("P6", "storm", "last notice of coming, × C reference", 2, _against("storm", "told_s", "reference")),
    _at_most("P6", "storm", "last notice of going, × C reference", 2, _against("storm", "gone_s", "reference")),
    _at_least("P7", "hall", "with a history, × the same without", 0.75, _history),
    _at_most("P8", "growth", "CPU per delivery with the most people, × with 300", 1.3, _growth),
)  # fmt: skip
START_GOAL = _at_most("P10", START, "headless ready", 0.5, _absolute(START, "ready_s", 1), unit=" s")


def find(results: Results) -> list[Finding]:
    """Return what came of every goal whose scenario was to be run, in both forms, in their order."""
    found = [
        Finding(goal, form, spread(goal.measure(results, ending))) for goal in GOALS for form, ending in FORMS
    ]
    found.append(Finding(START_GOAL, "–", spread(START_GOAL.measure(results, ""))))
    return [finding for finding in found if finding.goal.scenario in results.titles]
