"""What the host does in a room: speaking, muting, removing, banning."""

from chatroom_server.deliveries import NOTHING, Dismiss, ToEveryone, ToGuest
from chatroom_server.facts import (
    HOST,
    BanChanged,
    HostRefused,
    Left,
    MuteChanged,
    RemovedByHost,
    Whispered,
)
from shared.protocol.limits import MAX_TEXT_CHARACTERS, REMOVED_SECONDS
from shared.protocol.messages import (
    Announced,
    NameRefused,
    Notice,
    NoticeCode,
    Said,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.lesson import ALICE, BOB, CAROL, DAVE, Lesson, class_of, unstamped

# ---- the host -------------------------------------------------------------------------------------------------


def test_hosts_words_go_out_clean() -> None:
    lesson = class_of("alice", host_name="Teacher")
    for act in (lesson.room.host_say, lesson.room.announce):
        lesson.carry_out(act("a\x1bb\x03", lesson.now))
    lesson.carry_out(lesson.room.host_whisper(ALICE, "a\x1bb\x03", lesson.now))
    assert unstamped(lesson.told(ALICE)) == [
        Said("Teacher", "ab"),
        Announced("ab"),
        WhisperReceived("Teacher", "ab"),
    ]
    assert [getattr(fact, "text", "") for fact in lesson.facts] == ["ab"] * 3


def test_hosts_text_that_is_too_long_is_told_to_the_host_alone() -> None:
    lesson = class_of("alice", host_name="Teacher")
    long = "x" * (MAX_TEXT_CHARACTERS + 1)
    lesson.carry_out(lesson.room.host_say(long, lesson.now))
    lesson.carry_out(lesson.room.announce(long, lesson.now))
    lesson.carry_out(lesson.room.host_whisper(ALICE, long, lesson.now))
    assert lesson.told(ALICE) == []
    assert [isinstance(fact, HostRefused) and fact.is_too_long for fact in lesson.facts] == [True] * 3


def test_host_hears_that_who_was_meant_has_gone() -> None:
    lesson = class_of("alice", host_name="Teacher")
    lesson.leave(ALICE)
    lesson.forget()
    lesson.carry_out(lesson.room.host_whisper(ALICE, "hello", lesson.now))
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    assert [isinstance(fact, HostRefused) and not fact.is_too_long for fact in lesson.facts] == [True] * 3


def test_host_cannot_be_muted_or_removed() -> None:
    lesson = class_of("alice", host_name="Teacher")
    lesson.carry_out(lesson.room.set_muted(HOST, True, lesson.now))
    lesson.carry_out(lesson.room.remove(HOST, lesson.now))
    assert lesson.room.names == ("Teacher", "alice")
    assert all(isinstance(fact, HostRefused) for fact in lesson.facts)


# ---- muting ---------------------------------------------------------------------------------------------------


def test_muted_guest_is_told_and_reaches_the_host_alone() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    muted = Notice(NoticeCode.MUTED_BUT_HOST, name="Teacher")
    assert lesson.told(ALICE) == [muted]
    lesson.say(ALICE, "hello")
    lesson.whisper(ALICE, "bob", "psst")
    assert lesson.told(ALICE) == [muted, muted]
    lesson.whisper(ALICE, "TEACHER", "sorry")
    assert unstamped(lesson.told(ALICE)) == [WhisperSent("Teacher", "sorry")]
    assert lesson.told(BOB) == []
    assert [type(fact) for fact in lesson.facts] == [MuteChanged, Whispered]


def test_muted_guest_still_gets_everything() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.told(ALICE)
    lesson.say(BOB, "hello")
    lesson.whisper(BOB, "alice", "psst")
    assert unstamped(lesson.told(ALICE)) == [Said("bob", "hello"), WhisperReceived("bob", "psst")]


def test_muting_can_be_taken_back_and_twice_is_once() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    assert lesson.room.set_muted(ALICE, True, lesson.now) == NOTHING
    lesson.carry_out(lesson.room.set_muted(ALICE, False, lesson.now))
    assert lesson.room.set_muted(ALICE, False, lesson.now) == NOTHING
    assert lesson.told(ALICE)[-1] == Notice(NoticeCode.UNMUTED)
    lesson.say(ALICE, "hello")
    assert unstamped(lesson.told(BOB)) == [Said("alice", "hello")]


def test_muted_in_a_room_without_a_host_is_told_so() -> None:
    lesson = class_of("alice", "bob")
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.whisper(ALICE, "bob", "psst")
    assert lesson.told(ALICE) == [Notice(NoticeCode.MUTED)] * 2


# ---- removing and banning -------------------------------------------------------------------------------------


def test_removed_guest_is_told_closed_and_held_off_for_a_minute() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    outcome = lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    assert outcome.deliveries == (
        ToGuest(ALICE, Notice(NoticeCode.REMOVED)),
        Dismiss(ALICE),
        ToEveryone(WentOffline("alice")),
    )
    assert lesson.told(ALICE) == [Notice(NoticeCode.REMOVED)]
    assert lesson.told(BOB) == [WentOffline("alice")]
    assert [type(fact) for fact in lesson.facts] == [RemovedByHost, Left]
    assert not lesson.log_in(CAROL, "ALICE")
    assert lesson.told(CAROL) == [Notice(NoticeCode.REMOVED_WAIT, number=60), NameRefused("ALICE")]
    lesson.steady += REMOVED_SECONDS - 0.5
    assert not lesson.log_in(CAROL, "alice")
    assert lesson.told(CAROL)[0] == Notice(NoticeCode.REMOVED_WAIT, number=1)
    lesson.steady += 0.5
    assert lesson.log_in(CAROL, "alice")


def test_removal_can_be_taken_back() -> None:
    lesson = class_of("alice", "bob")
    lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    lesson.carry_out(lesson.room.lift_removal("alice", lesson.now))
    assert lesson.log_in(CAROL, "Alice")


def test_removed_name_does_not_hold_off_anybody_else() -> None:
    lesson = class_of("alice", "bob")
    lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    assert lesson.log_in(CAROL, "alicia")


def test_old_removals_are_forgotten() -> None:
    lesson = class_of()
    for number in range(100):
        assert lesson.log_in(number + 1, f"guest {number} of many")
        lesson.carry_out(lesson.room.remove(number + 1, lesson.now))
        lesson.steady += REMOVED_SECONDS
    assert lesson.log_in(500, "guest 0 of many")


def test_ban_closes_everyone_from_there_and_lets_nobody_from_there_back() -> None:
    lesson = Lesson()
    for guest, name, address in ((1, "alice", "10.0.0.1"), (2, "bob", "10.0.0.2"), (3, "carol", "10.0.0.1")):
        lesson.log_in(guest, name, address)
    lesson.forget()
    lesson.carry_out(lesson.room.ban("10.0.0.1", lesson.now))
    assert lesson.told(BOB) == [WentOffline("alice"), WentOffline("carol")]
    assert lesson.told(ALICE) == [Notice(NoticeCode.BANNED)]
    assert Notice(NoticeCode.BANNED) in lesson.told(CAROL)
    assert lesson.dismissed == [ALICE, CAROL]
    assert lesson.facts[0] == BanChanged(lesson.now.utc, "10.0.0.1", ("alice", "carol"), True)
    assert lesson.room.is_banned("10.0.0.1")

    assert not lesson.log_in(DAVE, "dave", "10.0.0.1")
    assert lesson.told(DAVE) == [Notice(NoticeCode.BANNED), NameRefused("dave")]
    assert lesson.dismissed[-1] == DAVE
    assert lesson.log_in(5, "eve", "10.0.0.3")


def test_ban_can_be_lifted_and_twice_is_once() -> None:
    lesson = class_of("alice")
    lesson.carry_out(lesson.room.ban("10.9.9.9", lesson.now))
    assert lesson.room.ban("10.9.9.9", lesson.now) == NOTHING
    lesson.carry_out(lesson.room.lift_ban("10.9.9.9", lesson.now))
    assert lesson.room.lift_ban("10.9.9.9", lesson.now) == NOTHING
    assert not lesson.room.is_banned("10.9.9.9")
    assert lesson.log_in(BOB, "bob", "10.9.9.9")


def test_hosts_own_place_has_no_address_to_ban() -> None:
    lesson = class_of("alice", host_name="Teacher")
    assert lesson.room.ban("", lesson.now) == NOTHING
    assert lesson.room.names == ("Teacher", "alice")


def test_muted_guest_who_leaves_and_comes_back_is_still_muted() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    lesson.carry_out(lesson.room.set_muted(BOB, True, lesson.now))
    lesson.leave(BOB)
    lesson.forget()
    lesson.log_in(DAVE, "BOB")
    lesson.say(DAVE, "anyone there?")
    muted = Notice(NoticeCode.MUTED_BUT_HOST, name="Teacher")
    assert lesson.told(DAVE)[-2:] == [muted, muted]
    assert [fact for fact in lesson.facts if isinstance(fact, MuteChanged)] == [
        MuteChanged(lesson.now.utc, DAVE, "BOB", True)
    ]
    lesson.carry_out(lesson.room.set_muted(DAVE, False, lesson.now))
    lesson.say(DAVE, "and now?")
    assert unstamped(lesson.told(ALICE))[-1] == Said("BOB", "and now?")


def test_guest_who_is_unmuted_under_another_spelling_stays_unmuted_under_the_first() -> None:
    lesson = class_of("alice")
    lesson.carry_out(lesson.room.set_muted(ALICE, True, lesson.now))
    lesson.leave(ALICE)
    assert lesson.log_in(BOB, "Alice")
    lesson.carry_out(lesson.room.set_muted(BOB, False, lesson.now))
    lesson.leave(BOB)
    assert lesson.log_in(CAROL, "alice")
    user = lesson.room.user_of(CAROL)
    assert user is not None
    assert not user.is_muted


def test_removal_is_taken_back_under_every_spelling_of_the_name() -> None:
    lesson = class_of("alice")
    lesson.carry_out(lesson.room.remove(ALICE, lesson.now))
    lesson.carry_out(lesson.room.lift_removal("Alice", lesson.now))
    assert lesson.log_in(BOB, "alice")
