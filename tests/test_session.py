"""The session: joining, names, losing the room and coming back, all without a socket or a clock."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_client.session.events import (
    FailureReason,
    Joined,
    MessageArrived,
    NoticeArrived,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonWent,
    RefusalReason,
    Refused,
    RulesChanged,
    SessionState,
    StateChanged,
    WhispersShown,
)
from chatroom_client.session.orders import Connect, Disconnect
from shared.protocol.messages import (
    Announced,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    RoomMode,
    RoomState,
    Said,
    Say,
    ServerMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.session_talk import HELLO, UTC, SessionTalk

FREELY = RulesChanged(RoomMode.ALL, 0.0)


@pytest.fixture
def talk() -> SessionTalk:
    return SessionTalk()


# ---- joining ---------------------------------------------------------------------------------------------


def test_join_connects_and_sends_the_name_once_connected(talk: SessionTalk) -> None:
    assert talk.join("alice") == [StateChanged(SessionState.CONNECTING)]
    assert talk.connects == [Connect("10.0.0.1", 9999)]
    assert talk.sent == []
    assert talk.connect() == [StateChanged(SessionState.LOGGING_IN)]
    assert talk.sent == [LogIn("alice")]


def test_own_name_at_the_end_of_the_list_means_in_the_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.hear(Online("Teacher Wang"), Online("bob")) == []
    assert talk.hear(Online("alice")) == [
        StateChanged(SessionState.IN_ROOM),
        Joined("alice", ("Teacher Wang", "bob", "alice"), is_return=False),
        FREELY,
    ]
    assert talk.session.names == ("Teacher Wang", "bob", "alice")
    assert talk.session.next_tick_at is None


def test_name_is_sent_trimmed_and_recognised_as_the_server_shows_it(talk: SessionTalk) -> None:
    talk.join("  Jose\u0301 ")
    talk.connect()
    assert talk.sent == [LogIn("Jos\u00e9")]
    assert talk.hear(Online("JOS\u00c9"))[1] == Joined("JOS\u00c9", ("JOS\u00c9",), is_return=False)
    assert talk.session.you == "JOS\u00c9"


def test_list_of_repeated_names_shows_everyone_once(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(Online("bob"), Online("bob"), CameOnline("BOB"), CameOnline("carol"), WentOffline("carol"))
    assert talk.hear(Online("alice"))[1] == Joined("alice", ("bob", "alice"), is_return=False)


def test_server_that_tells_the_newcomer_of_itself_lets_it_in(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.hear(CameOnline("alice"))[1] == Joined("alice", ("alice",), is_return=False)
    assert talk.hear(Online("bob"), Online("alice")) == [PersonCame("bob")]


def test_name_that_breaks_the_rules_is_refused_before_anything_is_sent(talk: SessionTalk) -> None:
    told = talk.join("a,b")
    assert told == [
        StateChanged(SessionState.NAME_REFUSED),
        Refused("a,b", RefusalReason.INVALID, "ab", "comma"),
    ]
    assert talk.connects == []
    talk.try_name("ab")
    assert talk.connects == [Connect("10.0.0.1", 9999)]


def test_invalid_name_on_an_open_connection_is_not_sent_either(talk: SessionTalk) -> None:
    talk.be_refused("grace")
    told = talk.try_name("*")
    assert [type(event) for event in told] == [Refused]
    assert talk.sent == [LogIn("grace")]
    talk.try_name("heidi")
    assert talk.sent == [LogIn("grace"), LogIn("heidi")]
    assert len(talk.connects) == 1


def test_taken_name_comes_with_a_suggestion_and_the_next_one_after_that(talk: SessionTalk) -> None:
    assert talk.be_refused("grace") == [
        StateChanged(SessionState.NAME_REFUSED),
        Refused("grace", RefusalReason.TAKEN, "grace2"),
    ]
    talk.try_name("grace2")
    assert talk.hear(NameRefused("grace2"))[-1] == Refused("grace2", RefusalReason.TAKEN, "grace3")
    talk.try_name("grace3")
    talk.hear(Online("grace3"))
    assert talk.session.state is SessionState.IN_ROOM


def test_name_once_refused_is_not_suggested_again(talk: SessionTalk) -> None:
    talk.be_refused("grace2")
    talk.try_name("grace3")
    talk.hear(NameRefused("grace3"))
    talk.try_name("grace")
    assert talk.hear(NameRefused("grace"))[-1] == Refused("grace", RefusalReason.TAKEN, "grace4")


@pytest.mark.parametrize(
    ("notice", "reason", "number"),
    [
        (Notice(NoticeCode.ROOM_FULL, number=60), RefusalReason.ROOM_FULL, 60),
        (Notice(NoticeCode.REMOVED_WAIT, number=42), RefusalReason.REMOVED, 42),
        (Notice(NoticeCode.BANNED), RefusalReason.BANNED, 0),
    ],
)
def test_notice_before_the_refusal_is_its_reason(
    talk: SessionTalk, notice: Notice, reason: RefusalReason, number: int
) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.hear(notice) == []
    assert talk.hear(NameRefused("alice"))[-1] == Refused("alice", reason, number=number)


def test_reason_of_one_refusal_is_not_the_reason_of_the_next(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(Notice(NoticeCode.REMOVED_WAIT, number=9), NameRefused("alice"))
    talk.try_name("bob")
    assert talk.hear(NameRefused("bob"))[-1] == Refused("bob", RefusalReason.TAKEN, "bob2")


def test_banned_guest_is_out_for_good_when_the_server_closes(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(Notice(NoticeCode.BANNED), NameRefused("alice"))
    assert talk.lose() == [StateChanged(SessionState.ENDED, failure=FailureReason.BANNED)]


def test_server_that_does_not_wait_for_another_name_is_connected_to_again(talk: SessionTalk) -> None:
    talk.be_refused("alice")
    assert talk.lose() == []
    assert talk.session.state is SessionState.NAME_REFUSED
    assert talk.try_name("alice2") == [StateChanged(SessionState.CONNECTING)]
    talk.let_in("alice2")
    assert talk.last_state.state is SessionState.IN_ROOM


def test_name_sent_as_the_server_stops_waiting_is_sent_again(talk: SessionTalk) -> None:
    talk.be_refused("alice")
    talk.try_name("alice2")
    talk.lose()
    talk.connect()
    assert talk.sent == [LogIn("alice"), LogIn("alice2"), LogIn("alice2")]
    talk.lose()
    assert talk.last_state == StateChanged(SessionState.ENDED, failure=FailureReason.CLOSED_AT_ONCE)


# ---- what can go wrong at the first connection -----------------------------------------------------------


@pytest.mark.parametrize(
    "reason", [FailureReason.UNKNOWN_HOST, FailureReason.NO_ROOM, FailureReason.NO_NETWORK]
)
def test_first_connection_that_fails_ends_with_its_reason(talk: SessionTalk, reason: FailureReason) -> None:
    talk.join("alice")
    assert talk.fail(reason) == [StateChanged(SessionState.ENDED, failure=reason)]
    assert talk.session.next_tick_at is None


def test_connection_that_never_comes_is_given_up(talk: SessionTalk) -> None:
    talk.join("alice")
    assert talk.wait(4.9) == []
    assert talk.wait(0.2) == [StateChanged(SessionState.ENDED, failure=FailureReason.NO_ANSWER)]
    assert talk.disconnects == [Disconnect(is_polite=False)]


def test_early_timer_does_nothing(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.steady += 4.99
    assert talk.session.tick(talk.now) == []
    assert talk.session.state is SessionState.CONNECTING


def test_close_before_the_login_is_told_as_such(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.lose() == [StateChanged(SessionState.ENDED, failure=FailureReason.CLOSED_AT_ONCE)]


def test_too_many_connections_are_told_as_such(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(Notice(NoticeCode.TOO_MANY_CONNECTIONS))
    assert talk.lose() == [StateChanged(SessionState.ENDED, failure=FailureReason.TOO_MANY)]


def test_banner_of_another_server_and_a_close_is_no_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.session.heard_noise()
    assert talk.lose() == [StateChanged(SessionState.ENDED, failure=FailureReason.NOT_A_ROOM)]


def test_silence_after_the_login_is_no_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.wait(5.1) == [StateChanged(SessionState.ENDED, failure=FailureReason.NOT_A_ROOM)]
    assert talk.disconnects == [Disconnect(is_polite=False)]


def test_slow_list_is_waited_for(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    for number in range(10):
        talk.wait(4.0)
        talk.hear(Online(f"guest{number}"))
    talk.hear(Online("alice"))
    assert talk.session.state is SessionState.IN_ROOM
    assert talk.wait(3600) == []


def test_nonsense_at_the_first_connection_is_no_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    told = talk.take(talk.session.heard_nonsense(talk.now))
    assert told == [StateChanged(SessionState.ENDED, failure=FailureReason.NOT_A_ROOM)]
    assert talk.disconnects == [Disconnect(is_polite=False)]


# ---- in the room -----------------------------------------------------------------------------------------


def test_arrivals_and_departures_of_others_are_told_once(talk: SessionTalk) -> None:
    talk.enter("alice", "bob")
    told = talk.hear(CameOnline("carol"), CameOnline("Carol"), Online("dave"), WentOffline("CAROL"))
    assert told == [PersonCame("carol"), PersonCame("dave"), PersonWent("carol")]
    assert talk.session.names == ("bob", "alice", "dave")


def test_departure_of_a_stranger_and_news_of_oneself_are_nothing(talk: SessionTalk) -> None:
    talk.enter("alice", "bob")
    assert talk.hear(WentOffline("nobody"), WentOffline("alice"), CameOnline("alice"), Online("")) == []
    assert talk.session.names == ("bob", "alice")


def test_what_others_say_is_shown_as_it_is(talk: SessionTalk) -> None:
    talk.enter("alice", "bob")
    utc = UTC + talk.steady
    assert talk.hear(Said("bob", "<b>hi</b>")) == [MessageArrived(utc, "bob", "<b>hi</b>", is_own=False)]
    assert talk.hear(WhisperReceived("bob", "psst")) == [
        MessageArrived(utc, "bob", "psst", is_own=False, to="bob", is_whisper=True)
    ]
    assert talk.hear(OtherText("welcome to my server")) == [NoticeArrived(utc, "", "welcome to my server")]
    assert talk.hear(OtherFrame(b"9", b"?"), NameRefused("alice")) == []


def test_whisper_to_oneself_is_shown_once(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.whisper("alice", "note")
    told = talk.hear(WhisperReceived("alice", "note"), WhisperSent("alice", "note"))
    assert [event.text for event in told if isinstance(event, MessageArrived)] == ["note"]
    assert talk.outgoing == []


def test_what_is_said_stays_outgoing_until_its_echo(talk: SessionTalk) -> None:
    talk.enter("alice")
    told = talk.say("hello")
    assert talk.sent[-1] == Say("hello")
    assert [type(event) for event in told] == [OutgoingChanged]
    (item,) = talk.session.outgoing
    assert (item.text, item.state, item.to) == ("hello", OutgoingState.SENDING, "")
    told = talk.hear(Said("alice", "hello"))
    assert told == [
        MessageArrived(UTC + talk.steady, "alice", "hello", is_own=True, outgoing_key=item.key),
        OutgoingChanged(()),
    ]


def test_own_line_that_was_not_waited_for_is_shown_all_the_same(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("hello")
    told = talk.hear(Said("ALICE", "something else"))
    assert told == [MessageArrived(UTC + talk.steady, "alice", "something else", is_own=True)]
    assert talk.outgoing == [("hello", OutgoingState.SENDING)]


def test_server_that_never_echoes_leaves_the_text_outgoing(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("hello")
    assert talk.wait(3600) == []
    assert talk.outgoing == [("hello", OutgoingState.SENDING)]


def test_same_text_of_somebody_else_confirms_nothing(talk: SessionTalk) -> None:
    talk.enter("alice", "bob")
    talk.say("hello")
    talk.hear(Said("bob", "hello"))
    assert talk.outgoing == [("hello", OutgoingState.SENDING)]


def test_blank_text_is_nothing(talk: SessionTalk) -> None:
    talk.enter("alice")
    assert talk.say(" \n\t ") == []
    assert talk.whisper("bob", "\x02\x03") == []
    assert talk.sent == [LogIn("alice")]


def test_whisper_without_a_receiver_is_never_said_to_everyone(talk: SessionTalk) -> None:
    talk.enter("alice")
    with pytest.raises(ValueError, match="receiver"):
        talk.whisper("\x02 ", "secret")
    assert talk.sent == [LogIn("alice")]


def test_whisper_to_a_name_with_a_comma_never_reaches_the_one_before_it(talk: SessionTalk) -> None:
    talk.enter("alice", "bob", "bob,jones")
    told = talk.whisper("bob,jones", "secret")
    assert talk.sent == [LogIn("alice")]
    assert talk.outgoing == [("secret", OutgoingState.REFUSED)]
    assert isinstance(told[0], NoticeArrived)
    assert told[0].code == NoticeCode.NOT_ONLINE


def test_refusal_keeps_the_text(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.whisper("bob", "are you there?")
    told = talk.hear(Notice(NoticeCode.NOT_ONLINE, name="bob"))
    assert told[0] == NoticeArrived(UTC + talk.steady, "not-online", "bob is not online", "bob", 0)
    assert talk.outgoing == [("are you there?", OutgoingState.REFUSED)]


def test_plain_room_says_in_a_notice_that_the_host_can_see_whispers(talk: SessionTalk) -> None:
    talk.enter()
    assert WhispersShown(True) in talk.hear(Notice(NoticeCode.WHISPERS_SHOWN))
    assert WhispersShown(False) in talk.hear(Notice(NoticeCode.WHISPERS_HIDDEN))


def test_refused_text_is_sent_again_or_thrown_away_as_the_person_decides(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.whisper("bob", "one")
    talk.whisper("bob", "two")
    talk.hear(Notice(NoticeCode.NOT_ONLINE, name="bob"), Notice(NoticeCode.NOT_ONLINE, name="bob"))
    one, two = talk.session.outgoing
    talk.resend(one.key)
    assert talk.sent[-1] == Whisper("bob", "one")
    assert talk.outgoing == [("two", OutgoingState.REFUSED), ("one", OutgoingState.SENDING)]
    talk.discard(two.key)
    talk.discard(one.key)  # on its way: cannot be called back
    assert talk.outgoing == [("one", OutgoingState.SENDING)]
    assert talk.resend(two.key) == []


# ---- the end ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (NoticeCode.CLOSING, FailureReason.ROOM_CLOSED),
        (NoticeCode.REMOVED, FailureReason.REMOVED),
        (NoticeCode.BANNED, FailureReason.BANNED),
    ],
)
def test_room_that_says_goodbye_is_not_come_back_to(
    talk: SessionTalk, code: NoticeCode, reason: FailureReason
) -> None:
    talk.enter("alice")
    talk.say("one moment")
    talk.hear(Notice(code))
    assert talk.session.state is SessionState.IN_ROOM
    assert talk.lose()[-1] == StateChanged(SessionState.ENDED, failure=reason)
    assert talk.outgoing == [("one moment", OutgoingState.UNSURE)]
    assert talk.wait(3600) == []
    assert len(talk.connects) == 1


def test_text_typed_as_the_room_ends_is_kept(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.hear(Notice(NoticeCode.CLOSING))
    talk.lose()
    talk.say("bye")
    assert talk.outgoing == [("bye", OutgoingState.UNSURE)]


def test_leaving_closes_politely_and_nothing_follows(talk: SessionTalk) -> None:
    talk.enter("alice")
    assert talk.leave() == [StateChanged(SessionState.IDLE)]
    assert talk.disconnects == [Disconnect(is_polite=True)]
    assert talk.lose() == []
    assert talk.hear(Said("bob", "hi")) == []
    assert talk.wait(3600) == []


def test_leaving_ends_the_tries_to_come_back(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    assert talk.leave() == [StateChanged(SessionState.IDLE)]
    assert talk.disconnects == []
    assert talk.wait(3600) == []
    assert len(talk.connects) == 1


def test_joining_another_room_takes_no_text_along(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("for this room only")
    talk.join("alice", host="10.0.0.2")
    assert talk.disconnects == [Disconnect(is_polite=True)]
    assert talk.outgoing == []
    talk.let_in("alice")
    assert talk.sent[-1] == LogIn("alice")


def test_joining_the_same_room_again_leaves_unsent_texts_to_the_person(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.say("later")
    talk.leave()
    talk.join("bob")
    assert talk.session.you == "bob"
    told = talk.let_in("bob")
    assert Joined("bob", ("bob",), is_return=False) in told
    assert talk.outgoing == [("later", OutgoingState.UNSURE)]
    assert Say("later") not in talk.sent


# ---- losing the room and coming back ---------------------------------------------------------------------


def test_lost_room_is_tried_again_after_a_second(talk: SessionTalk) -> None:
    talk.enter("alice")
    assert talk.lose() == [
        StateChanged(SessionState.RECONNECTING, retry_at=talk.steady + 1.0, failure=FailureReason.LOST)
    ]
    assert talk.wait(0.9) == []
    assert talk.wait(0.2) == [StateChanged(SessionState.RECONNECTING)]
    assert len(talk.connects) == 2


def test_waits_grow_to_fifteen_seconds_and_never_end(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    waits = []
    for _ in range(8):
        at = talk.last_state.retry_at
        assert at is not None
        waits.append(at - talk.steady)
        talk.wait(at - talk.steady)
        talk.fail()
    assert waits == pytest.approx([1, 2, 4, 8, 15, 15, 15, 15])
    assert talk.last_state.failure is FailureReason.NO_ROOM


def test_waits_are_spread_so_that_a_class_does_not_come_at_once() -> None:
    talk = SessionTalk(jitter=1.0)
    talk.enter("alice")
    talk.lose()
    assert talk.last_state.retry_at == pytest.approx(talk.steady + 1.3)


def test_connection_that_held_starts_the_waits_over(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.wait(1)
    talk.fail()
    talk.wait(2)
    talk.let_in("alice")
    talk.wait(11)
    talk.lose()
    assert talk.last_state.retry_at == talk.steady + 1.0


def test_connections_that_break_at_once_make_the_waits_grow(talk: SessionTalk) -> None:
    talk.enter("alice")
    for expected in (1.0, 2.0, 4.0):
        talk.lose()
        assert talk.last_state.retry_at == talk.steady + expected
        talk.come_back()


def test_try_now_does_not_wait(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    assert talk.try_now() == [StateChanged(SessionState.RECONNECTING)]
    assert talk.try_now() == []
    assert len(talk.connects) == 2


def test_return_takes_the_same_name_and_the_new_list(talk: SessionTalk) -> None:
    talk.enter("alice", "bob", "carol")
    talk.lose()
    talk.try_now()
    told = talk.let_in("alice", "carol", "dave")
    assert told == [
        StateChanged(SessionState.IN_ROOM),
        Joined("alice", ("carol", "dave", "alice"), is_return=True),
        FREELY,
    ]
    assert talk.sent == [LogIn("alice"), LogIn("alice")]


def test_what_is_typed_meanwhile_goes_out_in_order_after_the_return(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.say("one")
    talk.whisper("bob", "two")
    assert talk.outgoing == [("one", OutgoingState.WAITING), ("two", OutgoingState.WAITING)]
    talk.try_now()
    talk.say("three")
    talk.let_in("alice")
    assert talk.sent[2:] == [Say("one"), Whisper("bob", "two"), Say("three")]
    assert {state for _, state in talk.outgoing} == {OutgoingState.SENDING}
    talk.hear(Said("alice", "one"), WhisperSent("bob", "two"), Said("alice", "three"))
    assert talk.outgoing == []


def test_unconfirmed_text_is_unsure_after_a_loss_and_not_sent_by_itself(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("did it arrive?")
    talk.lose()
    assert talk.outgoing == [("did it arrive?", OutgoingState.UNSURE)]
    talk.come_back()
    assert talk.sent == [LogIn("alice"), Say("did it arrive?"), LogIn("alice")]
    talk.resend(talk.session.outgoing[0].key)
    assert talk.sent[-1] == Say("did it arrive?")


def test_unsure_text_resent_without_a_connection_waits_for_it(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("one")
    talk.lose()
    talk.resend(talk.session.outgoing[0].key)
    assert talk.outgoing == [("one", OutgoingState.WAITING)]
    talk.come_back()
    assert talk.sent[-1] == Say("one")


def test_own_dead_connection_that_holds_the_name_is_waited_out(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    told = talk.hear(NameRefused("alice"))
    assert told == [StateChanged(SessionState.RECONNECTING, retry_at=talk.steady + 2.0)]
    talk.wait(2.0)
    assert talk.sent == [LogIn("alice")] * 3
    talk.hear(Online("alice"))
    assert talk.session.state is SessionState.IN_ROOM
    assert len(talk.connects) == 2


def test_name_still_held_when_the_server_stops_waiting_is_asked_for_on_a_new_connection(
    talk: SessionTalk,
) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    talk.hear(NameRefused("alice"))
    talk.lose()
    assert talk.session.state is SessionState.RECONNECTING
    talk.come_back()
    assert talk.last_state.state is SessionState.IN_ROOM


def test_person_is_asked_for_another_name_once_the_old_one_is_surely_somebody_elses(
    talk: SessionTalk,
) -> None:
    talk.enter("alice")
    talk.lose()
    talk.say("still here")
    talk.try_now()
    talk.connect()
    for _ in range(14):
        talk.hear(NameRefused("alice"))
        talk.wait(2.0)
    talk.wait(2.0)
    told = talk.hear(NameRefused("alice"))
    assert told[-1] == Refused("alice", RefusalReason.TAKEN, "alice2")
    assert talk.session.state is SessionState.NAME_REFUSED
    talk.try_name("alice2")
    told = talk.hear(Online("alice2"))
    assert Joined("alice2", ("alice2",), is_return=True) in told
    assert talk.sent[-1] == Say("still here")


def test_full_room_on_the_return_is_told_at_once(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    told = talk.hear(Notice(NoticeCode.ROOM_FULL, number=60), NameRefused("alice"))
    assert told[-1] == Refused("alice", RefusalReason.ROOM_FULL, number=60)


def test_too_many_connections_on_the_return_are_waited_out(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    talk.hear(Notice(NoticeCode.TOO_MANY_CONNECTIONS))
    talk.lose()
    assert talk.session.state is SessionState.RECONNECTING
    assert talk.last_state.failure is FailureReason.TOO_MANY


def test_frozen_server_is_tried_again(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    talk.wait(5.1)
    assert talk.last_state.failure is FailureReason.NO_ANSWER
    assert talk.session.state is SessionState.RECONNECTING


def test_nonsense_in_the_room_breaks_the_connection_and_not_the_session(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.say("hello")
    talk.take(talk.session.heard_nonsense(talk.now))
    assert talk.disconnects == [Disconnect(is_polite=False)]
    assert talk.session.state is SessionState.RECONNECTING
    assert talk.outgoing == [("hello", OutgoingState.UNSURE)]


def test_ban_that_is_met_on_the_return_ends_the_tries(talk: SessionTalk) -> None:
    talk.enter("alice")
    talk.lose()
    talk.try_now()
    talk.connect()
    talk.hear(Notice(NoticeCode.BANNED))
    talk.lose()
    assert talk.last_state == StateChanged(SessionState.ENDED, failure=FailureReason.BANNED)


# ---- whatever happens ------------------------------------------------------------------------------------

_names = st.sampled_from(["alice", "ALICE", "bob", "", "a,b", "alice2", "\u202ex"])
_texts = st.sampled_from(["hi", "hi ", "a\n    b", "a\nb", "\x02", "", "x" * 4001, "\U0001f642"])
_stamps = st.builds(Stamp, st.integers(0, 20), st.floats(0, 20))
_messages: st.SearchStrategy[ServerMessage] = st.one_of(
    st.builds(Online, _names),
    st.builds(CameOnline, _names),
    st.builds(WentOffline, _names),
    st.builds(NameRefused, _names),
    st.builds(Said, _names, _texts),
    st.builds(WhisperSent, _names, _texts),
    st.builds(WhisperReceived, _names, _texts),
    st.builds(Announced, _texts),
    st.builds(OtherText, _texts),
    st.builds(OtherFrame, st.just(b"x"), st.just(b"")),
    st.builds(Notice, st.sampled_from(NoticeCode), _names, st.integers(0, 5000)),
    st.just(HELLO),
    st.builds(Welcome, _names, _texts, st.booleans(), st.integers(0, 9), st.integers(0, 99)),
    st.builds(Said, _names, _texts, _stamps),
    st.builds(Old, _stamps, _names, _texts, _names, st.booleans()),
    st.builds(WhisperSent, _names, _texts, _stamps, _names),
    st.builds(UserChanged, st.builds(User, _names, is_away=st.booleans())),
    st.builds(Pong, st.integers(0, 9)),
    st.just(RoomState()),
)
_Step = Callable[[SessionTalk], object]
_steps: st.SearchStrategy[_Step] = st.one_of(
    _messages.map(lambda message: lambda talk: talk.hear(message)),
    _names.map(lambda name: lambda talk: talk.join(name)),
    _names.map(lambda name: lambda talk: talk.try_name(name)),
    _texts.map(lambda text: lambda talk: talk.say(text)),
    _texts.map(lambda text: lambda talk: talk.whisper("bob", text)),
    st.integers(1, 5).map(lambda key: lambda talk: talk.resend(key)),
    st.floats(0, 20).map(lambda seconds: lambda talk: talk.wait(seconds)),
    st.sampled_from(FailureReason).map(lambda reason: lambda talk: talk.fail(reason)),
    st.sampled_from(
        [
            SessionTalk.connect,
            SessionTalk.lose,
            SessionTalk.leave,
            SessionTalk.try_now,
            lambda talk: talk.session.heard_noise(),
            lambda talk: talk.take(talk.session.heard_nonsense(talk.now)),
            lambda talk: talk.let_in("alice", "bob"),
            lambda talk: (talk.greet(), talk.welcome(resumed=True, accepted=1, last=9)),
            lambda talk: talk.want_older(9),
            SessionTalk.change_network,
        ]
    ),
)


def _entered(*, is_plain: bool) -> SessionTalk:
    talk = SessionTalk(is_plain=is_plain)
    if is_plain:
        talk.enter("alice", "bob")
    else:
        talk.enter_rich("bob")
    return talk


@settings(max_examples=300, deadline=None)
@given(st.booleans(), st.lists(_steps, max_size=40))
def test_no_text_is_ever_lost_and_nothing_raises(is_plain: bool, steps: list[_Step]) -> None:
    talk = _entered(is_plain=is_plain)
    known: set[int] = set()
    for step in steps:
        step(talk)
        confirmed = {line.outgoing_key for line in talk.lines}
        outgoing = {item.key for item in talk.session.outgoing}
        known |= outgoing
        assert len(known) == talk.written
        assert known <= confirmed | outgoing
        assert not (outgoing & confirmed)


@settings(max_examples=200, deadline=None)
@given(st.booleans(), st.lists(_steps, max_size=40))
def test_events_tell_all_that_the_properties_show(is_plain: bool, steps: list[_Step]) -> None:
    talk = _entered(is_plain=is_plain)
    for step in steps:
        step(talk)
        changes = [event for event in talk.events if isinstance(event, OutgoingChanged)]
        assert talk.session.outgoing == (changes[-1].outgoing if changes else ())
        assert talk.last_state.state is talk.session.state
        waits_for_retry = talk.last_state.retry_at is not None
        assert not waits_for_retry or talk.last_state.retry_at == talk.session.next_tick_at
