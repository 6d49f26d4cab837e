"""How a turn of the loop is shared, on a loop that the test turns by hand."""

from functools import partial

from chatroom_server.turns import BYTES_A_TURN, FRAMES_A_TURN, Turns
from tests.helpers.loops import ManualLoop


def test_turn_is_full_after_so_many_frames_and_the_next_one_is_empty() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop)
    assert [turns.take(0) for _ in range(FRAMES_A_TURN)] == [True] * FRAMES_A_TURN
    assert not turns.take(0)
    loop.settle()
    assert turns.take(0)


def test_turn_is_full_after_so_many_bytes_and_never_too_small_for_one_frame() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop)
    assert turns.take(BYTES_A_TURN - 1)
    assert turns.take(2 * BYTES_A_TURN)
    assert not turns.take(0)
    loop.settle()
    assert turns.take(2 * BYTES_A_TURN)


def test_who_stands_in_line_goes_on_in_order_and_only_as_many_as_fit() -> None:
    loop = ManualLoop()
    turns = Turns(loop.as_loop)
    went: list[str] = []

    def large(name: str) -> None:
        assert turns.take(BYTES_A_TURN)
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
    turns = Turns(loop.as_loop)
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
    turns = Turns(loop.as_loop)
    order: list[str] = []
    turns.take(1)
    loop.call_soon(loop.call_soon, lambda: order.append("flush"))
    turns.stand_in_line(lambda: order.append("next turn"))
    loop.settle()
    assert order == ["flush", "next turn"]
