"""Who is here, who may say what, who gets what: whole lessons without a socket."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    BanChanged,
    HostRefused,
    Left,
    MuteChanged,
    RemovedByHost,
    Spoke,
    Whispered,
)
from chatroom_server.room import NOTHING, Admit, Dismiss, Room, ToEveryone, ToGuest
from shared.protocol.limits import MAX_TEXT_CHARACTERS, REMOVED_SECONDS
from shared.protocol.messages import (
    Announced,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    PrivateMessage,
    RoomWideMessage,
    Roster,
    Said,
    Unserved,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName
from tests.helpers.lesson import Lesson

ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4

Told = RoomWideMessage | PrivateMessage


def unstamped(messages: list[Told]) -> list[Told]:
    """The same without their places in the room."""
    return [
        type(message)(*[getattr(message, name) for name in message.__slots__ if name != "stamp"])
        if isinstance(message, Said | WhisperReceived | WhisperSent | Announced)
        else message
        for message in messages
    ]


def class_of(*names: str, host_name: str | None = None, max_users: int = 2_000) -> Lesson:
    """A lesson where these are in, numbered from 1, and have read everything."""
    lesson = Lesson(Room(host_name=host_name, max_users=max_users))
    for guest, name in enumerate(names, start=1):
        assert lesson.log_in(guest, name)
    lesson.forget()
    return lesson


# ---- a whole lesson --------------------------------------------------------------------------------------


def test_a_whole_lesson() -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    assert lesson.log_in(ALICE, "alice")
    assert unstamped(lesson.told(ALICE)) == [Roster(("Teacher", "alice"))]
    assert lesson.log_in(BOB, " Bob ")
    assert unstamped(lesson.told(BOB)) == [Roster(("Teacher", "alice", "Bob"))]
    assert unstamped(lesson.told(ALICE)) == [CameOnline("Bob")]

    assert not lesson.log_in(CAROL, "BOB")
    assert lesson.told(CAROL) == [NameRefused("BOB")]
    assert lesson.log_in(CAROL, "carol")

    lesson.carry_out(lesson.room.announce("good morning", lesson.now))
    lesson.say(ALICE, "good morning")
    lesson.carry_out(lesson.room.host_say("open page 5", lesson.now))
    lesson.whisper(BOB, "alice", "which page?")
    lesson.whisper(ALICE, "BOB", "five")
    lesson.whisper(CAROL, "teacher", "may I go out?")
    lesson.carry_out(lesson.room.host_whisper(CAROL, "yes", lesson.now))
    lesson.leave(CAROL)
    assert unstamped(lesson.told(ALICE)) == [
        CameOnline("carol"),
        Announced("good morning"),
        Said("alice", "good morning"),
        Said("Teacher", "open page 5"),
        WhisperReceived("Bob", "which page?"),
        WhisperSent("Bob", "five"),
        WentOffline("carol"),
    ]
    assert unstamped(lesson.told(BOB)) == [
        CameOnline("carol"),
        Announced("good morning"),
        Said("alice", "good morning"),
        Said("Teacher", "open page 5"),
        WhisperSent("alice", "which page?"),
        WhisperReceived("alice", "five"),
        WentOffline("carol"),
    ]
    assert unstamped(lesson.told(CAROL)) == [
        Roster(("Teacher", "alice", "Bob", "carol")),
        Announced("good morning"),
        Said("alice", "good morning"),
        Said("Teacher", "open page 5"),
        WhisperSent("Teacher", "may I go out?"),
        WhisperReceived("Teacher", "yes"),
    ]
    assert lesson.room.names == ("Teacher", "alice", "Bob")
    assert lesson.room.user_count == 3
    assert [type(fact) for fact in lesson.facts] == [
        Arrived,
        Arrived,
        Arrived,
        AnnouncedByHost,
        Spoke,
        Spoke,
        Whispered,
        Whispered,
        Whispered,
        Whispered,
        Left,
    ]
    ids = [fact.message_id for fact in lesson.facts if isinstance(fact, Spoke | Whispered | AnnouncedByHost)]
    assert ids == [1, 2, 3, 4, 5, 6, 7]
    lesson.carry_out(lesson.room.close())
    assert lesson.told(ALICE) == [Notice(NoticeCode.CLOSING)]


def test_facts_tell_who_where_and_when() -> None:
    lesson = Lesson()
    lesson.log_in(ALICE, "alice", "10.0.0.7")
    lesson.say(ALICE, "hello")
    utc = lesson.now.utc
    assert lesson.facts[0] == Arrived(utc, ALICE, "alice", "10.0.0.7", True)
    assert lesson.facts[1] == Spoke(utc, 1, ALICE, "alice", "hello")


# ---- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "a,b",
        "a:b",
        "a：b",
        "*star",
        "x" * 25,
        "you",
        "TEACHER",
        "老师",
        "al\x00ice",
        "a\u200bb",
        "a\nb",
    ],
)
def test_name_that_breaks_the_rules_is_refused_and_the_connection_may_try_again(name: str) -> None:
    lesson = Lesson()
    assert not lesson.log_in(ALICE, name)
    assert lesson.told(ALICE) == [NameRefused(name)]
    assert lesson.dismissed == []
    assert lesson.log_in(ALICE, "alice")


@pytest.mark.parametrize("name", ["alice", "ALICE", " alice ", "ａｌｉｃｅ", "аlice", "alicе"])
def test_name_that_counts_as_one_that_is_online_is_refused(name: str) -> None:
    lesson = class_of("alice")
    assert not lesson.log_in(BOB, name)
    assert lesson.told(BOB) == [NameRefused(name)]
    assert lesson.told(ALICE) == []


def test_name_is_free_again_once_its_owner_has_gone() -> None:
    lesson = class_of("alice", "bob")
    lesson.leave(ALICE)
    assert lesson.log_in(CAROL, "Alice")
    assert lesson.told(BOB) == [WentOffline("alice"), CameOnline("Alice")]


def test_hosts_own_name_is_taken() -> None:
    lesson = class_of(host_name="Ms. Chen")
    assert not lesson.log_in(ALICE, "ms. chen")


def test_host_may_have_a_reserved_name_but_no_invalid_one() -> None:
    assert Room(host_name="老师").names == ("老师",)
    with pytest.raises(InvalidName):
        Room(host_name="a,b")


def test_second_login_is_told_and_changes_nothing() -> None:
    lesson = class_of("alice", "bob")
    lesson.log_in(ALICE, "mallory")
    assert lesson.told(ALICE) == [Notice(NoticeCode.ALREADY_LOGGED_IN, name="alice")]
    assert lesson.told(BOB) == []
    assert lesson.room.names == ("alice", "bob")


def test_before_the_login_only_the_login_is_served() -> None:
    lesson = class_of("alice")
    lesson.say(BOB, "hello")
    lesson.whisper(BOB, "alice", "psst")
    lesson.receive(BOB, Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="7")))
    assert lesson.told(BOB) == [Notice(NoticeCode.LOG_IN_FIRST)] * 3
    assert lesson.told(ALICE) == []
    assert lesson.facts == []


def test_full_room_says_so_before_it_refuses_and_a_free_place_can_be_had() -> None:
    lesson = class_of("alice", "bob", max_users=2)
    assert not lesson.log_in(CAROL, "carol")
    assert lesson.told(CAROL) == [Notice(NoticeCode.ROOM_FULL, number=2), NameRefused("carol")]
    lesson.leave(ALICE)
    assert lesson.log_in(CAROL, "carol")
    assert lesson.room.user_count == 2


def test_newcomer_joins_after_the_notice_about_itself() -> None:

    lesson = class_of("alice")

    deliveries = lesson.room.receive(BOB, "10.0.0.1", LogIn("bob"), lesson.now).deliveries
    assert deliveries == (ToEveryone(CameOnline("bob")), ToGuest(BOB, Roster(("alice", "bob"))), Admit(BOB))


# ---- saying and whispering -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000", "\u00a0\u2003"])
def test_blank_text_is_dropped_silently(text: str) -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    assert lesson.say(ALICE, text) == NOTHING
    assert lesson.whisper(ALICE, "bob", text) == NOTHING
    assert lesson.whisper(ALICE, "nobody", text) == NOTHING
    assert lesson.room.host_say(text, lesson.now) == NOTHING
    assert lesson.room.host_whisper(ALICE, text, lesson.now) == NOTHING
    assert lesson.room.announce(text, lesson.now) == NOTHING


def test_text_of_the_limit_is_said_and_one_character_more_is_refused_whole() -> None:
    lesson = class_of("alice", "bob")
    longest = "𠮷" * MAX_TEXT_CHARACTERS
    lesson.say(ALICE, longest)
    assert unstamped(lesson.told(BOB)) == [Said("alice", longest)]
    lesson.told(ALICE)
    lesson.say(ALICE, longest + "!")
    lesson.whisper(ALICE, "bob", longest + "!")
    assert lesson.told(ALICE) == [Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS)] * 2
    assert lesson.told(BOB) == []


@pytest.mark.parametrize("to", ["bob", "BOB", " Bob ", "ｂｏｂ"])
def test_whisper_goes_to_its_receiver_however_the_name_is_written_and_nobody_else(to: str) -> None:
    lesson = class_of("alice", "Bob", "carol", host_name="Teacher")
    lesson.whisper(ALICE, to, "psst")
    assert unstamped(lesson.told(ALICE)) == [WhisperSent("Bob", "psst")]
    assert unstamped(lesson.told(BOB)) == [WhisperReceived("alice", "psst")]
    assert lesson.told(CAROL) == []
    assert lesson.facts == [Whispered(lesson.now.utc, 1, ALICE, "alice", BOB, "Bob", "psst")]


@pytest.mark.parametrize("to", ["nobody", "", "*", "b,b", "x" * 300, "вob"])
def test_whisper_to_nobody_is_told_to_its_sender_alone(to: str) -> None:
    lesson = class_of("alice", "bob")
    lesson.whisper(ALICE, to, "psst")
    assert lesson.told(ALICE) == [Notice(NoticeCode.NOT_ONLINE, name=to)]
    assert lesson.told(BOB) == []
    assert lesson.facts == []


def test_whisper_to_who_just_left_is_not_online() -> None:
    lesson = class_of("alice", "bob")
    lesson.leave(BOB)
    lesson.forget()
    lesson.whisper(ALICE, "bob", "psst")
    assert lesson.told(ALICE) == [Notice(NoticeCode.NOT_ONLINE, name="bob")]


def test_look_alike_of_a_name_gets_no_whisper_of_its_own() -> None:
    lesson = class_of("alice", "mary")
    lesson.whisper(ALICE, "rnary", "psst")
    assert lesson.told(ALICE) == [Notice(NoticeCode.NOT_ONLINE, name="rnary")]


def test_whisper_to_oneself_comes_and_is_confirmed() -> None:
    lesson = class_of("alice", "bob")
    lesson.whisper(ALICE, "alice", "note to self")
    assert unstamped(lesson.told(ALICE)) == [
        WhisperReceived("alice", "note to self"),
        WhisperSent("alice", "note to self"),
    ]


def test_whisper_to_the_host_is_a_fact_and_a_receipt() -> None:
    lesson = class_of("alice", "bob", host_name="Teacher")
    lesson.whisper(ALICE, "teacher", "help")
    assert unstamped(lesson.told(ALICE)) == [WhisperSent("Teacher", "help")]
    assert lesson.facts == [Whispered(lesson.now.utc, 1, ALICE, "alice", HOST, "Teacher", "help")]


def test_room_without_a_host_has_nobody_to_speak_for_it_but_announces() -> None:
    lesson = class_of("alice")
    assert lesson.room.host_name is None
    assert lesson.room.host_say("hello", lesson.now) == NOTHING
    assert lesson.room.host_whisper(ALICE, "hello", lesson.now) == NOTHING
    lesson.carry_out(lesson.room.announce("hello", lesson.now))
    assert unstamped(lesson.told(ALICE)) == [Announced("hello")]


def test_leaving_twice_and_leaving_without_a_login_do_nothing() -> None:
    lesson = class_of("alice", "bob")
    lesson.leave(ALICE)
    lesson.forget()
    assert lesson.leave(ALICE) == NOTHING
    assert lesson.leave(99) == NOTHING
    assert lesson.told(BOB) == []


# ---- the host --------------------------------------------------------------------------------------------


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


# ---- muting ----------------------------------------------------------------------------------------------


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


# ---- removing and banning --------------------------------------------------------------------------------


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


# ---- what stays true whatever happens --------------------------------------------------------------------

GUESTS = range(1, 7)
NAMES = ["alice", "Alice", "bob", "carol", "Dave", "a,b", "Teacher", "аlice"]
guests = st.sampled_from(GUESTS)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("log in"), guests, st.sampled_from(NAMES)),
        st.tuples(st.just("say"), guests, st.sampled_from(["hello", " ", "x" * 4001])),
        st.tuples(st.just("whisper"), guests, st.sampled_from(NAMES)),
        st.tuples(st.just("leave"), guests, st.just("")),
        st.tuples(st.just("remove"), guests, st.just("")),
        st.tuples(st.just("mute"), guests, st.sampled_from(["", "yes"])),
        st.tuples(st.just("ban"), guests, st.just("")),
        st.tuples(st.just("lift"), guests, st.just("")),
        st.tuples(st.just("wait"), guests, st.just("")),
        st.tuples(st.just("announce"), guests, st.sampled_from(["hello", " "])),
    ),
    max_size=40,
)


def play(lesson: Lesson, step: tuple[str, int, str]) -> None:
    act, guest, word = step
    room, now = lesson.room, lesson.now
    match act:
        case "log in":
            lesson.log_in(guest, word, f"10.0.0.{guest % 3}")
        case "say":
            lesson.say(guest, word)
        case "whisper":
            lesson.whisper(guest, word, "psst")
        case "leave":
            lesson.leave(guest)
        case "remove":
            lesson.carry_out(room.remove(guest, now))
        case "mute":
            lesson.carry_out(room.set_muted(guest, bool(word), now))
        case "ban":
            lesson.carry_out(room.ban(f"10.0.0.{guest % 3}", now))
        case "lift":
            lesson.carry_out(room.lift_ban(f"10.0.0.{guest % 3}", now))
        case "wait":
            lesson.steady += 45
        case "announce":
            lesson.carry_out(room.announce(word, now))


@given(steps, st.sampled_from([None, "Teacher"]))
@settings(deadline=None, max_examples=200)
def test_whatever_happens_everyone_knows_who_is_here(
    played: list[tuple[str, int, str]], host_name: str | None
) -> None:
    lesson = Lesson(Room(host_name=host_name, max_users=5))
    known: dict[int, list[str]] = {}  # who is here, as each guest was told
    for step in played:
        dismissed_before = len(lesson.dismissed)
        play(lesson, step)
        for guest in list(lesson.inboxes):
            for message in lesson.told(guest):
                match message:
                    case Roster(names):
                        assert names[-1] == lesson.room.name_of(guest), "one's own name comes last"
                        known[guest] = list(names)
                    case CameOnline(name):
                        assert name not in known[guest], "between two arrivals there is a departure"
                        known[guest].append(name)
                    case WentOffline(name):
                        known[guest].remove(name)
                    case Said(sender) | WhisperReceived(sender):
                        assert sender in known[guest]
                    case _:
                        pass
        for guest in lesson.dismissed[dismissed_before:]:
            assert lesson.room.name_of(guest) is None
        present = set(lesson.present)
        assert {guest for guest in GUESTS if lesson.room.name_of(guest) is not None} == present
        for guest in present:
            assert tuple(known[guest]) == lesson.room.names
            assert lesson.room.name_of(guest) in known[guest], "nobody hears of their own departure"
        for guest in [guest for guest in known if guest not in present]:
            del known[guest]
        assert lesson.room.user_count == len(present) + (host_name is not None) <= 5


@given(steps)
@settings(deadline=None, max_examples=100)
def test_whatever_happens_everyone_gets_the_same_in_the_same_order(
    played: list[tuple[str, int, str]],
) -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    for guest, name in ((10, "watcher"), (11, "listener")):
        assert lesson.log_in(guest, name, "10.9.9.9")
    lesson.forget()
    for step in played:
        play(lesson, step)
    assert lesson.told(10) == lesson.told(11)


@given(steps)
@settings(deadline=None, max_examples=100)
def test_whatever_happens_message_ids_rise_one_by_one(played: list[tuple[str, int, str]]) -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    for step in played:
        play(lesson, step)
    ids = [fact.message_id for fact in lesson.facts if isinstance(fact, Spoke | Whispered | AnnouncedByHost)]
    assert ids == list(range(1, len(ids) + 1))


def test_thousand_people_come_and_go() -> None:
    lesson = Lesson()
    for guest in range(1, 1_001):
        assert lesson.log_in(guest, f"guest {guest}")
    [roster] = [message for message in lesson.told(1_000) if isinstance(message, Roster)]
    assert len(roster.names) == 1_000
    assert len(lesson.told(1)) == 1_000
    for guest in range(1, 1_001):
        lesson.leave(guest)
    assert lesson.room.names == ()
