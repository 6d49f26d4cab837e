"""How a turn of the loop is shared, on a loop that the test turns by hand."""

from functools import partial

import pytest

from chatroom_server.turns import BYTES_A_TURN, FRAMES_A_TURN, FRAMES_AT_ONCE, MOST_HELD_SECONDS, Turns
from tests.helpers.loops import ManualLoop


def take_share(turns: Turns) -> int:
    """Serve as many frames without a payload as one connection may, and return how many."""
    share = turns.share()
    turns.spend(share, 0)
    return share


def test_turn_is_full_after_so_many_frames_and_the_next_one_is_empty() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    shares = [take_share(turns) for _ in range(FRAMES_A_TURN // FRAMES_AT_ONCE)]
    assert shares == [FRAMES_AT_ONCE] * (FRAMES_A_TURN // FRAMES_AT_ONCE)
    assert take_share(turns) == 0
    loop.settle()
    assert take_share(turns) == FRAMES_AT_ONCE


def test_last_share_of_a_turn_is_what_is_left_of_it() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    turns.spend(FRAMES_A_TURN - 3, 0)
    assert take_share(turns) == 3
    assert take_share(turns) == 0


def test_turn_is_full_after_so_many_bytes_and_never_too_small_for_one_frame() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    turns.spend(1, BYTES_A_TURN - 1)
    assert turns.share() > 0
    turns.spend(1, 2 * BYTES_A_TURN)
    assert turns.share() == 0
    loop.settle()
    assert turns.share() > 0


def test_who_stands_in_line_goes_on_in_order_and_only_as_many_as_fit() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    went: list[str] = []

    def large(name: str) -> None:
        assert turns.share() > 0
        turns.spend(1, BYTES_A_TURN)
        went.append(name)

    for name in ("alice", "bob", "carol"):
        turns.stand_in_line(partial(large, name))
    seen: list[int] = []
    for _ in range(12):
        loop.turn()
        seen.append(len(went))
    assert went == ["alice", "bob", "carol"]
    assert {1, 2, 3} <= set(seen), "one in each turn"


def test_who_has_more_than_its_share_stands_behind_the_others() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    went: list[str] = []

    def greedy() -> None:
        went.append("greedy")
        if went.count("greedy") < 3:
            turns.stand_in_line(greedy)

    turns.stand_in_line(greedy)
    turns.stand_in_line(lambda: went.append("modest"))
    loop.settle()
    assert went == ["greedy", "modest", "greedy", "greedy"]


def test_what_a_turn_made_is_flushed_before_the_next_begins() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    order: list[str] = []
    turns.spend(1, 1)
    loop.call_soon(loop.call_soon, lambda: order.append("flush"))
    turns.stand_in_line(lambda: order.append("next turn"))
    loop.settle()
    assert order == ["flush", "next turn"]


def test_what_is_made_of_few_bytes_fills_a_turn_as_well() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    turns.made(BYTES_A_TURN)
    assert turns.share() == 0
    turns.spend(1, 1)
    loop.settle()
    assert turns.share() > 0


def test_when_much_was_made_the_next_waits_until_most_have_taken_it() -> None:
    loop = ManualLoop()
    has_taken = False
    turns = Turns(loop.as_loop, lambda: has_taken)
    went: list[str] = []
    turns.made(BYTES_A_TURN)
    turns.stand_in_line(lambda: went.append("next"))
    for _ in range(10):
        loop.settle()
        loop.pass_time(0.01)
    assert went == []
    has_taken = True
    loop.settle()
    loop.pass_time(0.01)
    loop.settle()
    assert went == ["next"]


def test_those_who_do_not_read_hold_it_up_for_a_second_at_most() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: False)
    went: list[str] = []
    turns.made(BYTES_A_TURN)
    turns.stand_in_line(lambda: went.append("next"))
    for _ in range(round(MOST_HELD_SECONDS / 0.01) + 2):
        loop.settle()
        loop.pass_time(0.01)
    loop.settle()
    assert went == ["next"]


def test_what_is_little_waits_for_nobody() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: False)
    went: list[str] = []
    for number in range(10):
        turns.made(100)
        turns.stand_in_line(partial(went.append, str(number)))
        loop.settle()
    assert went == [str(number) for number in range(10)]


def test_who_fails_in_its_turn_does_not_keep_the_others_from_theirs() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop, lambda: True)
    went: list[str] = []

    def fail() -> None:
        raise RuntimeError("a bug")

    turns.stand_in_line(fail)
    turns.stand_in_line(lambda: went.append("next"))
    with pytest.raises(RuntimeError):
        loop.settle()
    loop.settle()
    assert went == ["next"]
