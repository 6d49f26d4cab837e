"""The way in: what servers make of a hello, and that everybody gets in all the same."""

import pytest

from chatroom_client.session.events import (
    FailureReason,
    HistoryArrived,
    Joined,
    NoticeArrived,
    RefusalReason,
    Refused,
    RoomNamed,
    RulesChanged,
    SessionState,
    StateChanged,
)
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Disconnect
from shared.protocol.messages import (
    Bye,
    CameOnline,
    Hello,
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    Online,
    OtherFrame,
    OtherText,
    Ping,
    RefusalCode,
    Resume,
    RoomMode,
    Said,
    Say,
    ServerMessage,
    User,
    UserChanged,
    Welcome,
)
from tests.helpers.session_talk import HELLO, SessionTalk

OUR_HELLO = Hello(1, "Test", "en")
KEPT = KeptSession("alice", "kept secret", 17, 3)


@pytest.fixture
def talk() -> SessionTalk:
    return SessionTalk(is_plain=False)


# ---- a rich room -----------------------------------------------------------------------------------------


def test_rich_room_is_greeted_before_the_name_is_sent(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.sent == [OUR_HELLO]
    assert talk.session.state is SessionState.LOGGING_IN
    assert talk.hear(HELLO) == [RoomNamed("Room 101")]
    assert talk.sent == [OUR_HELLO, LogIn("alice"), Ping(1)]


def test_welcome_and_not_the_own_name_means_in_the_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.greet()
    bob = User("bob", since=7.0, is_away=True)
    assert talk.hear(Online("bob"), UserChanged(bob), Online("alice")) == []
    assert talk.hear(Welcome("alice", "secret", False, 0, 0)) == [
        StateChanged(SessionState.IN_ROOM),
        Joined("alice", ("bob", "alice"), is_return=False, users=(bob,), is_rich=True),
    ]


def test_name_of_the_room_is_told_once(talk: SessionTalk) -> None:
    talk.enter_rich()
    talk.lose()
    talk.try_now()
    assert talk.greet() == []


def test_session_that_was_kept_is_resumed_before_the_name(talk: SessionTalk) -> None:
    talk.join("alice", kept=KEPT)
    talk.greet()
    assert talk.sent == [OUR_HELLO, Resume("kept secret", 17), LogIn("alice"), Ping(1)]


def test_refused_name_is_resumed_under_another_one(talk: SessionTalk) -> None:
    talk.enter_rich()
    talk.lose()
    talk.try_now()
    talk.greet()
    told = talk.hear(NameRefused("alice", RefusalCode.TAKEN))
    assert told[-1] == Refused("alice", RefusalReason.TAKEN, "alice2")
    talk.sent.clear()
    talk.try_name("alice2")
    assert talk.sent[:2] == [Resume("secret", 0), LogIn("alice2")]
    assert talk.welcome(name="alice2", resumed=True)[1] == Joined(
        "alice2", ("alice2",), is_return=True, is_resumed=True, is_rich=True
    )


def test_rich_room_that_closes_before_the_answer_is_come_back_to_with_a_hello(talk: SessionTalk) -> None:
    talk.enter_rich()
    for _ in range(5):
        talk.lose()
        assert talk.last_state.failure is FailureReason.LOST
        talk.try_now()
        talk.connect()
        assert talk.sent[-1] == OUR_HELLO


def test_rich_room_that_is_slow_today_is_not_taken_for_a_plain_one(talk: SessionTalk) -> None:
    talk.enter_rich()
    talk.lose()
    talk.try_now()
    talk.connect()
    talk.wait(4.9)
    assert talk.sent[-1] == OUR_HELLO
    talk.wait(0.2)
    assert talk.last_state.failure is FailureReason.NO_ANSWER
    assert LogIn("alice") not in talk.sent[3:]


def test_plain_server_in_the_place_of_a_rich_one_is_joined_in_the_end(talk: SessionTalk) -> None:
    talk.enter_rich()
    talk.say("did it arrive?")
    talk.lose()
    for _ in range(3):
        talk.try_now()
        talk.connect()
        talk.wait(5.1)
    assert talk.sent[-1] == LogIn("alice")
    talk.hear(Online("alice"))
    assert talk.session.state is SessionState.IN_ROOM
    assert talk.kept is not None
    assert (talk.kept.session, [item.text for item in talk.kept.outgoing]) == ("", ["did it arrive?"])


# ---- a plain room ----------------------------------------------------------------------------------------


def enter_plain(talk: SessionTalk) -> None:
    joined = Joined("alice", ("bob", "alice"), is_return=False)
    assert talk.hear(Online("bob"), Online("alice"))[-2:] == [joined, RulesChanged(RoomMode.ALL, 0.0)]
    talk.say("hello")
    assert talk.sent[-2:] == [LogIn("alice"), Say("hello")]
    assert talk.kept_orders == []
    assert talk.wait(3600) == []
    assert not [sent for sent in talk.sent if isinstance(sent, Ping)]


def test_server_that_ignores_the_hello_gets_the_name_after_a_second(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.wait(0.9)
    assert talk.sent == [OUR_HELLO]
    talk.wait(0.2)
    enter_plain(talk)


@pytest.mark.parametrize(
    "answer",
    [
        Notice(NoticeCode.LOG_IN_FIRST),
        Notice(NoticeCode.UNKNOWN_TYPE, name="5"),
        NameRefused('{"v":1}'),
        OtherFrame(b"5", b'{"v":1,"app":"Test"}'),
        OtherFrame(b"9", b""),
    ],
    ids=repr,
)
def test_server_that_answers_with_something_else_gets_the_name_at_once(
    talk: SessionTalk, answer: ServerMessage
) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.hear(answer) == []
    enter_plain(talk)
    talk.lose()
    talk.try_now()
    talk.connect()
    assert talk.sent[-1] == LogIn("alice")


def test_what_comes_before_the_name_is_sent_is_not_lost(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    (told,) = talk.hear(OtherText("Welcome to my server"))
    assert isinstance(told, NoticeArrived)
    enter_plain(talk)


def test_list_that_comes_without_being_asked_for_is_not_lost(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(CameOnline("carol"), Online("alice"))
    assert talk.session.names == ("carol", "alice")


def test_answer_to_the_hello_that_comes_late_is_not_shown(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.wait(1.1)
    assert talk.hear(Notice(NoticeCode.UNKNOWN_TYPE, name="5")) == []
    talk.hear(Online("alice"))
    assert len(talk.hear(Notice(NoticeCode.UNKNOWN_TYPE, name="5"))) == 1


def test_server_that_closes_on_the_hello_is_connected_to_without_it(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    assert talk.lose() == [StateChanged(SessionState.CONNECTING)]
    talk.connect()
    enter_plain(talk)


def test_server_that_closes_without_a_hello_too_is_given_up(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.lose()
    talk.connect()
    talk.lose()
    assert talk.last_state == StateChanged(SessionState.ENDED, failure=FailureReason.CLOSED_AT_ONCE)


def test_banner_of_another_server_on_the_hello_is_no_room(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.session.heard_noise()
    talk.lose()
    assert talk.last_state == StateChanged(SessionState.ENDED, failure=FailureReason.NOT_A_ROOM)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (NoticeCode.TOO_MANY_CONNECTIONS, FailureReason.TOO_MANY),
        (NoticeCode.CLOSING, FailureReason.ROOM_CLOSED),
    ],
)
def test_last_words_before_the_answer_are_the_reason(
    talk: SessionTalk, code: NoticeCode, reason: FailureReason
) -> None:
    talk.join("alice")
    talk.connect()
    talk.hear(Notice(code))
    assert talk.sent == [OUR_HELLO]
    talk.lose()
    assert talk.last_state == StateChanged(SessionState.ENDED, failure=reason)


def test_plain_session_never_says_hello() -> None:
    talk = SessionTalk(is_plain=True)
    talk.join("alice")
    talk.connect()
    enter_plain(talk)
    assert OUR_HELLO not in talk.sent
    assert talk.hear(HELLO) == []


# ---- a rich room that was slow ---------------------------------------------------------------------------


def test_answer_that_comes_after_the_name_was_sent_still_makes_the_room_rich(talk: SessionTalk) -> None:
    talk.join("alice")
    talk.connect()
    talk.wait(1.1)
    assert talk.sent == [OUR_HELLO, LogIn("alice")]
    assert talk.hear(HELLO) == [RoomNamed("Room 101")]
    assert len(talk.connects) == 1
    talk.welcome()
    talk.lose()
    talk.try_now()
    talk.greet()
    assert Resume("secret", 0) in talk.sent


def test_kept_session_is_not_given_up_for_an_answer_that_comes_late(talk: SessionTalk) -> None:
    talk.join("alice", kept=KEPT)
    for _ in range(2):
        talk.connect()
        talk.wait(5.1)
        # Another session is nobody to whom people whisper: the name alone is not sent while the room may be slow.
        assert LogIn("alice") not in talk.sent
        assert talk.disconnects[-1] == Disconnect(is_polite=False)
    talk.disconnects.clear()
    talk.connect()
    talk.wait(5.1)
    assert talk.sent[-2:] == [OUR_HELLO, LogIn("alice")], "another server may stand there by now"
    talk.hear(HELLO)
    assert talk.sent[-1] == Bye()
    assert talk.disconnects == [Disconnect(is_polite=True)]
    talk.greet()
    assert talk.sent[-3:] == [Resume("kept secret", 17), LogIn("alice"), Ping(1)]


def test_what_was_shown_in_plain_is_not_shown_again_when_the_room_turns_out_to_be_rich(
    talk: SessionTalk,
) -> None:
    talk.join("alice")
    talk.connect()
    talk.wait(1.1)
    talk.hear(Online("alice"), Said("bob", "hi"))
    talk.lose()
    talk.try_now()
    talk.greet()
    told = talk.welcome(talk.old(1, "bob", "hi"), last=1)
    assert not [event for event in told if isinstance(event, HistoryArrived)]
    assert talk.session.kept is not None
