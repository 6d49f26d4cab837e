"""What was measured at one moment, and the files that it goes into."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """One moment. ``is_quiet``: everybody had left behind lesson ``lesson``, and the collector had run.

    ``tables``: how many entries each has, and how many it may have (-1: no limit of its own). ``most_sessions``:
    how many can be left, by what the guests know.
    """

    at_seconds: float
    lesson: int
    is_quiet: bool
    measures: Mapping[str, float]
    tables: Mapping[str, Sequence[int]] = field(default_factory=dict)
    objects: Mapping[str, int] = field(default_factory=dict)
    most_sessions: int = 0


def sample_of(
    at_seconds: float,
    lesson: int,
    outside: Mapping[str, float],
    census: Mapping[str, object],
    *,
    is_quiet: bool = False,
    most_sessions: int = 0,
) -> Sample:
    """Return what was seen from outside and what the server said as one sample."""
    measures: dict[str, float] = {
        **outside,
        **_numbers(census["loop"]),
        **_numbers(census["memory"]),
        **_numbers(census["counters"]),
    }
    tables, objects = census["tables"], census["objects"]
    assert isinstance(tables, dict)
    assert isinstance(objects, dict)
    if objects:
        # SQLite's module forgets the weak references to its cursors by the two hundred.
        references = objects.get("weakref.ReferenceType", 0)
        measures["objects"] = sum(objects.values()) - references
        measures["blocks"] -= references
    return Sample(at_seconds, lesson, is_quiet, measures, tables, objects, most_sessions)


def _numbers(named: object) -> dict[str, float]:
    assert isinstance(named, dict)
    return {name: float(value) for name, value in named.items() if isinstance(value, int | float)}


def write_csv(samples: Sequence[Sample], file: Path) -> None:
    """Write the measures of all samples as a table, a row each."""
    names = sorted({name for sample in samples for name in sample.measures})
    with file.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["seconds", "lesson", "is_quiet", *names])
        for each in samples:
            cells = (each.measures.get(name, "") for name in names)
            rows.writerow([f"{each.at_seconds:.1f}", each.lesson, int(each.is_quiet), *cells])


def write_quiet(samples: Sequence[Sample], file: Path) -> None:
    """Write everything about the quiet samples, an object of JSON on each line."""
    with file.open("w", encoding="utf-8") as stream:
        for each in samples:
            if each.is_quiet:
                stream.write(json.dumps(asdict(each)) + "\n")
