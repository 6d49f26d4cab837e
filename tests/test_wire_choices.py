"""The two choosers say what is held back."""

from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_choices import PeopleChoice, TypeChoice
from shared.ui.wire.wire_filter import RowKind, Way


def test_names_are_asked_for_when_the_menu_opens(themes: ThemeSource, qtbot: QtBot) -> None:
    names = ["alice"]
    choice = PeopleChoice(lambda: names)
    qtbot.addWidget(choice)
    names.append("R&D")
    choice.menu().aboutToShow.emit()
    actions = choice.menu().actions()
    assert "R&&D" in actions[-1].text()
    with qtbot.waitSignal(choice.chosen) as chosen:
        actions[-1].trigger()
    assert chosen.args == ["R&D"]
    assert "R&&D" in choice.text()


def test_with_nobody_there_it_says_so(themes: ThemeSource, qtbot: QtBot) -> None:
    choice = PeopleChoice(tuple)
    qtbot.addWidget(choice)
    choice.menu().aboutToShow.emit()
    assert choice.menu().actions()[-1].text() == "Nobody has logged in yet"


def test_a_crowd_is_found_by_typing(themes: ThemeSource, qtbot: QtBot) -> None:
    choice = PeopleChoice(lambda: [f"n{number}" for number in range(500)])
    qtbot.addWidget(choice)
    choice.menu().aboutToShow.emit()
    assert len(choice.menu().actions()) < 70
    assert "type the name" in choice.menu().actions()[-1].text()


def test_the_types_button_says_all_that_is_chosen(themes: ThemeSource, qtbot: QtBot) -> None:
    choice = TypeChoice()
    qtbot.addWidget(choice)
    assert choice.text() == "All types ▾"
    by_text = {action.text(): action for action in choice.menu().actions()}
    by_text["→ to the server"].trigger()
    by_text["Only wrong ones"].trigger()
    assert (choice.kind, choice.way, choice.is_only_wrong) == (RowKind.ALL, Way.TO_SERVER, True)
    assert choice.text() == "→ wrong ones ▾"
    choice.show_all()
    assert choice.text() == "All types ▾"


def test_one_type_is_marked_at_a_time(themes: ThemeSource, qtbot: QtBot) -> None:
    choice = TypeChoice()
    qtbot.addWidget(choice)
    actions = choice.menu().actions()
    actions[2].trigger()
    actions[3].trigger()
    assert [action.isChecked() for action in actions[:5]] == [False, False, False, True, False]
