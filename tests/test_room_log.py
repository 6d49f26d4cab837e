"""What the log tells of a room, and that no flood fills it. The test holds the time."""

import logging
from dataclasses import replace

import pytest

from chatroom_server.deliveries import Moment
from chatroom_server.limit_log import LimitHit, LimitLog
from chatroom_server.link_owner import LIMIT_OF_END, CloseCause
from chatroom_server.room_log import VISITS_A_MINUTE, RoomLog
from chatroom_server.room_settings import Counters, Opened
from shared.protocol.limits import RoomLimits
from tests.test_count_words import QUIET


class Room:
    """A room's log, its clock, and the counters that it is told."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog
        self.now = Moment(1_700_000_000.0, 10.0)
        self.counters = QUIET
        self.asked = 0
        self.limits = LimitLog()
        self.log = RoomLog(self.limits, self.now, self.counters)

    @property
    def lines(self) -> list[str]:
        return [f"{record.levelname} {record.getMessage()}" for record in self._caplog.records]

    def pass_time(self, seconds: int) -> None:
        """Let the seconds pass with a sweep in each."""
        for _ in range(seconds):
            self.now = Moment(self.now.utc + 1, self.now.steady + 1)
            self.log.sweep(self.now, self._give_counters)

    def _give_counters(self) -> Counters:
        self.asked += 1
        return self.counters


@pytest.fixture
def room(caplog: pytest.LogCaptureFixture) -> Room:
    caplog.set_level(logging.DEBUG, logger="chatroom_server")
    return Room(caplog)


def test_counters_are_told_once_a_minute_for_the_minute_that_passed(room: Room) -> None:
    room.counters = replace(QUIET, users=2, connections=2, messages=10, delivered=20)
    room.pass_time(59)
    assert room.lines == []
    room.pass_time(1)
    room.counters = replace(room.counters, messages=11, delivered=22, refused=1)
    room.pass_time(60)
    assert room.lines == [
        "INFO last minute: 10 messages relayed, 20 deliveries; now 2 people, 2 connections",
        "INFO last minute: 1 message relayed, 2 deliveries, 1 login refused; now 2 people, 2 connections",
    ]
    assert room.asked == 2, "not every second"


def test_room_in_which_nothing_changes_says_nothing(room: Room) -> None:
    room.pass_time(180)
    assert room.lines == []
    room.counters = replace(QUIET, users=1, connections=1)
    room.pass_time(180)
    assert room.lines == ["INFO last minute: nothing said; now 1 person, 1 connection"]


def test_limits_are_told_as_warnings_once_a_minute_each(room: Room) -> None:
    for _ in range(120):
        room.limits.hit(LimitHit.PER_ADDRESS, "192.168.1.66")
        room.limits.hit(LimitHit.ROOM_FULL, "192.168.1.67")
        room.pass_time(1)
    warnings = [line for line in room.lines if line.startswith("WARNING")]
    assert len(warnings) == 4
    assert warnings[2] == (
        "WARNING too many connections from one address: turned away 60 times in the last minute "
        "(192.168.1.66 the last)"
    )


@pytest.mark.parametrize(
    ("cause", "limit"),
    [
        (CloseCause.TOO_SLOW, LimitHit.TOO_SLOW),
        (CloseCause.STALLED, LimitHit.STALLED),
        (CloseCause.CROWDED, LimitHit.CROWDED),
        (CloseCause.SILENT, LimitHit.SILENT),
        (CloseCause.REFUSED, LimitHit.REFUSED),
        (CloseCause.NO_LOGIN, LimitHit.NO_LOGIN),
        (CloseCause.GAVE_WAY, LimitHit.STRANGERS),
        (CloseCause.GAVE_DESCRIPTOR, LimitHit.DESCRIPTORS),
        (CloseCause.LONG_LOGIN, LimitHit.LONG_LOGIN),
        (CloseCause.MALFORMED, LimitHit.MALFORMED),
        (CloseCause.SKIPPED, LimitHit.SKIPPED),
        (CloseCause.BANNED, LimitHit.BANNED),
        (CloseCause.PER_ADDRESS, LimitHit.PER_ADDRESS),
    ],
    ids=lambda each: each.name,
)
def test_end_that_is_a_limit_is_counted_as_one(room: Room, cause: CloseCause, limit: LimitHit) -> None:
    room.log.went(3, "192.168.1.7", None, cause)
    room.pass_time(1)
    (count,) = room.limits.counts()
    assert (count.cause, count.times, count.where) == (limit, 1, "192.168.1.7")


def test_every_limit_that_the_log_calls_closed_or_turned_away_is_told_by_an_end() -> None:
    closes = {limit for limit in LimitHit if limit.value.endswith((": closed", "away"))}
    assert closes <= set(LIMIT_OF_END.values())
    assert len(set(LIMIT_OF_END.values())) == len(LIMIT_OF_END), "each end is one limit"


@pytest.mark.parametrize("cause", [cause for cause in CloseCause if cause not in LIMIT_OF_END])
def test_other_ends_are_no_limit(room: Room, cause: CloseCause) -> None:
    room.log.went(3, "192.168.1.7", "alice", cause)
    assert room.limits.totals() == []
    assert room.lines == [f"INFO guest 3 at 192.168.1.7 ('alice') {cause.value}"]


def test_who_comes_and_goes_is_told_and_strangers_only_to_those_who_look_closer(room: Room) -> None:
    room.log.came(1, "alice")
    room.log.went(2, "192.168.1.8", None, CloseCause.BROKE)
    room.log.went(1, "192.168.1.7", "alice", CloseCause.LEFT)
    assert room.lines == [
        "INFO guest 1 is 'alice'",
        "DEBUG guest 2 at 192.168.1.8 broke",
        "INFO guest 1 at 192.168.1.7 ('alice') left",
    ]


def test_name_cannot_begin_a_line_of_its_own(room: Room) -> None:
    room.log.came(1, "a\nINFO the room is closed\x1b[2J")
    assert "\n" not in room.lines[0]
    assert "\x1b" not in room.lines[0]


def test_coming_and_going_without_end_fills_no_log(room: Room) -> None:
    for guest in range(5_000):
        room.log.came(guest, "flapper")
        room.log.went(guest, "192.168.1.66", "flapper", CloseCause.LEFT)
    assert len(room.lines) == VISITS_A_MINUTE
    room.pass_time(60)
    assert room.lines[VISITS_A_MINUTE:] == ["INFO 9700 more came or went in the last minute"]
    room.log.came(1, "alice")
    assert room.lines[-1] == "INFO guest 1 is 'alice'"


def test_close_tells_how_many_more_came_and_went_in_the_last_minute(room: Room) -> None:
    for guest in range(VISITS_A_MINUTE + 40):
        room.log.went(guest, "192.168.1.7", "alice", CloseCause.CLOSING)
    room.log.close(room.now, QUIET)
    assert room.lines[VISITS_A_MINUTE:] == [
        "INFO 40 more came or went in the last minute",
        "INFO closed after less than a minute: nothing happened",
    ]


def test_minute_in_which_everything_happens_too_often_is_a_bounded_number_of_lines(room: Room) -> None:
    for second in range(60):
        for guest in range(100):
            room.log.came(guest, "flapper")
            for cause in CloseCause:
                room.log.went(guest, "192.168.1.66", "flapper", cause)
            for limit in LimitHit:
                room.limits.hit(limit)
        room.counters = replace(QUIET, messages=second)
        room.pass_time(1)
    assert len(room.lines) == VISITS_A_MINUTE + len(LimitHit) + 2


def test_close_tells_the_totals(room: Room) -> None:
    room.limits.hit(LimitHit.RATE, "192.168.1.7", "alice")
    room.limits.hit(LimitHit.STALLED, "192.168.1.9", "bob")
    room.limits.hit(LimitHit.STALLED, "192.168.1.9", "bob")
    room.pass_time(150)
    before = len(room.lines)
    room.log.close(room.now, replace(QUIET, messages=1_000, delivered=30_000))
    assert room.lines[before:] == [
        "INFO closed after 2 minutes: 1,000 messages relayed, 30,000 deliveries",
        "INFO limits hit in that time: a guest took nothing for too long: closed 2 times; "
        "too many messages from one guest: slowed down once",
    ]


def test_close_of_a_quiet_room_is_one_line(room: Room) -> None:
    room.pass_time(60)
    room.log.close(room.now, QUIET)
    assert room.lines == ["INFO closed after 1 minute: nothing happened"]


def test_close_right_after_the_opening_says_so(room: Room) -> None:
    room.log.close(room.now, QUIET)
    assert room.lines == ["INFO closed after less than a minute: nothing happened"]


def test_opening_tells_where_the_room_is_and_its_limits(room: Room) -> None:
    room.log.opened(Opened("Room\n101", 9999, None, ("192.168.1.5",)), RoomLimits(40, 0, 2.5))
    assert room.lines == [
        "INFO opened 'Room\\n101' at 192.168.1.5, TCP 9999, UDP taken by another program: "
        "40 people at most, 0 from one address, 2.5 messages a second each (0: any)"
    ]
