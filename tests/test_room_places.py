"""Places that are kept for guests whose connection broke, and what everyone may know of a person."""

import pytest

from chatroom_server.deliveries import Admit, Dismiss, Outcome, TakeOver, ToEveryone, ToGuest
from chatroom_server.facts import Arrived, AwayChanged, HandChanged, Interrupted, Left, Returned, Whispered
from chatroom_server.room import Room
from chatroom_server.visitor import Visitor
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Pinned,
    RefusalCode,
    RoomState,
    Roster,
    SetAway,
    SetHand,
    Stamp,
    User,
    UserChanged,
    WentOffline,
)
from tests.helpers.lesson import ALICE, BOB, CAROL, Lesson, class_of, listed


def log_in(lesson: Lesson, guest: int, name: str, *, session: int = 7, place: int | None = None) -> Outcome:
    """A rich guest asks for a name."""
    visitor = Visitor(is_plain=False, session=session, place=place)
    return lesson.carry_out(lesson.room.log_in(guest, "10.0.0.9", name, lesson.now, visitor))


def rich_class() -> Lesson:
    """Alice is rich, Bob is plain."""
    lesson = Lesson(Room(host_name="Ms Smith"))
    log_in(lesson, ALICE, "alice")
    assert lesson.log_in(BOB, "bob")
    lesson.forget()
    return lesson


def test_place_of_a_broken_connection_is_kept_and_nobody_is_told() -> None:
    lesson = rich_class()
    outcome = lesson.carry_out(lesson.room.hold(ALICE, lesson.now))
    assert outcome.deliveries == ()
    assert outcome.facts == (Interrupted(lesson.now.utc, ALICE, "alice"),)
    lesson.steady += 14.9
    assert lesson.carry_out(lesson.room.expire_places(lesson.now)) == Outcome()
    assert lesson.room.names == ("Ms Smith", "alice", "bob")


def test_place_that_nobody_comes_back_to_is_given_up_after_15_seconds() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    lesson.steady += 15
    outcome = lesson.carry_out(lesson.room.expire_places(lesson.now))
    assert outcome == Outcome((ToEveryone(WentOffline("alice")),), (Left(lesson.now.utc, ALICE, "alice"),))
    assert lesson.room.names == ("Ms Smith", "bob")
    assert lesson.room.expire_places(lesson.now) == Outcome()


def test_who_comes_back_in_time_takes_the_place_over_and_nobody_is_told() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    lesson.steady += 10
    outcome = log_in(lesson, CAROL, "alice", place=ALICE)
    alice, bob, host = (lesson.room.user_of(guest) for guest in (ALICE, BOB, 0))
    assert alice is not None
    assert bob is not None
    assert host is not None
    assert outcome.deliveries == (
        TakeOver(CAROL, ALICE),
        ToGuest(ALICE, Roster((host, bob, alice))),
        Admit(ALICE),
    )
    assert outcome.facts == (Returned(lesson.now.utc, ALICE, "alice", "10.0.0.9"),)
    assert lesson.told(BOB) == []
    lesson.steady += 60
    assert lesson.room.expire_places(lesson.now) == Outcome(), "the place is no longer waiting"


def test_half_dead_connection_is_taken_over_without_waiting() -> None:
    lesson = rich_class()
    assert log_in(lesson, CAROL, "Alice", place=ALICE).deliveries[0] == TakeOver(CAROL, ALICE)
    assert lesson.room.names == ("Ms Smith", "alice", "bob"), "the name stays as it was shown"


def test_somebody_elses_place_cannot_be_had_by_its_name() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    outcome = log_in(lesson, CAROL, "alice", session=8)
    assert outcome.deliveries == (ToGuest(CAROL, NameRefused("alice", RefusalCode.TAKEN)),)


def test_who_comes_back_under_another_name_gives_the_place_up() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    outcome = log_in(lesson, CAROL, "carol", place=ALICE)
    assert lesson.room.names == ("Ms Smith", "bob", "carol")
    assert [type(fact) for fact in outcome.facts] == [Left, Arrived]
    assert outcome.deliveries[0] == Dismiss(ALICE)
    assert lesson.told(BOB) == [WentOffline("alice"), CameOnline("carol")]


def test_who_comes_back_under_a_name_that_another_has_is_refused_and_keeps_the_place() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    outcome = log_in(lesson, CAROL, "bob", place=ALICE)
    assert outcome.deliveries == (ToGuest(CAROL, NameRefused("bob", RefusalCode.TAKEN)),)
    assert lesson.room.names == ("Ms Smith", "alice", "bob")


def test_muted_guest_who_comes_back_under_another_name_is_still_muted() -> None:
    lesson = rich_class()
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.room.hold(ALICE, lesson.now)
    log_in(lesson, CAROL, "carol", place=ALICE)
    user = lesson.room.user_of(CAROL)
    assert user is not None
    assert user.is_muted


def test_place_counts_as_one_person_in_a_full_room() -> None:
    lesson = Lesson(Room(max_users=2))
    log_in(lesson, ALICE, "alice")
    assert lesson.log_in(BOB, "bob")
    lesson.room.hold(ALICE, lesson.now)
    assert not lesson.log_in(CAROL, "carol")
    log_in(lesson, 9, "alice anew", place=ALICE)
    assert lesson.room.names == ("bob", "alice anew")


def test_whisper_to_a_kept_place_is_a_message_like_any_other() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    [fact] = lesson.whisper(BOB, "alice", "psst").facts
    assert isinstance(fact, Whispered)
    assert (fact.sender_session, fact.to_session) == (0, 7)


def test_removed_guest_has_no_place_to_come_back_to() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    outcome = log_in(lesson, CAROL, "alice", place=ALICE)
    assert ToGuest(CAROL, NameRefused("alice", RefusalCode.REMOVED)) in outcome.deliveries


def test_one_address_has_no_more_places_than_connections() -> None:
    lesson = Lesson(Room(max_per_address=2))
    assert lesson.log_in(50, "watcher", "10.0.0.1")
    for guest in (1, 2, 3):
        log_in(lesson, guest, f"guest {guest}", session=guest)
        lesson.carry_out(lesson.room.hold(guest, lesson.now))
    assert lesson.room.names == ("watcher", "guest 2", "guest 3"), "the oldest place is given up"
    assert WentOffline("guest 1") in lesson.told(50)
    lesson.carry_out(lesson.room.expect(4, "guest 4", 4, lesson.now))
    lesson.carry_out(lesson.room.hold(50, lesson.now))
    assert "guest 2" in lesson.room.names, "another address has places of its own"


def test_places_are_kept_longer_by_the_time_in_which_nobody_could_come_back() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    lesson.steady += 20
    lesson.room.postpone_places(20)
    assert lesson.room.expire_places(lesson.now) == Outcome()
    lesson.steady += 15
    assert lesson.room.expire_places(lesson.now).facts == (Left(lesson.now.utc, ALICE, "alice"),)


def test_places_are_given_up_when_the_room_closes() -> None:
    lesson = rich_class()
    lesson.room.hold(ALICE, lesson.now)
    assert lesson.room.give_up_places(lesson.now).facts == (Left(lesson.now.utc, ALICE, "alice"),)
    assert lesson.room.names == ("Ms Smith", "bob")


def test_removed_and_muted_guests_are_known_by_their_sessions_under_any_name() -> None:
    lesson = rich_class()
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.leave(ALICE)
    log_in(lesson, CAROL, "carol", session=7)
    user = lesson.room.user_of(CAROL)
    assert user is not None
    assert user.is_muted
    lesson.carry_out(lesson.room.remove(CAROL, lesson.now))
    outcome = log_in(lesson, 9, "eve", session=7)
    assert ToGuest(9, NameRefused("eve", RefusalCode.REMOVED)) in outcome.deliveries


# ---- after a crash ---------------------------------------------------------------------------------------


def test_who_was_here_at_a_crash_has_a_place_until_the_longest_wait_of_a_client_is_over() -> None:
    lesson = Lesson(Room(host_name="Ms Smith"))
    outcome = lesson.carry_out(lesson.room.expect(ALICE, "alice", 7, lesson.now))
    assert outcome == Outcome(
        (),
        (
            Arrived(lesson.now.utc, ALICE, "alice", "", False),
            Interrupted(lesson.now.utc, ALICE, "alice"),
        ),
    )
    assert lesson.log_in(BOB, "bob")
    assert lesson.told(BOB) == [listed("Ms Smith", "alice", "bob")]
    lesson.steady += 20
    assert log_in(lesson, CAROL, "alice", place=ALICE).deliveries[0] == TakeOver(CAROL, ALICE)
    lesson.room.hold(ALICE, lesson.now)
    lesson.steady += 15
    lesson.carry_out(lesson.room.expire_places(lesson.now))
    assert lesson.told(BOB) == [WentOffline("alice")]


def test_who_does_not_come_back_after_a_crash_goes() -> None:
    lesson = Lesson()
    lesson.room.expect(ALICE, "alice", 7, lesson.now)
    lesson.steady += 24.9
    assert lesson.room.expire_places(lesson.now) == Outcome()
    lesson.steady += 0.1
    assert lesson.room.expire_places(lesson.now).facts == (Left(lesson.now.utc, ALICE, "alice"),)


@pytest.mark.parametrize("name", ["Ms Smith", "a,b", ""])
def test_nobody_is_expected_under_a_name_that_cannot_be_had(name: str) -> None:
    lesson = Lesson(Room(host_name="Ms Smith"))
    assert lesson.room.expect(ALICE, name, 7, lesson.now) == Outcome()
    assert Lesson(Room(max_users=0)).room.expect(ALICE, "alice", 7, lesson.now) == Outcome()


# ---- what everyone may know ------------------------------------------------------------------------------


def test_everyone_is_told_when_somebody_is_away_or_raises_a_hand_and_once() -> None:
    lesson = rich_class()
    since = lesson.room.user_of(ALICE)
    assert since is not None
    away = User("alice", since.since, is_away=True)
    assert lesson.receive(ALICE, SetAway(True)) == Outcome(
        (ToEveryone(UserChanged(away)),), (AwayChanged(lesson.now.utc, ALICE, "alice", True),)
    )
    assert lesson.receive(ALICE, SetAway(True)) == Outcome()
    both = User("alice", since.since, is_away=True, has_hand_up=True)
    assert lesson.receive(ALICE, SetHand(True)) == Outcome(
        (ToEveryone(UserChanged(both)),), (HandChanged(lesson.now.utc, ALICE, "alice", True),)
    )
    assert lesson.room.user_of(ALICE) == both


@pytest.mark.parametrize("message", [SetAway(True), SetHand(True)])
def test_nobody_has_a_state_before_the_login(message: SetAway | SetHand) -> None:
    lesson = Lesson()
    assert lesson.receive(ALICE, message) == Outcome()


def test_roster_says_who_is_the_host_who_is_plain_and_who_is_muted() -> None:
    lesson = rich_class()
    lesson.carry_out(lesson.room.set_muted(BOB, True, lesson.now))
    lesson.forget()
    log_in(lesson, CAROL, "carol", session=8)
    [roster] = [message for message in lesson.told_all(CAROL) if isinstance(message, Roster)]
    assert [(user.name, user.is_host, user.is_plain, user.is_muted) for user in roster.users] == [
        ("Ms Smith", True, False, False),
        ("alice", False, False, False),
        ("bob", False, True, True),
        ("carol", False, False, False),
    ]
    [came] = [message for message in lesson.told_all(ALICE) if isinstance(message, CameOnline)]
    assert came == CameOnline("carol", roster.users[-1])


def test_last_announcement_is_pinned_until_the_next() -> None:
    lesson = class_of("alice", host_name="Ms Smith")
    assert lesson.room.state == RoomState()
    for text in ("open the book", "page 9"):
        lesson.carry_out(lesson.room.announce(text, lesson.now))
    stamp = Stamp(2, lesson.now.utc)
    assert lesson.room.state == RoomState(pinned=Pinned(stamp, "page 9"))
    assert lesson.told_all(ALICE)[-2:] == [
        Announced("page 9", stamp, "Ms Smith"),
        RoomState(pinned=Pinned(stamp, "page 9")),
    ]


def test_room_goes_on_where_an_earlier_one_ended() -> None:
    pinned = Pinned(Stamp(40, 1.0), "page 9")
    lesson = Lesson(Room(last_id=41, pinned=pinned))
    assert lesson.log_in(ALICE, "alice")
    assert lesson.room.state.pinned == pinned
    lesson.say(ALICE, "hello")
    assert lesson.room.last_id == 42
    assert lesson.room.message_count == 1
