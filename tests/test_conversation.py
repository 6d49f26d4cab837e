"""The room as one person sees it, without connections."""

import pytest

from chatroom_client.session.conversation import Conversation
from chatroom_client.session.events import (
    AnnouncementArrived,
    MessageArrived,
    NoticeArrived,
    OutgoingChanged,
    OutgoingState,
)
from chatroom_client.session.orders import Moment, Send
from shared.protocol.messages import Announced, Notice, NoticeCode, Online, Said, Say, Stamp, WhisperSent

NOW = Moment(steady=5.0, utc=1_700_000_000.0)


@pytest.fixture
def conversation() -> Conversation:
    made = Conversation()
    made.hear_list(Online("bob"))
    assert made.enter("alice") == ("bob", "alice")
    return made


def test_stamp_of_the_server_places_a_message(conversation: Conversation) -> None:
    stamp = Stamp(17, 1_699_999_999.0)
    assert conversation.serve(Said("bob", "hi", stamp), NOW) == [
        MessageArrived(stamp.utc, "bob", "hi", is_own=False, message_id=17)
    ]
    assert conversation.serve(Announced("Page 12", Stamp(18, stamp.utc)), NOW) == [
        AnnouncementArrived(stamp.utc, "Page 12", 18)
    ]


def test_without_a_stamp_the_moment_of_arrival_counts(conversation: Conversation) -> None:
    assert conversation.serve(Announced("Page 12"), NOW) == [AnnouncementArrived(NOW.utc, "Page 12")]


def test_own_line_comes_before_the_news_that_it_is_no_longer_on_its_way(conversation: Conversation) -> None:
    conversation.write("bob", "psst", OutgoingState.SENDING, NOW)
    line, changed = conversation.serve(WhisperSent("bob", "psst"), NOW)
    assert isinstance(line, MessageArrived)
    assert (line.sender, line.to, line.is_own, line.is_whisper) == ("alice", "bob", True, True)
    assert changed == OutgoingChanged(())


def test_every_known_notice_has_its_code_and_words(conversation: Conversation) -> None:
    for code in NoticeCode:
        (told,) = conversation.serve(Notice(code, "bob", 7), NOW)
        assert isinstance(told, NoticeArrived)
        assert (told.code, told.name, told.number) == (code.value, "bob", 7)
        assert told.text


def test_text_is_cleaned_before_it_is_kept_or_sent(conversation: Conversation) -> None:
    sent, _ = conversation.write("", "a\x02b\x1b[31m\nc\ud800", OutgoingState.SENDING, NOW)
    assert sent == Send(Say("ab[31m\nc\ufffd"))
    assert conversation.outgoing[0].text == "ab[31m\nc\ufffd"


def test_waiting_texts_are_sent_once(conversation: Conversation) -> None:
    conversation.write("", "one", OutgoingState.WAITING, NOW)
    assert conversation.begin_session()[0] == Send(Say("one"))
    assert conversation.resume_session(1) == []


def test_another_room_begins_with_nothing_and_nobody(conversation: Conversation) -> None:
    conversation.write("", "one", OutgoingState.WAITING, NOW)
    assert conversation.start_over(is_same_room=False) == [OutgoingChanged(())]
    assert (conversation.names, conversation.you) == ((), "")
