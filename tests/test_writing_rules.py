"""Who may write to whom: what the guest's window foretells of the room's decisions."""

import pytest

from chatroom_client.window.writing_rules import Obstacle, WritingRules
from shared.protocol.messages import RoomMode


def obstacle(rules: WritingRules, *, to: str, now: float = 100.0) -> Obstacle:
    return rules.obstacle(now, is_whisper=to != "all", is_to_host=to == "host")


@pytest.mark.parametrize(
    ("mode", "to_all", "to_guest"),
    [
        (RoomMode.ALL, Obstacle.NONE, Obstacle.NONE),
        (RoomMode.NO_WHISPERS, Obstacle.NONE, Obstacle.NO_WHISPERS),
        (RoomMode.HOST_ONLY, Obstacle.HOST_ONLY, Obstacle.HOST_ONLY),
        (RoomMode.NOBODY, Obstacle.QUIET, Obstacle.QUIET),
    ],
)
def test_each_mode_is_in_the_way_of_what_it_forbids(
    mode: RoomMode, to_all: Obstacle, to_guest: Obstacle
) -> None:
    rules = WritingRules()
    rules.set_rules(mode, 0, 100.0)
    assert obstacle(rules, to="all") is to_all
    assert obstacle(rules, to="guest") is to_guest


@pytest.mark.parametrize("mode", list(RoomMode))
def test_nothing_is_ever_in_the_way_of_writing_to_the_host(mode: RoomMode) -> None:
    rules = WritingRules()
    rules.set_rules(mode, 30, 100.0)
    rules.note_sent(100.0, is_to_host=False)
    rules.is_muted = True
    assert obstacle(rules, to="host") is Obstacle.NONE


def test_who_is_muted_writes_to_nobody_else() -> None:
    rules = WritingRules()
    rules.is_muted = True
    assert obstacle(rules, to="all") is Obstacle.MUTED
    assert obstacle(rules, to="guest") is Obstacle.MUTED


def test_slow_mode_counts_whole_seconds_down_to_none() -> None:
    rules = WritingRules()
    rules.set_rules(RoomMode.ALL, 15, 100.0)
    assert obstacle(rules, to="all") is Obstacle.NONE
    rules.note_sent(100.0, is_to_host=False)
    assert [rules.seconds_left(now) for now in (100.0, 100.1, 114.5, 115.0)] == [15, 15, 1, 0]
    assert obstacle(rules, to="guest", now=114.9) is Obstacle.TOO_SOON
    assert obstacle(rules, to="all", now=115.0) is Obstacle.NONE


def test_what_goes_to_the_host_makes_nobody_wait() -> None:
    rules = WritingRules()
    rules.set_rules(RoomMode.ALL, 15, 100.0)
    rules.note_sent(100.0, is_to_host=True)
    assert rules.seconds_left(100.0) == 0


def test_without_slow_mode_nobody_waits() -> None:
    rules = WritingRules()
    rules.note_sent(100.0, is_to_host=False)
    assert rules.seconds_left(100.0) == 0


def test_a_shorter_wait_is_shorter_at_once_and_none_is_none() -> None:
    rules = WritingRules()
    rules.set_rules(RoomMode.ALL, 30, 100.0)
    rules.note_sent(100.0, is_to_host=False)
    rules.set_rules(RoomMode.ALL, 5, 101.0)
    assert rules.seconds_left(101.0) == 5
    rules.set_rules(RoomMode.ALL, 0, 102.0)
    assert rules.seconds_left(102.0) == 0


def test_the_room_knows_better_how_long_it_takes() -> None:
    rules = WritingRules()
    rules.set_rules(RoomMode.ALL, 15, 100.0)
    rules.note_too_soon(100.0, 9)
    assert rules.seconds_left(100.0) == 9
