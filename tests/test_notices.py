"""The server's own words: each is recognised again, and its name and number travel beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.messages import Notice, NoticeCode
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS, notice_of, notice_words
from tests.helpers.odd_texts import names


def is_named(code: NoticeCode) -> bool:
    return notice_words(Notice(code, "A")) != notice_words(Notice(code, "B"))


def is_numbered(code: NoticeCode) -> bool:
    return notice_words(Notice(code, number=1)) != notice_words(Notice(code, number=2))


@given(names, st.integers(0, 999_999_999))
@settings(deadline=None)
def test_every_notice_is_recognised_again(name: str, number: int) -> None:
    for code in NoticeCode:
        shown = "7" if code is NoticeCode.UNKNOWN_TYPE else name
        notice = Notice(code, shown if is_named(code) else "", number if is_numbered(code) else 0)
        assert notice_of(notice_words(notice)) == notice


def test_other_words_are_no_notice() -> None:
    assert notice_of("something new") is None
    assert notice_of("") is None
    assert notice_of("that text is too long: at most ٤ characters") is None


def test_host_may_be_called_what_a_notice_says() -> None:
    notice = Notice(NoticeCode.MUTED_BUT_HOST, "x is not online")
    assert notice_of(notice_words(notice)) == notice


@pytest.mark.parametrize("code", NoticeCode)
def test_name_and_number_in_the_words_have_their_keys_in_the_rich_dialect(code: NoticeCode) -> None:
    assert (code in NAMED_NOTICES) == is_named(code)
    assert (code in NUMBER_KEYS) == is_numbered(code)
