"""Who may write: the menu in which the host chooses, and the button that says what holds."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from chatroom_server.window.rules_button import RulesButton
from chatroom_server.window.rules_menu import RulesMenu
from chatroom_server.window.rules_words import SLOW_STEPS, RulesWords
from shared.protocol.messages import RoomMode
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def menu(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> RulesMenu:
    made = RulesMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def button(menu: RulesMenu, qtbot: QtBot) -> RulesButton:
    made = RulesButton(menu)
    qtbot.addWidget(made)
    return made


def entry(menu: RulesMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def marked(menu: RulesMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_a_new_room_has_no_rules(menu: RulesMenu, button: RulesButton) -> None:
    assert marked(menu) == ["Everyone, freely", "Off"]
    assert button.text() == "Who may write ▾"
    assert button.property("state") != "warning"


@pytest.mark.parametrize("mode", [mode for mode in RoomMode if mode is not RoomMode.ALL])
def test_a_choice_is_asked_for_and_marked_only_when_the_room_agrees(
    menu: RulesMenu, mode: RoomMode, qtbot: QtBot
) -> None:
    text = RulesWords(menu).choice(mode)
    with qtbot.waitSignal(menu.mode_wanted) as wanted:
        entry(menu, text).trigger()
    assert wanted.args == [mode]
    assert marked(menu) == ["Everyone, freely", "Off"]
    menu.show_rules(mode, 0.0)
    assert marked(menu) == [text, "Off"]


def test_slow_mode_is_chosen_in_the_same_place(menu: RulesMenu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(menu.slow_wanted) as wanted:
        entry(menu, RulesWords(menu).slow_choice(15.0)).trigger()
    assert wanted.args == [15.0]
    assert SLOW_STEPS == (0.0, 5.0, 15.0, 30.0)


def test_what_holds_already_is_not_asked_for(menu: RulesMenu, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(menu.mode_wanted), qtbot.assertNotEmitted(menu.slow_wanted):
        entry(menu, "Everyone, freely").trigger()
        entry(menu, "Off").trigger()
    assert marked(menu) == ["Everyone, freely", "Off"]


@pytest.mark.parametrize(
    ("mode", "slow", "told"),
    [
        (RoomMode.NO_WHISPERS, 0.0, "No whispers ▾"),
        (RoomMode.HOST_ONLY, 0.0, "Only to you ▾"),
        (RoomMode.NOBODY, 0.0, "Quiet ▾"),
        (RoomMode.ALL, 5.0, "Slow 5 s ▾"),
        (RoomMode.NO_WHISPERS, 30.0, "No whispers · slow 30 s ▾"),
    ],
)
def test_the_button_says_what_holds(button: RulesButton, mode: RoomMode, slow: float, told: str) -> None:
    button.show_rules(mode, slow)
    assert button.text() == told
    assert button.property("state") == "warning"
    assert len(button.accessibleName()) > len("Who may write: ")


def test_the_button_looks_as_before_when_everyone_may_write_again(button: RulesButton) -> None:
    button.show_rules(RoomMode.NOBODY, 0.0)
    button.show_rules(RoomMode.ALL, 0.0)
    assert button.text() == "Who may write ▾"
    assert button.property("state") != "warning"


def test_every_mode_has_words_of_its_own_in_both_languages(menu: RulesMenu, languages: Languages) -> None:
    words = RulesWords(menu)
    for language in ("en", "zh_CN"):
        languages.choose(language)
        assert len({words.choice(mode) for mode in RoomMode}) == len(RoomMode)
        assert len({words.short(mode, 0.0) for mode in RoomMode}) == len(RoomMode)
        assert len({words.sentence(mode, slow) for mode in RoomMode for slow in SLOW_STEPS}) == 16
