"""The parts of frames: what they are, where they are, and that nothing is left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.discovery import REQUEST_TEXT, RoomAnswer, requests, rich_answer
from shared.wire.fields import FieldKind, fields
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.mask import WhisperMask
from shared.wire.record import Chunk, Closed, Datagram, Direction, Ending, Endpoint

RECEIVED, SENT = Direction.RECEIVED, Direction.SENT
PEER = Endpoint("192.168.1.23", 6001)
Kind = FieldKind


def rows_of(data: bytes, direction: Direction, *, is_masked: bool = False) -> list[WireFrame]:
    if is_masked:
        data, is_masked = WhisperMask(direction is RECEIVED).feed(data)
    frames = WireFrames(Role.SERVER)
    return frames.add(
        [Chunk(1.0, (1,), direction, data, 1, is_masked=is_masked), Closed(1.0, 1, Ending.BY_PEER)]
    )


def parts(data: bytes, direction: Direction, *, is_masked: bool = False) -> list[tuple[FieldKind, int, str]]:
    row = rows_of(data, direction, is_masked=is_masked)[0]
    return [(field.kind, field.length, field.value) for field in fields(row, Role.SERVER)]


def kinds(data: bytes, direction: Direction, *, is_masked: bool = False) -> list[FieldKind]:
    return [kind for kind, _, _ in parts(data, direction, is_masked=is_masked)]


def test_a_whisper_has_name_comma_and_text() -> None:
    assert parts(b"\x022bob,hi, you\x03", RECEIVED) == [
        (Kind.STX, 1, ""),
        (Kind.TYPE, 1, "2"),
        (Kind.NAME, 3, "bob"),
        (Kind.COMMA, 1, ","),
        (Kind.TEXT, 7, "hi, you"),
        (Kind.ETX, 1, ""),
    ]


def test_a_hidden_whisper_has_no_text() -> None:
    assert parts(b"\x022bob,hi\x03", RECEIVED, is_masked=True)[2:5] == [
        (Kind.NAME, 3, "bob"),
        (Kind.COMMA, 1, ","),
        (Kind.HIDDEN, 2, ""),
    ]
    assert parts(b"\x024bob, to you: hi\x03", SENT, is_masked=True)[2:4] == [
        (Kind.HEAD, 13, "bob, to you: "),
        (Kind.HIDDEN, 2, ""),
    ]


@pytest.mark.parametrize(
    ("data", "direction", "found"),
    [
        (b"\x021bob\x03", RECEIVED, [Kind.NAME]),
        (b"\x023hi\x03", RECEIVED, [Kind.TEXT]),
        (b"\x022bob hi\x03", RECEIVED, [Kind.TEXT]),
        (b"\x027hi\x03", RECEIVED, [Kind.PAYLOAD]),
        (b"\x026hi\x03", RECEIVED, [Kind.PAYLOAD]),
        (b"\x020bob\x03", SENT, [Kind.NAME]),
        (b"\x024bob: hi\x03", SENT, [Kind.HEAD, Kind.TEXT]),
        (b"\x024*** hi: you\x03", SENT, [Kind.HEAD, Kind.TEXT]),
        (b"\x024* log in first\x03", SENT, [Kind.HEAD, Kind.TEXT]),
        (b"\x024good morning\x03", SENT, [Kind.TEXT]),
        (b"\x023" + b"a" * 20_000 + b"\x03", RECEIVED, [Kind.LOST]),
    ],
)
def test_a_payload_has_its_parts(data: bytes, direction: Direction, found: list[FieldKind]) -> None:
    assert kinds(data, direction) == [Kind.STX, Kind.TYPE, *found, Kind.ETX]


def test_an_object_has_keys_and_values() -> None:
    found = parts(b'\x026{"t":"resume", "session":"a\\"b","last":[7,true]}\x03', RECEIVED)
    assert [value for kind, _, value in found if kind is Kind.JSON_KEY] == ["t", "session", "last"]
    assert [value for kind, _, value in found if kind is Kind.JSON_VALUE] == ["resume", 'a"b', "7", "true"]


def test_a_secret_is_hidden_within_its_quotes() -> None:
    found = parts(b'\x026{"t":"resume","session":"abc","last":7}\x03', RECEIVED, is_masked=True)
    assert (Kind.HIDDEN, 3, "") in found
    assert "resume" in [value for _, _, value in found]


def test_what_stands_outside_is_told_apart() -> None:
    assert parts(b"\x023hi\x03\0\0\0", RECEIVED)[-1] == (Kind.PADDING, 3, "")
    assert parts(b"\x023hi\x03\0\0GET", RECEIVED)[-2:] == [(Kind.PADDING, 2, ""), (Kind.OUTSIDE, 3, "GET")]
    assert parts(b"\r\nGET / HTTP", RECEIVED) == [(Kind.PADDING, 2, ""), (Kind.OUTSIDE, 10, "GET / HTTP")]


def test_frames_that_are_not_whole_have_parts_too() -> None:
    assert kinds(b"\x02\x03", RECEIVED) == [Kind.STX, Kind.ETX]
    assert kinds(b"\x023hi\x023hi\x03", RECEIVED) == [Kind.STX, Kind.TYPE, Kind.LOST]
    assert kinds(b"\x02\x023hi\x03", RECEIVED) == [Kind.STX]
    assert kinds(b"\x023h", RECEIVED) == [Kind.STX, Kind.TYPE, Kind.LOST]
    (_, hidden) = rows_of(b"\x022bob,ps\x02st\x03", RECEIVED, is_masked=True)
    assert [field.kind for field in fields(hidden, Role.SERVER)] == [Kind.STX, Kind.HIDDEN, Kind.ETX]


def test_values_are_read_in_the_encoding_of_the_connection() -> None:
    assert parts(b"\x021" + "陈小明".encode("gbk") + b"\x03", RECEIVED)[2] == (Kind.NAME, 6, "陈小明")


@pytest.mark.parametrize(
    ("data", "direction", "found"),
    [
        (REQUEST_TEXT, RECEIVED, [Kind.REQUEST]),
        (REQUEST_TEXT + b"\0\n", RECEIVED, [Kind.REQUEST, Kind.ENDING]),
        (b"REQUEST", RECEIVED, [Kind.DATAGRAM]),
        (b"9999\0", SENT, [Kind.PORT, Kind.ENDING]),
        (b"no port", SENT, [Kind.DATAGRAM]),
    ],
)
def test_datagrams_have_parts(data: bytes, direction: Direction, found: list[FieldKind]) -> None:
    (row,) = WireFrames(Role.SERVER).add([Datagram(1.0, direction, PEER, PEER, data)])
    assert [field.kind for field in fields(row, Role.SERVER)] == found


def test_rich_datagrams_have_keys() -> None:
    answer = rich_answer(RoomAnswer(9999, "5f0c2a9d1e3b4876", "Room 101", 12, 200))
    for data, direction, keys in (
        (requests()[1], RECEIVED, ["v"]),
        (answer, SENT, ["v", "port", "id", "room", "users", "max"]),
    ):
        (row,) = WireFrames(Role.SERVER).add([Datagram(1.0, direction, PEER, PEER, data)])
        found = fields(row, Role.SERVER)
        assert [field.value for field in found if field.kind is Kind.JSON_KEY] == keys


@given(
    st.lists(
        st.sampled_from(
            [b"\x02", b"\x03", b"2bob,", b"4a: ", b"4*** ", b"*", b"\0", b'6{"t":"x","session":"a"}']
        )
        | st.binary(max_size=6)
    ).map(b"".join),
    st.sampled_from(Direction),
    st.booleans(),
)
def test_every_byte_is_in_exactly_one_part(data: bytes, direction: Direction, is_masked: bool) -> None:
    for row in rows_of(data, direction, is_masked=is_masked):
        position = 0
        for field in fields(row, Role.SERVER):
            assert field.start == position
            assert field.length > 0
            position += field.length
        assert position == len(row.raw) + len(row.after)


def test_a_row_without_bytes_has_no_fields() -> None:
    row = replace(rows_of(b"\x023hi\x03", RECEIVED)[0], raw=b"", length=0, kind=b"", payload=b"", after=b"")
    assert fields(row, Role.SERVER) == ()
