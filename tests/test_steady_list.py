"""A reader never loses the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Self
from unittest.mock import patch

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.jump_button import JumpButton
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.transcript_delegate import TranscriptDelegate
from shared.ui.transcript_entry import Standing
from shared.ui.transcript_layout import RowLayout, TranscriptLayouter
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EntryRow, HistoryEdge, ShownRow
from shared.ui.transcript_view import TranscriptView
from tests.helpers.transcript import DAY, came, delete_closed_widgets, own, said, talk, went


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSource, languages: Languages) -> Iterator[TranscriptView]:
    model = TranscriptModel(opened_on=DAY)
    made = TranscriptView(model, themes)
    qtbot.addWidget(made)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    fill(made, 150)
    yield made
    delete_closed_widgets()


def model_of(view: TranscriptView) -> TranscriptModel:
    model = view.model()
    assert isinstance(model, TranscriptModel)
    return model


def fill(view: TranscriptView, count: int) -> None:
    """More messages, as they come: a few at a time."""
    model = model_of(view)
    first_key = len(model.all_entries()) + 1
    for key in range(first_key, first_key + count, 10):
        model.append(talk(min(10, first_key + count - key), key))
        model.flush()


def settle(qtbot: QtBot, view: TranscriptView) -> None:
    """Until all rows around what is in sight are measured."""
    qtbot.waitUntil(lambda: view.is_measured)
    QApplication.processEvents()


def last_key_in_sight(view: TranscriptView) -> int:
    index = view.indexAt(QPoint(5, view.viewport().height() - 8))
    return key_at(view, index.row())


def key_at(view: TranscriptView, number: int) -> int:
    row = model_of(view).row_at(number)
    assert isinstance(row, EntryRow)
    return row.entry.key


def place(view: TranscriptView) -> tuple[int, int]:
    """The message at the top of what is in sight, and where its upper edge is."""
    index = view.indexAt(QPoint(5, 0))
    return key_at(view, index.row()), view.visualRect(index).top()


def is_at_end(view: TranscriptView) -> bool:
    bar = view.verticalScrollBar()
    return bar.value() == bar.maximum() and last_key_in_sight(view) == model_of(view).all_entries()[-1].key


def read_in_the_middle(view: TranscriptView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 + 7)


CHANGES: dict[str, Callable[[TranscriptView, ThemeSource], None]] = {
    "narrower": lambda view, themes: view.resize(320, 400),
    "wider": lambda view, themes: view.resize(900, 400),
    "higher": lambda view, themes: view.resize(500, 520),
    "lower": lambda view, themes: view.resize(500, 200),
    "zoomed in": lambda view, themes: view.setFont(QFont(view.font().family(), 18)),
    "zoomed out": lambda view, themes: view.setFont(QFont(view.font().family(), 6)),
    "dark": lambda view, themes: themes.choose(ThemeChoice.DARK),
}


def test_arrivals_are_followed_at_the_bottom_also_when_the_oldest_are_let_go_of(view: TranscriptView) -> None:
    assert is_at_end(view)

    with patch.multiple("shared.ui.transcript_model", HELD_ROWS=200, SPARE_ROWS=40, MOST_ROWS=400):
        fill(view, 500)

    assert view.is_at_bottom
    assert is_at_end(view)
    assert view.model().rowCount() <= 240


def test_reader_is_not_moved_when_the_oldest_are_let_go_of(view: TranscriptView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 900)
    before = place(view)
    with patch.multiple("shared.ui.transcript_model", HELD_ROWS=200, SPARE_ROWS=40, MOST_ROWS=200):
        for _ in range(8):
            fill(view, 10)
            assert place(view) == before
    assert model_of(view).all_entries()[0].key > 1


@pytest.mark.parametrize("change", CHANGES)
def test_bottom_stays_the_bottom_when_the_view_changes(
    qtbot: QtBot, view: TranscriptView, themes: ThemeSource, change: str
) -> None:
    CHANGES[change](view, themes)
    assert is_at_end(view)
    settle(qtbot, view)

    assert view.is_at_bottom
    assert is_at_end(view)


@pytest.mark.parametrize("change", CHANGES)
def test_first_message_in_sight_stays_when_the_view_changes(
    qtbot: QtBot, view: TranscriptView, themes: ThemeSource, change: str
) -> None:
    read_in_the_middle(view)
    before = place(view)

    CHANGES[change](view, themes)
    assert place(view)[0] == before[0]
    settle(qtbot, view)

    assert place(view)[0] == before[0]
    assert not view.is_at_bottom


def test_reader_is_not_moved_by_five_hundred_arrivals(view: TranscriptView) -> None:
    read_in_the_middle(view)
    before = place(view)

    for _ in range(50):
        fill(view, 10)
        assert place(view) == before

    assert not view.is_at_bottom


def test_reader_passes_every_row_at_an_even_pace_though_most_were_only_guessed(
    qtbot: QtBot, view: TranscriptView
) -> None:
    fill(view, 500)
    bar = view.verticalScrollBar()
    seen = set(view.rows_in_sight)
    while place(view)[0] != 1 or place(view)[1] < 0:
        held, top = place(view)
        bar.setValue(bar.value() - 150)
        seen |= set(view.rows_in_sight)
        moved = view.visualRect(view.model().index(held - 1, 0)).top() - top
        assert moved == 150 or bar.value() == 0
        before = place(view)
        QApplication.processEvents()
        assert place(view) == before
    while not view.is_at_bottom:
        bar.setValue(bar.value() + 150)
        before = place(view)
        QApplication.processEvents()
        assert view.is_at_bottom or place(view) == before

    assert seen == set(range(650))
    assert is_at_end(view)


def test_thumb_leads_anywhere_at_once(qtbot: QtBot, view: TranscriptView) -> None:
    fill(view, 2_000)
    bar = view.verticalScrollBar()
    for share in (0.5, 0.1, 0.9):
        bar.setSliderPosition(round(bar.maximum() * share))
        key, before = place(view)
        assert abs(key / 2_150 - share) < 0.1
        settle(qtbot, view)
        assert place(view) == (key, before)
    bar.setSliderPosition(0)
    assert place(view) == (1, 0)
    bar.setSliderPosition(bar.maximum())
    assert is_at_end(view)


def test_reader_is_not_moved_by_older_history(qtbot: QtBot, view: TranscriptView) -> None:
    model = model_of(view)
    bar = view.verticalScrollBar()
    with qtbot.waitSignal(model.older_wanted):
        bar.setValue(0)
    before = place(view)

    model.prepend(talk(90, first_key=-89))

    assert place(view) == before
    assert bar.value() > 0


def test_wheel_at_the_top_asks_for_older_history_even_where_nothing_can_scroll(
    qtbot: QtBot, view: TranscriptView
) -> None:
    model = model_of(view)
    model.clear()
    model.append([said(1)])
    model.flush()
    assert view.verticalScrollBar().maximum() == 0

    turn = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(model.older_wanted):
        QApplication.sendEvent(view.viewport(), turn)


def test_reader_is_not_moved_when_lines_come_and_go_above(view: TranscriptView) -> None:
    model = model_of(view)
    model.mark_read()
    fill(view, 60)
    read_in_the_middle(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 300)
    before = place(view)

    model.clear_mark()
    model.flush()

    assert place(view) == before


def test_row_that_vanishes_under_the_reader_lets_the_others_stay(view: TranscriptView) -> None:
    model = model_of(view)
    fill(view, 1)
    model.append([came(9_001, "eve")])
    model.flush()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 40)
    before = place(view)

    model.append([went(9_002, "eve")])
    model.flush()

    assert place(view)[0] == before[0]


def test_own_message_goes_down_to_the_newest(view: TranscriptView) -> None:
    fill(view, 300)
    view.verticalScrollBar().setValue(500)
    fill(view, 300)
    assert not view.is_at_bottom
    model = model_of(view)

    model.set_pending([own(9_000, standing=Standing.SENDING)])
    model.flush()

    assert view.is_at_bottom
    assert last_key_in_sight(view) == 9_000


def test_own_message_that_settles_later_does_not_pull_a_reader_down(view: TranscriptView) -> None:
    model = model_of(view)
    model.set_pending([own(9_000, standing=Standing.SENDING)])
    model.flush()
    read_in_the_middle(view)
    before = place(view)

    model.append([own(9_000)])
    model.set_pending([])
    model.flush()

    assert place(view) == before


def test_pages_scroll_from_outside(view: TranscriptView) -> None:
    bar = view.verticalScrollBar()

    view.scroll_pages(-1)
    assert 0 < bar.maximum() - bar.value() <= bar.pageStep()
    assert not view.is_at_bottom
    view.scroll_pages(1)
    assert view.is_at_bottom


def test_hidden_view_is_at_the_bottom_when_it_is_shown_again(qtbot: QtBot, view: TranscriptView) -> None:
    view.hide()
    fill(view, 200)
    view.show()

    qtbot.waitUntil(lambda: is_at_end(view))


def test_cleared_and_filled_again_it_follows_the_newest(view: TranscriptView) -> None:
    read_in_the_middle(view)
    model_of(view).clear()
    QApplication.processEvents()
    fill(view, 60)

    assert view.is_at_bottom
    assert is_at_end(view)


# ---- what it costs ---------------------------------------------------------------------------------------


class Counted:
    """How many rows are laid out, and how many are painted, while this is on."""

    def __init__(self) -> None:
        self.laid_out = 0
        self.painted = 0

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        lay_out, paint = TranscriptLayouter._laid_out, TranscriptDelegate.paint

        def counted_layout(layouter: TranscriptLayouter, row: ShownRow, width: int) -> RowLayout:
            self.laid_out += 1
            return lay_out(layouter, row, width)

        def counted_paint(
            delegate: TranscriptDelegate, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
        ) -> None:
            self.painted += 1
            paint(delegate, painter, option, index)

        self._stack.enter_context(patch.object(TranscriptLayouter, "_laid_out", counted_layout))
        self._stack.enter_context(patch.object(TranscriptDelegate, "paint", counted_paint))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def rows_on_a_screen(view: TranscriptView) -> int:
    return 1 + view.viewport().height() // 30


DEEDS: dict[str, Callable[[TranscriptView, ThemeSource], None]] = {
    "arrival": lambda view, themes: fill(view, 1),
    "jump up": lambda view, themes: view.verticalScrollBar().setValue(
        view.verticalScrollBar().maximum() // 2
    ),
    "to the top": lambda view, themes: view.verticalScrollBar().setValue(0),
    "step": lambda view, themes: view.scroll_pages(-1),
    **CHANGES,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_what_comes_into_sight_is_laid_out_however_much_is_held(
    view: TranscriptView, themes: ThemeSource, deed: str
) -> None:
    model_of(view).append(talk(20_000, 151))
    model_of(view).flush()
    view.repaint()
    with Counted() as counted:
        DEEDS[deed](view, themes)
        view.repaint()
    screens = 3 if deed in CHANGES else 2
    assert 0 < counted.painted <= screens * rows_on_a_screen(view)
    assert counted.laid_out <= screens * rows_on_a_screen(view)


def test_what_comes_far_below_a_reader_lays_nothing_out_and_paints_nothing_anew(
    qtbot: QtBot, view: TranscriptView
) -> None:
    read_in_the_middle(view)
    settle(qtbot, view)
    QApplication.processEvents()
    with Counted() as counted:
        fill(view, 100)
        QApplication.processEvents()
    assert counted.laid_out == 0
    assert counted.painted <= 2, "what lies behind the button, which counts"


def test_only_rows_near_the_reader_are_measured_ahead(qtbot: QtBot, view: TranscriptView) -> None:
    fill(view, 3_000)
    with Counted() as counted:
        read_in_the_middle(view)
        settle(qtbot, view)
    assert counted.laid_out <= 6 * rows_on_a_screen(view)


# ---- history above, missed messages below ----------------------------------------------------------------


def text_on_screen(view: TranscriptView, key: int) -> int:
    """Where the text of a message is on the screen, counted from the top of its window."""
    number = next(
        number
        for number, row in enumerate(model_of(view).shown_rows)
        if isinstance(row, EntryRow) and row.entry.key == key
    )
    index = view.model().index(number, 0)
    text = view.visualRect(index).bottom()  # under the bubble; a header may come and go above it
    return view.viewport().mapTo(view.window(), QPoint(0, text)).y()


def test_text_in_sight_stays_to_the_pixel_when_the_message_above_takes_its_header(
    qtbot: QtBot, view: TranscriptView
) -> None:
    model = model_of(view)
    view.verticalScrollBar().setValue(0)
    first = model.all_entries()[0]
    texts = [text_on_screen(view, key) for key in (1, 2, 3)]
    height = view.visualRect(view.model().index(0, 0)).height()

    model.prepend([said(-key, sender=first.sender, when=first.when) for key in range(60, 0, -1)])

    assert [text_on_screen(view, key) for key in (1, 2, 3)] == texts
    number = next(n for n, row in enumerate(model.shown_rows) if row.key == first.key * 3)
    assert view.visualRect(view.model().index(number, 0)).height() < height


def test_what_lies_beyond_the_top_moves_nothing_when_it_changes(view: TranscriptView) -> None:
    model = model_of(view)
    view.verticalScrollBar().setValue(0)
    before = text_on_screen(view, 1)
    for edge in (HistoryEdge.MORE, HistoryEdge.OUT_OF_REACH, HistoryEdge.START, HistoryEdge.NONE):
        model.set_edge(edge)
        model.flush()
        assert text_on_screen(view, 1) == before


def test_history_is_asked_for_when_there_is_too_little_to_scroll(qtbot: QtBot, view: TranscriptView) -> None:
    model = model_of(view)
    model.clear()
    model.append([said(1)])
    with qtbot.waitSignal(model.older_wanted):
        model.set_edge(HistoryEdge.MORE)


def test_twenty_thousand_old_messages_come_page_by_page_without_a_jump(
    qtbot: QtBot, view: TranscriptView
) -> None:
    model = model_of(view)
    model.set_edge(HistoryEdge.MORE)
    model.flush()
    bar = view.verticalScrollBar()
    left = 20_000
    while left:
        with qtbot.waitSignal(model.older_wanted):
            while bar.value() > view.viewport().height() // 2:
                bar.setValue(max(0, bar.value() - 2_000))
                QApplication.processEvents()
            bar.setValue(0)
        oldest = model.all_entries()[0].key
        before = text_on_screen(view, oldest)
        left -= 100
        model.prepend(talk(100, first_key=left - 19_999))
        model.set_edge(HistoryEdge.MORE if left else HistoryEdge.START)
        model.flush()
        assert text_on_screen(view, oldest) == before
    assert [entry.key for entry in model.all_entries()] == list(range(-19_999, 151))


def come_back(view: TranscriptView, missed: int) -> None:
    """What happens when a connection comes back with messages that were missed."""
    model = model_of(view)
    if view.is_at_bottom:
        view.hold_place()
    model.mark_read()
    first_key = len(model.all_entries()) + 1
    model.append(talk(missed, first_key))
    view.show_unread()


def unread_line(view: TranscriptView) -> int:
    number = model_of(view).unread_number
    assert number is not None
    return view.visualRect(view.model().index(number, 0)).top()


def test_few_missed_messages_are_shown_with_the_line_above_them(view: TranscriptView) -> None:
    come_back(view, 2)
    assert view.is_at_bottom
    assert is_at_end(view)
    assert 0 < unread_line(view) < view.viewport().height()


@pytest.mark.parametrize("missed", [30, 150, 700])
def test_many_missed_messages_are_read_from_the_line_on(view: TranscriptView, missed: int) -> None:
    come_back(view, missed)
    assert not view.is_at_bottom
    assert 0 < unread_line(view) < view.viewport().height() // 4
    button = view.findChild(JumpButton)
    assert button is not None
    assert button.isVisible()
    assert button.count == missed


def test_reader_higher_up_is_not_moved_by_missed_messages(view: TranscriptView) -> None:
    read_in_the_middle(view)
    before = place(view)
    model = model_of(view)
    model.mark_read()
    model.append(talk(50, len(model.all_entries()) + 1))
    model.flush()
    assert place(view) == before


def test_line_is_shown_when_the_list_comes_into_sight(qtbot: QtBot, view: TranscriptView) -> None:
    view.hide()
    come_back(view, 60)
    view.show()
    assert 0 < unread_line(view) < view.viewport().height() // 4


def test_going_to_the_newest_forgets_the_line(qtbot: QtBot, view: TranscriptView) -> None:
    view.hide()
    come_back(view, 60)
    view.scroll_to_bottom()
    view.show()
    assert is_at_end(view)


@pytest.mark.parametrize("is_reading", [False, True], ids=["at the bottom", "higher up"])
def test_strip_above_the_list_comes_and_goes_without_moving_text(
    qtbot: QtBot, view: TranscriptView, is_reading: bool
) -> None:
    page = QWidget()
    strip = QLabel("Connection lost.", page)
    column = QVBoxLayout(page)
    column.addWidget(strip)
    column.addWidget(view)
    strip.hide()
    page.resize(500, 400)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    settle(qtbot, view)
    if is_reading:
        read_in_the_middle(view)
    key = last_key_in_sight(view)
    before = text_on_screen(view, key)
    for is_shown in (True, False, True, False):
        strip.setVisible(is_shown)
        QApplication.processEvents()
        assert text_on_screen(view, key) == before
    assert view.is_at_bottom is not is_reading
    view.setParent(None)  # it is closed by itself


def test_home_shows_the_top_of_what_is_loaded_however_often_more_comes_above(
    view: TranscriptView, qtbot: QtBot
) -> None:
    model = model_of(view)
    model.set_edge(HistoryEdge.MORE)
    model.flush()
    older = [talk(100, first_key) for first_key in (-99, -199)]

    def answer() -> None:
        model.prepend(older.pop(0) if older else [])

    def has_come(left: int) -> Callable[[], bool]:
        return lambda: len(older) == left

    # As a room answers: later, and once for each time it is asked.
    model.older_wanted.connect(answer, Qt.ConnectionType.QueuedConnection)
    for left, oldest in ((1, 1), (0, -99)):
        QTest.keyClick(view, Qt.Key.Key_Home)
        assert view.verticalScrollBar().value() == 0
        assert key_at(view, view.currentIndex().row()) == oldest
        qtbot.waitUntil(has_come(left))
        settle(qtbot, view)
        # More came above, nothing has moved, and the reader is still where the keys go on from.
        assert key_at(view, view.currentIndex().row()) == oldest
        assert view.currentIndex().row() in view.rows_in_sight
    before = place(view)[0]
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert place(view)[0] > before


def test_key_down_never_leads_up_when_the_current_row_is_far_above(view: TranscriptView) -> None:
    view.setCurrentIndex(view.model().index(0, 0))
    read_in_the_middle(view)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        value = view.verticalScrollBar().value()
        QTest.keyClick(view, key)
        assert view.verticalScrollBar().value() >= value
