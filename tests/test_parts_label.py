"""A line of parts: whole ones are left out where it is narrow, and no number is cut in two."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from shared.ui.parts_label import PartsLabel
from shared.ui.theme_source import ThemeSource

PARTS = ("12,345× too many messages", "7 more limits hit", "2,001 malformed")


@pytest.fixture
def label(themes: ThemeSource, qtbot: QtBot) -> PartsLabel:
    made = PartsLabel()
    qtbot.addWidget(made)
    made.show_parts(PARTS)
    made.show()
    return made


def test_all_parts_are_shown_where_there_is_room(label: PartsLabel) -> None:
    label.resize(label.sizeHint())
    assert label.shown_text == label.text() == " · ".join(PARTS)


def test_at_any_width_parts_are_whole_but_for_the_first(label: PartsLabel) -> None:
    wholes = {" · ".join(PARTS[:count]) for count in (1, 2, 3)}
    seen = set()
    for width in range(label.sizeHint().width(), label.first_width - 1, -1):
        label.resize(width, 20)
        seen.add(label.shown_text)
    assert seen == wholes
    label.resize(label.first_width - 2, 20)
    assert label.shown_text.startswith("12,345×")
    assert label.shown_text.endswith("…")
    assert label.text() == " · ".join(PARTS)


def test_label_wants_no_more_room_than_for_whole_parts(label: PartsLabel) -> None:
    whole = label.sizeHint().width()
    assert label.width_within(whole) == whole
    fewer = label.width_within(whole - 1)
    assert label.first_width < fewer < whole
    label.resize(fewer, 20)
    assert label.shown_text == " · ".join(PARTS[:2])
    assert label.width_within(5) == label.first_width


def test_what_is_left_out_stands_in_the_tooltip(label: PartsLabel) -> None:
    label.resize(label.first_width, 20)
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(3, 3), label.mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(label, help_event)
    assert PARTS[2] in QToolTip.text()


def test_nothing_to_show_is_no_trouble(label: PartsLabel) -> None:
    label.show_parts(())
    assert label.shown_text == ""
    assert label.first_width > 0
