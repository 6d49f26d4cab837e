"""Own messages on their way: what confirms them, and which of them a refusal is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_client.session.events import Outgoing, OutgoingState
from chatroom_client.session.outgoing import OutgoingQueue, is_echo_of
from shared.protocol.codec import PlainEncoder, decode_server_frame
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.messages import Notice, NoticeCode, Said
from shared.protocol.text import clean_text, is_blank

SENDING = OutgoingState.SENDING


@pytest.fixture
def queue() -> OutgoingQueue:
    return OutgoingQueue()


def texts(queue: OutgoingQueue, state: OutgoingState) -> list[str]:
    return [item.text for item in queue.items if item.state is state]


def test_echo_confirms_the_oldest_equal_text(queue: OutgoingQueue) -> None:
    first = queue.add("", "ok", SENDING, 1.0)
    queue.add("", "no", SENDING, 2.0)
    second = queue.add("", "ok", SENDING, 3.0)
    assert queue.confirm("", "ok") == first.key
    assert queue.confirm("", "ok") == second.key
    assert queue.confirm("", "ok") is None
    assert texts(queue, SENDING) == ["no"]


def test_whisper_and_say_of_one_text_are_told_apart(queue: OutgoingQueue) -> None:
    said = queue.add("", "hi", SENDING, 1.0)
    to_bob = queue.add("Bob", "hi", SENDING, 2.0)
    to_carol = queue.add("carol", "hi", SENDING, 3.0)
    assert queue.confirm("carol", "hi") == to_carol.key
    assert queue.confirm("", "hi") == said.key
    assert queue.confirm("", "hi") is None
    assert queue.confirm("bob", "hi") == to_bob.key


def test_waiting_text_is_never_confirmed(queue: OutgoingQueue) -> None:
    queue.add("", "hi", OutgoingState.WAITING, 1.0)
    assert queue.confirm("", "hi") is None


def test_text_that_was_refused_too_early_is_confirmed_after_those_on_their_way(queue: OutgoingQueue) -> None:
    refused = queue.add("", "hi", SENDING, 1.0)
    queue.refuse(Notice(NoticeCode.MUTED))
    again = queue.add("", "hi", SENDING, 2.0)
    assert queue.confirm("", "hi") == again.key
    assert queue.confirm("", "hi") == refused.key


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("if x:\n    y", "if x:\ny"),  # a server that indents, and one that does not
        ("a\nb", "a\n    b"),
        (" hi ", "hi"),  # one that trims
        ("好的 🙂", "好的 ?"),  # one that writes GBK
        ("a\tb", "a b"),
    ],
)
def test_text_as_other_servers_show_it_is_an_echo(text: str, echo: str) -> None:
    assert is_echo_of(text, echo)


@pytest.mark.parametrize(("text", "echo"), [("hi", "hi!"), ("hi", "Hi"), ("a b", "ab"), ("?", "🙂")])
def test_another_text_is_no_echo(text: str, echo: str) -> None:
    assert not is_echo_of(text, echo)


@given(
    st.text().map(clean_text).filter(lambda text: not is_blank(text)),
    st.sampled_from([TextEncoding.UTF_8, TextEncoding.GBK]),
)
def test_whatever_our_own_server_echoes_is_recognised(text: str, encoding: TextEncoding) -> None:
    data = PlainEncoder(encoding).encode(Said("alice", text))
    (frame,) = FrameDecoder(65_536).feed(data)
    assert isinstance(frame, Frame)
    echo = decode_server_frame(frame, EncodingDetector(encoding))
    assert isinstance(echo, Said)
    assert is_echo_of(text, echo.text)


# ---- refusals --------------------------------------------------------------------------------------------


def test_person_not_online_refuses_the_first_whisper_to_that_person(queue: OutgoingQueue) -> None:
    queue.add("", "to all", SENDING, 1.0)
    queue.add("carol", "to carol", SENDING, 1.0)
    queue.add("Bob", "first", SENDING, 1.0)
    queue.add("bob", "second", SENDING, 1.0)
    assert queue.refuse(Notice(NoticeCode.NOT_ONLINE, name="bob"))
    assert texts(queue, OutgoingState.REFUSED) == ["first"]
    assert not queue.refuse(Notice(NoticeCode.NOT_ONLINE, name="dave"))


def test_too_long_text_is_the_one_that_is_refused(queue: OutgoingQueue) -> None:
    queue.add("", "short", SENDING, 1.0)
    queue.add("bob", "x" * 4001, SENDING, 1.0)
    queue.add("", "y" * 4000, SENDING, 1.0)
    queue.refuse(Notice(NoticeCode.TEXT_TOO_LONG, number=4000))
    assert texts(queue, OutgoingState.REFUSED) == ["x" * 4001]
    assert not queue.refuse(Notice(NoticeCode.TEXT_TOO_LONG, number=4000))


def test_too_long_frame_is_the_one_that_is_refused(queue: OutgoingQueue) -> None:
    queue.add("", "字" * 5461 + "x", SENDING, 1.0)  # exactly 16,384 bytes
    queue.add("", "字" * 5462, SENDING, 1.0)
    queue.refuse(Notice(NoticeCode.FRAME_TOO_LONG, number=16_384))
    assert texts(queue, OutgoingState.REFUSED) == ["字" * 5462]


def test_muted_guest_can_still_whisper_to_the_host(queue: OutgoingQueue) -> None:
    queue.add("Teacher Wang", "please", SENDING, 1.0)
    queue.add("bob", "one", SENDING, 1.0)
    queue.add("", "two", SENDING, 1.0)
    muted = Notice(NoticeCode.MUTED_BUT_HOST, name="Teacher Wang")
    assert queue.refuse(muted)
    assert queue.refuse(muted)
    assert not queue.refuse(muted)
    assert texts(queue, OutgoingState.REFUSED) == ["one", "two"]


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        (NoticeCode.NO_WHISPERS, ["to bob", "to the host"]),
        (NoticeCode.NO_WHISPERS_BUT_HOST, ["to bob"]),
        (NoticeCode.HOST_ONLY, ["to all", "to bob"]),
        (NoticeCode.NOBODY_BUT_HOST, ["to all", "to bob"]),
        (NoticeCode.NOBODY, ["to all", "to bob", "to the host"]),
        (NoticeCode.TOO_SOON, ["to all", "to bob", "to the host"]),
    ],
)
def test_rules_of_the_room_refuse_what_they_are_about(
    queue: OutgoingQueue, code: NoticeCode, refused: list[str]
) -> None:
    queue.add("", "to all", SENDING, 1.0)
    queue.add("bob", "to bob", SENDING, 1.0)
    queue.add("Ms Lee", "to the host", SENDING, 1.0)
    while queue.refuse(Notice(code, name="ms lee", number=5)):
        pass
    assert texts(queue, OutgoingState.REFUSED) == refused


def test_notice_of_something_else_refuses_nothing(queue: OutgoingQueue) -> None:
    queue.add("", "hi", SENDING, 1.0)
    refusing = {
        NoticeCode.MUTED,
        NoticeCode.MUTED_BUT_HOST,
        NoticeCode.LOG_IN_FIRST,
        NoticeCode.TEXT_TOO_LONG,
        NoticeCode.FRAME_TOO_LONG,
        NoticeCode.HOST_ONLY,
        NoticeCode.NOBODY,
        NoticeCode.NOBODY_BUT_HOST,
        NoticeCode.TOO_SOON,
    }
    for code in NoticeCode:
        if code not in refusing:
            assert not queue.refuse(Notice(code, name="bob"))


def test_only_what_is_on_its_way_is_refused(queue: OutgoingQueue) -> None:
    queue.add("", "hi", OutgoingState.WAITING, 1.0)
    assert not queue.refuse(Notice(NoticeCode.MUTED))


# ---- the connection --------------------------------------------------------------------------------------


def test_loss_makes_unsure_only_what_was_on_its_way(queue: OutgoingQueue) -> None:
    queue.add("", "sent", SENDING, 1.0)
    queue.add("", "waiting", OutgoingState.WAITING, 2.0)
    assert queue.lose_connection()
    assert not queue.lose_connection()
    assert texts(queue, OutgoingState.UNSURE) == ["sent"]
    assert [item.text for item in queue.start_sending()] == ["waiting"]


def test_end_makes_everything_unsure(queue: OutgoingQueue) -> None:
    queue.add("", "sent", SENDING, 1.0)
    queue.add("", "waiting", OutgoingState.WAITING, 2.0)
    assert queue.give_up()
    assert texts(queue, OutgoingState.UNSURE) == ["sent", "waiting"]


def test_text_sent_again_keeps_its_key_and_takes_the_last_place(queue: OutgoingQueue) -> None:
    first = queue.add("bob", "one", OutgoingState.UNSURE, 1.0)
    queue.add("", "two", SENDING, 2.0)
    again = queue.requeue(first.key, SENDING, 9.0)
    assert again is not None
    assert (again.key, again.to, again.text, again.utc) == (first.key, "bob", "one", 9.0)
    assert [item.text for item in queue.items] == ["two", "one"]
    assert queue.requeue(first.key, SENDING, 10.0) is None


def test_text_on_its_way_cannot_be_thrown_away(queue: OutgoingQueue) -> None:
    sending = queue.add("", "one", SENDING, 1.0)
    waiting = queue.add("", "two", OutgoingState.WAITING, 1.0)
    assert not queue.discard(sending.key)
    assert queue.discard(waiting.key)
    assert [item.text for item in queue.items] == ["one"]


# ---- numbers ---------------------------------------------------------------------------------------------


def numbers(queue: OutgoingQueue) -> list[int]:
    return [item.number for item in queue.items]


def test_what_is_sent_is_numbered_in_order_and_what_waits_is_not(queue: OutgoingQueue) -> None:
    queue.add("", "one", SENDING, 1.0)
    queue.add("", "two", OutgoingState.WAITING, 1.0)
    queue.add("bob", "three", SENDING, 1.0)
    assert numbers(queue) == [1, 0, 2]
    assert queue.next_number == 3
    queue.start_sending()
    assert numbers(queue) == [1, 3, 2]


def test_resume_sends_again_what_was_not_counted(queue: OutgoingQueue) -> None:
    for text in ("one", "two", "three"):
        queue.add("", text, SENDING, 1.0)
    assert [(item.text, item.number) for item in queue.resume_session(1)] == [("two", 2), ("three", 3)]
    assert queue.end_catch_up()
    assert texts(queue, OutgoingState.UNSURE) == ["one"]
    assert texts(queue, SENDING) == ["two", "three"]


def test_room_that_counted_more_than_was_kept_is_followed(queue: OutgoingQueue) -> None:
    queue.add("", "one", SENDING, 1.0)
    assert queue.resume_session(7) == []
    assert queue.next_number == 8


def test_old_line_confirms_nothing_that_was_not_counted(queue: OutgoingQueue) -> None:
    queue.add("", "ok", SENDING, 1.0)
    queue.add("", "ok", SENDING, 1.0)
    queue.resume_session(1)
    assert queue.confirm_old("", "ok") is not None
    assert queue.confirm_old("", "ok") is None
    assert numbers(queue) == [2]


def test_new_session_counts_anew(queue: OutgoingQueue) -> None:
    queue.add("", "one", SENDING, 1.0)
    assert queue.begin_session()
    assert texts(queue, OutgoingState.UNSURE) == ["one"]
    assert queue.add("", "two", SENDING, 1.0).number == 1


def test_restored_messages_come_first_with_keys_of_their_own(queue: OutgoingQueue) -> None:
    new = queue.add("", "new", OutgoingState.WAITING, 9.0)
    kept = [
        Outgoing(1, "", "sent", SENDING, 1.0, 4),
        Outgoing(2, "", "waiting", OutgoingState.WAITING, 2.0),
        Outgoing(3, "", "refused", OutgoingState.REFUSED, 3.0, 3),
    ]
    queue.restore(kept, is_resumed=True)
    assert [item.text for item in queue.items] == ["sent", "waiting", "refused", "new"]
    assert len({item.key for item in queue.items}) == 4
    assert queue.items[-1] == new
    assert numbers(queue)[0] == 4


def test_restored_messages_of_a_session_that_is_over_are_left_to_the_person(queue: OutgoingQueue) -> None:
    kept = [
        Outgoing(1, "", "sent", SENDING, 1.0, 4),
        Outgoing(2, "", "waiting", OutgoingState.WAITING, 2.0),
    ]
    queue.restore(kept, is_resumed=False)
    assert texts(queue, OutgoingState.UNSURE) == ["sent", "waiting"]
    assert queue.start_sending() == []
