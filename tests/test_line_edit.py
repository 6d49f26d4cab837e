"""Enter in a field never takes a word that is still being composed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.ui.line_edit import LineEdit


@pytest.fixture
def edit(qtbot: QtBot) -> LineEdit:
    made = LineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def compose(edit: LineEdit, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(edit, event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_reports_what_is_written(edit: LineEdit, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClicks(edit, "alice")
    with qtbot.waitSignal(edit.returnPressed):
        QTest.keyClick(edit, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_belongs_to_the_input_method_while_it_composes(
    edit: LineEdit, qtbot: QtBot, key: Qt.Key
) -> None:
    compose(edit, "xiao ming")
    assert edit.is_composing
    with qtbot.assertNotEmitted(edit.returnPressed):
        QTest.keyClick(edit, key)
    compose(edit, "", "小明")
    assert not edit.is_composing
    assert edit.text() == "小明"
    with qtbot.waitSignal(edit.returnPressed):
        QTest.keyClick(edit, key)
