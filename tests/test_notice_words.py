"""The server's own words in the language of the window, true for whoever reads them and whatever was sent."""

import pytest
from PySide6.QtWidgets import QApplication

from chatroom_client.session.events import NoticeArrived
from chatroom_client.window.notice_words import NoticeWords
from shared.protocol.json_object import MAX_INTEGER
from shared.protocol.messages import NoticeCode
from shared.ui.language import Languages


@pytest.fixture
def words(qapp: QApplication, languages: Languages) -> NoticeWords:
    return NoticeWords()


@pytest.mark.parametrize("code", NoticeCode)
def test_a_sentence_can_be_made_with_whatever_number_is_sent(words: NoticeWords, code: NoticeCode) -> None:
    for number in (0, 1, 2**31 - 1, 2**31, MAX_INTEGER):
        assert words.sentence(NoticeArrived(0.0, code.value, "", "alice", number))


@pytest.mark.parametrize(
    "code",
    [
        NoticeCode.RULES_NO_WHISPERS,
        NoticeCode.RULES_HOST_ONLY,
        NoticeCode.RULES_NOBODY,
        NoticeCode.SLOW_ON,
        NoticeCode.WHISPERS_SHOWN,
    ],
)
def test_a_rule_is_told_in_words_that_are_true_for_who_comes_late(
    words: NoticeWords, code: NoticeCode
) -> None:
    assert "from now on" not in words.sentence(NoticeArrived(0.0, code.value, "", "alice", 15)).lower()


def test_words_that_nobody_knows_are_shown_as_they_came(words: NoticeWords) -> None:
    assert words.sentence(NoticeArrived(0.0, "new", "Something new.")) == "Something new."
