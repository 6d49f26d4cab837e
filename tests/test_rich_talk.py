"""A rich room seen by one guest: history, resuming, people's states, and whether the room is still there."""

import pytest

from chatroom_client.session.events import (
    AnnouncementArrived,
    FailureReason,
    HistoryArrived,
    HistoryKind,
    Joined,
    MessageArrived,
    NoticeArrived,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonChanged,
    PinnedChanged,
    RulesChanged,
    SessionEvent,
    SessionState,
    WhispersShown,
)
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Connect, Disconnect
from shared.protocol.messages import (
    Announced,
    Bye,
    CameOnline,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Online,
    OtherFrame,
    Ping,
    Pinned,
    Pong,
    Resume,
    RoomMode,
    RoomState,
    Said,
    Say,
    SetAway,
    SetHand,
    Stamp,
    User,
    UserChanged,
    WantOlder,
    Welcome,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from tests.helpers.session_talk import UTC, SessionTalk

SENDING, WAITING, UNSURE = OutgoingState.SENDING, OutgoingState.WAITING, OutgoingState.UNSURE
old = SessionTalk.old


@pytest.fixture
def talk() -> SessionTalk:
    """Somebody in a rich room."""
    made = SessionTalk(is_plain=False)
    made.enter_rich("bob")
    return made


def stamp(number: int) -> Stamp:
    return Stamp(number, UTC + number)


def histories(told: list[SessionEvent]) -> list[HistoryArrived]:
    return [event for event in told if isinstance(event, HistoryArrived)]


def come_back(talk: SessionTalk, *olds: Old, accepted: int = 0, last: int = 0) -> list[SessionEvent]:
    """Lose the connection and resume."""
    talk.lose()
    talk.try_now()
    talk.sent.clear()
    talk.greet()
    return talk.welcome(*olds, resumed=True, accepted=accepted, last=last)


# ---- history ---------------------------------------------------------------------------------------------


def test_what_was_said_before_the_join_comes_in_one_piece() -> None:
    talk = SessionTalk(is_plain=False)
    talk.join("alice")
    talk.greet()
    page = Old(stamp(3), "Teacher Wang", "Page 12", is_announcement=True)
    told = talk.welcome(old(1, "bob", "hi"), old(2, "alice", "I was here before"), page, last=3)
    assert histories(told) == [
        HistoryArrived(
            (
                MessageArrived(UTC + 1, "bob", "hi", is_own=False, message_id=1),
                MessageArrived(UTC + 2, "alice", "I was here before", is_own=True, message_id=2),
                AnnouncementArrived(UTC + 3, "Page 12", 3),
            ),
            HistoryKind.BEFORE_JOIN,
        )
    ]


def test_missed_messages_come_after_the_return_and_before_anything_new(talk: SessionTalk) -> None:
    talk.hear(Said("bob", "one", stamp(4)))
    told = come_back(talk, old(6, "bob", "two"), old(9, "bob", "psst", to="alice"), last=9)
    assert talk.sent[1] == Resume("secret", 4)
    assert told[1] == Joined("alice", ("alice",), is_return=True, is_resumed=True, is_rich=True)
    assert histories(told) == [
        HistoryArrived(
            (
                MessageArrived(UTC + 6, "bob", "two", is_own=False, message_id=6),
                MessageArrived(UTC + 9, "bob", "psst", is_own=False, to="bob", is_whisper=True, message_id=9),
            ),
            HistoryKind.MISSED,
        )
    ]


def test_history_is_whole_at_the_first_live_message_of_a_room_that_says_nothing_else(
    talk: SessionTalk,
) -> None:
    talk.lose()
    talk.try_now()
    talk.greet()
    assert talk.hear(Online("alice"), Welcome("alice", "s", True, 0, 2), old(1, "bob", "one"))[2:] == []
    told = talk.hear(OtherFrame(b"6", b"{}"), old(2, "bob", "two"), Said("bob", "three", stamp(3)))
    (history, live) = told
    assert isinstance(history, HistoryArrived)
    assert [line.message_id for line in history.messages] == [1, 2]
    assert isinstance(live, MessageArrived)


def test_history_is_whole_at_the_pong_in_a_quiet_room(talk: SessionTalk) -> None:
    talk.lose()
    talk.try_now()
    talk.greet()
    ping = talk.sent[-1]
    assert isinstance(ping, Ping)
    talk.hear(Welcome("alice", "s", True, 0, 1), old(1, "bob", "one"))
    assert len(histories(talk.hear(Pong(ping.number)))) == 1


def test_break_in_the_middle_of_the_history_loses_nothing_of_it(talk: SessionTalk) -> None:
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.hear(Welcome("alice", "secret", True, 0, 3), old(1, "bob", "one"), old(2, "bob", "two"))
    (history,) = histories(talk.lose())
    assert [line.message_id for line in history.messages] == [1, 2]
    talk.try_now()
    talk.greet()
    assert talk.sent[-3] == Resume("secret", 2)


def test_message_told_twice_is_shown_once(talk: SessionTalk) -> None:
    talk.hear(Said("bob", "one", stamp(1)))
    assert talk.hear(Said("bob", "one", stamp(1))) == []
    assert histories(come_back(talk, old(1, "bob", "one"), last=1)) == []


def test_return_that_is_not_resumed_shows_only_what_is_not_shown_already(talk: SessionTalk) -> None:
    talk.hear(Said("bob", "one", stamp(1)))
    talk.lose()
    talk.try_now()
    talk.greet()
    told = talk.welcome(old(1, "bob", "one"), old(2, "bob", "two"), session="another", last=2)
    (history,) = histories(told)
    assert (history.kind, [line.message_id for line in history.messages]) == (HistoryKind.BEFORE_JOIN, [2])


def test_room_that_began_anew_is_shown_though_it_counts_anew(talk: SessionTalk) -> None:
    talk.hear(Said("bob", "one", stamp(1)), Said("bob", "two", stamp(2)))
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.welcome(session="another")
    later = Stamp(1, UTC + 5000)
    assert len(talk.hear(Said("bob", "a new lesson", later))) == 1
    talk.lose()
    talk.try_now()
    talk.greet()
    assert talk.sent[-3] == Resume("another", 1)


def test_former_name_owns_only_what_is_on_its_way(talk: SessionTalk) -> None:
    talk.say("mine")
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.hear(NameRefused("alice"))
    talk.try_name("alice2")
    told = talk.welcome(
        old(1, "alice", "mine"), old(2, "alice", "not mine"), name="alice2", resumed=True, accepted=1, last=2
    )
    (history,) = histories(told)
    assert [line.is_own for line in history.messages if isinstance(line, MessageArrived)] == [True, False]
    assert talk.outgoing == []


# ---- older history ---------------------------------------------------------------------------------------


def test_older_messages_are_asked_for_and_end_with_the_pong(talk: SessionTalk) -> None:
    talk.sent.clear()
    talk.want_older(40)
    talk.want_older(40)
    assert talk.sent == [WantOlder(40, 100), Ping(2)]
    assert talk.hear(old(38, "bob", "one")) == []
    live = talk.hear(Said("bob", "now", stamp(50)))
    assert [type(event) for event in live] == [MessageArrived]
    talk.hear(old(39, "bob", "two"))
    (told,) = talk.hear(Pong(2))
    assert isinstance(told, HistoryArrived)
    assert (told.kind, told.is_all) == (HistoryKind.OLDER, True)
    assert [line.message_id for line in told.messages] == [38, 39]


def test_full_page_of_older_messages_is_not_all(talk: SessionTalk) -> None:
    talk.want_older(200)
    talk.hear(*[old(number, "bob", "x") for number in range(100, 200)])
    (told,) = talk.hear(Pong(2))
    assert isinstance(told, HistoryArrived)
    assert (len(told.messages), told.is_all) == (100, False)
    talk.want_older(100)
    assert talk.sent[-2:] == [WantOlder(100, 100), Ping(3)]


def test_page_with_nothing_in_it_is_answered_too(talk: SessionTalk) -> None:
    talk.want_older(1)
    assert talk.hear(Pong(2)) == [HistoryArrived((), HistoryKind.OLDER, is_all=True)]


def test_break_forgets_what_was_asked_for(talk: SessionTalk) -> None:
    talk.want_older(40)
    talk.hear(old(38, "bob", "one"))
    assert histories(talk.lose()) == []
    talk.want_older(40)
    come_back(talk)
    assert not [sent for sent in talk.sent if isinstance(sent, WantOlder)]
    talk.want_older(40)
    assert isinstance(talk.sent[-2], WantOlder)


def test_older_messages_wanted_during_the_catch_up_are_asked_for_after_it(talk: SessionTalk) -> None:
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.hear(Welcome("alice", "secret", True, 0, 9), old(9, "bob", "nine"))
    talk.want_older(5)
    assert not [sent for sent in talk.sent if isinstance(sent, WantOlder)]
    talk.hear(RoomState())
    assert talk.sent[-2] == WantOlder(5, 100)


def test_plain_room_has_nothing_older() -> None:
    talk = SessionTalk()
    assert talk.want_older(40) == []
    talk.enter("alice")
    assert talk.want_older(40) == [HistoryArrived((), HistoryKind.OLDER, is_all=True)]


def test_own_words_of_yesterday_do_not_confirm_those_of_today(talk: SessionTalk) -> None:
    talk.say("ok")
    talk.want_older(40)
    talk.hear(old(2, "alice", "ok"), Pong(2))
    assert talk.outgoing == [("ok", SENDING)]


# ---- own messages over a break ---------------------------------------------------------------------------


def test_own_message_stays_on_its_way_during_a_break(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.lose()
    assert talk.outgoing == [("hello", SENDING)]


def test_message_that_was_not_taken_in_is_sent_again_before_what_was_typed_since(talk: SessionTalk) -> None:
    talk.say("one")
    talk.whisper("bob", "two")
    talk.lose()
    talk.say("three")
    talk.try_now()
    talk.sent.clear()
    talk.greet()
    talk.welcome(old(1, "alice", "one"), resumed=True, accepted=1, last=1)
    assert [sent for sent in talk.sent if isinstance(sent, Say | Whisper)] == [
        Whisper("bob", "two"),
        Say("three"),
    ]
    assert talk.outgoing == [("two", SENDING), ("three", SENDING)]
    assert [item.number for item in talk.session.outgoing] == [2, 3]


def test_own_line_in_the_history_confirms_its_message(talk: SessionTalk) -> None:
    talk.whisper("bob", "psst")
    (item,) = talk.session.outgoing
    told = come_back(talk, old(1, "alice", "psst", to="bob"), accepted=1, last=1)
    (history,) = histories(told)
    assert history.messages == (
        MessageArrived(UTC + 1, "alice", "psst", True, "bob", True, message_id=1, outgoing_key=item.key),
    )
    assert told[told.index(history) + 1] == OutgoingChanged(())


def test_message_that_was_taken_in_and_not_shown_is_unsure(talk: SessionTalk) -> None:
    talk.say("rude")
    come_back(talk, accepted=1)
    assert talk.outgoing == [("rude", UNSURE)]
    assert Say("rude") not in talk.sent
    talk.resend(talk.session.outgoing[0].key)
    assert talk.session.outgoing[0].number == 2


def test_taken_in_message_is_on_its_way_until_the_history_is_whole(talk: SessionTalk) -> None:
    talk.say("one")
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.hear(Welcome("alice", "secret", True, 1, 1))
    assert talk.outgoing == [("one", SENDING)]
    talk.lose()
    assert talk.outgoing == [("one", SENDING)]
    talk.try_now()
    talk.greet()
    talk.welcome(old(1, "alice", "one"), resumed=True, accepted=1, last=1)
    assert talk.outgoing == []


def test_same_text_said_twice_is_counted_twice(talk: SessionTalk) -> None:
    talk.say("ok")
    talk.say("ok")
    come_back(talk, old(1, "alice", "ok"), accepted=1, last=1)
    assert talk.outgoing == [("ok", SENDING)]
    assert talk.sent.count(Say("ok")) == 1
    talk.hear(Said("alice", "ok", stamp(2)))
    assert talk.outgoing == []


def test_refused_message_is_neither_sent_again_nor_unsure(talk: SessionTalk) -> None:
    talk.say("rude")
    talk.hear(Notice(NoticeCode.MUTED))
    come_back(talk, accepted=1)
    assert talk.outgoing == [("rude", OutgoingState.REFUSED)]


def test_message_is_unsure_when_the_room_does_not_know_the_session(talk: SessionTalk) -> None:
    talk.say("one")
    talk.lose()
    talk.say("two")
    talk.try_now()
    talk.sent.clear()
    talk.greet()
    talk.welcome(session="another")
    assert [sent for sent in talk.sent if isinstance(sent, Say)] == [Say("two")]
    assert talk.outgoing == [("one", UNSURE), ("two", SENDING)]
    assert talk.session.outgoing[1].number == 1


def test_session_of_a_room_that_resumes_nothing_leaves_messages_unsure(talk: SessionTalk) -> None:
    talk.lose()
    talk.try_now()
    talk.greet()
    talk.welcome(session="")
    talk.say("one")
    talk.lose()
    assert talk.outgoing == [("one", UNSURE)]


def test_whisper_to_oneself_is_shown_once(talk: SessionTalk) -> None:
    talk.whisper("alice", "note")
    told = talk.hear(
        WhisperReceived("alice", "note", stamp(1), "alice"), WhisperSent("alice", "note", stamp(1), "alice")
    )
    assert len([event for event in told if isinstance(event, MessageArrived)]) == 1
    assert talk.outgoing == []


# ---- what is known of people and of the room -------------------------------------------------------------


def test_people_change_and_strangers_do_not(talk: SessionTalk) -> None:
    assert talk.hear(CameOnline("carol"), UserChanged(User("carol", is_plain=True))) == [
        PersonCame("carol"),
        PersonChanged(User("carol", is_plain=True)),
    ]
    assert talk.hear(UserChanged(User("carol", is_plain=True)), UserChanged(User("nobody"))) == []


def test_pinned_announcement_is_told_when_it_changes(talk: SessionTalk) -> None:
    pinned = RoomState(pinned=Pinned(stamp(1), "Page 12"))
    assert talk.hear(pinned, pinned) == [PinnedChanged("Page 12")]
    assert talk.hear(Announced("Page 13", stamp(2)))[0] == AnnouncementArrived(UTC + 2, "Page 13", 2)
    assert talk.hear(RoomState()) == [PinnedChanged("")]


def test_rules_of_the_room_are_told_at_each_login_and_when_they_change(talk: SessionTalk) -> None:
    freely = RulesChanged(RoomMode.ALL, 0.0)
    assert [event for event in talk.events if isinstance(event, RulesChanged)] == [freely]
    assert talk.hear(RoomState(RoomMode.HOST_ONLY, 5.0)) == [RulesChanged(RoomMode.HOST_ONLY, 5.0)]
    assert talk.hear(RoomState(RoomMode.HOST_ONLY, 5.0)) == []
    assert [type(event) for event in talk.hear(Notice(NoticeCode.RULES_NOBODY))] == [NoticeArrived]
    assert freely in come_back(talk)
    assert freely in come_back(talk)


def test_room_whose_host_sees_whispers_says_so_until_another_is_entered(talk: SessionTalk) -> None:
    assert talk.hear(RoomState(are_whispers_shown=True)) == [WhispersShown(True)]
    assert talk.hear(RoomState(are_whispers_shown=True)) == []
    assert talk.hear(RoomState()) == [WhispersShown(False)]
    talk.hear(RoomState(are_whispers_shown=True))
    assert WhispersShown(False) in talk.join("alice", host="10.0.0.2")


def test_rules_of_one_room_are_forgotten_in_the_next(talk: SessionTalk) -> None:
    talk.hear(RoomState(RoomMode.NOBODY))
    assert RulesChanged(RoomMode.ALL, 0.0) in talk.join("alice", host="10.0.0.2")


def test_what_the_rules_refuse_is_kept_and_what_goes_to_the_host_is_on_its_way(talk: SessionTalk) -> None:
    talk.say("one")
    talk.whisper("Ms Lee", "two")
    talk.say("three")
    refusal = Notice(NoticeCode.HOST_ONLY, name="Ms Lee")
    talk.hear(refusal)
    talk.hear(WhisperSent("Ms Lee", "two", stamp(1), "alice"), refusal)
    refused = OutgoingState.REFUSED
    assert talk.outgoing == [("one", refused), ("three", refused)]


def test_hand_that_the_host_lowered_does_not_go_up_again(talk: SessionTalk) -> None:
    talk.take(talk.session.raise_hand(True))
    talk.hear(UserChanged(User("alice", 5.0, has_hand_up=True)))
    assert talk.hear(UserChanged(User("alice", 5.0))) == [PersonChanged(User("alice", 5.0))]
    come_back(talk)
    assert SetHand(True) not in talk.sent


def test_away_and_hand_are_told_to_the_room_and_again_after_a_return(talk: SessionTalk) -> None:
    talk.take(talk.session.set_away(True))
    talk.take(talk.session.raise_hand(True))
    assert talk.sent[-2:] == [SetAway(True), SetHand(True)]
    talk.hear(UserChanged(User("alice", is_away=True, has_hand_up=True)))
    talk.hear(UserChanged(User("alice", is_away=True, has_hand_up=False)))
    come_back(talk)
    assert SetAway(True) in talk.sent
    assert SetHand(True) not in talk.sent


def test_plain_room_is_not_told_of_a_hand() -> None:
    talk = SessionTalk()
    talk.enter("alice")
    assert talk.session.raise_hand(True) == []
    assert talk.session.set_away(True) == []


# ---- whether the room is there ---------------------------------------------------------------------------


def test_room_is_pinged_every_fifteen_seconds(talk: SessionTalk) -> None:
    talk.sent.clear()
    for _ in range(4):
        talk.wait(15)
        ping = talk.sent[-1]
        assert isinstance(ping, Ping)
        assert talk.hear(Pong(ping.number)) == []
    assert len(talk.sent) == 4


def test_silent_room_is_lost_after_forty_five_seconds(talk: SessionTalk) -> None:
    talk.wait(10)
    talk.hear(Said("bob", "hi", stamp(1)))
    talk.wait(44.9)
    assert talk.session.state is SessionState.IN_ROOM
    talk.wait(0.2)
    assert talk.disconnects == [Disconnect(is_polite=False)]
    assert (talk.session.state, talk.last_state.failure) == (SessionState.RECONNECTING, FailureReason.LOST)


def test_room_is_asked_once_more_after_the_computer_slept(talk: SessionTalk) -> None:
    talk.steady += 3600
    talk.sent.clear()
    talk.take(talk.session.tick(talk.now))
    assert len(talk.sent) == 1
    assert talk.session.state is SessionState.IN_ROOM
    talk.hear(Pong(9))
    talk.wait(10)
    assert talk.session.state is SessionState.IN_ROOM


def test_room_that_does_not_answer_after_the_sleep_is_lost_in_three_seconds(talk: SessionTalk) -> None:
    talk.steady += 3600
    talk.take(talk.session.tick(talk.now))
    talk.wait(3.1)
    assert talk.session.state is SessionState.RECONNECTING


def test_new_network_asks_the_room_at_once(talk: SessionTalk) -> None:
    talk.sent.clear()
    talk.change_network()
    talk.change_network()
    assert len(talk.sent) == 1
    talk.wait(3.1)
    assert talk.session.state is SessionState.RECONNECTING


def test_new_network_ends_the_wait_and_starts_the_waits_over(talk: SessionTalk) -> None:
    for _ in range(4):
        talk.lose()
        talk.try_now()
        talk.fail()
    talk.change_network()
    talk.fail()
    assert talk.last_state.retry_at == talk.steady + 1.0


def test_new_network_starts_a_connection_attempt_over(talk: SessionTalk) -> None:
    talk.lose()
    talk.try_now()
    talk.wait(4)
    talk.change_network()
    assert talk.disconnects == [Disconnect(is_polite=False)]
    assert talk.connects[-2:] == [Connect("10.0.0.1", 9999)] * 2
    talk.wait(4)
    talk.connect()
    assert talk.sent[-1] != LogIn("alice")


def test_new_network_means_nothing_to_a_plain_room() -> None:
    talk = SessionTalk()
    talk.enter("alice")
    assert talk.change_network() == []
    assert talk.sent == [LogIn("alice")]


# ---- a program that starts anew --------------------------------------------------------------------------


def test_restarted_program_goes_on_and_fills_the_window() -> None:
    talk = SessionTalk(is_plain=False)
    talk.join("alice", kept=KeptSession("alice", "kept secret", 17, 3))
    talk.greet()
    told = talk.welcome(old(18, "bob", "missed"), resumed=True, accepted=2, last=18, session="kept secret")
    (missed,) = histories(told)
    assert (missed.kind, len(missed.messages)) == (HistoryKind.MISSED, 1)
    want, ping = talk.sent[-2:]
    assert want == WantOlder(18, 50)
    assert isinstance(ping, Ping)
    (older,) = talk.hear(old(16, "bob", "a"), old(17, "bob", "b"), Pong(ping.number))
    assert isinstance(older, HistoryArrived)
    assert (older.kind, len(older.messages), older.is_all) == (HistoryKind.OLDER, 2, True)


def test_leaving_says_goodbye(talk: SessionTalk) -> None:
    talk.leave()
    assert talk.sent[-1] == Bye()
    assert talk.disconnects == [Disconnect(is_polite=True)]
    assert talk.session.next_tick_at is None
    assert talk.wait(100) == []
