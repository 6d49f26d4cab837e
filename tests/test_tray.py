"""The sign in the tray: only where it is wanted and there is one, and never a window that cannot be found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.settings import ClientSettings
from chatroom_client.window.attention import Weight
from chatroom_client.window.choices import Choices
from chatroom_client.window.tray import Tray
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.desk import Desk


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk()
    made.set_up(monkeypatch)
    yield made
    QApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat)))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def tray(desk: Desk, window: QWidget, themes: ThemeSource, choices: Choices, languages: Languages) -> Tray:
    return Tray(window, themes, choices, look_ms=20)


def test_nobody_gets_a_sign_who_has_not_asked_for_one(tray: Tray) -> None:
    assert not tray.is_shown
    assert not tray.can_hide


def test_the_sign_comes_and_goes_with_the_choice(tray: Tray, choices: Choices) -> None:
    choices.set_tray(True)
    assert tray.is_shown and tray.can_hide
    choices.set_tray(False)
    assert not tray.is_shown and not tray.can_hide


def test_a_desktop_without_a_tray_never_hides_a_window(tray: Tray, choices: Choices, desk: Desk) -> None:
    desk.has_tray = False
    choices.set_tray(True)
    assert not tray.can_hide


def test_a_tray_that_comes_after_the_program_has_its_sign_before_a_window_is_hidden(
    desk: Desk, window: QWidget, themes: ThemeSource, choices: Choices, languages: Languages
) -> None:
    desk.has_tray = False
    choices.set_tray(True)
    tray = Tray(window, themes, choices)
    desk.has_tray = True
    assert tray.can_hide
    assert tray.is_shown


def test_the_window_goes_and_comes_back_and_the_first_time_it_is_said(
    tray: Tray, choices: Choices, window: QWidget, desk: Desk
) -> None:
    choices.set_tray(True)
    tray.hide_window(explain=True)
    assert not window.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    assert "tray" in desk.said[0]
    tray.bring_back()
    assert window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    tray.hide_window(explain=False)
    assert len(desk.said) == 1


def test_a_tray_that_vanishes_gives_the_window_back_without_the_keyboard(
    tray: Tray, choices: Choices, window: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    choices.set_tray(True)
    tray.hide_window(explain=False)
    desk.has_tray = False
    qtbot.waitUntil(window.isVisible, timeout=20_000)
    assert window.isMinimized()


def test_who_gives_up_the_tray_while_the_window_is_away_has_it_back(
    tray: Tray, choices: Choices, window: QWidget
) -> None:
    choices.set_tray(True)
    tray.hide_window(explain=False)
    choices.set_tray(False)
    assert window.isVisible()


def test_what_is_unread_is_said_in_words_and_shown_with_a_dot(tray: Tray, choices: Choices) -> None:
    choices.set_tray(True)
    assert tray.tooltip == "LAN Chatroom"
    tray.show_unread(2)
    assert "2" in tray.tooltip
    tray.show_unread(0)
    assert tray.tooltip == "LAN Chatroom"


def test_only_what_is_meant_for_the_person_is_told_while_the_window_is_away(
    tray: Tray, choices: Choices, desk: Desk
) -> None:
    choices.set_tray(True)
    tray.call(Weight.ANNOUNCEMENT)
    assert desk.said == []
    tray.hide_window(explain=False)
    tray.call(Weight.TALK)
    assert desk.said == []
    tray.call(Weight.MEANT)
    tray.call(Weight.ANNOUNCEMENT)
    assert len(desk.said) == 2
    assert "announced" in desk.said[1]
