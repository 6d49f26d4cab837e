"""Whether somebody looks at a window: it, or a dialog of it, and neither a hidden nor a small one."""

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.looking import is_looking


def activate(widget: QWidget, qtbot: QtBot) -> None:
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    activate(made, qtbot)
    return made


def test_a_window_with_the_keyboard_is_looked_at(window: QWidget) -> None:
    assert is_looking(window)


def test_a_window_behind_another_is_not(window: QWidget, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    activate(other, qtbot)
    assert not is_looking(window)


def test_whoever_is_in_a_dialog_of_it_is_still_there(window: QWidget, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    activate(QDialog(dialog), qtbot)
    assert is_looking(window)


@pytest.mark.parametrize("put_away", [QWidget.hide, QWidget.showMinimized])
def test_a_window_that_was_put_away_is_not_looked_at_though_it_stays_active(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, put_away: object
) -> None:
    assert callable(put_away)
    put_away(window)
    monkeypatch.setattr("shared.ui.looking.QApplication.activeWindow", lambda: window)
    assert not is_looking(window)
