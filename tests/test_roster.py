"""Who is in the room, as the guest's side keeps it."""

from chatroom_client.session.roster import Roster, is_same_name, key_of
from shared.protocol.messages import User


def test_people_are_kept_in_the_order_of_arrival() -> None:
    roster = Roster()
    assert [roster.add(name) for name in ("zoe", "adam", "mia")] == [True, True, True]
    assert roster.names == ("zoe", "adam", "mia")


def test_person_is_in_it_once_however_the_name_is_written() -> None:
    roster = Roster()
    roster.add("Alice")
    assert not roster.add("ALICE ")
    assert roster.names == ("Alice",)
    assert roster.remove("alice") == "Alice"
    assert roster.remove("alice") is None
    assert not roster.names


def test_names_that_our_rules_forbid_are_people_too() -> None:
    roster = Roster()
    assert roster.add("a\u200bb")
    assert roster.add("ab")
    assert roster.remove("a\u200bb") == "a\u200bb"
    assert roster.names == ("ab",)


def test_nothing_is_nobody() -> None:
    roster = Roster()
    assert not roster.add("")
    assert not roster.add(" \t")
    assert roster.names == ()


def test_names_are_one_in_prepared_form() -> None:
    assert is_same_name("Jos\u00e9", "JOSE\u0301")
    assert not is_same_name("alice", "\u0430lice")
    assert key_of("\u202e") != key_of("\u202d")


def test_what_is_known_of_people_is_kept_as_long_as_they_are_here() -> None:
    roster = Roster()
    roster.add("bob")
    assert not roster.change(User("nobody"))
    assert roster.change(User("BOB", is_away=True))
    assert not roster.change(User("BOB", is_away=True))
    assert roster.users == (User("BOB", is_away=True),)
    roster.remove("bob")
    roster.add("bob")
    assert not roster.users
    roster.change(User("bob"))
    roster.clear()
    assert not roster.users
