"""The parts of what went over the wire."""

from hypothesis import given
from hypothesis import strategies as st

from shared.check.paint import Painted, Part, one_line, paint, readable
from shared.check.rule import came


def test_frame_is_painted_in_its_parts() -> None:
    assert paint(b"x\x023hi\x03\x00") == [
        Painted(Part.OUTSIDE, b"x"),
        Painted(Part.STX, b"\x02"),
        Painted(Part.TYPE, b"3"),
        Painted(Part.TEXT, b"hi"),
        Painted(Part.ETX, b"\x03"),
        Painted(Part.OUTSIDE, b"\x00"),
    ]


def test_datagram_is_one_text() -> None:
    assert paint(b"9999") == [Painted(Part.TEXT, b"9999")]


@given(st.lists(st.sampled_from([b"\x02", b"\x03", b"3", b"ab", b"\x00", b"\xff"])).map(b"".join))
def test_every_byte_is_in_exactly_one_part(data: bytes) -> None:
    assert b"".join(painted.data for painted in paint(data)) == data


def test_text_reads_as_utf_8_else_as_gbk_else_as_escapes() -> None:
    assert readable("你好".encode()) == "你好"
    assert readable("你好".encode("gbk")) == "你好"
    assert readable(b"\xff\xff") == "\\xff\\xff"


def test_line_that_was_cut_says_so() -> None:
    assert one_line(came(b"\x023" + b"x" * 2_000)).endswith("x…")
