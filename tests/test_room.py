"""Who is here, who may say what, who gets what: whole lessons without a socket."""

import pytest

from chatroom_server.deliveries import NOTHING, Admit, ToEveryone, ToGuest
from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    Left,
    Spoke,
    Whispered,
)
from chatroom_server.room import Room
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.protocol.messages import (
    Announced,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Roster,
    Said,
    Unserved,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName
from tests.helpers.lesson import ALICE, BOB, CAROL, Lesson, class_of, listed, unstamped

# ---- a whole lesson -------------------------------------------------------------------------------------------


def test_a_whole_lesson() -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    assert lesson.log_in(ALICE, "alice")
    assert unstamped(lesson.told(ALICE)) == [listed("Teacher", "alice")]
    assert lesson.log_in(BOB, " Bob ")
    assert unstamped(lesson.told(BOB)) == [listed("Teacher", "alice", "Bob")]
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
        listed("Teacher", "alice", "Bob", "carol"),
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


# ---- names ----------------------------------------------------------------------------------------------------


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
    alice, bob = lesson.room.user_of(ALICE), lesson.room.user_of(BOB)
    assert alice is not None
    assert bob is not None
    assert deliveries == (ToEveryone(CameOnline("bob", bob)), ToGuest(BOB, Roster((alice, bob))), Admit(BOB))


def test_object_that_cannot_be_read_is_answered_before_the_login_too() -> None:
    lesson = Lesson()
    lesson.receive(ALICE, Unserved(Notice(NoticeCode.BAD_OBJECT)))
    lesson.receive(ALICE, Unserved(Notice(NoticeCode.UNKNOWN_TYPE, name="9")))
    assert lesson.told(ALICE) == [Notice(NoticeCode.BAD_OBJECT), Notice(NoticeCode.LOG_IN_FIRST)]


# ---- saying and whispering ------------------------------------------------------------------------------------


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
