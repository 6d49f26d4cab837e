"""Whom Tab offers first."""

from shared.ui.speakers import Speakers


def test_who_spoke_last_comes_first_and_oneself_last() -> None:
    speakers = Speakers()
    for name in ("alice", "bob", "alice"):
        speakers.note(name)
    assert speakers.ordered(("alan", "bob", "alice"), "grace") == ("alice", "bob", "alan", "grace")


def test_who_has_left_is_not_offered() -> None:
    speakers = Speakers()
    speakers.note("zed")
    assert speakers.ordered(("alan",), "grace") == ("alan", "grace")


def test_only_so_many_are_remembered() -> None:
    speakers = Speakers()
    names = tuple(f"name{number}" for number in range(100))
    for name in names:
        speakers.note(name)
    ordered = speakers.ordered(names, "grace")
    assert ordered[0] == "name99"
    assert ordered[50] == "name20"
    assert len(ordered) == 101


def test_another_room_begins_with_nobody() -> None:
    speakers = Speakers()
    speakers.note("bob")
    speakers.clear()
    assert speakers.ordered(("alan", "bob"), "grace") == ("alan", "bob", "grace")
