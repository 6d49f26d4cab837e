"""Every attack on the class: who comes, and how many of them in the tests and in the full size of the report."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from tests.hostile.attackers import floods
from tests.hostile.attackers.attacker import Attacker
from tests.hostile.attackers.connections import Target
from tests.hostile.attackers.datagrams import GARBAGE, REQUEST, RICH_REQUEST, Shouters
from tests.hostile.attackers.floods import RICH, Flooders, Loud, Returning
from tests.hostile.attackers.squatters import HalfClosed, Squatters, Stuck
from tests.hostile.attackers.storms import Resets


class Recruit(Protocol):
    """Makes so many attackers of one kind."""

    def __call__(self, target: Target, count: int, /) -> Attacker: ...


@dataclass(frozen=True, slots=True)
class Crew:
    """One kind of attackers: ``short`` of them come in the tests, ``full`` in the report."""

    recruit: Recruit
    short: int
    full: int


@dataclass(frozen=True, slots=True)
class Attack:
    """What happens to the room, all at once."""

    name: str
    crews: tuple[Crew, ...]

    def attackers(self, target: Target, *, is_full: bool, times: int = 1) -> list[Attacker]:
        """Return everyone who comes; ``times`` is how often the usual number."""
        return [crew.recruit(target, times * (crew.full if is_full else crew.short)) for crew in self.crews]


_MALFORMED = (floods.WITHOUT_TYPE, floods.LOST_ENDS, floods.NULS, floods.NOISE, floods.LOGINS, floods.NAMES)
_OBJECTS = (floods.BRACKETS, floods.DIGITS, floods.KEYS, floods.RESUMES, floods.HANDS)
_ENDLESS_NAME = b"\x021" + b"x" * 900

# The promise for a class: a thousand connections held in every way, stuck readers and flooders, all at once.
EVERYTHING = Attack(
    "1,000 held + 10 stuck + 5 flooders",
    (
        Crew(partial(Squatters, first=b"\x02", drop=b"x"), 120, 500),
        Crew(partial(Squatters, first_source=600), 120, 500),
        Crew(partial(Stuck, first_source=1_200), 5, 10),
        Crew(partial(Flooders, floods=(floods.LINES,), first_source=1_800), 5, 5),
    ),
)

# For a room with no limit on what a guest may say: more than a system holds for those who do not read.
BUSY_ROOM_WITH_STUCK_READERS = Attack(
    "stuck readers of a busy room",
    (
        Crew(partial(Stuck, first_source=1_200), 20, 60),
        Crew(partial(Stuck, hello=RICH, name="rich", first_source=1_400), 20, 60),
        Crew(partial(Loud, first_source=1_800), 4, 4),
    ),
)

# Legal texts, each five times as long for everybody as it was sent: sixteen at once of each who comes.
LINE_FEEDS = Attack("flood of line feeds", (Crew(partial(Flooders, floods=(floods.LINE_FEEDS,)), 4, 4),))
WHISPERED_FEEDS = Attack(
    "line feeds whispered to one", (Crew(partial(Flooders, floods=(floods.WHISPERED_FEEDS,)), 4, 4),)
)

_EACH_BY_ITSELF = tuple(
    Attack(name, (Crew(recruit, short, full),))
    for name, recruit, short, full in (
        ("flood of lines", partial(Flooders, floods=(floods.LINES,)), 5, 20),
        ("flood of the longest lines", partial(Flooders, floods=(floods.LONG_LINES,)), 3, 5),
        ("flood of blank lines", partial(Flooders, floods=(floods.BLANKS,)), 20, 60),
        ("flood of whispers", partial(Flooders, floods=(floods.WHISPERS,)), 5, 20),
        ("flood of malformed frames", partial(Flooders, floods=_MALFORMED), 30, 60),
        ("flood before the login", partial(Flooders, floods=_MALFORMED, name=""), 30, 60),
        ("64 kB frames", partial(Flooders, floods=(floods.TOO_LONG,)), 10, 50),
        ("burst, leave and come back", partial(Returning, burst=floods.BURST), 5, 20),
        ("never log in", Squatters, 200, 1_000),
        ("hello and nothing", partial(Squatters, first=RICH), 200, 1_000),
        ("one byte a second", partial(Squatters, first=b"\x021", drop=b"x"), 200, 1_000),
        ("frame without an end", partial(Squatters, first=_ENDLESS_NAME, drop=b"x"), 200, 1_000),
        ("half-open", HalfClosed, 100, 500),
        ("stuck readers", Stuck, 30, 200),
        ("reset storm", Resets, 5, 10),
        ("join and leave", partial(Resets, logs_in=True), 1, 2),
        ("flood of pings", partial(Flooders, floods=(floods.PINGS,), is_rich=True), 10, 50),
        ("flood of strange objects", partial(Flooders, floods=_OBJECTS, is_rich=True), 10, 20),
        ("want everything older", partial(Flooders, floods=(floods.OLDER,), is_rich=True), 20, 60),
        ("discovery storm", partial(Shouters, datagrams=(REQUEST, RICH_REQUEST), sources=50), 30, 60),
        ("garbage to discovery", partial(Shouters, datagrams=GARBAGE, sources=5), 30, 60),
    )
)
ATTACKS = (*_EACH_BY_ITSELF, LINE_FEEDS)
