"""Theme, language and size of the text, chosen in a menu and on at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.look_menu import TEXT_PERCENTS, LookMenu
from shared.ui.theme import DARK
from shared.ui.theme_source import ThemeChoice, ThemeSource


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QLineEdit())
    made.show()
    return made


@pytest.fixture
def look(themes: ThemeSource, languages: Languages, window: QMainWindow) -> Iterator[LookMenu]:
    yield LookMenu(themes, languages, "en", window)
    themes.set_text_percent(100)


@pytest.fixture
def menu(look: LookMenu, window: QMainWindow) -> QMenu:
    made = QMenu(window)
    look.add_to(made)
    return made


def submenu(menu: QMenu, title: str) -> list[QAction]:
    (found,) = [action for action in menu.actions() if action.text().startswith(title)]
    inner = found.menu()
    assert isinstance(inner, QMenu)
    return inner.actions()


def choose(menu: QMenu, title: str, text: str) -> None:
    (action,) = [action for action in submenu(menu, title) if action.text() == text]
    action.trigger()


def test_what_is_on_is_ticked(menu: QMenu) -> None:
    assert [each.text() for each in submenu(menu, "Theme") if each.isChecked()] == ["Light"]
    assert [each.text() for each in submenu(menu, "Language") if each.isChecked()] == ["English"]


def test_a_theme_is_on_at_once(menu: QMenu, look: LookMenu, themes: ThemeSource, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.look_changed):
        choose(menu, "Theme", "Dark")
    assert themes.theme is DARK
    assert themes.choice is ThemeChoice.DARK


def test_a_language_is_on_at_once_and_its_names_stay_readable(
    menu: QMenu, look: LookMenu, languages: Languages, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(look.look_changed):
        choose(menu, "Language", "简体中文")
    assert languages.code == "zh_CN"
    assert look.language == "zh_CN"
    # Whoever chose it by mistake finds the way back.
    names = [action.text() for action in submenu(menu, "Language")]
    assert "English" in names and "简体中文" in names


def test_the_computers_language_is_a_choice_of_its_own(
    menu: QMenu, look: LookMenu, languages: Languages
) -> None:
    submenu(menu, "Language")[0].trigger()
    assert look.language is None


def test_an_unknown_language_counts_as_the_computers(
    themes: ThemeSource, languages: Languages, window: QMainWindow
) -> None:
    look, menu = LookMenu(themes, languages, "tlh", window), QMenu(window)
    look.add_to(menu)
    assert submenu(menu, "Language")[0].isChecked()


def test_the_text_grows_and_shrinks_step_by_step_and_no_further(
    menu: QMenu, look: LookMenu, themes: ThemeSource
) -> None:
    larger, smaller, normal = submenu(menu, "Text size")
    for _ in TEXT_PERCENTS:
        larger.trigger()
    assert themes.text_percent == TEXT_PERCENTS[-1]
    assert not larger.isEnabled()
    for _ in TEXT_PERCENTS:
        smaller.trigger()
    assert themes.text_percent == TEXT_PERCENTS[0]
    assert not smaller.isEnabled()
    normal.trigger()
    assert themes.text_percent == 100
    assert larger.isEnabled() and smaller.isEnabled()


def test_the_font_of_the_application_follows(menu: QMenu, themes: ThemeSource, qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    themes.set_text_percent(200)
    assert qapp.font().pointSizeF() == pytest.approx(2 * before)
    themes.set_text_percent(100)
    assert qapp.font().pointSizeF() == pytest.approx(before)


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Equal])
def test_the_keys_work_while_the_menu_is_closed(
    menu: QMenu, window: QMainWindow, themes: ThemeSource, qtbot: QtBot, key: Qt.Key
) -> None:
    window.activateWindow()
    edit = window.centralWidget()
    assert edit is not None
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, key, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent > 100
    QTest.keyClick(edit, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent == 100
