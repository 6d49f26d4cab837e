"""The datagrams that find a room."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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

ROOM = RoomAnswer(port=9999, server_id="0123456789abcdef", room="Room 101", users=12, max_users=200)
ROOM_BYTES = b'{"v":1,"port":9999,"id":"0123456789abcdef","room":"Room 101","users":12,"max":200}'

room_answers = st.builds(
    RoomAnswer,
    port=st.integers(1, 65_535),
    server_id=st.text("0123456789abcdef", min_size=16, max_size=16),
    room=st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))),
    users=st.integers(0, 2**31 - 1),
    max_users=st.integers(0, 2**31 - 1),
)


def answer_with(**changes: object) -> bytes:
    return json.dumps(json.loads(ROOM_BYTES) | changes).encode()


# ---- requests --------------------------------------------------------------------------------------------


def test_request_is_the_course_protocols_37_bytes() -> None:
    assert REQUEST_TEXT == b"REQUEST FOR IP ADDRESS AND SERVERPORT"
    assert len(REQUEST_TEXT) == 37


def test_client_sends_the_plain_request_and_then_the_rich_one() -> None:
    plain, rich = requests()
    assert plain == REQUEST_TEXT
    assert rich == REQUEST_TEXT + b'\n{"v":1}'
    assert parse_request(plain) is Request.PLAIN
    assert parse_request(rich) is Request.RICH


@pytest.mark.parametrize(
    "end", [b"", b"\x00", b"\n", b"\r\n", b" ", b"\t", b"\r\n\x00", b"\x00" * 2011, b" \x00\t"]
)
def test_nuls_and_white_space_at_the_end_are_ignored(end: bytes) -> None:
    assert parse_request(REQUEST_TEXT + end) is Request.PLAIN
    assert parse_request((REQUEST_TEXT + b'\n{"v":1}' + end)[:2048]) is Request.RICH


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x00",
        b" " + REQUEST_TEXT,
        b"\x00" + REQUEST_TEXT,
        REQUEST_TEXT.lower(),
        REQUEST_TEXT[:-1],
        REQUEST_TEXT + b"S",
        REQUEST_TEXT + b"\x0b",
        REQUEST_TEXT + b"\x00x",
        REQUEST_TEXT * 2,
        REQUEST_TEXT.decode().encode("utf-16"),
        REQUEST_TEXT + b"\x00" * 2012,
        b"9999",
        ROOM_BYTES,
    ],
)
def test_anything_that_is_not_the_text_is_met_with_silence(datagram: bytes) -> None:
    assert parse_request(datagram) is None


@pytest.mark.parametrize(
    "rich",
    [
        b'{"v":1}',
        b'{"v":2,"more":[1,{"a":null}]}',
        b' { "v" : 1 } ',
        b'\n{"v":1}',
        b'{"v":0,"v":1}',
        b'{"v":1,"name":"\\ud800"}',
        b'{"v":' + b"9" * 2000 + b"}",
    ],
)
def test_rich_request_may_be_of_a_later_version(rich: bytes) -> None:
    assert parse_request(REQUEST_TEXT + b"\n" + rich) is Request.RICH


@pytest.mark.parametrize(
    "rich",
    [
        b"{}",
        b"1",
        b"null",
        b'["v"]',
        b'{"v":0}',
        b'{"v":-1}',
        b'{"v":true}',
        b'{"v":1.0}',
        b'{"v":"1"}',
        b'{"v":null}',
        b'{"v":NaN}',
        b'{"v":1,"v":[]}',
        b'{"v":1',
        b'{"v":1}x',
        b'{"v":1}\x00{"v":1}',
        b'{"v":1,"n":"\xff"}',
        b"[" * 2000,
        b'{"v":' * 400,
        b"\xef\xbb\xbf" + b'{"v":1}',
        '{"v":1}'.encode("utf-16"),
    ],
)
def test_rich_request_that_is_no_sound_object_is_met_with_silence(rich: bytes) -> None:
    assert parse_request(REQUEST_TEXT + b"\n" + rich) is None


def test_nothing_but_one_line_feed_stands_before_the_object() -> None:
    assert parse_request(REQUEST_TEXT + b'\r\n{"v":1}') is None
    assert parse_request(REQUEST_TEXT + b' \n{"v":1}') is None
    assert parse_request(REQUEST_TEXT + b'{"v":1}') is None


def test_datagram_longer_than_any_request_is_not_read() -> None:
    object_of_2049_bytes = b'{"v":1,"x":"' + b"x" * (2049 - 38 - 14) + b'"}'
    datagram = REQUEST_TEXT + b"\n" + object_of_2049_bytes
    assert len(datagram) == 2049
    assert parse_request(datagram) is None
    assert parse_request(datagram.replace(b"xx", b"x", 1)) is Request.RICH


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda end: REQUEST_TEXT + b"\n" + end))
@settings(deadline=None)
def test_any_bytes_can_be_asked_and_answered_with(datagram: bytes) -> None:
    if parse_request(datagram) is Request.PLAIN:
        assert datagram.startswith(REQUEST_TEXT)
    parse_answer(datagram)


# ---- answers ---------------------------------------------------------------------------------------------


def test_plain_answer_is_the_port_in_decimal() -> None:
    assert plain_answer(9999) == b"9999"
    assert parse_answer(b"9999") == PlainAnswer(9999)


@pytest.mark.parametrize("end", [b"\x00", b"\n", b"\r\n\x00", b" ", b"\t", b"\x00" * 1020])
def test_plain_answer_of_a_c_server_is_read(end: bytes) -> None:
    assert parse_answer(b"9999" + end) == PlainAnswer(9999)


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x00",
        b"0",
        b"00000",
        b"65536",
        b"99999",
        b"099999",
        b"-1",
        b"+80",
        b"80.0",
        b"8_0",
        b" 80",
        b"80 81",
        b"0x50",
        "９９９９".encode(),
        "٣".encode(),
        b"9" * 5000,
        b"80" + b"\x00" * 2047,
        REQUEST_TEXT,
    ],
)
def test_what_is_no_port_is_no_answer(datagram: bytes) -> None:
    assert parse_answer(datagram) is None


def test_rich_answer_is_compact_json() -> None:
    assert rich_answer(ROOM) == ROOM_BYTES
    assert parse_answer(ROOM_BYTES) == ROOM


def test_room_with_a_chinese_name_goes_out_in_utf_8() -> None:
    answer = RoomAnswer(1, "f" * 16, "三年级二班 «A»", 0, 0)
    assert "三年级二班 «A»".encode() in rich_answer(answer)
    assert parse_answer(rich_answer(answer)) == answer


@pytest.mark.parametrize("character", ["x", '"', "\\", "é", "王", "😀"])
def test_room_name_is_cut_between_characters_so_that_the_answer_fits(character: str) -> None:
    encoded = rich_answer(RoomAnswer(65_535, "f" * 16, character * 600, 2**31 - 1, 2**31 - 1))
    assert MAX_RICH_ANSWER_BYTES - 4 < len(encoded) <= MAX_RICH_ANSWER_BYTES
    answer = parse_answer(encoded)
    assert isinstance(answer, RoomAnswer)
    assert set(answer.room) == {character}


@given(room_answers)
@settings(deadline=None)
def test_every_rich_answer_fits_and_is_read_back(answer: RoomAnswer) -> None:
    encoded = rich_answer(answer)
    assert len(encoded) <= MAX_RICH_ANSWER_BYTES
    read = parse_answer(encoded)
    assert isinstance(read, RoomAnswer)
    assert (read.port, read.server_id, read.users, read.max_users) == (
        answer.port,
        answer.server_id,
        answer.users,
        answer.max_users,
    )
    assert parse_answer(rich_answer(read)) == read


def test_room_name_is_one_clean_line() -> None:
    read = parse_answer(answer_with(room="  Room\n\t101\x02\x1b[31m \ud800 "))
    assert isinstance(read, RoomAnswer)
    assert read.room == "Room 101[31m \ufffd"


def test_room_without_a_name_is_a_room() -> None:
    read = parse_answer(answer_with(room=" \n "))
    assert isinstance(read, RoomAnswer)
    assert read.room == ""


def test_answer_of_a_later_version_is_read() -> None:
    assert parse_answer(answer_with(v=2, topic="sockets")) == ROOM
    assert parse_answer(ROOM_BYTES + b"\r\n\x00") == ROOM
    assert parse_answer(answer_with(id="0123456789ABCDEF")) == ROOM


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("v", 0),
        ("v", True),
        ("v", None),
        ("port", 0),
        ("port", 65_536),
        ("port", -1),
        ("port", True),
        ("port", 80.0),
        ("port", "9999"),
        ("id", "0123456789abcde"),
        ("id", "0123456789abcdef0"),
        ("id", "0123456789abcdeg"),
        ("id", "０123456789abcdef"),
        ("id", "0123456789abcdef\n"),
        ("id", 1234567890123456),
        ("id", None),
        ("room", None),
        ("room", ["Room 101"]),
        ("users", -1),
        ("users", False),
        ("users", 2**31),
        ("users", 10**300),
        ("users", "12"),
        ("max", -1),
        ("max", 1.5),
        ("max", None),
    ],
)
def test_answer_with_a_wrong_value_is_no_answer(key: str, value: object) -> None:
    assert parse_answer(answer_with(**{key: value})) is None


@pytest.mark.parametrize("key", ["v", "port", "id", "room", "users", "max"])
def test_answer_without_one_of_its_keys_is_no_answer(key: str) -> None:
    fields = json.loads(ROOM_BYTES)
    del fields[key]
    assert parse_answer(json.dumps(fields).encode()) is None


@pytest.mark.parametrize(
    "datagram",
    [
        b"{}",
        b"[]",
        b"[" + ROOM_BYTES + b"]",
        ROOM_BYTES[:-1],
        ROOM_BYTES + ROOM_BYTES,
        b"[" * 500,
        b'{"port":' * 60,
        answer_with(port=10**400),
        answer_with(x="x" * 512),
        ROOM_BYTES.decode().encode("utf-16"),
        ROOM_BYTES.replace(b"Room", b"\xff"),
    ],
)
def test_what_is_no_sound_object_is_no_answer(datagram: bytes) -> None:
    assert parse_answer(datagram) is None
