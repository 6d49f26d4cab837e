"""What happens in the room while it is measured: each scenario in numbers.

The rule: a scenario is data. Whoever reads this file knows what was run.
"""

from dataclasses import dataclass
from enum import Enum


class Scale(Enum):
    """How much of everything."""

    FULL = "full"  # the figures of docs/performance.md
    QUICK = "quick"  # a look, in a few minutes
    TINY = "tiny"  # does it work at all: the numbers say nothing


@dataclass(frozen=True, slots=True)
class Scenario:
    """A room that is filled to each number of ``guests``; at each, ``turns`` times, every server does ``commands``.

    The commands are those of the load generator. With ``one_by_one`` each server has the machine to itself from its
    start to its end; otherwise all are up and filled, and take turns.
    """

    name: str
    title: str
    guests: tuple[int, ...]
    commands: tuple[str, ...]
    turns: int = 2
    one_by_one: bool = False


_TITLES = {
    "classroom": "Classroom: {guests} people, {rate} messages a second in all",
    "hall": "Hall: {guests} people, {talkers} talk without pause, {window} messages of each on their way",
    "campus": "Campus: {guests} people, {talkers} talk without pause, {window} messages of each on their way",
    "single": "Single: {guests} people, one message at a time",
    "idle": "Idle: {guests} people who say nothing",
    "storm": "Storm: {crowd} log in at once, and then drop at once",
    "growth": "Growth: {talkers} talk without pause; then one message at a time",
}


def _scenario(
    name: str, guests: tuple[int, ...], *commands: str, turns: int = 2, one_by_one: bool = False
) -> Scenario:
    words = commands[0].split()
    said = {"guests": f"{guests[-1]:,}", "talkers": words[1], "crowd": f"{float(words[1]):,.0f}"}
    said |= {"rate": words[2], "window": words[2]} if len(words) > 2 else {}
    return Scenario(name, _TITLES[name].format(**said), guests, commands, turns, one_by_one)


_SCALES = {
    Scale.FULL: (
        _scenario("classroom", (30,), "pace 30 60 0.3 2"),
        _scenario("hall", (300,), "flood 10 32 0.2 1"),
        _scenario("campus", (2000,), "flood 5 32 0.2 1"),
        _scenario("single", (300,), "alone 0.1 1"),
        _scenario("storm", (1,), "storm 1000"),
        _scenario("idle", (5000,), "rest 1", turns=1, one_by_one=True),
        _scenario(
            "growth", (10, 30, 100, 300, 1000, 2000, 5000), "flood 5 32 0.1 0.5", "alone 0.1 0.4", turns=1
        ),
    ),
    Scale.QUICK: (
        _scenario("classroom", (30,), "pace 30 60 0.2 1"),
        _scenario("hall", (300,), "flood 10 32 0.2 0.6"),
        _scenario("campus", (1000,), "flood 5 32 0.2 0.6"),
        _scenario("single", (300,), "alone 0.1 0.5"),
        _scenario("storm", (1,), "storm 300", turns=1),
        _scenario("idle", (1000,), "rest 0.5", turns=1, one_by_one=True),
        _scenario("growth", (10, 100, 300, 1000), "flood 5 32 0.1 0.3", "alone 0.1 0.3", turns=1),
    ),
    Scale.TINY: (
        _scenario("classroom", (4,), "pace 3 100 0 0.1"),
        _scenario("hall", (6,), "flood 2 4 0 0.1"),
        _scenario("campus", (8,), "flood 2 4 0 0.1", turns=1),
        _scenario("single", (6,), "alone 0 0.1", turns=1),
        _scenario("storm", (1,), "storm 6", turns=1),
        _scenario("idle", (8,), "rest 0.05", turns=1, one_by_one=True),
        _scenario("growth", (3, 6), "flood 2 4 0 0.05", "alone 0 0.05", turns=1),
    ),
}
START = "start"  # measured by start_up.py: no guests, no turns
NAMES = (*(scenario.name for scenario in _SCALES[Scale.FULL]), START)


def scenarios_of(scale: Scale) -> dict[str, Scenario]:
    """Return every scenario with guests, by name, in the order in which they run."""
    return {scenario.name: scenario for scenario in _SCALES[scale]}
