"""What an entry counts as."""

from __future__ import annotations

from shared.ui.transcript_entry import Standing
from tests.helpers.transcript import announced, came, noticed, own, said, whispered


def test_other_peoples_words_count_as_unread_and_nothing_else_does() -> None:
    assert all(entry.counts_as_unread for entry in (said(1), whispered(2), announced(3)))
    assert not any(entry.counts_as_unread for entry in (own(1), noticed(2), came(3, "bob")))


def test_only_what_did_not_surely_arrive_can_be_sent_again() -> None:
    again = {standing for standing in Standing if own(1, standing=standing).can_be_resent}

    assert again == {Standing.UNSURE, Standing.REFUSED}
