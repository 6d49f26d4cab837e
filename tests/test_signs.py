"""What people show of themselves: away, and a raised hand; and what the host makes of hands."""

import pytest

from chatroom_server.deliveries import NOTHING, Moment, Outcome, ToEveryone
from chatroom_server.facts import AwayChanged, HandChanged
from chatroom_server.people import People, Person
from chatroom_server.signs import Signs
from shared.protocol.messages import SetAway, SetHand, User, UserChanged
from shared.protocol.names import parse_name

NOW = Moment(1_700_000_000.0, 5.0)
ALICE, BOB, CAROL = 1, 2, 3


class Class:
    """Three guests, and their signs."""

    def __init__(self) -> None:
        self.people = People()
        self.signs = Signs(self.people)
        for guest, name in ((ALICE, "alice"), (BOB, "bob"), (CAROL, "carol")):
            self.people.add(guest, parse_name(name), "", User(name))

    def person(self, guest: int) -> Person:
        """Somebody who is here."""
        found = self.people.find(guest)
        assert found is not None
        return found

    def show(self, guest: int, sign: SetAway | SetHand) -> Outcome:
        """Somebody shows or takes back a sign."""
        return self.signs.show(self.person(guest), sign, NOW)

    @property
    def hands(self) -> list[str]:
        """Whose hands are up."""
        return [user.name for user in self.people.users if user.has_hand_up]


@pytest.fixture
def here() -> Class:
    return Class()


def raised(name: str, *, is_up: bool) -> ToEveryone:
    return ToEveryone(UserChanged(User(name, has_hand_up=is_up)))


def test_sign_is_told_to_everyone_once(here: Class) -> None:
    assert here.show(ALICE, SetAway(True)) == Outcome(
        (ToEveryone(UserChanged(User("alice", is_away=True))),), (AwayChanged(NOW.utc, ALICE, "alice", True),)
    )
    assert here.show(ALICE, SetAway(True)) == NOTHING
    assert here.show(BOB, SetHand(True)) == Outcome(
        (raised("bob", is_up=True),), (HandChanged(NOW.utc, BOB, "bob", True),)
    )
    assert here.show(BOB, SetHand(True)) == NOTHING
    assert here.show(BOB, SetHand(False)).facts == (HandChanged(NOW.utc, BOB, "bob", False),)


def test_host_lowers_one_hand(here: Class) -> None:
    here.show(ALICE, SetHand(True))
    here.show(BOB, SetHand(True))
    assert here.signs.lower_hand(ALICE, NOW) == Outcome(
        (raised("alice", is_up=False),), (HandChanged(NOW.utc, ALICE, "alice", False, by_host=True),)
    )
    assert here.hands == ["bob"]
    assert here.signs.lower_hand(ALICE, NOW) == NOTHING
    assert here.signs.lower_hand(99, NOW) == NOTHING, "whoever has gone has no hand up"


def test_host_lowers_all_hands_that_are_up(here: Class) -> None:
    here.show(CAROL, SetHand(True))
    here.show(ALICE, SetHand(True))
    lowered = here.signs.lower_all_hands(NOW)
    assert lowered.deliveries == (raised("alice", is_up=False), raised("carol", is_up=False))
    assert [fact.name for fact in lowered.facts if isinstance(fact, HandChanged) and fact.by_host] == [
        "alice",
        "carol",
    ]
    assert here.hands == []
    assert here.signs.lower_all_hands(NOW) == Outcome()


def test_hands_that_the_host_lowered_go_up_again_in_their_order(here: Class) -> None:
    here.show(CAROL, SetHand(True))
    here.show(ALICE, SetHand(True))
    here.signs.lower_all_hands(NOW)
    again = here.signs.raise_hands_again([CAROL, ALICE], NOW)
    assert again.facts == (
        HandChanged(NOW.utc, CAROL, "carol", True, by_host=True),
        HandChanged(NOW.utc, ALICE, "alice", True, by_host=True),
    )
    assert here.hands == ["alice", "carol"]
    assert here.signs.raise_hands_again([CAROL, ALICE], NOW) == Outcome()


def test_host_raises_no_hand_that_its_owner_did_not_leave_up(here: Class) -> None:
    here.show(ALICE, SetHand(True))
    here.show(CAROL, SetHand(True))
    here.signs.lower_all_hands(NOW)
    here.show(ALICE, SetHand(False))  # who has not heard yet that it is down
    here.people.remove(here.person(CAROL))
    assert here.signs.raise_hands_again([ALICE, BOB, CAROL], NOW) == Outcome()
    assert here.hands == []
