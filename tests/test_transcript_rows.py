"""How a row follows from the one above it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.ui.transcript_entry import Entry
from shared.ui.transcript_rows import (
    DayRow,
    EntryRow,
    PresenceRow,
    Row,
    entry_row,
    fold,
    joined,
    presence_row,
)
from tests.helpers.transcript import DAY, announced, at, came, noticed, own, said, went, whispered


def row(entry: Entry, before: Row | None = None) -> EntryRow:
    return entry_row(entry, DAY, before)


def presence(entry: Entry) -> PresenceRow:
    made = presence_row(entry, DAY)
    assert made is not None
    return made


def test_one_person_within_five_minutes_shares_a_header() -> None:
    first = row(said(1, when=at(9, 0)))

    assert first.has_header
    assert not row(said(2, when=at(9, 5)), first).has_header
    assert row(said(2, when=at(9, 5) + timedelta(seconds=1)), first).has_header


def test_message_of_a_computer_whose_clock_is_a_little_behind_still_belongs_to_the_group() -> None:
    assert not row(said(2, when=at(9, 0)), row(said(1, when=at(9, 1)))).has_header


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (said(1), said(2, sender="bob", when=at(9, 2))),
        (said(1), announced(2, when=at(9, 2))),
        (announced(1, when=at(9, 2)), announced(2, when=at(9, 2))),
        (noticed(1, when=at(9, 2)), said(2)),
        (said(1, sender="bob"), whispered(2, when=at(9, 2))),
        (own(1, to="bob"), own(2, to="dora")),
        (own(1), own(2, to="bob")),
        (own(1), said(2, sender="grace")),
    ],
)
def test_another_person_kind_or_receiver_starts_a_new_group(above: Entry, below: Entry) -> None:
    assert row(below, row(above)).has_header


def test_lines_between_break_a_group() -> None:
    assert row(said(2), DayRow(3, DAY)).has_header
    assert row(said(2), presence(came(1, "bob"))).has_header


def test_arrivals_and_departures_fold_in_their_order() -> None:
    folded = fold(presence(came(1, "alice", "bob")), presence(went(2, "dora")))

    assert folded is not None
    assert (folded.came, folded.went) == (("alice", "bob"), ("dora",))


def test_who_came_and_left_again_is_in_neither_list() -> None:
    folded = fold(presence(came(1, "alice", "bob")), presence(went(2, "alice")))

    assert folded is not None
    assert (folded.came, folded.went) == (("bob",), ())


def test_who_left_and_came_back_leaves_nothing_to_say() -> None:
    assert fold(presence(went(1, "alice")), presence(came(2, "alice"))) is None


def test_joining_takes_away_a_day_line_that_has_become_needless() -> None:
    front: list[Row] = [DayRow(4, DAY), row(said(1))]
    back: list[Row] = [DayRow(7, DAY), row(said(2))]

    assert [type(part) for part in joined(front, back)] == [DayRow, EntryRow, EntryRow]
    last = joined(front, back)[-1]
    assert isinstance(last, EntryRow)
    assert not last.has_header


def test_joining_adds_the_day_line_that_was_not_needed_on_top() -> None:
    yesterday = DAY - timedelta(days=1)
    front: list[Row] = [DayRow(4, yesterday), entry_row(said(1), yesterday, None)]

    assert [type(part) for part in joined(front, [row(said(2))])] == [DayRow, EntryRow, DayRow, EntryRow]
