"""The last ten seconds of the room, in a number or two."""

from dataclasses import replace

import pytest

from chatroom_server.window.recent_counters import RecentCounters
from tests.test_count_words import QUIET


def test_rate_is_that_of_the_last_ten_seconds() -> None:
    recent = RecentCounters()
    recent.begin_room()
    assert recent.rate == 0.0
    for second in range(31):
        recent.add(replace(QUIET, messages=min(second, 20) * 3))
    assert recent.rate == pytest.approx(0.0)
    recent.add(replace(QUIET, messages=70))
    assert recent.rate == pytest.approx(1.0)


def test_messages_from_before_the_first_count_are_in_no_rate() -> None:
    recent = RecentCounters()
    recent.add(replace(QUIET, messages=500))
    assert recent.rate == 0.0


def test_worst_delay_is_told_until_ten_seconds_have_passed() -> None:
    recent = RecentCounters()
    assert not recent.has_relayed
    recent.add(replace(QUIET, relay_delay_seconds=0.5))
    for _ in range(9):
        recent.add(replace(QUIET, relay_delay_seconds=0.001))
        assert recent.delay_seconds == pytest.approx(0.5)
    recent.add(QUIET)
    assert recent.delay_seconds == pytest.approx(0.001)
    for _ in range(10):
        recent.add(QUIET)
    assert recent.delay_seconds == 0.0
    assert recent.has_relayed


def test_new_room_knows_nothing_of_the_last_one() -> None:
    recent = RecentCounters()
    recent.add(replace(QUIET, messages=5, relay_delay_seconds=0.5))
    recent.add(replace(QUIET, messages=9))
    recent.begin_room()
    assert (recent.rate, recent.delay_seconds, recent.has_relayed) == (0.0, 0.0, False)
