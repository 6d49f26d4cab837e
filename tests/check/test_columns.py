"""Columns of a terminal, where a hanzi takes two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.check.columns import inert, padded, width_of, wrapped


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("你好", 4), ("，", 2), ("e\u0301", 1), ("", 0)])
def test_width_is_counted_in_columns(text: str, width: int) -> None:
    assert width_of(text) == width
    assert width_of(padded(text, 10)) == 10


@given(st.text(alphabet="ab 你好，。（）", max_size=60), st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text())
def test_inert_text_is_printable(text: str) -> None:
    assert inert(text).isprintable()
