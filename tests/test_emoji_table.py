"""The emoji there are, and the words under which they are found."""

import unicodedata

import pytest

from shared.ui.emoji_table import EMOJI, Emoji, EmojiGroup, find_emoji


def found(wanted: str) -> list[str]:
    return [emoji.text for emoji in find_emoji(wanted)]


def test_no_emoji_is_there_twice() -> None:
    assert len({emoji.text for emoji in EMOJI}) == len(EMOJI) >= 200


@pytest.mark.parametrize("group", EmojiGroup)
def test_every_shelf_has_some_and_the_one_that_stands_for_it_is_drawn_in_color(group: EmojiGroup) -> None:
    assert sum(emoji.group is group for emoji in EMOJI) >= 15
    # These are drawn as plain signs, unless the character after them asks for the colours.
    assert group.value.endswith("\ufe0f") or unicodedata.east_asian_width(group.value[0]) == "W"


@pytest.mark.parametrize("emoji", EMOJI, ids=lambda emoji: emoji.english[0])
def test_every_emoji_is_found_under_its_names_in_both_languages(emoji: Emoji) -> None:
    assert emoji in find_emoji(emoji.english[0])
    assert emoji in find_emoji(emoji.chinese[0])
    assert emoji in find_emoji(emoji.text)


@pytest.mark.parametrize("emoji", EMOJI, ids=lambda emoji: emoji.english[0])
def test_every_emoji_asks_for_its_colors(emoji: Emoji) -> None:
    assert emoji.text.endswith("\ufe0f") or unicodedata.east_asian_width(emoji.text[0]) == "W"


def test_no_flags() -> None:
    assert not [emoji for emoji in EMOJI if any(0x1F1E6 <= ord(each) <= 0x1F1FF for each in emoji.text)]


def test_the_beginning_of_a_word_is_enough_in_any_case() -> None:
    assert "👍" in found("THUM")
    assert "👍" in found("  up thumbs ")


def test_the_middle_of_an_english_word_is_not_enough() -> None:
    assert "🏀" not in found("ball ket")
    assert "🐱" not in found("at")


def test_part_of_a_chinese_word_is_enough() -> None:
    assert "✋" in found("手")
    assert "🙋" in found("举手")


def test_what_is_called_so_comes_before_what_is_only_like_it() -> None:
    assert found("sun") == ["🌻", "☀️", "😎"]


def test_nothing_is_found_under_nothing() -> None:
    assert found("") == found("   ") == []
    assert found("zzzzzz") == []
