"""What was measured: one sample for each turn of each server, and why some are missing. Raw, to and from JSON.

The rule: nothing is summed up here. Whatever a table says can be computed anew from the file.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

FORMAT = 1
# What a load generator counts that must be 0, since its start.
WRONG = ("lost", "duplicated", "misordered", "damaged", "dropped")
# Guests who saw another order than the others: wrong where a server promises one order for all.
_PROMISES_ONE_ORDER = ("ours", "reference")


@dataclass(frozen=True, slots=True)
class Sample:
    """One turn. ``turn`` counts from 0 within a run, a scenario and a number of guests.

    ``command`` is the first word of what the load generator was told. ``values`` are what it answered, and what
    follows from that (see ``derived``).
    """

    run: int
    scenario: str
    server: str
    guests: int
    turn: int
    command: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be measured, and why."""

    run: int
    scenario: str
    server: str
    reason: str


@dataclass(slots=True)
class Results:
    """Everything of one call: what it ran on, and all samples in the order in which they were taken."""

    about: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # of the scenarios, in their order
    servers: dict[str, dict[str, str]] = field(default_factory=dict)  # by name, in the order of the tables
    samples: list[Sample] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def of(self, scenario: str, server: str, command: str = "", guests: int = 0) -> list[Sample]:
        """Return the samples of one server in one scenario; of one command and number of guests, if given."""
        return [
            sample
            for sample in self.samples
            if (sample.scenario, sample.server) == (scenario, server)
            and command in {"", sample.command}
            and guests in {0, sample.guests}
        ]

    def wrong(self, scenario: str, server: str) -> dict[str, int]:
        """Return what was not delivered as it should have been: how many, by what was wrong with them."""
        has_one_order = self.servers.get(server, {}).get("kind") in _PROMISES_ONE_ORDER
        counts = {key: self._count(scenario, server, key) for key in (*WRONG, *["diverged"] * has_one_order)}
        return {key: count for key, count in counts.items() if count}

    def is_one_order(self, scenario: str, server: str) -> bool:
        """Whether everybody saw everything in the same order."""
        return not self._count(scenario, server, "diverged")

    def _count(self, scenario: str, server: str, key: str) -> int:
        # Each run counts since its room was opened, so the most is all of it.
        by_run: dict[int, float] = {}
        for sample in self.of(scenario, server):
            by_run[sample.run] = max(by_run.get(sample.run, 0.0), sample.values.get(key, 0.0))
        return int(sum(by_run.values()))

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        path.write_text(json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote. Raises ValueError if it is something else."""
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise ValueError(f"{path} holds no results of this version")
        samples = [Sample(**sample) for sample in data.pop("samples")]
        failures = [Failure(**failure) for failure in data.pop("failures")]
        return cls(**data, samples=samples, failures=failures)


def derived(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values with what follows from them: deliveries a second, and what each costs the server."""
    more = dict(values)
    if values.get("deliveries") and values.get("seconds"):
        more["deliveries_s"] = values["deliveries"] / values["seconds"]
        more["cpu_us"] = values["server_cpu_s"] * 1e6 / values["deliveries"]
        more["server_core"] = values["server_cpu_s"] / values["seconds"]
        more["load_core"] = values["load_busy_s"] / values["seconds"]
        more["messages_a_read"] = values["deliveries"] / values["reads"]
    return {key: value for key, value in more.items() if value >= 0}
