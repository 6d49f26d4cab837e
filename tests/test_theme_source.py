"""The theme that is on: chosen, followed and worn by the whole application."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource


def test_choosing_dark_changes_the_application_at_once(themes: ThemeSource, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitSignal(themes.theme_changed) as changed:
        themes.choose(ThemeChoice.DARK)
    assert changed.args == [DARK]
    assert themes.theme is DARK
    assert themes.choice is ThemeChoice.DARK
    assert field.grab().toImage().pixelColor(field.width() // 2, 5).name().upper() == DARK.field


def test_choosing_the_same_again_says_nothing(themes: ThemeSource, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(themes.theme_changed):
        themes.choose(ThemeChoice.LIGHT)


def test_the_system_is_followed_while_the_program_runs(
    themes: ThemeSource, qapp: QApplication, qtbot: QtBot
) -> None:
    themes.choose(ThemeChoice.SYSTEM)
    with qtbot.waitSignal(themes.theme_changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert themes.theme is DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert themes.theme is LIGHT


def test_an_explicit_choice_outweighs_the_system(themes: ThemeSource, qapp: QApplication) -> None:
    themes.choose(ThemeChoice.DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert themes.theme is DARK


def test_no_pixel_of_the_light_window_is_left_in_the_dark_one(themes: ThemeSource, qtbot: QtBot) -> None:
    button = QPushButton("Join")
    qtbot.addWidget(button)
    button.resize(90, 40)
    assert button.grab().toImage().pixelColor(6, 20).name().upper() == LIGHT.window
    themes.choose(ThemeChoice.DARK)
    image = button.grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(90) for y in range(image.height())}
    assert LIGHT.window not in seen
