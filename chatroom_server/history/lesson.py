"""A lesson: from an opening of the room to its end, over a crash and what followed it.

The rule: only a crash is gone on with, soon, and in the same room; whoever closed the room has ended the lesson.
"""

from dataclasses import dataclass

GOES_ON_SECONDS = 3_600.0  # a power cut is over by then; the next class has not come yet


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as the room needs it. ``is_closed``: somebody closed the room in good order.

    Its messages have ids above ``above_id``; guests see those above ``visible_above``.
    """

    id: int
    room: str
    opened_utc: float
    alive_utc: float
    above_id: int
    visible_above: int
    is_closed: bool = False

    def goes_on_in(self, room: str, now_utc: float) -> bool:
        """Whether a room of this name that is opened now goes on with it."""
        is_soon = abs(now_utc - self.alive_utc) <= GOES_ON_SECONDS
        return is_soon and not self.is_closed and self.room == room
