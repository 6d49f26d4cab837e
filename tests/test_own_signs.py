"""Away and a raised hand, over a broken connection: what the room is told again, and what it knows better."""

import pytest

from chatroom_client.session.events import OwnSignsSettled
from chatroom_client.session.orders import Output, Send
from chatroom_client.session.own_signs import OwnSigns
from shared.protocol.messages import SetAway, SetHand, User


@pytest.fixture
def signs() -> OwnSigns:
    """Those of somebody who has a hand up in a room."""
    made = OwnSigns()
    made.enter()
    assert made.take(User("alice", 5.0)) == [OwnSignsSettled(is_away=False, has_hand_up=False)]
    assert made.raise_hand(True, is_in_room=True) == [Send(SetHand(True))]
    assert made.take(User("alice", 5.0, has_hand_up=True)) == []
    return made


def come_back(signs: OwnSigns, user: User) -> list[Output]:
    """The connection is back; the room says this of its guest, and is told what is returned."""
    signs.enter()
    return [output for output in signs.take(user) if isinstance(output, Send)]


def settled(signs: OwnSigns, user: User) -> OwnSignsSettled:
    """The connection is back; the room says this of its guest, whose window is told what is returned."""
    signs.enter()
    (told,) = [output for output in signs.take(user) if isinstance(output, OwnSignsSettled)]
    return told


def test_new_place_is_told_all_of_it(signs: OwnSigns) -> None:
    signs.set_away(True, is_in_room=True)
    assert come_back(signs, User("alice", 9.0)) == [Send(SetAway(True)), Send(SetHand(True))]


def test_hand_that_the_host_lowered_meanwhile_stays_down(signs: OwnSigns) -> None:
    assert come_back(signs, User("alice", 5.0)) == []
    assert come_back(signs, User("alice", 9.0)) == []


def test_kept_place_that_still_has_the_hand_up_is_told_nothing(signs: OwnSigns) -> None:
    assert come_back(signs, User("alice", 5.0, has_hand_up=True)) == []


def test_what_the_person_changed_meanwhile_is_told(signs: OwnSigns) -> None:
    assert signs.raise_hand(False, is_in_room=False) == []
    assert signs.set_away(True, is_in_room=False) == []
    assert come_back(signs, User("alice", 5.0, has_hand_up=True)) == [
        Send(SetAway(True)),
        Send(SetHand(False)),
    ]


def test_news_of_another_kind_takes_back_nothing_that_is_on_its_way_to_the_room(signs: OwnSigns) -> None:
    assert signs.raise_hand(False, is_in_room=True) == [Send(SetHand(False))]
    assert signs.take(User("alice", 5.0, has_hand_up=True, is_muted=True)) == []
    # The connection breaks before the room has heard of the hand.
    assert come_back(signs, User("alice", 5.0, has_hand_up=True, is_muted=True)) == [Send(SetHand(False))]


def test_room_that_does_not_tell_since_when_is_told_again() -> None:
    signs = OwnSigns()
    signs.enter()
    signs.take(User("alice"))
    signs.raise_hand(True, is_in_room=True)
    assert come_back(signs, User("alice")) == [Send(SetHand(True))]


def test_window_is_told_what_is_true_after_a_return(signs: OwnSigns) -> None:
    assert settled(signs, User("alice", 9.0)) == OwnSignsSettled(is_away=False, has_hand_up=True)
    assert settled(signs, User("alice", 9.0)) == OwnSignsSettled(is_away=False, has_hand_up=True)
    signs.take(User("alice", 9.0, has_hand_up=True))
    assert settled(signs, User("alice", 9.0)) == OwnSignsSettled(is_away=False, has_hand_up=False)
    signs.set_away(True, is_in_room=False)
    assert settled(signs, User("alice", 9.0)) == OwnSignsSettled(is_away=True, has_hand_up=False)


def test_another_room_sees_nothing_of_it(signs: OwnSigns) -> None:
    signs.start_over()
    assert come_back(signs, User("alice", 5.0)) == []
