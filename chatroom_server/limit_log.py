"""Which limits were hit, how often, and by whom the last time: for the log, and for the host's window.

The rule: a hit costs a count and no more, and whatever a flood does, it is a line a minute for each cause
(docs/protocol.md §6, docs/limits.md).
"""

from collections import deque
from dataclasses import dataclass, field
from enum import Enum

from chatroom_server.deliveries import Moment
from shared.protocol.messages import NoticeCode

SECONDS_BETWEEN_LINES = 60.0
RECENT_SECONDS = 300.0
"""A lesson's trouble is over after that: what was hit longer ago is told as a total only."""


class LimitHit(Enum):
    """What was too much, and what was done about it, as the log tells it."""

    # Of one guest
    RATE = "too many messages from one guest: slowed down"
    TOO_SLOW = "too much waited for a guest who did not read: closed"
    STALLED = "a guest took nothing for too long: closed"
    SILENT = "a guest's program fell silent: closed"
    LONG_TEXT = "a text was too long: refused"
    LONG_FRAME = "a frame was too long: dropped"
    MALFORMED = "too many malformed frames in a row: closed"
    SKIPPED = "too many bytes without a frame: closed"
    # Of those who are not in the room
    NO_LOGIN = "no login in time: closed"
    LONG_LOGIN = "a frame before the login was too long: closed"
    REFUSED = "too many refused names in a row: closed"
    REMOVED = "a removed guest was back too soon: refused"
    BANNED = "a connection from a banned address: turned away"
    # Of many together
    PER_ADDRESS = "too many connections from one address: turned away"
    STRANGERS = "too many connections without a login: the one that waited longest closed"
    ROOM_FULL = "the room was full: refused"
    CROWDED = "too much waited for all guests together: the one with the most closed"
    DESCRIPTORS = "too many open files: new connections made to wait"
    NOT_ACCEPTED = "the system did not let a connection in: made to wait"
    PLACES = "too many kept places for one address: the oldest given up"
    SESSIONS = "too many kept sessions: the oldest forgotten"
    # Of those who look for a room
    REQUESTS_OF_ONE = "too many requests for rooms from one address: not answered"
    REQUESTS = "too many requests for rooms in all: not answered"


# Limits of the room of which a guest is told, by what is said.
LIMITS_TOLD = {
    NoticeCode.TEXT_TOO_LONG: LimitHit.LONG_TEXT,
    NoticeCode.ROOM_FULL: LimitHit.ROOM_FULL,
    NoticeCode.REMOVED_WAIT: LimitHit.REMOVED,
}


@dataclass(frozen=True, slots=True)
class HitCount:
    """How often a limit was hit: since the room opened, and in the last ``RECENT_SECONDS``.

    ``last_utc`` is within a second of the last time; ``name`` and ``where`` tell who that was, as far as that is
    known: a guest's name, and an address or, for a connection that was not let in, what the system said.
    """

    cause: LimitHit
    times: int
    recent: int
    last_utc: float
    name: str
    where: str


@dataclass(slots=True)
class _Tally:
    """What is known of one cause."""

    times: int = 0
    counted: int = 0  # of these, how many the sweeps have seen
    logged: int = 0  # and how many a line has told
    logged_at: float = float("-inf")
    recent: int = 0
    # When, and how many: those that are recent.
    sweeps: deque[tuple[float, int]] = field(default_factory=deque)
    last_utc: float = 0.0
    name: str = ""
    where: str = ""


class LimitLog:
    """Call ``hit`` wherever a limit bites, and ``take`` about once a second: it tells what is to be logged."""

    def __init__(self) -> None:
        self._tallies: dict[LimitHit, _Tally] = {}

    def hit(self, cause: LimitHit, where: str = "", name: str = "") -> None:
        """Count one hit, by somebody at the address ``where``, who has that name if in the room."""
        tally = self._tallies.get(cause)
        if tally is None:
            tally = self._tallies[cause] = _Tally()
        tally.times += 1
        tally.where = where
        tally.name = name

    def take(self, now: Moment) -> list[str]:
        """Return the lines that are due: for each cause one, at most once a minute, and at once for the first."""
        lines = []
        for cause, tally in self._tallies.items():
            _sweep(tally, now)
            fresh = tally.times - tally.logged
            if fresh and now.steady - tally.logged_at >= SECONDS_BETWEEN_LINES:
                tally.logged = tally.times
                tally.logged_at = now.steady
                lines.append(f"{cause.value} {_times(fresh)} in the last minute{_who(tally, fresh)}")
        return lines

    def counts(self) -> tuple[HitCount, ...]:
        """Return every limit that was hit, up to the last ``take``; the one that was hit last comes first."""
        found = [
            HitCount(cause, tally.counted, tally.recent, tally.last_utc, tally.name, tally.where)
            for cause, tally in self._tallies.items()
            if tally.counted
        ]
        return tuple(sorted(found, key=lambda count: -count.last_utc))

    def totals(self) -> list[str]:
        """Return what was hit since the room opened, each in a few words, the most often hit first."""
        most_first = sorted(self._tallies.items(), key=lambda each: -each[1].times)
        return [f"{cause.value} {_times(tally.times)}" for cause, tally in most_first]


def _sweep(tally: _Tally, now: Moment) -> None:
    fresh = tally.times - tally.counted
    if fresh:
        tally.counted = tally.times
        tally.last_utc = now.utc
        tally.recent += fresh
        tally.sweeps.append((now.steady, fresh))
    while tally.sweeps and now.steady - tally.sweeps[0][0] > RECENT_SECONDS:
        tally.recent -= tally.sweeps.popleft()[1]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _who(tally: _Tally, count: int) -> str:
    # As Python writes it: no name can break the line or drive the terminal.
    name = repr(tally.name) if tally.name else ""
    who = " at ".join(part for part in (name, tally.where) if part)
    last = " the last" if count > 1 else ""
    return f" ({who}{last})" if who else ""
