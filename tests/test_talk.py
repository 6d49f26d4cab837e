"""What is written down of a talk, and when."""

import pytest

from chatroom_client.session.events import (
    FailureReason,
    NoticeArrived,
    OutgoingState,
    RulesChanged,
    SessionState,
)
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Keep, Send
from shared.protocol.messages import Notice, NoticeCode, Online, RoomMode, Said, Say, Stamp
from tests.helpers.session_talk import UTC, SessionTalk

UNSURE = OutgoingState.UNSURE
_TYPED = (Say("one"), Say("two"))


@pytest.fixture
def plain() -> SessionTalk:
    """Somebody in a room that speaks plain."""
    made = SessionTalk()
    made.enter("alice", "bob")
    return made


@pytest.fixture
def talk() -> SessionTalk:
    """Somebody in a rich room."""
    made = SessionTalk(is_plain=False)
    made.enter_rich("bob")
    return made


def texts(kept: KeptSession | None) -> list[tuple[str, OutgoingState]]:
    return [] if kept is None else [(item.text, item.state) for item in kept.outgoing]


def restarted(talk: SessionTalk) -> SessionTalk:
    """The program was killed and is started anew."""
    made = SessionTalk(is_plain=False)
    made.join("alice", kept=talk.kept)
    return made


def test_session_is_written_down_once_it_is_known(talk: SessionTalk) -> None:
    assert talk.kept_orders == [
        Keep(KeptSession("alice", "secret", 0, 1), "10.0.0.1", 9999, "alice"),
    ]


def test_message_is_written_down_before_it_is_sent(talk: SessionTalk) -> None:
    talk.say("hello")
    keep, send = talk.orders[-2:]
    assert isinstance(keep, Keep)
    assert texts(keep.kept) == [("hello", OutgoingState.SENDING)]
    assert keep.kept is not None
    assert (keep.kept.next_number, keep.kept.outgoing[0].number) == (2, 1)
    assert send == Send(Say("hello"))


def test_message_typed_without_the_room_is_written_down_too(talk: SessionTalk) -> None:
    talk.lose()
    talk.say("later")
    assert texts(talk.kept) == [("later", OutgoingState.WAITING)]


def test_confirmed_message_is_gone_from_what_would_be_written_down_now(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.hear(Said("alice", "hello", Stamp(5, UTC)))
    assert talk.session.kept == KeptSession("alice", "secret", 5, 2)


def test_nothing_is_written_down_for_a_plain_room() -> None:
    talk = SessionTalk()
    talk.enter("alice")
    talk.say("hello")
    talk.lose()
    talk.leave()
    assert talk.kept_orders == []
    assert talk.session.kept is None


def test_leaving_deletes_what_was_written_down(talk: SessionTalk) -> None:
    talk.leave()
    assert talk.kept is None


def test_leaving_with_something_unconfirmed_keeps_it_without_the_session(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.leave()
    assert talk.kept is not None
    assert (talk.kept.session, texts(talk.kept)) == ("", [("hello", UNSURE)])
    again = restarted(talk)
    again.greet()
    assert Send(Say("hello")) not in again.orders
    again.welcome()
    assert again.outgoing == [("hello", UNSURE)]


def test_room_that_closes_can_be_gone_on_with_when_it_opens_again(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.hear(Notice(NoticeCode.CLOSING))
    talk.lose()
    assert talk.last_state.failure is FailureReason.ROOM_CLOSED
    assert talk.kept is not None
    assert (talk.kept.session, texts(talk.kept)) == ("secret", [("hello", UNSURE)])
    talk.leave()
    assert talk.kept.session == "secret"
    talk.join("alice", kept=talk.kept)
    talk.greet()
    talk.welcome(SessionTalk.old(1, "alice", "hello"), resumed=True, accepted=1, last=1)
    assert talk.outgoing == []


@pytest.mark.parametrize("code", [NoticeCode.REMOVED, NoticeCode.BANNED])
def test_session_ends_with_being_sent_away(talk: SessionTalk, code: NoticeCode) -> None:
    talk.hear(Notice(code))
    talk.lose()
    assert talk.kept is None


def test_attempt_that_fails_leaves_what_was_written_down(talk: SessionTalk) -> None:
    talk.say("hello")
    again = restarted(talk)
    again.fail()
    assert again.session.state is SessionState.ENDED
    assert again.kept_orders == []
    assert again.session.kept == talk.kept
    again.join("alice", kept=talk.kept)
    again.leave()
    assert again.kept_orders == []


def test_restarted_program_sends_what_was_not_taken_in(talk: SessionTalk) -> None:
    talk.say("one")
    talk.lose()
    talk.say("two")
    again = restarted(talk)
    again.greet()
    again.welcome(resumed=True, accepted=0)
    keep, *sent = [order for order in again.orders if isinstance(order, Keep) or order.message in _TYPED]
    assert isinstance(keep, Keep)
    assert sent == [Send(Say("one")), Send(Say("two"))]


def test_restarted_program_leaves_all_to_the_person_when_the_room_knows_nothing(talk: SessionTalk) -> None:
    talk.say("one")
    talk.lose()
    talk.say("two")
    again = restarted(talk)
    again.greet()
    again.welcome(session="another")
    assert again.outgoing == [("one", UNSURE), ("two", UNSURE)]


def test_restarted_program_in_a_plain_room_leaves_all_to_the_person_until_it_is_settled(
    talk: SessionTalk,
) -> None:
    talk.say("one")
    again = restarted(talk)
    again.connect()
    again.hear(Notice(NoticeCode.LOG_IN_FIRST), Online("alice"))
    assert again.outgoing == [("one", UNSURE)]
    again.resend(again.session.outgoing[0].key)
    again.hear(Said("alice", "one"))
    assert again.kept is None


def test_other_name_takes_what_was_written_down_along(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.leave()
    talk.join("bob2")
    talk.greet()
    talk.welcome(name="bob2", session="of bob2")
    former, now = talk.kept_orders[-2:]
    assert (former.kept, former.name) == (None, "alice")
    assert now.kept is not None
    assert (now.name, now.kept.you, now.kept.session) == ("bob2", "bob2", "of bob2")


def test_other_room_leaves_it_where_it_is(talk: SessionTalk) -> None:
    talk.say("hello")
    talk.join("alice", host="10.0.0.2")
    assert texts(talk.kept) == [("hello", UNSURE)]
    assert talk.kept_orders[-1].host == "10.0.0.1"
    talk.greet()
    talk.welcome(session="there")
    assert talk.kept == KeptSession("alice", "there", 0, 1)
    assert talk.outgoing == []


def test_rules_of_a_room_that_speaks_plain_are_read_off_its_notices(plain: SessionTalk) -> None:
    notice = Notice(NoticeCode.RULES_HOST_ONLY, name="Ms Lee")
    told = plain.hear(notice, Notice(NoticeCode.SLOW_ON, number=15))
    assert [type(event) for event in told] == [NoticeArrived, RulesChanged] * 2
    assert told[-1] == RulesChanged(RoomMode.HOST_ONLY, 15.0)
    plain.lose()
    assert plain.come_back()[-1] == RulesChanged(RoomMode.ALL, 0.0), "until the room says something else"
