"""The bytes of a call in one line of a picture."""

from hypothesis import given
from hypothesis import strategies as st

from shared.wire.ladder import Passage, Rung
from shared.wire.ladder_words import MOST_CHARACTERS, passage_text, shown


def test_control_bytes_are_shown_by_their_signs() -> None:
    assert shown(b"\x023hi\x03\x00\r\n\x1b") == "␂3hi␃␀␍␊·"
    assert shown("3你好".encode()) == "3你好"


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
