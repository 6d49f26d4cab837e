"""The looks in a settings dialog: on at once, and always what the menu says too."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow
from pytestqt.qtbot import QtBot

from shared.ui.language import Languages
from shared.ui.look_form import LookForm
from shared.ui.look_menu import LookMenu
from shared.ui.theme import DARK
from shared.ui.theme_source import ThemeChoice, ThemeSource


@pytest.fixture
def look(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[LookMenu]:
    window = QMainWindow()
    qtbot.addWidget(window)
    yield LookMenu(themes, languages, "en", window)
    themes.set_text_percent(100)


@pytest.fixture
def form(look: LookMenu, themes: ThemeSource, qtbot: QtBot) -> LookForm:
    made = LookForm(look, themes)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_what_is_on_is_shown(form: LookForm) -> None:
    shown = [box.currentText() for box in (form.language_box, form.theme_box, form.size_box)]
    assert shown == ["English", "Light", "100 %"]


def test_what_is_chosen_is_on_at_once_and_told_by_the_menu(
    form: LookForm, look: LookMenu, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([look.look_changed] * 3):
        choose(form.theme_box, "Dark")
        choose(form.size_box, "150 %")
        choose(form.language_box, "简体中文")
    assert (themes.theme, themes.text_percent, look.language) == (DARK, 150, "zh_CN")
    assert languages.code == "zh_CN"


def test_what_the_menu_changes_is_shown_here(form: LookForm, look: LookMenu) -> None:
    look.choose_theme(ThemeChoice.DARK)
    look.choose_text_percent(200)
    look.choose_language(None)
    shown = [form.language_box.currentIndex(), form.theme_box.currentText(), form.size_box.currentText()]
    assert shown == [0, "Dark", "200 %"]


def test_the_words_follow_the_language(form: LookForm, languages: Languages) -> None:
    before = form.theme_box.itemText(0)
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert form.language_box.itemText(2) == "简体中文"
    languages.choose("en")
    QApplication.processEvents()
    assert form.theme_box.itemText(0) == before


def test_every_choice_has_a_name_for_screen_readers(form: LookForm) -> None:
    for box in (form.language_box, form.theme_box, form.size_box):
        interface = QAccessible.queryAccessibleInterface(box)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name)
