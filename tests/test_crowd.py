"""One list for the rosters of all who come, and each of them as long as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.people import People
from shared.protocol.codec import encoders
from shared.protocol.crowd import Crowd
from shared.protocol.messages import CameOnline, Roster, User, WentOffline
from shared.protocol.names import parse_name

ALICE, BOB, CAROL = User("alice"), User("bob"), User("carol")


def test_crowd_stays_as_it_was_while_others_come() -> None:
    users = [ALICE, BOB]
    crowd = Crowd(users)
    users.append(CAROL)
    assert list(crowd) == [ALICE, BOB]
    assert len(crowd) == 2
    assert crowd[-1] is BOB
    assert crowd[0] is ALICE
    assert crowd[1:] == [BOB]
    with pytest.raises(IndexError):
        crowd[2]


def test_crowd_equals_whatever_holds_the_same_people_in_the_same_order() -> None:
    assert Crowd([ALICE, BOB]) == (ALICE, BOB)
    assert Crowd([ALICE, BOB]) == Crowd([ALICE, BOB, CAROL], 2)
    assert Crowd([ALICE, BOB]) != (BOB, ALICE)
    assert Crowd([ALICE]) != "alice"
    assert hash(Crowd([ALICE])) == hash(Crowd([ALICE, BOB], 1))
    assert repr(Crowd([ALICE])) == repr([ALICE])


def test_later_one_grew_from_the_earlier_one_and_nothing_else_did() -> None:
    users = [ALICE]
    earlier = Crowd(users)
    users.append(BOB)
    later = Crowd(users)
    assert later.grew_from(earlier)
    assert later.from_on(len(earlier)) == [BOB]
    assert not earlier.grew_from(later)
    assert not Crowd([ALICE, BOB]).grew_from(earlier)
    assert not later.grew_from((ALICE,))
    assert later.without_last() == earlier
    assert Crowd([]).without_last() == Crowd([])


def test_people_who_come_share_one_list_until_somebody_goes_or_changes() -> None:
    people = People()
    rosters = []
    for guest, user in enumerate((ALICE, BOB, CAROL)):
        people.add(guest, parse_name(user.name), "", user)
        rosters.append(people.users)
    assert [list(each) for each in rosters] == [[ALICE], [ALICE, BOB], [ALICE, BOB, CAROL]]
    assert rosters[2].grew_from(rosters[0])
    bob = people.find(1)
    assert bob is not None
    away = people.set_states(bob, is_away=True)
    assert list(people.users) == [ALICE, away, CAROL]
    assert list(rosters[2]) == [ALICE, BOB, CAROL]
    people.remove(bob)
    assert list(people.users) == [ALICE, CAROL]
    assert not people.users.grew_from(rosters[0])


@given(
    st.lists(st.tuples(st.sampled_from(["come", "come", "come", "go", "change", "back"]), st.integers(0, 5)))
)
@settings(deadline=None)
def test_every_roster_is_what_somebody_who_never_made_one_makes_of_it(steps: list[tuple[str, int]]) -> None:
    people, made = People(), encoders()
    for guest, (act, number) in enumerate(steps):
        here = list(people)
        if act == "come":
            name = parse_name("abcdef"[number])
            if not people.holders(name):
                user = User(name.shown, float(guest))
                for encoder in made.values():
                    encoder.encode(CameOnline(user.name, user))
                people.add(guest, name, "", user)
        elif here:
            person = here[number % len(here)]
            if act == "go":
                people.remove(person)
                for encoder in made.values():
                    encoder.encode(WentOffline(person.shown))
            elif act == "change":
                people.set_states(person, has_hand_up=not person.user.has_hand_up)
        if here := list(people):
            # Whoever comes is last; whoever comes back is told of those who came later, too.
            told = people.users_for(here[number % len(here)] if act == "back" else here[-1])
            for encoder, fresh in zip(made.values(), encoders().values(), strict=True):
                assert encoder.encode(Roster(told)) == fresh.encode(Roster(tuple(told)))
