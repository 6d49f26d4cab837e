"""Bytes read as text: which bytes made which character, and which made none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.encoding import TextEncoding
from shared.wire.byte_reading import CharacterSet, PieceKind, character_set, read_bytes

UTF_8, GB_18030, LATIN_1 = CharacterSet


def shown(data: bytes, charset: CharacterSet) -> list[tuple[bytes, str]]:
    return [(data[p.start : p.start + p.length], p.text) for p in read_bytes(data, charset)]


def test_utf_8_of_zhongwen_read_as_gb_18030_is_three_characters_of_which_one_is_nobodys() -> None:
    data = "中文".encode()
    assert shown(data, UTF_8) == [(b"\xe4\xb8\xad", "中"), (b"\xe6\x96\x87", "文")]
    assert shown(data, GB_18030) == [(b"\xe4\xb8", "涓"), (b"\xad\xe6", "\ue15f"), (b"\x96\x87", "枃")]
    assert [piece.kind for piece in read_bytes(data, GB_18030)] == [
        PieceKind.CHARACTER,
        PieceKind.NO_CHARACTER,
        PieceKind.CHARACTER,
    ]


def test_gb_18030_of_zhongwen_does_not_fit_utf_8() -> None:
    pieces = read_bytes("中文".encode("gb18030"), UTF_8)
    # The last byte could have begun a character, had more followed.
    assert [piece.kind for piece in pieces] == [PieceKind.WRONG] * 3 + [PieceKind.CUT_OFF]
    assert "".join(piece.text for piece in pieces) == "\ufffd" * 4


def test_latin_1_always_fits() -> None:
    assert shown("é".encode(), LATIN_1) == [(b"\xc3", "Ã"), (b"\xa9", "©")]


def test_half_a_character_at_the_end_is_cut_off_and_not_wrong() -> None:
    assert read_bytes("中".encode()[:2], UTF_8)[0].kind is PieceKind.CUT_OFF
    assert read_bytes("中".encode("gb18030")[:1], GB_18030)[0].kind is PieceKind.CUT_OFF
    assert read_bytes("中".encode()[:2] + b"a", UTF_8)[0].kind is PieceKind.WRONG


@pytest.mark.parametrize("text", ["\0", "\x7f", "\u200b", "\u202e"])
def test_characters_that_nobody_sees_are_told_apart(text: str) -> None:
    assert [piece.kind for piece in read_bytes(text.encode(), UTF_8)] == [PieceKind.UNSEEN]


def test_four_bytes_of_gb_18030_are_one_character() -> None:
    assert shown("👍".encode("gb18030"), GB_18030) == [("👍".encode("gb18030"), "👍")]


def test_connection_is_read_in_its_own_encoding() -> None:
    assert character_set(TextEncoding.UTF_8) is UTF_8
    assert character_set(TextEncoding.GBK) is GB_18030


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")))
def test_pieces_have_no_hole_and_are_what_python_reads(data: bytes) -> None:
    for charset in CharacterSet:
        pieces = read_bytes(data, charset)
        position = 0
        for piece in pieces:
            assert piece.start == position
            assert piece.length > 0
            position += piece.length
        assert position == len(data)
        assert "".join(piece.text for piece in pieces) == data.decode(charset.value, "replace")
