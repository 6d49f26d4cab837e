"""What the host decided about people holds for their names and for their sessions."""

from chatroom_server.facts import NO_SESSION
from chatroom_server.people import People, Person
from chatroom_server.sanctions import Sanctions
from shared.protocol.messages import User
from shared.protocol.names import parse_name

NOW = 100.0


def person(name: str, session: int = NO_SESSION) -> Person:
    return People().add(1, parse_name(name), "10.0.0.1", User(name), session)


def test_removed_person_is_kept_out_for_a_minute_under_any_name_and_in_any_session() -> None:
    sanctions = Sanctions()
    sanctions.remove(person("alice", 7), NOW)
    assert sanctions.removed_seconds(parse_name("ALICE"), 8, NOW + 10) == 50
    assert sanctions.removed_seconds(parse_name("eve"), 7, NOW + 10) == 50
    assert sanctions.removed_seconds(parse_name("eve"), 8, NOW) <= 0
    assert sanctions.removed_seconds(parse_name("alice"), 7, NOW + 60) <= 0


def test_removal_that_is_lifted_is_lifted_for_the_session_too() -> None:
    sanctions = Sanctions()
    sanctions.remove(person("alice", 7), NOW)
    sanctions.remove(person("bob", 8), NOW)
    sanctions.lift_removal(parse_name("alice"))
    assert sanctions.removed_seconds(parse_name("alice"), 7, NOW) <= 0
    assert sanctions.removed_seconds(parse_name("bob"), 8, NOW) > 0


def test_plain_guests_have_no_session_that_could_be_kept_out_or_muted() -> None:
    sanctions = Sanctions()
    sanctions.remove(person("alice"), NOW)
    sanctions.set_muted(person("alice"), is_muted=True)
    assert sanctions.removed_seconds(parse_name("bob"), NO_SESSION, NOW) <= 0
    assert not sanctions.is_muted(parse_name("bob"), NO_SESSION)


def test_mute_follows_name_and_session_until_it_is_taken_back() -> None:
    sanctions = Sanctions()
    alice = person("alice", 7)
    sanctions.set_muted(alice, is_muted=True)
    assert sanctions.is_muted(parse_name("alice"), 8)
    assert sanctions.is_muted(parse_name("eve"), 7)
    assert not sanctions.is_muted(parse_name("eve"), 8)
    sanctions.set_muted(alice, is_muted=False)
    assert not sanctions.is_muted(parse_name("alice"), 7)


def test_ban_of_an_address_ends_when_it_is_lifted() -> None:
    sanctions = Sanctions()
    sanctions.ban("10.0.0.1")
    assert sanctions.is_banned("10.0.0.1")
    assert not sanctions.is_banned("10.0.0.2")
    sanctions.lift_ban("10.0.0.1")
    assert not sanctions.is_banned("10.0.0.1")
