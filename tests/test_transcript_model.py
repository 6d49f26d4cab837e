"""The window of rows on a log of any length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shared.ui.transcript_entry import Entry, Standing
from shared.ui.transcript_model import MAX_ROWS, ROW_ROLE, TRIM_ROWS, TranscriptModel
from shared.ui.transcript_rows import EdgeRow, EntryRow, HistoryEdge, UnreadRow
from tests.helpers.transcript import DAY, at, came, own, said, talk, whispered

SMALL_MAX, SMALL_SLIDE = 40, 10


@pytest.fixture
def model(qapp: object) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


@contextmanager
def small_windows() -> Iterator[None]:
    with patch.multiple(
        "shared.ui.transcript_model",
        MAX_ROWS=SMALL_MAX,
        TRIM_ROWS=8,
        SLIDE_ROWS=SMALL_SLIDE,
        JUMP_ROWS=15,
    ):
        yield


def shown_keys(model: TranscriptModel) -> list[int]:
    return [row.entry.key for row in model.shown_rows if isinstance(row, EntryRow)]


def test_arrivals_are_shown_together_within_a_frame(qtbot: QtBot, model: TranscriptModel) -> None:
    with qtbot.waitSignal(model.rows_changed):
        model.append([said(1)])
        model.append([said(2)])
        assert model.rowCount() == 0

    assert shown_keys(model) == [1, 2]


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
    assert index.data(ROW_ROLE) is model.row_at(0)


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


def test_rows_leave_the_top_in_pieces_while_the_newest_is_followed(model: TranscriptModel) -> None:
    for first_key in range(1, MAX_ROWS + 2, 100):
        model.append(talk(100, first_key))
        model.flush()

    assert model.rowCount() == MAX_ROWS - TRIM_ROWS
    assert shown_keys(model)[-1] == MAX_ROWS + 100


def test_nothing_leaves_the_top_while_somebody_reads(model: TranscriptModel) -> None:
    model.append(talk(50))
    model.flush()
    model.is_following = False
    model.append(talk(MAX_ROWS + 500, first_key=51))
    model.flush()

    assert model.rowCount() == MAX_ROWS
    assert shown_keys(model)[0] == 1
    assert not model.reaches_end


def test_everything_can_be_reached_by_sliding_up_and_down(model: TranscriptModel) -> None:
    model.append(talk(5_000))
    model.flush()
    model.is_following = False
    seen = set(shown_keys(model))
    while 1 not in seen:
        model.show_older()
        seen |= set(shown_keys(model))
    assert seen == set(range(1, 5_001))

    while not model.reaches_end:
        model.show_newer()
    assert shown_keys(model)[-1] == 5_000


def test_older_history_is_asked_for_once_at_the_very_top(qtbot: QtBot, model: TranscriptModel) -> None:
    model.append(talk(10))
    model.flush()

    with qtbot.waitSignal(model.older_wanted):
        model.show_older()
    with qtbot.assertNotEmitted(model.older_wanted):
        model.show_older()
    model.prepend([])
    with qtbot.waitSignal(model.older_wanted):
        model.show_older()


def test_older_history_comes_above_what_is_shown(model: TranscriptModel) -> None:
    model.append(talk(10))
    model.flush()
    model.is_following = False
    model.prepend(talk(50, first_key=-49))

    assert shown_keys(model) == list(range(-49, 11))
    assert model.entries[0].key == -49


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


def test_line_above_everything_is_only_there(model: TranscriptModel) -> None:
    with small_windows():
        model.set_edge(HistoryEdge.START)
        model.append(talk(100))
        model.flush()
        assert not isinstance(model.row_at(0), EdgeRow)
        model.is_following = False
        for _ in range(12):
            model.show_older()
        assert model.row_at(0) == EdgeRow(HistoryEdge.START)


def test_more_is_asked_for_again_after_the_edge_was_told_anew(qtbot: QtBot, model: TranscriptModel) -> None:
    model.append([said(1)])
    model.set_edge(HistoryEdge.MORE)
    model.flush()
    model.show_older()
    with qtbot.assertNotEmitted(model.older_wanted):
        model.show_older()
    model.set_edge(HistoryEdge.MORE)
    with qtbot.waitSignal(model.older_wanted):
        model.show_older()


def test_unread_line_is_brought_in_from_far_away(model: TranscriptModel) -> None:
    with small_windows():
        model.append(talk(100))
        model.mark_read()
        model.append(talk(200, 101))
        model.flush()
        assert model.unread_number is None
        model.is_following = False
        model.show_unread()
        number = model.unread_number
        assert number is not None
        assert isinstance(model.row_at(number), UnreadRow)
        assert model.rowCount() <= SMALL_MAX


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


class WindowOnLog(RuleBasedStateMachine):
    """Anything may happen in any order, and the rows stay one stretch of the log."""

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

    @contextmanager
    def reader_keeps_the_place(self) -> Iterator[None]:
        """While somebody reads, the first message in the rows stays the first."""
        self.model.flush()
        before = shown_keys(self.model)
        yield
        self.model.flush()
        if before and not self.model.is_following:
            assert shown_keys(self.model)[0] == before[0]

    def more(self, count: int) -> list[Entry]:
        self.key += count
        return talk(count, self.key - count + 1)

    @rule(count=st.integers(1, 60))
    def messages_arrive(self, count: int) -> None:
        with self.reader_keeps_the_place():
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
        self.model.prepend(talk(count, self.oldest + 1))
        if before and not self.model.is_following:
            # A few of the older ones may have come in above.
            assert before[0] in shown_keys(self.model)[: SMALL_SLIDE + 1]

    @rule(count=st.integers(0, 3))
    def messages_wait(self, count: int) -> None:
        self.key += count
        keys = range(self.key - count + 1, self.key + 1)
        self.model.set_pending([own(key, standing=Standing.WAITING) for key in keys])

    @rule(edge=st.sampled_from(HistoryEdge))
    def edge_is_told(self, edge: HistoryEdge) -> None:
        self.model.set_edge(edge)

    @rule()
    def reader_goes_to_what_is_new(self) -> None:
        self.model.is_following = False
        self.model.show_unread()

    @rule(is_following=st.booleans())
    def reader_moves(self, is_following: bool) -> None:
        self.model.is_following = is_following

    @rule()
    def reader_nears_the_top(self) -> None:
        self.model.show_older()

    @rule()
    def reader_nears_the_bottom(self) -> None:
        self.model.show_newer()

    @rule()
    def reader_jumps_to_the_newest(self) -> None:
        self.model.is_following = True
        self.model.show_newest()

    @rule()
    def window_loses_focus(self) -> None:
        with self.reader_keeps_the_place():
            self.model.mark_read()

    @rule()
    def everything_is_read(self) -> None:
        with self.reader_keeps_the_place():
            self.model.clear_mark()

    @invariant()
    def rows_are_one_stretch_of_the_log(self) -> None:
        self.model.flush()
        everything = self.model.all_rows()
        shown = [row for row in self.model.shown_rows if not isinstance(row, EdgeRow)]
        keys = [row.key for row in everything]
        assert len(set(keys)) == len(keys)
        first = keys.index(shown[0].key) if shown else 0
        is_edge_told = first == 0 and bool(shown) and self.model.edge is not HistoryEdge.NONE
        edges = [EdgeRow(self.model.edge)] if is_edge_told else []
        assert list(self.model.shown_rows) == [*edges, *shown]
        assert shown == everything[first : first + len(shown)]
        assert self.model.reaches_end == (first + len(shown) == len(everything))
        assert len(shown) <= SMALL_MAX


def test_rows_stay_one_stretch_of_the_log_whatever_happens(qapp: object) -> None:
    with small_windows():
        run_state_machine_as_test(
            WindowOnLog, settings=settings(max_examples=80, stateful_step_count=30, deadline=None)
        )
