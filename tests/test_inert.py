"""Foreign text does nothing but show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.inert import inert, inert_line, is_right_to_left, isolated


def test_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert inert("\x1b[31mred") == "␛[31mred"


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_direction_controls_lose_their_power(control: str) -> None:
    assert inert(f"a{control}b") == "a\ufffdb"


def test_line_breaks_and_tabs_are_kept_in_texts_and_not_in_lines() -> None:
    assert inert("a\n\tb") == "a\n\tb"
    assert inert_line("a\n\tb") == "a  b"


def test_joined_emoji_and_combining_marks_are_kept() -> None:
    assert inert("👩‍🏫 ❤️ e\u0301") == "👩‍🏫 ❤️ e\u0301"


def test_half_of_a_surrogate_pair_becomes_something_that_can_be_shown() -> None:
    assert inert("a\ud83d") == "a\ufffd"


@given(st.text(alphabet=st.characters()))
def test_every_place_stays_the_same_and_no_control_is_left(text: str) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    assert all(unicodedata.category(character) != "Cc" or character in "\n\t" for character in shown)
    shown.encode("utf-8")


@given(st.text())
def test_isolated_name_cannot_close_its_own_isolation(name: str) -> None:
    framed = isolated(name)
    assert framed[0] == "\u2068"
    assert framed[-1] == "\u2069"
    assert not set(framed[1:-1]) & set("\u2066\u2067\u2068\u2069\n")


@pytest.mark.parametrize(
    ("text", "is_leftward"),
    [("hello مرحبا", False), ("123 مرحبا hello", True), ("שלום", True), ("123 ...", False), ("", False)],
)
def test_first_letter_with_a_direction_decides(text: str, is_leftward: bool) -> None:
    assert is_right_to_left(text) is is_leftward
