"""Frames of rosters, kept from one login to the next."""

from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.messages import User
from shared.protocol.roster_frames import RosterFrames

ALICE, BOB, CAROL = User("alice"), User("bob"), User("carol")


class Encoder:
    """Counts what it is asked to encode."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.roster = RosterFrames(self.make)

    def make(self, user: User) -> bytes:
        self.made.append(user.name)
        return frames_of(user)


def frames_of(user: User) -> bytes:
    return f"<{user.name}{'!' if user.is_muted else ''}>".encode()


def test_next_roster_costs_only_who_is_new() -> None:
    encoder = Encoder()
    assert encoder.roster.join((ALICE, BOB)) == b"<alice><bob>"
    assert encoder.roster.join((ALICE, BOB, CAROL)) == b"<alice><bob><carol>"
    assert encoder.made == ["alice", "bob", "carol"]


def test_who_left_is_gone_and_who_stayed_is_not_encoded_again() -> None:
    encoder = Encoder()
    encoder.roster.join((ALICE, BOB, CAROL))
    encoder.roster.forget("bob")
    assert encoder.roster.join((ALICE, CAROL)) == b"<alice><carol>"
    assert encoder.made == ["alice", "bob", "carol"]


def test_changed_person_is_encoded_anew() -> None:
    encoder = Encoder()
    encoder.roster.join((ALICE, BOB))
    assert encoder.roster.join((ALICE, User("bob", is_muted=True))) == b"<alice><bob!>"


def test_cleared_roster_keeps_nothing() -> None:
    encoder = Encoder()
    encoder.roster.join((ALICE, BOB))
    encoder.roster.clear()
    assert encoder.roster.join((ALICE,)) == b"<alice>"
    assert encoder.made == ["alice", "bob", "alice"]


users = st.builds(User, st.sampled_from(["alice", "bob", "carol", "dora"]), is_muted=st.booleans())


@given(st.lists(st.one_of(st.lists(users, max_size=6).map(tuple), st.sampled_from(["alice", "bob", None]))))
def test_what_comes_out_is_the_frames_of_each_whatever_came_before(
    steps: list[tuple[User, ...] | str | None],
) -> None:
    roster = Encoder().roster
    for step in steps:
        match step:
            case None:
                roster.clear()
            case str():
                roster.forget(step)
            case _:
                assert roster.join(step) == b"".join(map(frames_of, step))
