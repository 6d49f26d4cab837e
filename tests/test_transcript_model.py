"""The rows that are shown, and how many are held."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from time import process_time
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shared.ui.transcript_entry import Entry, Standing
from shared.ui.transcript_model import (
    FRAME_MILLISECONDS,
    ROW_ROLE,
    STORM_MESSAGES,
    STORM_MILLISECONDS,
    TranscriptModel,
)
from shared.ui.transcript_rows import EdgeRow, EntryRow, HistoryEdge, UnreadRow, entry_row
from tests.helpers.transcript import DAY, at, came, own, said, talk, whispered


@pytest.fixture
def model(qapp: object) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


@contextmanager
def small_limits() -> Iterator[None]:
    with patch.multiple("shared.ui.transcript_model", HELD_ROWS=40, SPARE_ROWS=8, MOST_ROWS=80):
        yield


def shown_keys(model: TranscriptModel) -> list[int]:
    return [row.entry.key for row in model.shown_rows if isinstance(row, EntryRow)]


def test_arrivals_are_shown_together_within_a_frame(qtbot: QtBot, model: TranscriptModel) -> None:
    with qtbot.waitSignal(model.rows_changed):
        model.append([said(1)])
        model.append([said(2)])
        assert model.rowCount() == 0

    assert shown_keys(model) == [1, 2]


class HandTimer(QTimer):
    """Goes off when the test says so, and tells how long it would have waited."""

    waits: int | None = None

    def go_off(self) -> None:
        assert self.waits is not None
        self.waits = None
        self.timeout.emit()

    # Qt's own names

    def start(self, milliseconds: int) -> None:  # type: ignore[override]
        self.waits = milliseconds

    def stop(self) -> None:
        self.waits = None

    def isActive(self) -> bool:  # noqa: N802
        return self.waits is not None

    def remainingTime(self) -> int:  # noqa: N802
        return -1 if self.waits is None else self.waits


def test_what_goes_by_too_fast_to_be_read_is_shown_less_often(qapp: QApplication) -> None:
    timer = HandTimer()
    model = TranscriptModel(opened_on=DAY, timer=timer)

    def say(messages: int, *, own_words: int = 0) -> int | None:
        """So many messages come; returns after how many milliseconds they are shown."""
        model.append(talk(messages, first_key=model.rowCount() + 1))
        model.append([own(model.rowCount() + messages + 1) for _ in range(own_words)])
        waits = timer.waits
        timer.go_off()
        return waits

    assert say(STORM_MESSAGES) == FRAME_MILLISECONDS
    assert say(STORM_MESSAGES + 1) == FRAME_MILLISECONDS, "nothing was too fast before"
    assert say(STORM_MESSAGES + 1) == STORM_MILLISECONDS
    # One's own words are waited for, and with them comes all the rest.
    assert say(STORM_MESSAGES + 1, own_words=1) == FRAME_MILLISECONDS
    assert say(1) == STORM_MILLISECONDS
    assert say(1) == FRAME_MILLISECONDS, "the storm is over"
    assert shown_keys(model) == [*range(1, model.rowCount() + 1)]


def test_it_is_a_model_by_qts_own_rules(qtmodeltester: ModelTester, model: TranscriptModel) -> None:
    model.append([came(1, "bob"), said(2), whispered(3), said(4, when=at(9, days_later=1))])
    model.set_pending([own(5, standing=Standing.SENDING)])
    model.flush()

    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_model_answers_with_text_sentence_and_row(model: TranscriptModel) -> None:
    model.append([said(1, "hello")])
    model.flush()
    index = model.index(0)

    assert index.data() == "hello"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"alice, {model.words.time(at(9, 2))}: hello"
    assert index.data(ROW_ROLE) == model.row_at(0)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<img src='http://a.org/x.png'>", "&lt;", "a" + "\u0301" * 100, "x" * 4_000]
)
def test_markup_is_only_text(model: TranscriptModel, text: str) -> None:
    model.append([said(1, text, sender="<i>Eve</i>")])
    model.flush()
    index = model.index(0)

    assert index.data() == text
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(text)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("<i>Eve</i>, ")


def test_controls_are_shown_and_do_nothing(model: TranscriptModel) -> None:
    model.append([said(1, "\x1b[31m\u202eabc", sender="e\u202eve")])
    model.flush()

    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        answer = model.index(0).data(role)
        assert "␛[31m\ufffdabc" in answer
        assert not set(answer) & set("\x1b\u202e")


def test_dividing_lines_can_be_read_and_not_selected(model: TranscriptModel) -> None:
    model.append([said(1, when=at(9, days_later=1))])
    model.flush()

    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_settled_message_takes_the_place_of_its_pending_one(qtbot: QtBot, model: TranscriptModel) -> None:
    model.append([said(1)])
    model.set_pending([own(2, standing=Standing.SENDING)])
    model.flush()
    model.append([own(2)])
    model.set_pending([])

    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.rowsRemoved):
        model.flush()
    assert shown_keys(model) == [1, 2]


def test_own_message_is_announced_when_it_is_said_and_not_when_it_settles(
    qtbot: QtBot, model: TranscriptModel
) -> None:
    with qtbot.waitSignal(model.own_message_added):
        model.set_pending([own(1, standing=Standing.SENDING)])
        model.flush()
    with qtbot.assertNotEmitted(model.own_message_added):
        model.set_pending([])
        model.append([own(1)])
        model.flush()
    with qtbot.waitSignal(model.own_message_added):
        model.append([own(2)])
        model.flush()


def test_arrived_messages_are_counted_without_events_and_own_ones(
    qtbot: QtBot, model: TranscriptModel
) -> None:
    model.append([came(1, "bob"), said(2), own(3), whispered(4)])

    with qtbot.waitSignal(model.messages_arrived) as arrived:
        model.flush()
    assert arrived.args == [2]


def test_the_oldest_goes_in_pieces_while_the_newest_is_followed(qtbot: QtBot, model: TranscriptModel) -> None:
    with small_limits(), qtbot.assertNotEmitted(model.oldest_dropped):
        model.append(talk(48))
        model.flush()
    assert model.rowCount() == 48
    with small_limits(), qtbot.waitSignal(model.oldest_dropped):
        model.append(talk(1, first_key=49))
        model.flush()

    assert shown_keys(model) == list(range(10, 50))
    assert [entry.key for entry in model.all_entries()] == list(range(10, 50))


def test_whoever_reads_higher_up_keeps_twice_as_much(model: TranscriptModel) -> None:
    with small_limits():
        model.append(talk(40))
        model.flush()
        model.is_following = False
        for key in range(41, 81):
            model.append([said(key)])
            model.flush()
        assert shown_keys(model) == list(range(1, 81))
        for key in range(81, 200):
            model.append([said(key)])
            model.flush()
            assert model.rowCount() <= 80
    assert shown_keys(model)[-1] == 199


def test_a_hundred_thousand_messages_are_held(model: TranscriptModel) -> None:
    for first_key in range(1, 120_001, 5_000):
        model.append(talk(5_000, first_key))
        model.flush()

    assert 100_000 <= model.rowCount() <= 105_000
    assert shown_keys(model)[-100_000:] == list(range(20_001, 120_001))


def test_older_history_is_asked_for_once_at_the_very_top(qtbot: QtBot, model: TranscriptModel) -> None:
    model.append(talk(10))
    model.flush()

    with qtbot.waitSignal(model.older_wanted):
        model.want_older()
    with qtbot.assertNotEmitted(model.older_wanted):
        model.want_older()
    model.prepend([])
    with qtbot.waitSignal(model.older_wanted):
        model.want_older()


def test_older_history_comes_above_what_is_shown(model: TranscriptModel) -> None:
    model.append(talk(10))
    model.flush()
    model.is_following = False
    model.prepend(talk(50, first_key=-49))

    assert shown_keys(model) == list(range(-49, 11))
    assert model.all_entries()[0].key == -49


def test_unread_line_appears_counts_and_goes(model: TranscriptModel) -> None:
    model.append([said(1)])
    model.mark_read()
    model.append([said(2), said(3)])
    model.flush()
    line = model.row_at(1)
    assert isinstance(line, UnreadRow)
    assert line.count == 2

    model.clear_mark()
    model.flush()
    assert [type(row) for row in model.shown_rows] == [EntryRow] * 3


def test_what_was_said_earlier_counts_as_read(qtbot: QtBot, model: TranscriptModel) -> None:
    model.mark_read()
    with qtbot.assertNotEmitted(model.messages_arrived), qtbot.assertNotEmitted(model.own_message_added):
        model.append([said(1), own(2)], is_news=False)
        model.flush()
    assert not model.has_unread_line
    model.append([said(3)])
    model.flush()
    assert model.unread_number == 2


def test_line_above_everything_says_what_lies_beyond(model: TranscriptModel) -> None:
    model.append(talk(3))
    for edge in (HistoryEdge.MORE, HistoryEdge.OUT_OF_REACH, HistoryEdge.START):
        model.set_edge(edge)
        model.flush()
        assert model.row_at(0) == EdgeRow(edge)
        assert shown_keys(model) == [1, 2, 3]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    model.set_edge(HistoryEdge.NONE)
    model.flush()
    assert model.rowCount() == 3


def test_nothing_lies_beyond_an_empty_conversation(model: TranscriptModel) -> None:
    model.set_edge(HistoryEdge.START)
    model.flush()
    assert model.rowCount() == 0


def test_more_is_asked_for_again_after_the_edge_was_told_anew(qtbot: QtBot, model: TranscriptModel) -> None:
    model.append([said(1)])
    model.set_edge(HistoryEdge.MORE)
    model.flush()
    model.want_older()
    with qtbot.assertNotEmitted(model.older_wanted):
        model.want_older()
    model.set_edge(HistoryEdge.MORE)
    with qtbot.waitSignal(model.older_wanted):
        model.want_older()


def test_the_newest_and_the_oldest_are_known(model: TranscriptModel) -> None:
    assert (model.last_entry, model.oldest_id) == (None, None)
    model.append([came(1, "bob"), said(2), replace(said(3), message_id=7), replace(said(4), message_id=8)])
    assert (model.last_entry, model.oldest_id) == (replace(said(4), message_id=8), 7)
    model.append([came(5, "eve")])
    assert model.last_entry is None


def test_clearing_forgets_everything(model: TranscriptModel) -> None:
    model.append(talk(10))
    model.flush()
    model.clear()

    assert model.rowCount() == 0
    model.append([said(1)])
    model.flush()
    assert shown_keys(model) == [1]


def test_an_arrival_costs_the_same_however_much_is_held(qapp: object) -> None:
    def cost(held: int) -> float:
        model = TranscriptModel(opened_on=DAY)
        model.append(talk(held))
        model.flush()
        spent = []
        for key in range(held + 1, held + 42):
            started = process_time()
            model.append([said(key)])
            model.flush()
            spent.append(process_time() - started)
        return sorted(spent)[len(spent) // 2]

    assert cost(100_000) <= 3 * cost(1_000)


def test_a_message_takes_little_more_than_its_text(qapp: object) -> None:
    """The limit of the whole window is 1 KiB a message; this is the part of it that lasts."""
    model = TranscriptModel(opened_on=DAY)
    model.append(talk(1_000))
    model.flush()
    gc.collect()
    tracemalloc.start()
    try:
        for first_key in range(1_001, 6_001, 100):
            model.append(talk(100, first_key))
            model.flush()
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    text = sum(sys.getsizeof(entry.text) for entry in model.all_entries()[1_000:])
    assert held - text < 512 * 5_000


def test_what_is_held_is_nothing_that_the_collector_looks_at(qapp: object) -> None:
    model = TranscriptModel(opened_on=DAY)
    model.append(talk(1_000))
    model.flush()
    gc.collect()
    before = len(gc.get_objects())
    model.append(talk(10_000, 1_001))
    model.flush()
    gc.collect()
    assert len(gc.get_objects()) - before < 100


class AllThatIsHeld(RuleBasedStateMachine):
    """Anything may happen in any order, and the rows are always what is held, and never too many."""

    def __init__(self) -> None:
        super().__init__()
        self.model = TranscriptModel(opened_on=DAY)
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.key = 0
        self.oldest = 0

    @initialize(unread=st.integers(0, 60))
    def lesson_is_on_and_somebody_reads(self, unread: int) -> None:
        self.model.append(self.more(30))
        self.model.mark_read()
        self.model.append(self.more(1))
        self.model.flush()
        self.model.is_following = False
        self.model.append(self.more(unread))

    def more(self, count: int) -> list[Entry]:
        self.key += count
        return talk(count, self.key - count + 1)

    @rule(count=st.integers(1, 60))
    def messages_arrive(self, count: int) -> None:
        self.model.append(self.more(count))

    @rule(name=st.sampled_from("ab"))
    def somebody_comes_and_goes(self, name: str) -> None:
        self.key += 2
        self.model.append([came(self.key - 1, name)])
        self.model.flush()
        self.model.append([Entry(self.key, came(0).kind, at(9), went=(name,))])

    @rule(count=st.integers(0, 30))
    def history_arrives(self, count: int) -> None:
        self.oldest -= count
        self.model.flush()
        before = shown_keys(self.model)
        older = talk(count, self.oldest + 1)
        self.model.prepend(older)
        assert shown_keys(self.model) == [*[entry.key for entry in older], *before]

    @rule(count=st.integers(0, 3))
    def messages_wait(self, count: int) -> None:
        self.key += count
        keys = range(self.key - count + 1, self.key + 1)
        self.model.set_pending([own(key, standing=Standing.WAITING) for key in keys])

    @rule(edge=st.sampled_from(HistoryEdge))
    def edge_is_told(self, edge: HistoryEdge) -> None:
        self.model.set_edge(edge)

    @rule(is_following=st.booleans())
    def reader_moves(self, is_following: bool) -> None:
        self.model.is_following = is_following

    @rule()
    def reader_nears_the_top(self) -> None:
        self.model.want_older()

    @rule()
    def window_loses_focus(self) -> None:
        self.model.mark_read()

    @rule()
    def everything_is_read(self) -> None:
        self.model.clear_mark()

    @invariant()
    def rows_are_what_follows_from_what_is_held(self) -> None:
        self.model.flush()
        shown = list(self.model.shown_rows)
        keys = [row.key for row in shown]
        assert len(set(keys)) == len(keys)
        is_edge_told = bool(keys) and self.model.edge is not HistoryEdge.NONE
        assert shown[:1] == [EdgeRow(self.model.edge)] or not is_edge_told
        rows = shown[is_edge_told:]
        assert not any(isinstance(row, EdgeRow) for row in rows)
        settled = [
            row.entry for row in rows if isinstance(row, EntryRow) and row.entry.standing is Standing.SETTLED
        ]
        assert settled == self.model.all_entries()
        unread = [number for number, row in enumerate(shown) if isinstance(row, UnreadRow)]
        assert unread == ([] if self.model.unread_number is None else [self.model.unread_number])
        for above, below in pairwise(rows):
            if isinstance(below, EntryRow):
                assert not isinstance(above, EdgeRow)
                assert below == entry_row(below.entry, below.day, above)


def test_rows_are_always_what_is_held_whatever_happens(qapp: object) -> None:
    with small_limits():
        run_state_machine_as_test(
            AllThatIsHeld, settings=settings(max_examples=80, stateful_step_count=30, deadline=None)
        )
