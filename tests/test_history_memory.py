"""Of what is in memory everybody sees what is for all and what is for them."""

from collections.abc import Callable

import pytest

from chatroom_server.facts import NO_SESSION, SessionId
from chatroom_server.history.memory import after_among, after_in, older_in
from chatroom_server.history.rows import Batch
from tests.helpers.histories import ALICE, BOB, CAROL, announced, ids, said, whispered

FACTS = (said(2), whispered(3, ALICE, BOB), announced(5), whispered(6, NO_SESSION, CAROL), said(7), said(8))


def batch() -> Batch:
    made = Batch()
    made.add(FACTS)
    return made


def test_older_are_the_newest_below() -> None:
    assert ids(older_in(batch(), ALICE, 8, 3)) == [3, 5, 7]
    assert ids(older_in(batch(), CAROL, 8, 3)) == [5, 6, 7]
    assert ids(older_in(batch(), NO_SESSION, 99, 99)) == [2, 5, 7, 8]
    assert ids(older_in(batch(), ALICE, 2, 3)) == []
    assert ids(older_in(Batch(), ALICE, 9, 3)) == []


def from_rows(session: SessionId, last: int, up_to: int, limit: int) -> list[int]:
    return ids(after_in(batch(), session, last, up_to, limit))


def from_facts(session: SessionId, last: int, up_to: int, limit: int) -> list[int]:
    return ids(after_among(FACTS, session, last, up_to, limit))


@pytest.mark.parametrize("missed", [from_rows, from_facts])
def test_missed_are_the_oldest_above(missed: Callable[[SessionId, int, int, int], list[int]]) -> None:
    assert missed(ALICE, 2, 7, 9) == [3, 5, 7]
    assert missed(ALICE, 0, 99, 2) == [2, 3]
    assert missed(CAROL, 2, 99, 2) == [5, 6]
    assert missed(NO_SESSION, 0, 99, 99) == [2, 5, 7, 8]
    assert missed(BOB, 8, 99, 9) == []
    assert missed(BOB, 7, 3, 9) == []
