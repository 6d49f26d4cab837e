"""The height is shared: five rows first, then the lanes, then the detail, and what somebody asks for before all."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_model import WireModel
from shared.ui.wire.wire_split import WireSplit
from shared.ui.wire.wire_table import WireTable
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role


@pytest.fixture
def split(themes: ThemeSource, qtbot: QtBot) -> Iterator[WireSplit]:
    top, detail, lanes = QWidget(), QWidget(), QWidget()
    table = WireTable(WireModel(WireWords(Role.SERVER, top), top), themes)
    column = QVBoxLayout(top)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(table)
    detail.setMinimumHeight(100)
    lanes.setMinimumHeight(100)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 900)
    # As a window of its own, Qt would never let it be lower than all its parts.
    made = WireSplit(table, top, detail, lanes, window)
    made.resize(500, 700)
    window.show()
    yield made
    window.close()


def test_the_detail_comes_when_there_is_something_to_show(split: WireSplit) -> None:
    assert split.are_lanes_shown
    assert not split.is_detail_shown
    split.set_has_detail(True)
    assert split.is_detail_shown


def test_in_a_low_window_the_rows_keep_their_place(split: WireSplit) -> None:
    split.set_has_detail(True)
    split.resize(500, split.minimumSizeHint().height() + 20)
    assert not split.are_lanes_shown
    assert not split.is_detail_shown


def test_what_is_asked_for_last_is_shown_in_a_low_window(split: WireSplit) -> None:
    split.resize(500, split.minimumSizeHint().height() + 20)
    split.want_lanes(True)
    assert (split.are_lanes_shown, split.is_detail_shown) == (True, False)
    split.want_detail(True)
    assert (split.are_lanes_shown, split.is_detail_shown) == (False, True)


def test_what_nobody_wants_stays_away(split: WireSplit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(split.shown_changed):
        split.want_lanes(False)
    split.resize(500, 900)
    assert not split.are_lanes_shown


def test_what_is_asked_for_needs_its_height(split: WireSplit) -> None:
    before = split.minimumSizeHint().height()
    split.want_lanes(True)
    assert split.minimumSizeHint().height() >= before + 100
    split.want_lanes(False)
    assert split.minimumSizeHint().height() == before
