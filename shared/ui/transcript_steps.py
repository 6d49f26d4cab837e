"""How one list of rows becomes another, in the steps that a Qt model can announce.

Rows are known by their keys. Carried out one after the other, the steps turn the old order of keys into the new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Removal:
    """Take out `count` rows from `first` on."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """Put in `count` rows so that the first of them is at `first`, which is also its place in the new list."""

    first: int
    count: int


Step: TypeAlias = Removal | Insertion


def steps_between(old: Sequence[int], new: Sequence[int]) -> list[Step]:
    """The steps from the keys `old` to the keys `new`: removals from the bottom up, then insertions downwards."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_middle = old[start : len(old) - end]
    new_middle = new[start : len(new) - end]
    if not old_middle and not new_middle:
        return []
    places = {key: place for place, key in enumerate(new_middle)} if old_middle else {}
    kept: set[int] = set()
    gone: list[int] = []
    reached = -1
    for place, key in enumerate(old_middle):
        new_place = places.get(key, -1)
        if new_place > reached:
            kept.add(new_place)
            reached = new_place
        else:
            gone.append(place)
    added = [place for place in range(len(new_middle)) if place not in kept]
    removals = [Removal(start + first, count) for first, count in _runs(gone)]
    insertions = [Insertion(start + first, count) for first, count in _runs(added)]
    return [*reversed(removals), *insertions]


def _common(old: Sequence[int], new: Sequence[int]) -> int:
    """How many keys are the same from the first one on."""
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
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
