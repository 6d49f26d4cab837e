"""Rows in little room are the rows that they were."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.ui.packed_rows import PackedRows
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_rows import (
    DayRow,
    EdgeRow,
    EntryRow,
    HistoryEdge,
    PresenceRow,
    ShownRow,
    UnreadRow,
    entry_row,
)
from tests.helpers.transcript import DAY, announced, at, noticed, own, said, whispered

KINDS = [EntryKind.SAID, EntryKind.WHISPER, EntryKind.ANNOUNCEMENT, EntryKind.NOTICE]


@st.composite
def entry_rows(draw: st.DrawFn) -> EntryRow:
    entry = Entry(
        draw(st.integers(-(2**40), 2**40)),
        draw(st.sampled_from(KINDS)),
        at(draw(st.integers(0, 23)), days_later=draw(st.integers(0, 9))),
        draw(st.text()),
        draw(st.text()),
        draw(st.booleans()),
        draw(st.text()),
        draw(st.sampled_from(Standing)),
        message_id=draw(st.none() | st.integers(0, 2**53)),
    )
    return replace(entry_row(entry, DAY, None), has_header=draw(st.booleans()))


ROWS: st.SearchStrategy[ShownRow] = st.one_of(
    entry_rows(),
    st.sampled_from(
        [
            PresenceRow(3, DAY, at(9), ("a",), ("b",)),
            DayRow(4, DAY),
            UnreadRow(5, DAY, 2),
            EdgeRow(HistoryEdge.MORE),
        ]
    ),
)


@given(st.lists(ROWS))
def test_what_comes_out_is_what_went_in(rows: list[ShownRow]) -> None:
    packed = PackedRows(rows)
    assert list(packed) == rows
    assert [packed[place] for place in range(len(packed))] == rows
    assert packed.keys() == [row.key for row in rows]
    assert list(packed[1:-1]) == rows[1:-1]


@given(st.lists(ROWS), st.lists(ROWS), st.data())
def test_stretch_is_replaced_as_in_a_list(
    rows: list[ShownRow], others: list[ShownRow], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(rows)))
    count = data.draw(st.integers(0, len(rows) - first))
    packed = PackedRows(rows)
    packed.splice(first, count, PackedRows(others))
    assert list(packed) == [*rows[:first], *others, *rows[first + count :]]


@given(st.lists(ROWS, min_size=1), st.data())
def test_differences_are_the_places_of_unequal_rows(rows: list[ShownRow], data: st.DataObject) -> None:
    others = [data.draw(st.just(row) | ROWS) for row in rows]
    found = PackedRows(rows).differences(0, PackedRows(others))
    assert found == [place for place, row in enumerate(rows) if row != others[place]]


def test_words_of_a_notice_are_still_said_in_the_language_that_is_on() -> None:
    entry = replace(noticed(1), words=lambda: "in this language")
    (row,) = PackedRows([entry_row(entry, DAY, None)])
    assert isinstance(row, EntryRow)
    assert row.entry.shown_text == "in this language"


def test_what_was_said_is_nothing_that_the_collector_looks_at() -> None:
    gc.collect()
    rows = PackedRows(
        entry_row(entry, DAY, None)
        for entry in (said(1), whispered(2), announced(3), noticed(4), own(5))
        for _ in range(100)
    )
    before = len(gc.get_objects())
    gc.collect()
    assert len(gc.get_objects()) <= before - len(rows)


def test_two_hundred_bytes_are_more_than_a_row_takes() -> None:
    packed = PackedRows([entry_row(said(1), DAY, None)])
    assert sys.getsizeof(packed._items[0]) <= 200
