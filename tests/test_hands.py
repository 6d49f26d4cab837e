"""Whose hand is up, and in which order."""

from chatroom_server.facts import HandChanged, Left, Spoke
from chatroom_server.window.hands import Hands

NINE = 1_700_000_000.0
NAMES = {1: "alice", 2: "bob", 3: "陈小明"}


def up(guest: int, seconds: float = 0.0, *, by_host: bool = False) -> HandChanged:
    return HandChanged(NINE + seconds, guest, NAMES[guest], is_up=True, by_host=by_host)


def down(guest: int, *, by_host: bool = False) -> HandChanged:
    return HandChanged(NINE, guest, NAMES[guest], is_up=False, by_host=by_host)


def names(hands: Hands) -> list[str]:
    return [hand.name for hand in hands.up]


def test_who_raises_first_stands_first() -> None:
    hands = Hands()
    assert hands.apply([up(3), up(1), up(2)]) == 3
    assert names(hands) == ["陈小明", "alice", "bob"]


def test_who_raises_again_waits_anew() -> None:
    hands = Hands()
    hands.apply([up(1), up(2), down(1), up(1)])
    assert names(hands) == ["bob", "alice"]


def test_a_hand_that_is_up_keeps_its_place() -> None:
    hands = Hands()
    assert hands.apply([up(1), up(2), up(1, seconds=60)]) == 2
    assert names(hands) == ["alice", "bob"]
    assert hands.up[0].utc == NINE


def test_a_hand_that_the_host_lowered_by_mistake_goes_back_to_where_it_was() -> None:
    hands = Hands()
    hands.apply([up(1), up(2, 5), up(3, 9), down(1, by_host=True), down(2, by_host=True)])
    assert names(hands) == ["陈小明"]
    assert hands.apply([up(1, 60, by_host=True), up(2, 60, by_host=True)]) == 0
    assert names(hands) == ["alice", "bob", "陈小明"]
    assert hands.up[0].utc == NINE


def test_who_raises_again_what_the_host_lowered_waits_anew() -> None:
    hands = Hands()
    assert hands.apply([up(1), up(2), down(1, by_host=True), up(1, 60)]) == 3
    assert names(hands) == ["bob", "alice"]
    assert hands.up[1].utc == NINE + 60


def test_who_leaves_has_no_hand() -> None:
    hands = Hands()
    hands.apply([up(1), up(2)])
    assert hands.apply([Left(NINE, 1, "alice"), Left(NINE, 3, "陈小明")]) == 0
    assert names(hands) == ["bob"]


def test_talk_moves_no_hand() -> None:
    hands = Hands()
    hands.apply([up(1)])
    assert hands.apply([Spoke(NINE, 1, 1, "alice", "me!")]) == 0
    assert names(hands) == ["alice"]


def test_another_room_begins_without_hands() -> None:
    hands = Hands()
    hands.apply([up(1)])
    hands.clear()
    assert hands.up == ()
