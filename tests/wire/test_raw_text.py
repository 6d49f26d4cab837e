"""Bytes as people type and copy them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.encoding import TextEncoding
from shared.wire.raw_text import (
    RawMode,
    RawProblem,
    RawTextError,
    format_escaped,
    format_hex,
    format_python,
    parse_raw,
)

some_bytes = st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "typed",
    [
        "02 33 68 69 03",
        "0233686903",
        "02:33:68:69:03",
        "0x02, 0x33,0x68 0x69\n0x3",
        r"\x02\x33\x68\x69\x03",
        "2 3368 69 3",
    ],
)
def test_hex_is_read_however_it_is_written(typed: str) -> None:
    assert parse_raw(typed, RawMode.HEX) == b"\x023hi\x03"


@pytest.mark.parametrize("typed", ["<STX>3hi<ETX>", "<stx>3hi<etx>", r"\x023hi\x03", r"<STX>\x33hi\x03"])
def test_text_is_read_with_its_escapes(typed: str) -> None:
    assert parse_raw(typed, RawMode.TEXT) == b"\x023hi\x03"


def test_every_escape_stands_for_its_byte() -> None:
    assert parse_raw(r"a\n\r\t\0\\\<b", RawMode.TEXT) == b"a\n\r\t\0\\<b"
    assert parse_raw(r"\<STX>", RawMode.TEXT) == b"<STX>"


def test_text_is_written_in_the_encoding() -> None:
    assert parse_raw("中文", RawMode.TEXT, TextEncoding.UTF_8) == "中文".encode()
    assert parse_raw("中文", RawMode.TEXT, TextEncoding.GBK) == "中文".encode("gbk")


@pytest.mark.parametrize(
    ("typed", "mode", "problem", "position"),
    [
        ("02 3g", RawMode.HEX, RawProblem.NOT_HEX, 4),
        ("02 333", RawMode.HEX, RawProblem.HALF_BYTE, 5),
        ("中", RawMode.HEX, RawProblem.NOT_HEX, 0),
        ("ab\\q", RawMode.TEXT, RawProblem.UNKNOWN_ESCAPE, 2),
        ("a\\", RawMode.TEXT, RawProblem.UNKNOWN_ESCAPE, 1),
        ("a\\x4", RawMode.TEXT, RawProblem.UNKNOWN_ESCAPE, 1),
        ("ab\ud800", RawMode.TEXT, RawProblem.NOT_ENCODABLE, 2),
    ],
)
def test_a_mistake_is_told_with_its_place(
    typed: str, mode: RawMode, problem: RawProblem, position: int
) -> None:
    with pytest.raises(RawTextError) as raised:
        parse_raw(typed, mode)
    assert (raised.value.problem, raised.value.position) == (problem, position)


def test_bytes_are_written_for_people() -> None:
    assert format_hex(b"\x023hi\x03") == "02 33 68 69 03"
    assert format_escaped(b"\x023h\xffi<\\\x03\0") == r"<STX>3h\xffi\<\\<ETX>\x00"
    assert format_escaped("中文".encode()) == "中文"
    assert format_escaped("中文".encode(), TextEncoding.GBK) == r"涓\xad\xe6枃"
    assert format_python(b"\x023'hi\x03") == '''b"\\x023'hi\\x03"'''


@given(some_bytes, st.sampled_from(TextEncoding))
def test_what_is_written_is_read_back(data: bytes, encoding: TextEncoding) -> None:
    assert parse_raw(format_hex(data), RawMode.HEX) == data
    assert parse_raw(format_escaped(data, encoding), RawMode.TEXT, encoding) == data


@given(st.text(alphabet="0123456789abcdefxX \\,:gz<STX>中", max_size=20), st.sampled_from(RawMode))
def test_anything_typed_is_bytes_or_a_mistake(typed: str, mode: RawMode) -> None:
    try:
        data = parse_raw(typed, mode)
    except RawTextError as error:
        assert 0 <= error.position < len(typed)
    else:
        assert isinstance(data, bytes)
