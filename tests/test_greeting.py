"""What is said first, and what the answers teach."""

from chatroom_client.session.greeting import HELLO_SECONDS, PATIENT_SECONDS, Greeting
from shared.protocol.messages import Hello, Notice, NoticeCode


def greeting(*, is_plain: bool = False) -> Greeting:
    return Greeting(is_plain=is_plain, app="LAN Chatroom 1.0", language="zh")


def test_hello_says_who_is_there() -> None:
    assert greeting().open() == [Hello(1, "LAN Chatroom 1.0", "zh")]
    assert greeting(is_plain=True).open() == []


def test_room_that_answered_otherwise_and_let_us_in_is_plain_from_then_on() -> None:
    made = greeting()
    made.open()
    made.hear_other()
    made.enter_plain()
    assert made.open() == []
    made.start_over(was_rich=False)
    assert made.open() != []


def test_room_that_said_nothing_is_asked_again_the_next_time() -> None:
    made = greeting()
    made.open()
    assert made.be_silent()
    made.enter_plain()
    assert made.open() != []


def test_room_that_closed_is_connected_to_once_without_a_hello() -> None:
    made = greeting()
    made.open()
    assert made.be_closed()
    assert made.open() == []
    made.enter_plain()
    assert made.open() != []


def test_room_that_was_rich_is_waited_for_longer_and_never_left_without_a_hello() -> None:
    made = greeting()
    assert made.seconds == HELLO_SECONDS
    made.open()
    made.hear_hello()
    assert made.seconds == PATIENT_SECONDS
    assert not made.be_closed()
    assert made.open() != []
    assert [made.be_silent() for _ in range(3)] == [False, False, True]


def test_answer_of_a_plain_server_is_taken_for_one_only_once() -> None:
    made = greeting()
    notice = Notice(NoticeCode.UNKNOWN_TYPE, name="5")
    assert not made.take_answer_of_plain(notice)
    made.open()
    assert not made.take_answer_of_plain(Notice(NoticeCode.UNKNOWN_TYPE, name="9"))
    assert made.take_answer_of_plain(notice)
    assert not made.take_answer_of_plain(notice)
