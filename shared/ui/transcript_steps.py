"""How one list of rows becomes another, in the steps that a Qt model can announce.

Rows are known by their keys. Carried out one after the other, the steps turn the old order of keys into the new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shared.ui.transcript_rows import ShownRow


@dataclass(frozen=True, slots=True)
class Removal:
    """Take out `count` rows from `first` on."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """Put in `rows` so that the first of them is at `first`."""

    first: int
    rows: tuple[ShownRow, ...]


Step: TypeAlias = Removal | Insertion


def steps_between(old: Sequence[ShownRow], new: Sequence[ShownRow]) -> list[Step]:
    """The steps from `old` to `new`: removals from the bottom up, then insertions from the top down."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_middle = old[start : len(old) - end]
    new_middle = new[start : len(new) - end]
    if not old_middle and not new_middle:
        return []
    places = {row.key: place for place, row in enumerate(new_middle)}
    kept: set[int] = set()
    gone: list[int] = []
    reached = -1
    for place, row in enumerate(old_middle):
        new_place = places.get(row.key, -1)
        if new_place > reached:
            kept.add(new_place)
            reached = new_place
        else:
            gone.append(place)
    added = [place for place in range(len(new_middle)) if place not in kept]
    removals = [Removal(start + first, count) for first, count in _runs(gone)]
    insertions = [
        Insertion(start + first, tuple(new_middle[first : first + count])) for first, count in _runs(added)
    ]
    return [*reversed(removals), *insertions]


def _common(old: Sequence[ShownRow], new: Sequence[ShownRow]) -> int:
    """How many rows are the same from the first one on."""
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before is not after and before.key != after.key:
            return place
    return min(len(old), len(new))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
