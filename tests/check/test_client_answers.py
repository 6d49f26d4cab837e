"""The scripted room answers as any correct plain server does."""

from shared.check.client_answers import RoomAnswers, Seat
from shared.check.client_stream import ClientStream


def answers_to(room: RoomAnswers, seat: Seat, data: bytes) -> bytes:
    pieces = ClientStream().feed(data)
    return b"".join(frame for piece in pieces for frame in room.answer(seat, piece))


def logged_in() -> tuple[RoomAnswers, Seat]:
    room, seat = RoomAnswers(["bob"]), Seat()
    assert answers_to(room, seat, b"\x021alice\x03") == b"\x021bob\x03\x021alice\x03"
    return room, seat


def test_before_the_login_nothing_else_is_served() -> None:
    assert answers_to(RoomAnswers([]), Seat(), b"\x023hi\x03") == b"\x024* log in first\x03"


def test_name_that_is_taken_is_refused_however_it_is_written() -> None:
    assert answers_to(RoomAnswers(["bob"]), Seat(), b"\x021BOB\x03") == b"\x020BOB\x03"


def test_name_with_a_comma_is_refused() -> None:
    assert answers_to(RoomAnswers([]), Seat(), b"\x021a,b\x03") == b"\x020a,b\x03"


def test_what_is_said_comes_back() -> None:
    room, seat = logged_in()
    assert answers_to(room, seat, b"\x023a\nb\x03") == b"\x024alice: a\n    b\x03"


def test_whisper_has_a_receipt_and_one_to_nobody_is_told() -> None:
    room, seat = logged_in()
    assert answers_to(room, seat, b"\x022bob,a,b\x03") == b"\x024you, to bob: a,b\x03"
    assert answers_to(room, seat, b"\x022eve,hi\x03") == b"\x024* eve is not online\x03"
    assert answers_to(room, seat, b"\x022bob\x03") == b"\x024* a whisper needs a comma after the name\x03"


def test_whisper_to_oneself_comes_as_both() -> None:
    room, seat = logged_in()
    assert (
        answers_to(room, seat, b"\x022alice,hi\x03")
        == b"\x024alice, to you: hi\x03\x024you, to alice: hi\x03"
    )


def test_unknown_and_empty_types_are_told() -> None:
    room, seat = logged_in()
    assert answers_to(room, seat, b"\x028x\x03") == b"\x024* no such message type: 8\x03"
    assert (
        answers_to(room, seat, b"\x02\x03") == b"\x024* that frame has no type: it is 02, type, text, 03\x03"
    )


def test_second_login_is_told_and_kept_as_evidence() -> None:
    room, seat = logged_in()
    assert answers_to(room, seat, b"\x021eve\x03") == b"\x024* you are already logged in as alice\x03"
    assert seat.second_login == b"\x021eve\x03"


def test_who_writes_gbk_is_answered_in_it() -> None:
    room, seat = logged_in()
    said = "你好，我们".encode("gbk")
    assert answers_to(room, seat, b"\x023" + said + b"\x03") == b"\x024alice: " + said + b"\x03"


def test_white_space_is_dropped_and_a_long_text_refused() -> None:
    room, seat = logged_in()
    assert answers_to(room, seat, b"\x023 \x03") == b""
    long = b"\x023" + b"x" * 4_001 + b"\x03"
    assert answers_to(room, seat, long) == b"\x024* that text is too long: at most 4000 characters\x03"
