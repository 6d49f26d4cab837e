"""Texts are cut into words one way, for the index, for what is looked for and for comparing by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.history.words import wanted, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Hello, World!", ["hello", "world"]),
        ("don't snake_case 3.14", ["don", "t", "snake", "case", "3", "14"]),
        ("同学们好", ["同", "学", "们", "好"]),
        ("Python很有趣3次", ["python", "很", "有", "趣", "3", "次"]),
        ("「你好」、再见。", ["你", "好", "再", "见"]),
        ("こんにちは カタカナ", ["こ", "ん", "に", "ち", "は", "カ", "タ", "カ", "ナ"]),
        ("안녕", ["안", "녕"]),
        ("が", ["が"]),
        ("Café ＡＢＣ Straße Ωμέγα Ёж", ["cafe", "abc", "strasse", "ωμεγα", "еж"]),
        ("ﾊﾟｿｺﾝ", ["パ", "ソ", "コ", "ン"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("👍🏽 !!! ——", []),
        ("\ud800", []),
    ],
)
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=40))
def test_words_can_be_put_into_a_line_and_cut_again(text: str) -> None:
    words = words_of(text)
    assert all(word and not any(character in ' "*' for character in word) for word in words)
    assert wanted(text).matches(text.encode("utf-8", "replace").decode())


def test_parts_between_spaces_are_looked_for_in_any_order() -> None:
    assert wanted("world hel").matches("Hello, world")
    assert not wanted("world hel").matches("Hello there")


def test_part_of_several_words_is_looked_for_in_a_row() -> None:
    assert wanted("学们").matches("同学们好")
    assert not wanted("学好").matches("同学们好")
    assert wanted("hello-wor").matches("well, hello world")
    assert not wanted("hello-wor").matches("hello brave world")


def test_word_may_go_on_but_not_begin_earlier() -> None:
    assert wanted("ello").matches("ello")
    assert not wanted("ello").matches("hello")


def test_sign_is_looked_for_as_it_is() -> None:
    assert wanted("👍").matches("fine 👍🏽")
    assert not wanted("👍 fine").matches("fine 👎")


def test_nothing_is_wanted_by_blank_text() -> None:
    for text in ("", "  \n\u3000"):
        assert wanted(text).phrases == ()
        assert wanted(text).signs == ()


def test_expression_holds_no_operator_of_the_person_who_typed_it() -> None:
    typed = 'a" OR b* NEAR(c, 2) cut:d -e ^f (g) AND {h'
    assert wanted(typed).expression == (
        '"a" * AND "or" * AND "b" * AND "near c" * AND "2" * AND "cut d" * AND "e" * AND "f" * AND "g" * '
        'AND "and" * AND "h" *'
    )
