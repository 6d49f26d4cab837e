"""F6 goes round the parts of a window."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.panes import Pane, go_to_next_pane


def test_it_goes_round_in_both_directions_and_begins_at_an_end(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    fields = [QLineEdit(name) for name in ("first", "second", "third")]
    elsewhere = QLineEdit("elsewhere")
    places = [QWidget() for _ in fields]
    for place, field in zip(places, fields, strict=True):
        QHBoxLayout(place).addWidget(field)
        row.addWidget(place)
    row.addWidget(elsewhere)
    panes = [Pane(place, field) for place, field in zip(places, fields, strict=True)]
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def focused_after(*steps: int) -> list[str]:
        seen = []
        for step in steps:
            go_to_next_pane(panes, step)
            seen += [field.text() for field in (*fields, elsewhere) if field.hasFocus()]
        return seen

    elsewhere.setFocus()
    assert focused_after(1, 1, 1, 1) == ["first", "second", "third", "first"]
    elsewhere.setFocus()
    assert focused_after(-1, -1, -1, -1) == ["third", "second", "first", "third"]
