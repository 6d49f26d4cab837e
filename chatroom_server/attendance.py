"""Who was in a lesson, from when to when, and how long in all: one line per person, made from the visits.

The rule: time is counted once. Somebody who lost the connection three times has one line with three visits, and two
visits under one name at a time do not make an hour two; nor does coming back after a crash of the room count as
coming again. No clock and no file: the numbers come in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from chatroom_server.history.reader import LessonMessage, Visit
from shared.protocol.names import prepared_key


@dataclass(frozen=True, slots=True)
class Attended:
    """One person on one day of a lesson. ``left_utc`` is None for somebody who is still here."""

    name: str  # as it was last typed
    day: date
    joined_utc: float
    left_utc: float | None
    seconds: float
    visits: int
    messages: int


@dataclass(slots=True)
class _Day:
    """What was counted of somebody on one day."""

    day: date
    joined_utc: float
    left_utc: float
    is_here: bool = False
    seconds: float = 0.0
    visits: int = 0
    messages: int = 0


@dataclass(slots=True)
class _Person:
    """What was counted of somebody in a lesson; the last day is the one that goes on."""

    name: str = ""
    counted_until_utc: float = float("-inf")
    was_cut_off: bool = False
    days: list[_Day] = field(default_factory=list)

    def count(self, visit: Visit, end_utc: float, day: date, *, is_here: bool) -> None:
        self.name = visit.name
        if not self.days or self.days[-1].day != day:
            self.days.append(_Day(day, visit.came_utc, end_utc))
        today = self.days[-1]
        is_another = visit.came_utc >= self.counted_until_utc and not self.was_cut_off
        today.visits += is_another or not today.visits
        self.was_cut_off = visit.was_cut_off
        today.seconds += max(0.0, end_utc - max(visit.came_utc, self.counted_until_utc))
        today.left_utc = max(today.left_utc, end_utc)
        today.is_here |= is_here
        self.counted_until_utc = max(self.counted_until_utc, end_utc)

    def count_message(self, utc: float) -> None:
        begun = [day for day in self.days if day.joined_utc <= utc]
        # The clock may have been set back in between.
        (begun or self.days)[-1].messages += 1

    def lines(self) -> list[Attended]:
        return [
            Attended(
                name=self.name,
                day=day.day,
                joined_utc=day.joined_utc,
                left_utc=None if day.is_here else day.left_utc,
                seconds=day.seconds,
                visits=day.visits,
                messages=day.messages,
            )
            for day in self.days
        ]


def attendance(
    visits: Iterable[Visit],
    messages: Iterable[LessonMessage],
    *,
    until_utc: float,
    is_open: bool,
    day_of: Callable[[float], date],
) -> list[Attended]:
    """Return who attended one lesson, in the order of arrival.

    A visit without an end counts until ``until_utc``: give the last sign of life of the lesson. Whoever has one is
    still here if the lesson ``is_open``, and else was here when it crashed. A room that stays open for days has a
    line for each day on which somebody came; ``day_of`` tells the days apart.
    """
    people: dict[str, _Person] = {}
    for visit in sorted(visits, key=lambda each: each.came_utc):
        end_utc = until_utc if visit.left_utc is None else visit.left_utc
        people.setdefault(visit.key, _Person()).count(
            visit,
            # The clock may have been set back in between.
            max(visit.came_utc, end_utc),
            day_of(visit.came_utc),
            is_here=is_open and visit.left_utc is None,
        )
    key_of = cache(prepared_key)  # a name speaks often, and a Chinese one takes a while to prepare
    for message in messages:
        person = people.get(key_of(message.sender) or "")
        if person is not None:
            person.count_message(message.utc)
    lines = [line for person in people.values() for line in person.lines()]
    return sorted(lines, key=lambda each: each.joined_utc)
