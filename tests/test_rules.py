"""Who may write to whom, and how often: decided by the host, and never against writing to the host."""

import pytest

from chatroom_server.deliveries import NOTHING, Moment, Outcome, ToEveryone, ToGuest
from chatroom_server.facts import (
    HOST,
    GuestId,
    PinnedAgain,
    RulesChanged,
    SessionId,
    Unpinned,
    WhispersShown,
)
from chatroom_server.people import People, Person
from chatroom_server.rules import RoomRules
from shared.protocol.messages import Notice, NoticeCode, Pinned, RoomMode, RoomState, Stamp, User
from shared.protocol.names import parse_name

UTC = 1_700_000_000.0
PINNED = Pinned(Stamp(3, 1.0), "page 8")


def at(seconds: float) -> Moment:
    """So many seconds after the beginning."""
    return Moment(UTC + seconds, seconds)


def comer(people: People, guest: GuestId, name: str, session: SessionId = 0) -> Person:
    """Somebody who comes in."""
    return people.add(guest, parse_name(name, for_host=guest == HOST), "", User(name), session)


@pytest.fixture
def people() -> People:
    """Ms Lee, alice and bob."""
    here = People()
    for guest, name in enumerate(["Ms Lee", "alice", "bob"]):
        comer(here, guest, name)
    return here


@pytest.fixture
def host(people: People) -> Person:
    return person(people, HOST)


@pytest.fixture
def alice(people: People) -> Person:
    return person(people, 1)


@pytest.fixture
def bob(people: People) -> Person:
    return person(people, 2)


def person(people: People, guest: GuestId) -> Person:
    """Somebody who is here."""
    found = people.find(guest)
    assert found is not None
    return found


# ---- modes -----------------------------------------------------------------------------------------------


def test_room_that_opens_has_no_rules(people: People) -> None:
    rules = RoomRules(people, PINNED)
    assert rules.state == RoomState(RoomMode.ALL, 0.0, PINNED)
    assert not rules.are_on
    assert rules.tell(1) == NOTHING


@pytest.mark.parametrize(
    ("mode", "to_all", "to_guest"),
    [
        (RoomMode.ALL, None, None),
        (RoomMode.NO_WHISPERS, None, NoticeCode.NO_WHISPERS_BUT_HOST),
        (RoomMode.HOST_ONLY, NoticeCode.HOST_ONLY, NoticeCode.HOST_ONLY),
        (RoomMode.NOBODY, NoticeCode.NOBODY_BUT_HOST, NoticeCode.NOBODY_BUT_HOST),
    ],
)
def test_each_mode_refuses_what_it_says_and_names_the_host_who_can_be_written_to(
    people: People, mode: RoomMode, to_all: NoticeCode | None, to_guest: NoticeCode | None
) -> None:
    rules, alice, bob = RoomRules(people), person(people, 1), person(people, 2)
    rules.set_mode(mode, at(0))
    assert rules.are_on is (mode is not RoomMode.ALL)
    for to, code in ((None, to_all), (bob, to_guest), (alice, to_guest)):
        refusal = None if code is None else Notice(code, name="Ms Lee")
        assert rules.refuse(alice, to, at(1)) == refusal


@pytest.mark.parametrize("mode", RoomMode)
def test_host_is_bound_by_nothing_and_can_always_be_written_to(people: People, mode: RoomMode) -> None:
    rules, host, alice = RoomRules(people), person(people, HOST), person(people, 1)
    rules.set_mode(mode, at(0))
    rules.set_slow(30, at(0))
    for _ in range(2):
        assert rules.refuse(host, None, at(1)) is None
        assert rules.refuse(host, alice, at(1)) is None
        assert rules.refuse(alice, host, at(1)) is None


@pytest.mark.parametrize(
    ("mode", "refusal", "told"),
    [
        (RoomMode.NO_WHISPERS, NoticeCode.NO_WHISPERS, NoticeCode.RULES_NO_WHISPERS),
        (RoomMode.HOST_ONLY, NoticeCode.NOBODY, NoticeCode.RULES_NOBODY),
        (RoomMode.NOBODY, NoticeCode.NOBODY, NoticeCode.RULES_NOBODY),
    ],
)
def test_host_without_a_name_is_nobody_to_write_to(
    mode: RoomMode, refusal: NoticeCode, told: NoticeCode
) -> None:
    people = People()
    alice, bob = comer(people, 1, "alice"), comer(people, 2, "bob")
    rules = RoomRules(people)
    changed = rules.set_mode(mode, at(0))
    assert changed.deliveries == (ToEveryone(Notice(told)), ToEveryone(RoomState(mode)))
    assert rules.refuse(alice, bob, at(0)) == Notice(refusal)


def test_change_of_the_mode_is_told_to_all_in_words_and_as_a_state(people: People) -> None:
    rules = RoomRules(people, PINNED)
    assert rules.set_mode(RoomMode.HOST_ONLY, at(2)) == Outcome(
        (
            ToEveryone(Notice(NoticeCode.RULES_HOST_ONLY, name="Ms Lee")),
            ToEveryone(RoomState(RoomMode.HOST_ONLY, 0.0, PINNED)),
        ),
        (RulesChanged(UTC + 2, RoomMode.HOST_ONLY, 0.0),),
    )
    assert rules.set_mode(RoomMode.HOST_ONLY, at(3)) == NOTHING
    assert rules.set_mode(RoomMode.ALL, at(4)).deliveries[0] == ToEveryone(Notice(NoticeCode.RULES_ALL))
    assert not rules.are_on


def test_newcomer_is_told_all_the_rules_that_there_are(people: People) -> None:
    rules = RoomRules(people)
    rules.set_slow(15, at(0))
    assert rules.tell(2) == Outcome((ToGuest(2, Notice(NoticeCode.SLOW_ON, number=15)),))
    rules.set_mode(RoomMode.NO_WHISPERS, at(0))
    assert rules.tell(2) == Outcome(
        (
            ToGuest(2, Notice(NoticeCode.RULES_NO_WHISPERS)),
            ToGuest(2, Notice(NoticeCode.SLOW_ON, number=15)),
        )
    )
    rules.set_slow(0, at(0))
    assert rules.tell(2) == Outcome((ToGuest(2, Notice(NoticeCode.RULES_NO_WHISPERS)),))


# ---- slow mode -------------------------------------------------------------------------------------------


def test_guest_in_slow_mode_waits_and_is_told_how_long(people: People, alice: Person, bob: Person) -> None:
    rules = RoomRules(people)
    rules.set_slow(5, at(0))
    assert rules.refuse(alice, None, at(10)) is None
    assert rules.refuse(alice, None, at(10.5)) == Notice(NoticeCode.TOO_SOON, number=5)
    assert rules.refuse(alice, bob, at(14.9)) == Notice(NoticeCode.TOO_SOON, number=1)
    assert rules.refuse(bob, alice, at(14.9)) is None, "everyone waits for oneself alone"
    assert rules.refuse(alice, bob, at(15)) is None
    assert rules.refuse(alice, None, at(16)) == Notice(NoticeCode.TOO_SOON, number=4)


def test_what_is_refused_does_not_make_the_wait_longer(people: People, alice: Person, bob: Person) -> None:
    rules = RoomRules(people)
    rules.set_slow(5, at(0))
    rules.set_mode(RoomMode.NO_WHISPERS, at(0))
    assert rules.refuse(alice, bob, at(1)) == Notice(NoticeCode.NO_WHISPERS_BUT_HOST, name="Ms Lee")
    assert rules.refuse(alice, None, at(1)) is None
    assert rules.refuse(alice, None, at(5.9)) is not None
    assert rules.refuse(alice, None, at(6)) is None


def test_what_goes_to_the_host_does_not_count(people: People, alice: Person, host: Person) -> None:
    rules = RoomRules(people)
    rules.set_slow(5, at(0))
    assert rules.refuse(alice, host, at(1)) is None
    assert rules.refuse(alice, None, at(1)) is None
    assert rules.refuse(alice, host, at(1)) is None


def test_coming_back_does_not_end_the_wait(people: People, alice: Person) -> None:
    rules = RoomRules(people)
    rules.set_slow(30, at(0))
    assert rules.refuse(alice, None, at(1)) is None
    people.remove(alice)
    assert rules.refuse(comer(people, 7, "ALICE"), None, at(2)) == Notice(NoticeCode.TOO_SOON, number=29)


def test_another_name_in_one_session_does_not_end_the_wait_and_another_session_has_its_own(
    people: People,
) -> None:
    rules = RoomRules(people)
    rules.set_slow(30, at(0))
    assert rules.refuse(comer(people, 7, "carol", session=5), None, at(1)) is None
    assert rules.refuse(comer(people, 8, "dave", session=5), None, at(2)) is not None
    assert rules.refuse(comer(people, 9, "erin", session=6), None, at(2)) is None


def test_shorter_wait_holds_at_once_and_a_longer_one_too(people: People, alice: Person) -> None:
    rules = RoomRules(people)
    rules.set_slow(30, at(0))
    assert rules.refuse(alice, None, at(0)) is None
    rules.set_slow(5, at(1))
    assert rules.refuse(alice, None, at(4)) == Notice(NoticeCode.TOO_SOON, number=1)
    rules.set_slow(15, at(4))
    assert rules.refuse(alice, None, at(14)) == Notice(NoticeCode.TOO_SOON, number=1)
    assert rules.refuse(alice, None, at(15)) is None


def test_slow_mode_that_is_over_is_forgotten(people: People, alice: Person) -> None:
    rules = RoomRules(people)
    assert rules.set_slow(30, at(0)) == Outcome(
        (ToEveryone(Notice(NoticeCode.SLOW_ON, number=30)), ToEveryone(RoomState(RoomMode.ALL, 30.0))),
        (RulesChanged(UTC, RoomMode.ALL, 30.0),),
    )
    assert rules.refuse(alice, None, at(1)) is None
    assert rules.set_slow(0, at(2)) == Outcome(
        (ToEveryone(Notice(NoticeCode.SLOW_OFF)), ToEveryone(RoomState())),
        (RulesChanged(UTC + 2, RoomMode.ALL, 0.0),),
    )
    assert not rules.are_on
    assert rules.set_slow(-1, at(3)) == NOTHING, "less than no wait is none"
    rules.set_slow(30, at(3))
    assert rules.refuse(alice, None, at(3)) is None


def test_rules_change_one_by_one_and_keep_what_is_pinned(people: People) -> None:
    rules = RoomRules(people, PINNED)
    rules.set_slow(5, at(0))
    rules.set_mode(RoomMode.NOBODY, at(0))
    assert rules.state == RoomState(RoomMode.NOBODY, 5.0, PINNED)
    rules.unpin(at(0))
    assert rules.state == RoomState(RoomMode.NOBODY, 5.0)
    rules.set_mode(RoomMode.ALL, at(0))
    assert rules.are_on
    assert rules.state == RoomState(RoomMode.ALL, 5.0)


# ---- whispers in the wire --------------------------------------------------------------------------------


def test_everyone_is_told_whether_the_host_can_read_whispers(people: People, alice: Person) -> None:
    rules = RoomRules(people, PINNED)
    assert rules.set_whispers_shown(False, at(0)) == NOTHING, "they are hidden"
    assert rules.set_whispers_shown(True, at(1)) == Outcome(
        (
            ToEveryone(Notice(NoticeCode.WHISPERS_SHOWN)),
            ToEveryone(RoomState(pinned=PINNED, are_whispers_shown=True)),
        ),
        (WhispersShown(UTC + 1, True),),
    )
    assert rules.set_whispers_shown(True, at(2)) == NOTHING
    assert not rules.are_on, "nobody is kept from writing"
    assert rules.tell(alice.guest).deliveries == (ToGuest(alice.guest, Notice(NoticeCode.WHISPERS_SHOWN)),)
    assert rules.set_whispers_shown(False, at(3)) == Outcome(
        (ToEveryone(Notice(NoticeCode.WHISPERS_HIDDEN)), ToEveryone(RoomState(pinned=PINNED))),
        (WhispersShown(UTC + 3, False),),
    )
    assert rules.tell(alice.guest) == NOTHING


def test_whispers_stay_shown_whatever_else_changes(people: People, alice: Person) -> None:
    rules = RoomRules(people)
    rules.set_whispers_shown(True, at(0))
    rules.set_mode(RoomMode.NOBODY, at(0))
    rules.set_slow(5, at(0))
    rules.pin(PINNED)
    assert rules.state == RoomState(RoomMode.NOBODY, 5.0, PINNED, are_whispers_shown=True)
    told = rules.tell(alice.guest).deliveries
    assert told[-1] == ToGuest(alice.guest, Notice(NoticeCode.WHISPERS_SHOWN))
    assert len(told) == 3


# ---- what is pinned --------------------------------------------------------------------------------------


def test_announcement_can_be_taken_down_and_put_up_again(people: People) -> None:
    rules = RoomRules(people, PINNED)
    assert rules.pin_again(at(1)) == NOTHING, "it is up"
    assert rules.unpin(at(1)) == Outcome((ToEveryone(RoomState()),), (Unpinned(UTC + 1, 3),))
    assert rules.unpin(at(2)) == NOTHING
    assert rules.pin_again(at(3)) == Outcome(
        (ToEveryone(RoomState(pinned=PINNED)),), (PinnedAgain(UTC + 3, "page 8", 3),)
    )
    assert rules.pin_again(at(4)) == NOTHING


def test_newer_announcement_is_not_undone_by_putting_the_last_one_up_again(people: People) -> None:
    rules = RoomRules(people, PINNED)
    rules.unpin(at(1))
    newer = Pinned(Stamp(4, UTC), "page 9")
    rules.pin(newer)
    assert rules.pin_again(at(2)) == NOTHING
    assert rules.state.pinned == newer
