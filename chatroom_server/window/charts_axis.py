"""Where the marks of the charts' axes stand: at whole numbers and whole minutes, and never too many.

The rule: it computes places only; what is written there is the words' affair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count
from typing import Final

_MOST_VALUES: Final = 3
"""Above zero: a chart may be no taller than a few lines of text."""

_SMALLEST_STEP: Final = 0.001
"""A microsecond of delay, or a message in a quarter of an hour: nobody asks for less."""

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_STEPS_SECONDS: Final = (
    10, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE,
    _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR,
)  # fmt: skip
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from ``begin`` to ``end``, with the words that stand at its marks."""

    begin: float
    end: float
    marks: tuple[tuple[float, str], ...]


def value_step(most: float, *, is_whole: bool) -> float:
    """Return how far apart the marks stand for values from 0 to ``most``: 1, 2 or 5 times a power of ten.

    ``is_whole`` for what can only be counted. The axis ends at a mark, see ``value_marks``.
    """
    part_of_it = max(most / _MOST_VALUES, _SMALLEST_STEP)
    smallest = 1.0 if is_whole or most <= 0 else 10.0 ** math.floor(math.log10(part_of_it))
    for power in count():
        for part in (1, 2, 5):
            step = part * smallest * 10.0**power
            if step * _MOST_VALUES >= most:
                return step
    raise AssertionError("there is always a larger step")


def value_marks(most: float, *, is_whole: bool) -> tuple[float, ...]:
    """Return the marks from 0 up to the first that is not below ``most``; two at least."""
    step = value_step(most, is_whole=is_whole)
    # A hair less, or 0.3 would be more than three times 0.1.
    steps = max(1, math.ceil(most / step - 1e-9))
    return tuple(step * number for number in range(steps + 1))


def decimals_of(step: float) -> int:
    """Return how many decimals it takes to tell neighbouring marks apart."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


def time_step(seconds: float, most: int) -> int:
    """Return how many seconds lie between the marks of a span, for ``most`` of them at most."""
    for step in _STEPS_SECONDS:
        if seconds <= step * most:
            return step
    return _DAY * max(1, math.ceil(seconds / (_DAY * most)))


def time_marks(begin_utc: float, end_utc: float, step: int, offset_seconds: int) -> tuple[float, ...]:
    """Return the marks between two moments, ``step`` seconds apart, whole ones on the clock of the place.

    ``offset_seconds`` is by how much that clock is ahead of UTC.
    """
    first = math.ceil((begin_utc + offset_seconds) / step)
    last = math.floor((end_utc + offset_seconds) / step)
    return tuple(float(number * step - offset_seconds) for number in range(first, last + 1))
