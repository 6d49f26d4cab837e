"""A line of foreign text keeps its place, whatever is in it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.elided_label import ElidedLabel
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def window(themes: ThemeSource, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QHBoxLayout(made)
    return made


def put(window: QWidget, text: str, width: int) -> ElidedLabel:
    label = ElidedLabel(text)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(label)
    window.resize(width, 60)
    window.show()
    return label


def tool_tip(label: ElidedLabel) -> str:
    QToolTip.hideText()
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(3, 3), label.mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(label, help_event)
    return QToolTip.text()


def test_a_long_text_never_widens_its_window(window: QWidget) -> None:
    label = put(window, "x" * 500, 200)
    assert window.width() == 200
    assert label.width() <= 200
    assert label.text() == "x" * 500


def test_the_whole_text_is_in_the_tooltip_only_where_it_is_shortened(window: QWidget) -> None:
    assert tool_tip(put(window, "short", 400)) == ""
    assert "x" * 500 in tool_tip(put(window, "x" * 500, 400))


@pytest.mark.parametrize("text", ["<b>x</b>" * 60, "<img src=x>" * 60])
def test_markup_is_shown_as_it_is(window: QWidget, text: str) -> None:
    label = put(window, text, 300)
    assert label.textFormat() == Qt.TextFormat.PlainText
    tip = tool_tip(label)
    assert "<b>" not in tip and "<img" not in tip and "&lt;" in tip


def test_line_breaks_and_controls_make_no_second_line(window: QWidget) -> None:
    one = put(window, "one", 300).sizeHint().height()
    assert put(window, "one\ntwo\u2028three\x1b[31m", 300).sizeHint().height() == one


def test_it_takes_the_room_that_its_text_needs_and_gives_it_up(window: QWidget) -> None:
    label = put(window, "a name of some length", 600)
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert label.minimumSizeHint().width() < label.sizeHint().width()
