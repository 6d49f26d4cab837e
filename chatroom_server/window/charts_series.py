"""What the charts are drawn from: how the room did from its opening on, however long the lesson is.

The rule: what is kept is bounded. A short lesson is kept by the second; each time it becomes too long, every two
neighbours become one, so that the whole of it stays and only its detail goes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import reduce
from typing import Final, assert_never

from chatroom_server.room_settings import Counters

MOST_SAMPLES: Final = 1_800
"""More than a screen has pixels: half an hour by the second, a morning by eight seconds."""

_JITTER_SECONDS: Final = 0.5
"""By so much the room's seconds may be longer or shorter than one."""


class Chart(Enum):
    """One chart, in the order in which they stand."""

    PEOPLE = auto()  # in the room, the host among them
    MESSAGES = auto()  # a second
    DELAY = auto()  # of the relay, in milliseconds: 99 of 100 turns took no longer


@dataclass(frozen=True, slots=True)
class Sample:
    """How the room did in so many seconds from ``utc`` on: the most people, all messages, the worst delay."""

    utc: float
    seconds: float
    people: int
    messages: int
    delay_seconds: float

    @property
    def end_utc(self) -> float:
        """When it was over."""
        return self.utc + self.seconds

    def value(self, chart: Chart) -> float:
        """What a chart shows of it, in the chart's own unit."""
        match chart:
            case Chart.PEOPLE:
                return float(self.people)
            case Chart.MESSAGES:
                return self.messages / max(1.0, self.seconds)
            case Chart.DELAY:
                return self.delay_seconds * 1_000
        assert_never(chart)

    def joined(self, later: Sample) -> Sample:
        """Return one sample in the place of this one and the next."""
        return Sample(
            self.utc,
            later.end_utc - self.utc,
            max(self.people, later.people),
            self.messages + later.messages,
            max(self.delay_seconds, later.delay_seconds),
        )


class LessonSeries:
    """Call ``begin_room`` when a room opens, then ``note`` with its counters, about once a second."""

    def __init__(self) -> None:
        self._samples: list[Sample] = []
        self._seconds_each = 1
        self._began_utc = 0.0
        self._noted_utc = 0.0
        self._messages: int | None = None  # when it was last noted; None: nothing was yet

    @property
    def samples(self) -> Sequence[Sample]:
        """The whole lesson, oldest first, without gaps between them."""
        return self._samples

    @property
    def began_utc(self) -> float:
        """When the room opened, in seconds since 1970."""
        return self._began_utc

    @property
    def noted_utc(self) -> float:
        """When something was last noted, in seconds since 1970."""
        return self._noted_utc

    def begin_room(self, utc: float) -> None:
        """Begin with nothing, for a room that opens at ``utc`` seconds since 1970."""
        self._samples.clear()
        self._seconds_each = 1
        self._began_utc = self._noted_utc = utc
        self._messages = None

    def note(self, counters: Counters, utc: float) -> None:
        """Take what the room has counted up to ``utc``."""
        if utc < self._noted_utc:
            self._set_clock_back(self._noted_utc - utc)
        said = 0 if self._messages is None else counters.messages - self._messages
        self._messages = counters.messages
        sample = Sample(
            self._noted_utc, utc - self._noted_utc, counters.users, said, counters.relay_delay_seconds
        )
        self._noted_utc = utc
        last = self._samples[-1] if self._samples else None
        if last is not None and self._belongs_to(last, sample):
            self._samples[-1] = last.joined(sample)
        elif sample.seconds > 0:
            self._samples.append(sample)
        if len(self._samples) > MOST_SAMPLES:
            self._halve()

    def between(self, begin_utc: float, end_utc: float, most: int) -> list[Sample]:
        """Return what touches the time between two moments, oldest first, joined until it is ``most`` or few more.

        Which ones are joined does not change from second to second, or the charts would flicker.
        """
        samples = self._samples
        first = bisect_right(samples, begin_utc, key=lambda sample: sample.end_utc)
        last = bisect_right(samples, end_utc, key=lambda sample: sample.utc)
        together = max(1, math.ceil((last - first) / most))
        first -= first % together
        return [
            reduce(Sample.joined, samples[place : min(place + together, last)])
            for place in range(first, last, together)
        ]

    def _belongs_to(self, last: Sample, sample: Sample) -> bool:
        # A window that was busy is told of several seconds at once.
        is_short = sample.seconds < _JITTER_SECONDS
        return is_short or last.seconds + _JITTER_SECONDS <= self._seconds_each

    def _halve(self) -> None:
        pairs = [
            first.joined(second)
            for first, second in zip(self._samples[::2], self._samples[1::2], strict=False)
        ]
        self._samples = pairs + self._samples[2 * len(pairs) :]
        self._seconds_each *= 2

    def _set_clock_back(self, seconds: float) -> None:
        # What happened a minute ago has still happened a minute ago.
        self._samples = [replace(sample, utc=sample.utc - seconds) for sample in self._samples]
        self._began_utc -= seconds
        self._noted_utc -= seconds


def nearest(samples: Sequence[Sample], utc: float) -> Sample | None:
    """Return the sample of a moment, or the nearest one; None if there is none at all."""
    return min(samples, key=lambda sample: max(sample.utc - utc, utc - sample.end_utc, 0.0), default=None)
