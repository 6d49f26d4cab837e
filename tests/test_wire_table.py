"""The table follows at the end only, and loses no place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_filter import WireFilter
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_rows import WireColumn, WireRow
from shared.ui.wire.wire_table import WireTable
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrame
from shared.wire.record import Direction
from tests.helpers.wire_records import frame


def rows(first: int, last: int) -> list[WireRow]:
    raw = frame("3", "hi")
    return [
        WireFrame(number, float(number), Direction.RECEIVED, (1,), "bob", raw, len(raw), b"3", b"hi")
        for number in range(first, last + 1)
    ]


@pytest.fixture
def table(themes: ThemeSource, qtbot: QtBot) -> WireTable:
    words = WireWords(Role.SERVER)
    model = WireModel(words, most_rows=100)
    made = WireTable(model, themes)
    words.setParent(made)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    return made


def append(table: WireTable, first: int, last: int) -> None:
    model = table.model()
    assert isinstance(model, WireModel)
    table.rows_added(model.append(rows(first, last)))


def top_number(table: WireTable) -> str:
    return str(table.model().index(table.rowAt(0), WireColumn.NUMBER).data())


def test_rows_that_go_above_do_not_move_what_is_read(table: WireTable) -> None:
    append(table, 1, 150)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() * 9 // 10)
    before = top_number(table)
    append(table, 151, 220)
    assert top_number(table) == before
    assert not table.is_following


def test_scrolling_back_to_the_end_follows_again(table: WireTable) -> None:
    append(table, 1, 50)
    table.verticalScrollBar().setValue(0)
    assert not table.is_following
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert table.is_following


def test_a_chosen_row_stays_in_sight_when_there_is_less_room(table: WireTable) -> None:
    append(table, 1, 50)
    last = table.model().index(49, WireColumn.WHO)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(last).center())
    table.resize(800, 150)
    assert table.viewport().rect().contains(table.visualRect(last).center())
    table.verticalScrollBar().setValue(0)
    table.resize(800, 200)
    assert top_number(table) == "1"  # who has gone on looking elsewhere is not called back


def test_a_chosen_row_that_goes_takes_no_other_in_its_place(table: WireTable, qtbot: QtBot) -> None:
    append(table, 1, 100)
    table.choose(0)
    assert table.chosen_row is not None
    append(table, 101, 250)
    assert table.chosen_row is None


def test_tab_comes_to_the_lowest_row_in_sight_without_choosing_it(table: WireTable, qtbot: QtBot) -> None:
    append(table, 1, 50)
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.chosen_row is None
    assert table.currentIndex().row() >= 47
    assert table.is_following


def test_the_arrow_keys_begin_at_the_lowest_row_in_sight(table: WireTable) -> None:
    table.setFocus()
    append(table, 1, 50)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.chosen_row is not None
    assert table.currentIndex().row() >= 46


def test_end_follows_and_escape_chooses_nothing(table: WireTable) -> None:
    append(table, 1, 50)
    table.choose(3)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.chosen_row is None
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.is_following


def test_a_narrow_table_can_do_without_the_time(table: WireTable) -> None:
    assert not table.isColumnHidden(WireColumn.TIME)
    table.resize(420, 300)
    assert table.isColumnHidden(WireColumn.TIME)
    table.resize(800, 300)
    assert not table.isColumnHidden(WireColumn.TIME)


def test_a_filter_ends_at_the_newest(table: WireTable, qtbot: QtBot) -> None:
    append(table, 1, 90)
    model = table.model()
    assert isinstance(model, WireModel)
    with qtbot.waitSignal(model.filtered):
        model.set_filter(WireFilter(text="hi"))
    assert table.is_following
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()


def test_it_is_named_and_each_row_is_read_as_a_sentence(table: WireTable) -> None:
    append(table, 1, 1)
    assert table.accessibleName() == "Frames on the wire"
    spoken = table.model().index(0, WireColumn.NUMBER).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "say" in spoken
    assert "02 3 hi 03" in spoken
