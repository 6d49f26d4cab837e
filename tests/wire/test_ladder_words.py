"""The bytes of a call in one line of a picture."""

from hypothesis import given
from hypothesis import strategies as st

from shared.wire.ladder import Passage, Rung
from shared.wire.ladder_words import MOST_CHARACTERS, passage_text, shown


def test_control_bytes_are_shown_as_their_numbers() -> None:
    assert shown(b"\x023hi\x03\x00\r\n\x1b\x7f") == "[02]3hi[03][00][0d][0a][1b][7f]"
    assert shown("3你好".encode()) == "3你好"


def test_bytes_that_are_no_utf_8_are_shown_as_their_numbers() -> None:
    assert shown("3你".encode("gbk")) == "3[c4][e3]"
    assert shown("a\u200bb".encode()) == "a·b"


def test_long_bytes_are_cut_between_two_signs() -> None:
    assert shown(b"a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS
    assert shown(b"a" * (MOST_CHARACTERS + 1)) == "a" * (MOST_CHARACTERS - 1) + "…"
    assert shown(b"a" * (MOST_CHARACTERS - 2) + b"\x03") == "a" * (MOST_CHARACTERS - 2) + "…"
    assert shown(b"a" * (MOST_CHARACTERS - 4) + b"\x03bc") == "a" * (MOST_CHARACTERS - 4) + "…"
    assert shown("好".encode() * 200) == "好" * (MOST_CHARACTERS - 1) + "…"


@given(st.binary(max_size=500))
def test_any_bytes_are_one_short_printable_line(data: bytes) -> None:
    line = shown(data)
    assert len(line) <= MOST_CHARACTERS
    assert line.isprintable() or not line


def test_passage_says_what_it_is() -> None:
    assert passage_text(Rung()) == ""
    assert passage_text(Rung(passage=Passage.SYN_ACK)) == "SYN-ACK"
    assert passage_text(Rung(passage=Passage.DATA, data=b"hi")) == "hi (2 B)"
    assert passage_text(Rung(passage=Passage.LOST_DATAGRAM, data=b"9999")) == "UDP 9999 (4 B) ✗"
