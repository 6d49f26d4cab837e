"""The bytes of a row as labelled parts."""

import pytest

from shared.protocol.encoding import TextEncoding
from shared.ui.wire.byte_cells import ByteRole
from shared.ui.wire.frame_parts import parts_of, text_of_parts
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.record import Direction
from tests.helpers.wire_records import WireRecords, frame

S, T, P, E, X = ByteRole.STX, ByteRole.TYPE, ByteRole.PLAIN, ByteRole.ETX, ByteRole.SKIPPED


@pytest.mark.parametrize(
    ("data", "roles", "text"),
    [
        (frame("3", "hello"), [S, T, P, E], "02 3 hello 03"),
        (frame("3", "hello") + b"\0" * 1017, [S, T, P, E, X], "02 3 hello 03 00 00 00 …1017"),
        (b"\x02\x03", [S, E], "02 03"),
        (frame("5", ""), [S, T, E], "02 5 03"),
        (b"\x02\x1fx\x03", [S, T, P, E], "02 1F x 03"),
        (b"\x023lost\x023", [S, T, X], "02 3 lost"),
        (b"GET / HTTP/1.1\r\n", [X], "GET / HTTP/1.1"),
        (b"\xff\xfe\xfd\xfc", [X], "FF FE FD …4"),
    ],
)
def test_parts_of_what_is_received(data: bytes, roles: list[ByteRole], text: str) -> None:
    records = WireRecords()
    records.receive(records.open(), data)
    first = WireFrames(Role.SERVER).add(records.all)[0]
    assert [part.role for part in parts_of(first)] == roles
    assert text_of_parts(parts_of(first)) == text


def test_what_is_no_character_is_shown_as_its_byte() -> None:
    raw = frame("3", "中文".encode("gbk"))
    row = WireFrame(1, 0.0, Direction.RECEIVED, (1,), raw=raw, length=len(raw))
    assert "\\xd6" in parts_of(row)[2].text


def test_text_of_an_old_program_is_read_in_its_encoding() -> None:
    raw = frame("3", "中文".encode("gbk"))
    row = WireFrame(1, 0.0, Direction.RECEIVED, (1,), raw=raw, length=len(raw), encoding=TextEncoding.GBK)
    assert parts_of(row)[2].text == "中文"


def test_the_padding_of_a_datagram_is_skipped() -> None:
    records = WireRecords()
    records.ask(b"REQUEST\0\0")
    row = WireFrames(Role.SERVER).add(records.all)[0]
    assert [(part.role, part.text) for part in parts_of(row)] == [(P, "REQUEST"), (X, "00 00")]


def test_a_payload_cannot_act_on_the_screen() -> None:
    raw = frame("3", "a\u202eb\nc")
    row = WireFrame(1, 0.0, Direction.RECEIVED, (1,), raw=raw, length=len(raw))
    assert parts_of(row)[2].text == "a\ufffdb c"
