"""The people in a room, found by place and by name."""

from chatroom_server.people import People, Person
from shared.protocol.messages import User
from shared.protocol.names import parse_name


def add(people: People, guest: int, name: str) -> Person:
    return people.add(guest, parse_name(name), "10.0.0.1", User(name))


def test_person_is_found_by_place_and_by_any_way_to_write_the_name() -> None:
    people = People()
    alice = add(people, 1, "Alice")
    assert people.find(1) is alice
    assert people.find(2) is None
    for typed in ("Alice", "alice", " ALICE ", "ａｌｉｃｅ"):
        assert people.called(typed) is alice
    assert people.called("bob") is None
    assert people.called("\x00") is None


def test_holders_of_a_name_are_those_whose_names_count_as_one_with_it() -> None:
    people = People()
    alice = add(people, 1, "alice")
    assert set(map(id, people.holders(parse_name("аlice")))) == {id(alice)}
    assert people.holders(parse_name("bob")) == []


def test_who_was_taken_out_is_found_no_more() -> None:
    people = People()
    alice = add(people, 1, "alice")
    people.remove(alice)
    assert len(people) == 0
    assert people.users == ()
    assert people.find(1) is people.called("alice") is None
    assert people.holders(parse_name("alice")) == []


def test_list_for_a_person_is_in_the_order_of_arrival_with_that_person_last() -> None:
    people = People()
    alice, bob, carol = (add(people, guest, name) for guest, name in enumerate(["alice", "bob", "carol"]))
    assert people.users_for(carol) == people.users == (alice.user, bob.user, carol.user)
    assert people.users_for(alice) == (bob.user, carol.user, alice.user)


def test_states_change_one_by_one_and_show_in_the_list() -> None:
    people = People()
    alice = add(people, 1, "alice")
    people.set_states(alice, is_away=True)
    people.set_states(alice, has_hand_up=True)
    assert people.set_states(alice, is_away=False) == User("alice", has_hand_up=True)
    assert people.users == (User("alice", has_hand_up=True),)
    assert list(people) == [alice]
