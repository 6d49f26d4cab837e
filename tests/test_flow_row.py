"""Widgets in lines as words are."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ui import spacing
from shared.ui.wire.flow_row import FlowRow


class Box(QWidget):
    """A widget of a certain size."""

    def sizeHint(self) -> QSize:
        return QSize(100, 20)


def shown(qtbot: QtBot, row: FlowRow, width: int) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(width, 300)
    window.show()
    return window


def test_what_fits_stands_in_one_line(qtbot: QtBot) -> None:
    row = FlowRow()
    boxes = [Box(), Box()]
    for each in boxes:
        row.add(each)
    window = shown(qtbot, row, 400)
    assert window.isVisible()
    assert [each.y() for each in boxes] == [0, 0]
    assert boxes[1].x() == 100 + spacing.MEDIUM
    assert row.height() == 20


def test_what_does_not_fit_begins_a_line(qtbot: QtBot) -> None:
    row = FlowRow()
    boxes = [Box(), Box(), Box()]
    for each in boxes:
        row.add(each)
    window = shown(qtbot, row, 100 + spacing.MEDIUM + 100)
    assert [(each.x() == 0, each.y()) for each in boxes] == [
        (True, 0),
        (False, 0),
        (True, 20 + spacing.SMALL),
    ]
    window.resize(110, 300)
    assert [each.x() for each in boxes] == [0, 0, 0]
    assert row.minimumSizeHint().width() == 100


def test_a_hidden_widget_takes_no_room(qtbot: QtBot) -> None:
    row = FlowRow()
    boxes = [Box(), Box(), Box()]
    for each in boxes:
        row.add(each)
    window = shown(qtbot, row, 400)
    assert window.isVisible()
    boxes[1].hide()
    qtbot.waitUntil(lambda: boxes[2].x() == 100 + spacing.MEDIUM)
