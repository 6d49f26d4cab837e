"""Skeletons of Unicode Technical Standard #39, and the table they are made with."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import resources
from shared.protocol.confusables import is_drawn, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "аlice"),  # Cyrillic а
        ("alice", "a1ice"),
        ("Alice", "AIice"),  # capital I
        ("mary", "rnary"),
        ("BOB", "B0B"),
        ("paypal", "раураӏ"),  # Cyrillic, palochka for the l
        ("scope", "ѕсоре"),  # the whole word in Cyrillic
        ("alice", "𝐚𝐥𝐢𝐜𝐞"),
        ("alice", "al\u00adice"),  # soft hyphen
        ("alice", "al\u200dice"),
        ("alice", "alice\ufe0f"),
        ("José", "Jose\u0301"),
    ],
)
def test_texts_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("alice", "alicia"), ("ian", "lan"), ("jose", "josé"), ("王明", "王朋"), ("大", "太"), ("bob", "BOB")],
)
def test_texts_that_look_different_have_two(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_prototypes_of_several_characters_are_written_out() -> None:
    assert skeleton("m") == "rn"
    assert skeleton('"') == "''"


def test_ascii_alone_has_the_skeleton_that_it_has_in_other_company() -> None:
    # Alone it takes a short way; beside a hanzi, with which nothing joins, the long one.
    ascii_only = [chr(point) for point in range(128)]
    for text in (one + other for one in ascii_only for other in ascii_only):
        assert skeleton(f"{text}王") == f"{skeleton(text)}王"


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))))
@settings(deadline=None)
def test_skeleton_of_any_text_is_decomposed_and_holds_nothing_invisible(text: str) -> None:
    found = skeleton(text)
    assert found == unicodedata.normalize("NFD", found)
    assert all(map(is_drawn, found))
    assert skeleton(unicodedata.normalize("NFC", text)) == found


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u202e", "\u3164", "\ufe0f", "\U000e0041"])
def test_default_ignorable_character_is_not_drawn(character: str) -> None:
    assert not is_drawn(character)


@pytest.mark.parametrize("character", ["a", " ", "王", "👍", "\u0301"])
def test_other_character_is_drawn(character: str) -> None:
    assert is_drawn(character)


def test_table_is_whole_small_and_carries_its_licence() -> None:
    table = resources.read_text("unicode", "confusables.txt")
    mappings = [line for line in table.splitlines() if not line.startswith("#")]
    assert len(mappings) > 6_000
    assert all(re.fullmatch(r"[0-9A-F]{4,6}( [0-9A-F]{4,6})+", line) for line in mappings)
    assert len(table.encode()) < 150_000
    assert "version 17.0.0" in table
    assert "Unicode License V3" in table
    assert "UNICODE LICENSE V3" in resources.read_text("unicode", "LICENSE-UNICODE.txt")
