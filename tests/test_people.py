"""The list of people: who is in it, how they are found, and how a whisper to one of them begins."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from chatroom_client.window.people import PeoplePanel
from chatroom_client.window.people_model import STATES_ROLE, PeopleModel
from chatroom_client.window.person_state import PersonState
from shared.protocol.messages import User
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource

NAMES = ("alice", "陈小明", "Ａnna", "grace")


@pytest.fixture
def people(qapp: QApplication, languages: Languages) -> PeopleModel:
    model = PeopleModel()
    model.set_people(NAMES, "grace")
    return model


@pytest.fixture
def panel(people: PeopleModel, themes: ThemeSource, qtbot: QtBot) -> PeoplePanel:
    panel = PeoplePanel(people, themes)
    qtbot.addWidget(panel)
    panel.resize(240, 400)
    panel.show()
    return panel


def shown(panel: PeoplePanel) -> list[str]:
    model = panel.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def click_twice(panel: PeoplePanel, row: int, qtbot: QtBot) -> None:
    index = panel.list.model().index(row, 0)
    place = panel.list.visualRect(index).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def open_menu(panel: PeoplePanel, row: int) -> QMenu | None:
    place = panel.list.visualRect(panel.list.model().index(row, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, panel.list.viewport().mapToGlobal(place))
    QApplication.sendEvent(panel.list.viewport(), event)
    menu = QApplication.activePopupWidget()
    return menu if isinstance(menu, QMenu) else None


def test_the_model_keeps_the_contract_of_qt(people: PeopleModel) -> None:
    tester = QAbstractItemModelTester(people, QAbstractItemModelTester.FailureReportingMode.Warning)
    people.add("bob")
    people.remove("alice")
    people.set_people(("one",), "one")
    assert people.rowCount() == 1
    tester.deleteLater()


def test_everybody_is_listed_as_they_came_and_oneself_is_marked(panel: PeoplePanel) -> None:
    assert shown(panel)[:2] == ["alice", "陈小明"]
    assert "you" in shown(panel)[3]
    assert "grace" in shown(panel)[3]


def test_who_comes_is_last_and_who_leaves_is_gone(panel: PeoplePanel, people: PeopleModel) -> None:
    people.add("bob")
    people.remove("alice")
    assert shown(panel)[0] == "陈小明"
    assert shown(panel)[-1] == "bob"


def test_nobody_is_in_the_list_twice(people: PeopleModel) -> None:
    people.add("alice")
    people.remove("nobody")
    assert people.names == NAMES


@pytest.mark.parametrize(("text", "found"), [("AL", ["alice"]), ("小", ["陈小明"]), ("anna", ["Ａnna"])])
def test_the_filter_finds_a_name_by_a_part_of_it(
    panel: PeoplePanel, qtbot: QtBot, text: str, found: list[str]
) -> None:
    if text.isascii():
        QTest.keyClicks(panel.filter_edit, text)
    else:
        panel.filter_edit.insert(text)
    assert shown(panel) == found


def test_escape_in_the_filter_brings_everybody_back(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.filter_edit.setFocus()
    QTest.keyClicks(panel.filter_edit, "ali")
    QTest.keyClick(panel.filter_edit, Qt.Key.Key_Escape)
    assert len(shown(panel)) == len(NAMES)


def test_a_filter_that_fits_nobody_says_so(panel: PeoplePanel, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.filter_edit, "zzz")
    assert shown(panel) == []
    assert "name" in panel.list.empty_text


def test_who_comes_while_a_filter_is_on_is_counted_and_not_shown(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    QTest.keyClicks(panel.filter_edit, "alice")
    people.add("bob")
    assert shown(panel) == ["alice"]
    assert "5" in [label.text() for label in panel.findChildren(QLabel)]


def test_a_double_click_begins_a_whisper(panel: PeoplePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.whisper_wanted) as wanted:
        click_twice(panel, 1, qtbot)
    assert wanted.args == ["陈小明"]


def test_one_click_begins_none(panel: PeoplePanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.whisper_wanted):
        place = panel.list.visualRect(panel.list.model().index(0, 0)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_enter_begins_a_whisper(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.list.model().index(0, 0))
    with qtbot.waitSignal(panel.whisper_wanted) as wanted:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert wanted.args == ["alice"]


def test_the_way_from_filter_to_whisper_needs_no_mouse(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.filter_edit.setFocus()
    qtbot.waitUntil(panel.filter_edit.hasFocus)
    QTest.keyClicks(panel.filter_edit, "ann")
    QTest.keyClick(panel.filter_edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.whisper_wanted) as wanted:
        QTest.keyClick(panel.list, Qt.Key.Key_Enter)
    assert wanted.args == ["Ａnna"]


def test_when_the_selected_person_leaves_nobody_else_is_selected(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    people.remove("陈小明")
    assert not panel.list.selectedIndexes()
    with qtbot.assertNotEmitted(panel.whisper_wanted):
        QTest.keyClick(panel.list, Qt.Key.Key_Return)


def entries(menu: QMenu | None) -> list[str]:
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


def test_nobody_whispers_to_themselves(panel: PeoplePanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.whisper_wanted):
        click_twice(panel, 3, qtbot)
    assert entries(open_menu(panel, 3)) == ["Copy name"]


def test_one_s_own_menu_raises_the_hand_where_the_room_knows_of_hands(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    panel.own_states.enter(is_told=True, is_return=False)
    assert entries(open_menu(panel, 3)) == ["Raise hand", "I am away", "Copy name"]
    assert "Raise hand" not in entries(open_menu(panel, 0))
    menu = open_menu(panel, 3)
    assert menu is not None
    with qtbot.waitSignal(panel.own_states.hand_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == [True]
    menu.close()


def test_the_menu_puts_a_name_into_the_message_or_on_the_clipboard(panel: PeoplePanel, qtbot: QtBot) -> None:
    menu = open_menu(panel, 1)
    assert menu is not None
    with qtbot.waitSignal(panel.mention_wanted) as wanted:
        menu.actions()[1].trigger()
    menu.actions()[2].trigger()
    assert wanted.args == ["陈小明"]
    assert QApplication.clipboard().text() == "陈小明"
    menu.close()


def test_the_menu_key_opens_the_menu_of_who_is_selected(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(panel.list, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "陈小明" in entries(menu)[0]


def test_enter_in_the_filter_whispers_to_the_only_one_who_fits(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.find_somebody()
    qtbot.waitUntil(panel.filter_edit.hasFocus)
    QTest.keyClicks(panel.filter_edit, "ali")
    with qtbot.waitSignal(panel.whisper_wanted) as wanted:
        QTest.keyClick(panel.filter_edit, Qt.Key.Key_Return)
    assert wanted.args == ["alice"]
    assert panel.filter_edit.text() == ""


def test_enter_in_the_filter_goes_to_the_list_while_several_fit(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.find_somebody()
    qtbot.waitUntil(panel.filter_edit.hasFocus)
    QTest.keyClicks(panel.filter_edit, "a")
    with qtbot.assertNotEmitted(panel.whisper_wanted):
        QTest.keyClick(panel.filter_edit, Qt.Key.Key_Return)
    assert panel.list.hasFocus()


def test_who_is_alone_is_told_that_others_will_come(panel: PeoplePanel, people: PeopleModel) -> None:
    people.set_people(("grace",), "grace")
    alone = panel.list.grab().toImage()
    assert "else" in panel.list.empty_text
    assert panel.list.accessibleDescription() == panel.list.empty_text
    people.add("bob")
    assert panel.list.empty_text == ""
    people.remove("bob")
    assert panel.list.grab().toImage() == alone


def test_the_menu_offers_a_whisper(panel: PeoplePanel, qtbot: QtBot) -> None:
    menu = open_menu(panel, 0)
    assert menu is not None
    with qtbot.waitSignal(panel.whisper_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == ["alice"]
    menu.close()


@pytest.mark.parametrize("name", ["<b>x</b>", "a&b", "\x1b[31m", "\u202eevil", "é" + "\u0301" * 30])
def test_a_name_is_only_a_name(panel: PeoplePanel, people: PeopleModel, name: str) -> None:
    people.set_people((name, "grace"), "grace")
    assert not panel.grab().isNull()
    text = shown(panel)[0]
    assert not any(control in text for control in "\x1b\u202e")
    assert panel.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == text
    menu = open_menu(panel, 0)
    assert menu is not None
    assert "&" not in menu.actions()[0].text().replace("&&", "")
    menu.close()


def test_every_control_has_a_name_for_screen_readers(panel: PeoplePanel) -> None:
    assert panel.filter_edit.accessibleName()
    assert panel.list.accessibleName()


def test_the_list_follows_the_theme(panel: PeoplePanel, themes: ThemeSource) -> None:
    themes.choose(ThemeChoice.LIGHT)
    light = panel.grab().toImage()
    themes.choose(ThemeChoice.DARK)
    assert panel.grab().toImage() != light


def test_an_index_that_is_none_has_no_data(people: PeopleModel) -> None:
    assert people.data(QModelIndex()) is None
    assert people.index(99).data() is None


# ---- what is known of a person -------------------------------------------------------------------------


def states(panel: PeoplePanel, row: int) -> tuple[PersonState, ...]:
    found = panel.list.model().index(row, 0).data(STATES_ROLE)
    assert isinstance(found, tuple)
    return found


def spoken(panel: PeoplePanel, row: int) -> str:
    return str(panel.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_everything_known_of_a_person_is_said_and_shown(panel: PeoplePanel, people: PeopleModel) -> None:
    users = (User("alice", has_hand_up=True, is_away=True), User("陈小明", is_host=True), User("grace"))
    people.set_people(NAMES, "grace", users)
    assert states(panel, 0) == (PersonState.HAND_UP, PersonState.AWAY)
    assert spoken(panel, 0) == "alice, hand up, away"
    assert spoken(panel, 1) == "陈小明, teacher"
    assert spoken(panel, 2) == "Ａnna"
    assert states(panel, 3) == ()
    assert shown(panel)[0] == "alice"


def test_what_changes_of_a_person_is_painted_and_goes_with_the_person(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    before = panel.list.grab().toImage()
    people.change(User("alice", is_muted=True, is_plain=True))
    assert spoken(panel, 0) == "alice, muted, plain"
    assert panel.list.grab().toImage() != before
    people.remove("alice")
    people.add("alice")
    assert spoken(panel, 3) == "alice"


def test_what_is_told_again_or_of_nobody_changes_nothing(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    people.change(User("alice", is_away=True))
    with qtbot.assertNotEmitted(people.dataChanged):
        people.change(User("alice", is_away=True, since=9.0))
        people.change(User("nobody", is_away=True))


@pytest.mark.parametrize("width", [120, 170, 240, 600])
def test_states_leave_the_name_its_room(panel: PeoplePanel, people: PeopleModel, width: int) -> None:
    everything = {"is_host": True, "is_away": True, "has_hand_up": True, "is_muted": True, "is_plain": True}
    people.set_people(("W" * 24,), "grace", (User("W" * 24, **everything),))
    panel.resize(width, 200)
    # The beginning of the name looks the same with states and without.
    area = panel.list.visualRect(panel.list.model().index(0, 0)).adjusted(0, 0, 0, 0)
    area.setWidth(panel.list.fontMetrics().horizontalAdvance("W") + 40)
    with_states = panel.list.viewport().grab(area).toImage()
    people.change(User("W" * 24))
    assert panel.list.viewport().grab(area).toImage() == with_states


def test_a_tooltip_shows_markup_in_a_name_as_it_is(panel: PeoplePanel, people: PeopleModel) -> None:
    people.set_people(("<b>x</b>",), "grace", (User("<b>x</b>", is_away=True),))
    tip = str(panel.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;x&lt;/b&gt;, away" in tip
