"""The settings of the guest: on at once, kept at once, the same wherever they are offered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMainWindow,
    QScrollArea,
    QSystemTrayIcon,
)
from pytestqt.qtbot import QtBot

from chatroom_client.settings import ClientSettings, Sound
from chatroom_client.window.choices import Choices
from chatroom_client.window.settings_dialog import SettingsDialog
from shared.ui.language import Languages
from shared.ui.look_menu import LookMenu
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def settings(tmp_path: Path) -> ClientSettings:
    return ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def choices(settings: ClientSettings) -> Choices:
    return Choices(settings)


@pytest.fixture
def dialog(
    choices: Choices, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> Iterator[SettingsDialog]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    made = SettingsDialog(choices, LookMenu(themes, languages, "en", window), themes, window)
    made.show()
    yield made
    themes.set_text_percent(100)


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_everything_is_off_at_first(dialog: SettingsDialog) -> None:
    boxes = dialog.findChildren(QCheckBox)
    assert len(boxes) == 4
    assert not any(box.isChecked() for box in boxes)
    assert dialog.send_box.currentText() == "Enter"
    assert dialog.sound_box.currentText() == "Never"


CHECKS: list[tuple[str, Callable[[ClientSettings], bool]]] = [
    ("quiet_check", lambda settings: settings.is_do_not_disturb),
    ("tray_check", lambda settings: settings.has_tray),
    ("shared_check", lambda settings: settings.is_shared_computer),
    ("plain_check", lambda settings: settings.is_plain),
]


@pytest.mark.parametrize(("name", "kept"), CHECKS)
def test_a_tick_is_kept_at_once_and_can_be_taken_back(
    dialog: SettingsDialog,
    settings: ClientSettings,
    qtbot: QtBot,
    name: str,
    kept: Callable[[ClientSettings], bool],
) -> None:
    box = getattr(dialog, name)
    assert isinstance(box, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert kept(settings)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not kept(settings)


def test_the_key_that_sends_and_the_sound_are_kept(dialog: SettingsDialog, settings: ClientSettings) -> None:
    choose(dialog.send_box, "Ctrl+Enter")
    choose(dialog.sound_box, "When somebody means me")
    assert settings.sends_with_ctrl_enter
    assert settings.sound is Sound.MEANT


def test_what_is_chosen_elsewhere_is_shown_here(dialog: SettingsDialog, choices: Choices) -> None:
    choices.set_do_not_disturb(True)
    choices.choose_sound(Sound.ALL)
    assert dialog.quiet_check.isChecked()
    assert dialog.sound_box.currentText() == "For every message"


def test_what_is_chosen_again_is_no_change(choices: Choices, qtbot: QtBot) -> None:
    choices.set_do_not_disturb(True)
    with qtbot.assertNotEmitted(choices.changed):
        choices.set_do_not_disturb(True)
        choices.choose_sound(Sound.NONE)
        choices.set_tray(False)
        choices.set_plain(False)
        choices.set_shared_computer(False)
        choices.set_sends_with_ctrl_enter(False)


@pytest.mark.parametrize(("has_tray", "word"), [(True, "does not leave"), (False, "no tray")])
def test_it_is_said_what_closing_will_do_here(
    dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch, has_tray: bool, word: str
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: has_tray)
    dialog.retranslate()
    assert word in dialog.tray_check.accessibleDescription()


def test_every_control_has_a_name_and_says_what_it_means(dialog: SettingsDialog) -> None:
    for widget in (*dialog.findChildren(QComboBox), *dialog.findChildren(QCheckBox), dialog.close_button):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name)
    for box in dialog.findChildren(QCheckBox):
        assert box.accessibleDescription()


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("percent", [100, 150, 250])
def test_no_line_is_cut_off(  # noqa: PLR0917 - fixtures
    dialog: SettingsDialog, themes: ThemeSource, languages: Languages, qtbot: QtBot, code: str, percent: int
) -> None:
    languages.choose(code)
    themes.set_text_percent(percent)
    dialog.hide()
    dialog.show()
    QApplication.processEvents()
    scroll = dialog.findChild(QScrollArea)
    assert scroll is not None
    labels = [label for label in scroll.findChildren(QLabel) if label.wordWrap()]
    assert labels
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert dialog.height() <= dialog.screen().availableSize().height()


def test_escape_closes_it(dialog: SettingsDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_words_of_another_language_make_the_dialog_larger_and_not_scroll(
    dialog: SettingsDialog, languages: Languages, qtbot: QtBot
) -> None:
    dialog.resize(dialog.width(), 300)
    languages.choose("zh_CN")
    area = dialog.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: dialog.height() > 300 and (bar.maximum() == 0 or dialog.height() > 500))


def test_after_large_text_the_boxes_have_their_place_again(
    dialog: SettingsDialog, themes: ThemeSource, qtbot: QtBot
) -> None:
    before = dialog.look_form.language_box.x()
    themes.set_text_percent(200)
    qtbot.waitUntil(lambda: dialog.look_form.language_box.x() > before)
    themes.set_text_percent(100)
    dialog.close()
    dialog.show()
    qtbot.waitUntil(lambda: dialog.look_form.language_box.x() == before)


def test_what_explains_a_tick_begins_below_its_words_in_every_size(
    dialog: SettingsDialog, themes: ThemeSource, qtbot: QtBot
) -> None:
    (note,) = [each for each in dialog.findChildren(QLabel) if each.text().startswith("Only announcements")]
    before = note.indent()
    themes.set_text_percent(200)
    qtbot.waitUntil(lambda: note.indent() > before)
