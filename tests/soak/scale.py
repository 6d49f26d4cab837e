"""How large a soak is: a lesson's own measure, played at some times its pace.

The rule: whatever happens by chance in a lesson is so frequent in a real one, times the pace.
"""

from dataclasses import dataclass

_LESSON_SECONDS = 45 * 60.0
_BREAK_SECONDS = 5 * 60.0


@dataclass(frozen=True, slots=True)
class Scale:
    """One form of the soak."""

    rich: int
    plain: int
    seconds: float
    lesson_seconds: float
    break_seconds: float
    settle_seconds: float  # behind each lesson, at most, until what is done when there is time is done
    sample_seconds: float
    says_a_second: float  # of the whole class, at this pace
    churns_a_second: float  # cut, asleep, gone, searching, and so on: of those who have a seat
    strangers_a_second: float
    host_acts_a_second: float
    is_small: bool  # bounds of what the server keeps in memory are lowered, or they would not be reached
    rate: float  # messages a second that the room lets one person send
    warm_lessons: int  # after which memory has to be level
    has_long_waits: bool  # for those who read nothing, and for places that are kept for nobody

    @property
    def least_lessons(self) -> int:
        """Without so many there is nothing to compare."""
        return self.warm_lessons + 3

    @property
    def seats(self) -> int:
        """How many are in a class."""
        return self.rich + self.plain


def long_scale(minutes: float, pace: float) -> Scale:
    """Return the long form: classes of 60, each of whom says one thing a minute, or ``pace`` of them."""
    return Scale(
        rich=40,
        plain=20,
        seconds=minutes * 60,
        lesson_seconds=_LESSON_SECONDS / pace,
        break_seconds=_BREAK_SECONDS / pace,
        settle_seconds=60.0,
        sample_seconds=5.0,
        says_a_second=pace,
        churns_a_second=pace / 10,
        strangers_a_second=pace / 10,
        host_acts_a_second=pace / 120,
        is_small=False,
        rate=5.0,
        warm_lessons=3,
        has_long_waits=True,
    )


SHORT = Scale(
    rich=24,
    plain=12,
    seconds=80.0,
    lesson_seconds=12.0,
    break_seconds=0.5,
    settle_seconds=20.0,
    sample_seconds=2.0,
    says_a_second=30.0,
    churns_a_second=8.0,
    strangers_a_second=8.0,
    host_acts_a_second=1.0,
    is_small=True,
    rate=5.0,
    warm_lessons=2,
    has_long_waits=False,
)
# For the tests of the verdict: a flaw that comes with every message or every connection shows at once.
TINY = Scale(
    rich=8,
    plain=4,
    seconds=15.0,
    lesson_seconds=1.6,
    break_seconds=0.0,
    settle_seconds=8.0,
    sample_seconds=1.0,
    says_a_second=150.0,
    churns_a_second=10.0,
    strangers_a_second=10.0,
    host_acts_a_second=1.0,
    is_small=True,
    rate=200.0,
    warm_lessons=1,
    has_long_waits=False,
)
