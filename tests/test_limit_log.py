"""Limits that were hit: counted as they come, and told once a minute for each cause."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.deliveries import Moment
from chatroom_server.limit_log import RECENT_SECONDS, SECONDS_BETWEEN_LINES, HitCount, LimitHit, LimitLog

UTC = 1_700_000_000.0


def at(seconds: float) -> Moment:
    return Moment(UTC + seconds, 50.0 + seconds)


def hit_often(log: LimitLog, cause: LimitHit, times: int) -> None:
    for _ in range(times):
        log.hit(cause, "192.168.1.7", "alice")


def test_first_hit_is_told_at_once_with_who_it_was() -> None:
    log = LimitLog()
    assert log.take(at(0)) == []
    log.hit(LimitHit.RATE, "192.168.1.7", "alice")
    assert log.take(at(1)) == [
        "too many messages from one guest: slowed down once in the last minute ('alice' at 192.168.1.7)"
    ]
    assert log.take(at(2)) == []


def test_flood_is_one_line_a_minute_with_how_often_and_the_last_of_them() -> None:
    log = LimitLog()
    lines = []
    for second in range(180):
        log.hit(LimitHit.RATE, "192.168.1.9", "bob")
        log.hit(LimitHit.RATE, "192.168.1.7", "alice")
        lines += log.take(at(second))
    assert lines == [
        "too many messages from one guest: slowed down 2 times in the last minute "
        "('alice' at 192.168.1.7 the last)",
        *[
            "too many messages from one guest: slowed down 120 times in the last minute "
            "('alice' at 192.168.1.7 the last)"
        ]
        * 2,
    ]


def test_every_cause_has_a_line_of_its_own_and_waits_for_no_other() -> None:
    log = LimitLog()
    hit_often(log, LimitHit.RATE, 3)
    assert len(log.take(at(0))) == 1
    log.hit(LimitHit.REQUESTS_OF_ONE, "10.0.0.3")
    assert log.take(at(1)) == [
        "too many requests for rooms from one address: not answered once in the last minute (10.0.0.3)"
    ]


def test_hit_that_nobody_in_particular_is_to_blame_for_names_nobody() -> None:
    log = LimitLog()
    log.hit(LimitHit.DESCRIPTORS)
    log.hit(LimitHit.DESCRIPTORS)
    assert log.take(at(0)) == ["too many open files: new connections made to wait 2 times in the last minute"]


@pytest.mark.parametrize("name", ["a\nINFO the room is closed", "\x1b[2Jx", "x\u2028y", "\u202egnp"])
def test_name_cannot_make_a_line_of_its_own_or_drive_the_terminal(name: str) -> None:
    log = LimitLog()
    log.hit(LimitHit.RATE, "192.168.1.7", name)
    (line,) = log.take(at(0))
    assert line.isprintable()
    assert name not in line


def test_what_is_told_of_late_hits_is_not_lost_but_waits_for_the_minute() -> None:
    log = LimitLog()
    log.hit(LimitHit.STALLED)
    log.take(at(0))
    log.hit(LimitHit.STALLED)
    assert log.take(at(SECONDS_BETWEEN_LINES - 0.1)) == []
    assert len(log.take(at(SECONDS_BETWEEN_LINES))) == 1


def test_counts_tell_total_recent_and_last_and_the_last_hit_comes_first() -> None:
    log = LimitLog()
    hit_often(log, LimitHit.RATE, 3)
    assert log.counts() == (), "they are counted at the next sweep"
    log.take(at(0))
    hit_often(log, LimitHit.RATE, 2)
    log.hit(LimitHit.NO_LOGIN, "10.0.0.3")
    log.take(at(10))
    log.hit(LimitHit.NO_LOGIN, "10.0.0.4")
    log.take(at(20))
    assert log.counts() == (
        HitCount(LimitHit.NO_LOGIN, 2, 2, UTC + 20, "", "10.0.0.4"),
        HitCount(LimitHit.RATE, 5, 5, UTC + 10, "alice", "192.168.1.7"),
    )
    log.take(at(RECENT_SECONDS + 5))
    assert [(count.times, count.recent) for count in log.counts()] == [(2, 2), (5, 2)]
    log.take(at(RECENT_SECONDS + 21))
    assert [(count.times, count.recent) for count in log.counts()] == [(2, 0), (5, 0)]


def test_totals_are_told_with_the_most_frequent_first_though_no_sweep_came_any_more() -> None:
    log = LimitLog()
    log.hit(LimitHit.SILENT)
    hit_often(log, LimitHit.RATE, 1_234)
    assert log.totals() == [
        "too many messages from one guest: slowed down 1,234 times",
        "a guest's program fell silent: closed once",
    ]


@given(
    st.lists(
        st.tuples(st.floats(0.5, 90), st.lists(st.sampled_from(list(LimitHit)), max_size=20)), max_size=60
    )
)
def test_no_cause_has_two_lines_in_a_minute_and_no_hit_is_forgotten(
    sweeps: list[tuple[float, list[LimitHit]]],
) -> None:
    log, now = LimitLog(), 0.0
    told: dict[LimitHit, list[float]] = {cause: [] for cause in LimitHit}
    for seconds, causes in sweeps:
        now += seconds
        for cause in causes:
            log.hit(cause)
        for line in log.take(at(now)):
            (cause,) = [each for each in LimitHit if line.startswith(each.value + " ")]
            told[cause].append(now)
    for times in told.values():
        pauses = [later - earlier for earlier, later in pairwise(times)]
        assert all(pause >= SECONDS_BETWEEN_LINES - 1e-6 for pause in pauses)
    hits = [cause for _, causes in sweeps for cause in causes]
    assert {count.cause: count.times for count in log.counts()} == {
        cause: hits.count(cause) for cause in set(hits)
    }
