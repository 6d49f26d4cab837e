"""Datagrams: what is no request is not answered, what is no answer is not listed, and nothing is both (§1)."""

from chatroom_client.room_list import MAX_ANSWERING, RoomList
from shared.protocol.discovery import (
    MAX_RICH_ANSWER_BYTES,
    REQUEST_TEXT,
    PlainAnswer,
    Request,
    RoomAnswer,
    parse_answer,
    parse_request,
    plain_answer,
    requests,
    rich_answer,
)
from shared.protocol.text import clean_name, clean_text
from tests.fuzz.target import text_of

_IGNORED_AT_END = b"\x00\x0d\x0a\x20\x09"


def check_datagrams(data: bytes) -> None:
    """Datagrams, one after the other, with FF between them."""
    listed = RoomList()
    rooms = 0
    for number, datagram in enumerate(data.split(b"\xff")):
        request, answer = parse_request(datagram), parse_answer(datagram)
        assert request is None or answer is None, "two programs would answer each other for ever"
        check_request(datagram, request)
        check_told(text_of(datagram))
        if answer is not None:
            rooms += 1
            check_answer(answer)
            listed.hear(f"10.0.0.{number % 3}", answer, float(number), frozenset({"10.0.0.1"}))
        if number % 7 == 6:
            listed.begin_round(float(number))
    shown = listed.rooms(1e9)
    assert len(shown) <= min(rooms, MAX_ANSWERING)
    assert len({room.key for room in shown}) == len(shown), "one room is shown once"
    assert all(room.name and clean_name(room.name) == room.name for room in shown)


def check_request(datagram: bytes, request: Request | None) -> None:
    """The plain one is exactly its 37 bytes, the rich one has them and a line feed in front."""
    bare = datagram.rstrip(_IGNORED_AT_END)
    assert (request is Request.PLAIN) == (bare == REQUEST_TEXT and len(datagram) <= 2_048)
    if request is Request.RICH:
        assert datagram.startswith(REQUEST_TEXT + b"\n")
    assert [parse_request(each) for each in requests()] == [Request.PLAIN, Request.RICH]


def check_told(room_name: str) -> None:
    """Whatever a room is called, its answer is short, and is understood."""
    said = rich_answer(RoomAnswer(9_999, "0123456789abcdef", room_name, 1, 2))
    assert len(said) <= MAX_RICH_ANSWER_BYTES, "an answer is no use to an attacker"
    heard = parse_answer(said)
    assert isinstance(heard, RoomAnswer)
    assert " ".join(clean_text(room_name).split()).startswith(heard.room)


def check_answer(answer: PlainAnswer | RoomAnswer) -> None:
    """What was understood, said in our own words, is understood as the same."""
    assert 1 <= answer.port <= 65_535
    if isinstance(answer, PlainAnswer):
        assert parse_answer(plain_answer(answer.port)) == answer
        return
    assert " ".join(clean_name(answer.room).split()) == answer.room
    said = rich_answer(answer)
    assert len(said) <= MAX_RICH_ANSWER_BYTES
    again = parse_answer(said)
    assert isinstance(again, RoomAnswer)
    assert answer.room.startswith(again.room), "a name too long is cut, and nothing else happens to it"
    assert parse_answer(rich_answer(again)) == again
    assert (again.port, again.server_id, again.users, again.max_users) == (
        answer.port,
        answer.server_id,
        answer.users,
        answer.max_users,
    )
