"""What clean text is, and that nothing else leaves."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.text import clean_name, clean_text, is_blank

# text() leaves lone surrogates out unless they are asked for.
any_text = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "你好，今天的作业是什么？",
        "a\tb\nc",
        "全角\u3000空格",
        "👩\u200d💻",
        "e\u0301" + "\u0301" * 99,
        "\ufffd",
    ],
)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("code_point", [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)])
def test_every_control_character_is_taken_out(code_point: int) -> None:
    assert clean_text(f"a{chr(code_point)}b") == "ab"
    assert clean_name(f"a{chr(code_point)}b") == "ab"


def test_tab_and_line_feed_stay_in_texts_and_go_from_names() -> None:
    assert clean_text("a\tb\r\nc") == "a\tb\nc"
    assert clean_name("a\tb\r\nc") == "abc"


@pytest.mark.parametrize("clean", [clean_text, clean_name])
def test_lone_surrogate_becomes_the_replacement_character(clean: object) -> None:
    assert callable(clean)
    assert clean("a\ud800b\udfffc") == "a\ufffdb\ufffdc"


def test_frame_bytes_in_a_text_are_taken_out() -> None:
    assert clean_text("hi\x03\x024Teacher: no homework\x03") == "hi4Teacher: no homework"


@given(any_text)
@settings(deadline=None)
def test_cleaned_text_holds_no_control_character_and_can_be_encoded(text: str) -> None:
    cleaned = clean_text(text)
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\t", "\n"}
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned


@given(any_text)
@settings(deadline=None)
def test_cleaned_name_is_the_cleaned_text_without_tabs_and_line_feeds(text: str) -> None:
    assert clean_name(text) == clean_text(text).replace("\t", "").replace("\n", "")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n", "\u3000", "\u00a0", "\x00", " \x02\x03\x7f "])
def test_text_of_white_space_and_control_characters_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["x", " x ", "\n.\n", "。", "\ud800", "\x02x"])
def test_text_with_something_to_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)
