"""Through whom the keys for the next and the previous conversation lead."""

from chatroom_client.window.partners import EVERYONE, Partners


def test_everyone_comes_first_and_the_order_stays() -> None:
    partners = Partners()
    for name in ("bob", "alice", "bob"):
        partners.note(name)
    here = ("alice", "bob")
    assert partners.after(EVERYONE, 1, here) == "bob"
    assert partners.after("bob", 1, here) == "alice"
    assert partners.after("alice", 1, here) == EVERYONE
    assert partners.after(EVERYONE, -1, here) == "alice"


def test_who_has_left_is_left_out() -> None:
    partners = Partners()
    partners.note("bob")
    partners.note("alice")
    assert partners.after(EVERYONE, 1, ("alice",)) == "alice"
    assert partners.after("bob", 1, ("alice",)) == "alice"


def test_without_whispers_it_stays_with_everyone() -> None:
    partners = Partners()
    assert partners.after(EVERYONE, 1, ("alice",)) == EVERYONE
    partners.note("alice")
    partners.clear()
    assert partners.after(EVERYONE, -1, ("alice",)) == EVERYONE
