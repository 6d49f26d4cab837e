"""The host's table of the people in the room, and its model."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.facts import (
    HOST,
    Arrived,
    AwayChanged,
    Fact,
    HandChanged,
    Interrupted,
    Left,
    MuteChanged,
    Returned,
    Spoke,
    Whispered,
)
from chatroom_server.host import ServerHost
from chatroom_server.window.kept_out import KeptOutMenu
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.people_order import Column
from chatroom_server.window.people_panel import PeoplePanel
from chatroom_server.window.rules_menu import RulesMenu
from chatroom_server.window_facts import PassedOver
from shared.ui.language import Languages
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource

NINE = 1_700_000_000.0
HOSTILE_NAMES = ("<b>Eve</b>", "<img src=x>", "&amp;", "%s%n{name}", "a" * 24)


def arrived(guest: int, name: str, address: str = "192.168.1.23") -> Arrived:
    return Arrived(NINE + guest, guest, name, address, is_plain=True)


@pytest.fixture
def people(qtbot: QtBot) -> PeopleModel:
    model = PeopleModel()
    model.open("Teacher", NINE)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def panel(people: PeopleModel, themes: ThemeSource, languages: Languages, qtbot: QtBot) -> PeoplePanel:
    rules, kept_out = RulesMenu(), KeptOutMenu(ServerHost())
    made = PeoplePanel(people, themes, rules, kept_out)
    for widget in (rules, kept_out, made):
        qtbot.addWidget(widget)
    made.resize(490, 400)
    made.show()
    return made


def shown(people: PeopleModel, column: Column = Column.NAME) -> list[str]:
    return [str(people.index(row, column).data()) for row in range(people.rowCount())]


def apply(people: PeopleModel, qtbot: QtBot, *facts: Fact) -> None:
    """Take facts in, and wait until the table shows them."""
    people.apply(facts)
    wanted = {person.name for person in people.people}
    qtbot.waitUntil(lambda: {people.person_at(row).name for row in range(people.rowCount())} == wanted)


def open_menu(panel: PeoplePanel, name: str) -> QMenu:
    """Click with the right button on somebody's row."""
    table = panel.table
    row = next(row for row in range(table.model().rowCount()) if table.model().index(row, 0).data() == name)
    place = table.visualRect(table.model().index(row, Column.ADDRESS)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=place)
    table.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def take(menu: QMenu, beginning: str) -> None:
    """Choose the entry that begins so, as a click would."""
    action = next(action for action in menu.actions() if action.text().startswith(beginning))
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_host_is_in_the_room_from_the_start(people: PeopleModel) -> None:
    assert shown(people) == ["Teacher"]
    assert shown(people, Column.STATE) == ["host"]


def test_people_stand_in_the_order_of_their_arrival(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "zoe"), arrived(2, "alice"), arrived(3, "mallory"))
    assert shown(people) == ["Teacher", "zoe", "alice", "mallory"]


def test_who_leaves_is_gone_and_who_comes_back_is_new(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"), Spoke(NINE, 1, 1, "alice", "hi"))
    apply(people, qtbot, Left(NINE, 1, "alice"))
    assert shown(people) == ["Teacher", "bob"]
    apply(people, qtbot, arrived(3, "alice"))
    assert shown(people) == ["Teacher", "bob", "alice"]
    assert shown(people, Column.SAID) == ["0", "0", "0"]


def test_many_come_and_go_within_one_moment(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, *(arrived(number, f"guest{number}") for number in range(1, 101)))
    facts: list[Fact] = [Left(NINE, number, f"guest{number}") for number in range(1, 101) if number % 3]
    facts += [arrived(number, f"guest{number}") for number in range(101, 121)]
    facts.append(Left(NINE, 120, "guest120"))
    apply(people, qtbot, *facts)
    kept = [number for number in range(1, 101) if number % 3 == 0]
    assert shown(people) == ["Teacher", *(f"guest{number}" for number in [*kept, *range(101, 120)])]


def rich(guest: int, name: str) -> Arrived:
    return Arrived(NINE + guest, guest, name, "192.168.1.23", is_plain=False)


def state_of(people: PeopleModel, name: str) -> str:
    return shown(people, Column.STATE)[shown(people).index(name)]


def test_whose_connection_broke_is_here_still_and_comes_back_from_another_address(
    people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, rich(1, "alice"), Spoke(NINE, 1, 1, "alice", "hi"))
    assert state_of(people, "alice") == ""
    people.apply([Interrupted(NINE, 1, "alice")])
    qtbot.waitUntil(lambda: state_of(people, "alice") == "reconnecting…")
    people.apply([Returned(NINE, 1, "alice", "192.168.7.7")])
    qtbot.waitUntil(lambda: state_of(people, "alice") == "")
    assert shown(people, Column.ADDRESS)[1] == "192.168.7.7"
    assert shown(people, Column.SAID)[1] == "1"
    assert people.count_at("192.168.7.7") == 1


def test_whose_place_was_kept_in_vain_is_gone(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, rich(1, "alice"), Interrupted(NINE, 1, "alice"))
    apply(people, qtbot, Left(NINE, 1, "alice"))
    assert shown(people) == ["Teacher"]


def test_hands_and_who_is_away_are_shown_and_taken_back(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, rich(1, "alice"))
    people.apply([HandChanged(NINE, 1, "alice", True), AwayChanged(NINE, 1, "alice", True)])
    qtbot.waitUntil(lambda: state_of(people, "alice") == "✋ · away")
    spoken = str(people.index(1, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.endswith("hand up · away")
    state = str(people.index(1, Column.STATE).data(Qt.ItemDataRole.AccessibleTextRole))
    assert state == "hand up · away", "and no sign alone"
    people.apply([HandChanged(NINE, 1, "alice", False), AwayChanged(NINE, 1, "alice", False)])
    qtbot.waitUntil(lambda: state_of(people, "alice") == "")


def test_states_of_somebody_who_left_meanwhile_change_nothing(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, rich(1, "alice"), rich(2, "bob"), Left(NINE, 1, "alice"))
    apply(people, qtbot, Interrupted(NINE, 1, "alice"), HandChanged(NINE, 1, "alice", True))
    assert shown(people) == ["Teacher", "bob"]
    assert state_of(people, "bob") == ""


def test_who_is_expected_back_after_a_crash_is_reconnecting_and_has_no_address_to_ban(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, Arrived(NINE, 1, "ann", "", is_plain=False), Interrupted(NINE, 1, "ann"))
    qtbot.waitUntil(lambda: state_of(people, "ann") == "reconnecting…")
    menu = open_menu(panel, "ann")
    (ban,) = [action for action in menu.actions() if action.text().startswith("Ban")]
    assert not ban.isEnabled()
    menu.close()
    people.apply([Returned(NINE + 5, 1, "ann", "10.0.0.7")])
    qtbot.waitUntil(lambda: state_of(people, "ann") == "")
    menu = open_menu(panel, "ann")
    take(menu, "Ban this address… (1 ")


def test_by_state_who_waits_for_the_host_stands_first(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, rich(1, "away"), rich(2, "quiet"), rich(3, "hand"), rich(4, "cut off"))
    people.apply(
        [
            AwayChanged(NINE, 1, "away", True),
            HandChanged(NINE, 3, "hand", True),
            Interrupted(NINE, 4, "cut off"),
        ]
    )
    people.sort(Column.STATE)
    assert shown(people) == ["Teacher", "hand", "cut off", "away", "quiet"]


def test_everything_that_is_said_is_counted(people: PeopleModel, qtbot: QtBot) -> None:
    apply(
        people,
        qtbot,
        arrived(1, "alice"),
        Spoke(NINE, 1, 1, "alice", "one"),
        Spoke(NINE, 2, HOST, "Teacher", "two"),
        Whispered(NINE, 3, 1, "alice", HOST, "Teacher", "three"),
        Spoke(NINE, 4, 77, "a guest of the last room", "four"),
    )
    assert shown(people, Column.SAID) == ["1", "2"]


def test_a_flood_of_facts_changes_the_table_a_few_times_only(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    changes = []
    people.dataChanged.connect(lambda *_: changes.append(1))
    for number in range(3_000):
        people.apply([Spoke(NINE, number, 1, "alice", "spam")])
    qtbot.waitUntil(lambda: shown(people, Column.SAID)[1] in {"3,000", "3000"})
    assert len(changes) <= 20


def test_what_went_by_too_fast_is_counted_for_whoever_said_it(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"))
    people.apply([PassedOver(NINE, ((1, 120), (2, 3), (7, 50))), Spoke(NINE, 174, 2, "bob", "hi")])
    qtbot.waitUntil(lambda: shown(people, Column.SAID) == ["0", "120", "4"])


def test_talk_changes_the_one_column_and_a_state_the_whole_row(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"))
    changed: list[tuple[int, int, int, int]] = []
    people.dataChanged.connect(
        lambda first, last: changed.append((first.row(), first.column(), last.row(), last.column()))
    )
    people.apply([Spoke(NINE, 1, 1, "alice", "hi"), Spoke(NINE, 2, 2, "bob", "hi")])
    qtbot.waitUntil(lambda: bool(changed))
    assert changed == [(1, Column.SAID, 2, Column.SAID)]
    changed.clear()
    people.apply([MuteChanged(NINE, 2, "bob", is_muted=True)])
    qtbot.waitUntil(lambda: bool(changed))
    assert changed == [(2, Column.NAME, 2, Column.STATE)]


def test_states_are_said_in_words(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), Arrived(NINE, 2, "bob", "192.168.1.24", is_plain=False))
    people.apply([MuteChanged(NINE, 1, "alice", True), MuteChanged(NINE, 2, "bob", True)])
    qtbot.waitUntil(lambda: shown(people, Column.STATE) == ["host", "muted · plain", "muted"])
    people.apply([MuteChanged(NINE, 2, "bob", False)])
    qtbot.waitUntil(lambda: shown(people, Column.STATE) == ["host", "muted · plain", ""])


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        (Column.NAME, ["Alice", "bob2", "bob10", "Teacher"], ["Teacher", "bob10", "bob2", "Alice"]),
        (Column.ADDRESS, ["Teacher", "bob10", "Alice", "bob2"], ["bob2", "Alice", "bob10", "Teacher"]),
        (Column.SINCE, ["Teacher", "bob10", "Alice", "bob2"], ["bob2", "Alice", "bob10", "Teacher"]),
        # Who is equal stays in the order of arrival, both ways.
        (Column.SAID, ["Teacher", "bob10", "bob2", "Alice"], ["Alice", "Teacher", "bob10", "bob2"]),
        (Column.STATE, ["Teacher", "bob2", "bob10", "Alice"], ["bob10", "Alice", "bob2", "Teacher"]),
    ],
)
def test_clicks_on_a_heading_sort_and_turn_round(
    panel: PeoplePanel,
    people: PeopleModel,
    qtbot: QtBot,
    *,
    column: Column,
    ascending: list[str],
    descending: list[str],
) -> None:
    apply(
        people,
        qtbot,
        arrived(1, "bob10", "10.0.0.9"),
        arrived(2, "Alice", "10.0.0.10"),
        arrived(3, "bob2", "10.0.0.100"),
        Spoke(NINE, 1, 2, "Alice", "hi"),
        MuteChanged(NINE, 3, "bob2", True),
    )
    header = panel.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
    orders = []
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append((header.sortIndicatorOrder(), shown(people)))
    assert sorted(orders, key=lambda pair: pair[0].value) == [
        (Qt.SortOrder.AscendingOrder, ascending),
        (Qt.SortOrder.DescendingOrder, descending),
    ]


def test_the_selection_stays_with_the_person_while_rows_move(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "zoe"), arrived(2, "mia"))
    panel.table.selectRow(2)
    panel.table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
    apply(people, qtbot, arrived(3, "alice"), Left(NINE, 1, "zoe"))
    assert shown(people) == ["alice", "mia", "Teacher"]
    assert panel.table.selected_guest == 2


def test_the_heading_counts_the_people(panel: PeoplePanel, people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"))
    count = panel.findChild(QLabel, "peopleCount")
    assert count is not None
    qtbot.waitUntil(lambda: count.text() == "3")


def test_names_are_readable_in_a_narrow_window_with_large_text(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    table = panel.table
    panel.resize(1_000, 400)
    assert table.columnWidth(Column.NAME) > 500, "what is left over is for the names"
    assert table.horizontalScrollBar().maximum() == 0

    table.setColumnWidth(Column.ADDRESS, 600)
    large = table.font()
    large.setPointSizeF(large.pointSizeF() * 2)
    table.setFont(large)
    panel.resize(490, 400)
    assert table.columnWidth(Column.NAME) > QFontMetrics(large).horizontalAdvance("Teacher")
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_with_less_room_columns_give_way_one_by_one_and_name_and_state_stay_in_sight(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    table = panel.table
    hidden: list[list[str]] = []
    for width in range(700, 239, -20):
        table.resize(width, 300)
        now = [column.name for column in Column if table.isColumnHidden(column)]
        if not hidden or now != hidden[-1]:
            hidden.append(now)
        in_sight = table.columnWidth(Column.NAME) + table.columnWidth(Column.STATE)
        assert in_sight <= table.viewport().width()
        assert table.columnWidth(Column.STATE) > table.fontMetrics().horizontalAdvance("muted")
    assert hidden == [[], ["SINCE"], ["SINCE", "SAID"], ["ADDRESS", "SINCE", "SAID"]]
    table.resize(700, 300)
    assert not any(table.isColumnHidden(column) for column in Column), "they come back with the room"


def test_rows_are_as_high_as_their_text_when_it_grows_and_when_it_shrinks(
    panel: PeoplePanel, people: PeopleModel, themes: ThemeSource, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    table = panel.table
    usual = table.rowHeight(0)
    themes.set_text_percent(250)
    qtbot.waitUntil(lambda: table.rowHeight(0) > usual * 1.6)
    themes.set_text_percent(100)
    qtbot.waitUntil(lambda: table.rowHeight(0) == usual)


def test_a_width_that_the_host_gave_the_state_is_kept(panel: PeoplePanel) -> None:
    panel.resize(900, 400)
    panel.table.horizontalHeader().resizeSection(Column.STATE, 300)
    panel.resize(1_000, 400)
    assert panel.table.columnWidth(Column.STATE) == 300


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_is_shown_as_it_is_and_inert_in_its_tooltip(
    people: PeopleModel, qtbot: QtBot, name: str
) -> None:
    apply(people, qtbot, arrived(1, name))
    assert shown(people)[1] == name
    tip = str(people.index(1, Column.NAME).data(Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in tip and "<img" not in tip


def test_a_screen_reader_hears_the_whole_row(people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), MuteChanged(NINE, 1, "alice", True))
    spoken = str(people.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "alice" in spoken
    assert "192.168.1.23" in spoken
    assert "muted" in spoken


def test_the_menu_asks_for_what_its_entries_say(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"), arrived(3, "carol", "192.168.1.99"))
    with qtbot.waitSignal(panel.whisper_wanted) as whisper:
        take(open_menu(panel, "bob"), "Whisper")
    with qtbot.waitSignal(panel.mute_wanted) as mute:
        take(open_menu(panel, "bob"), "Mute")
    with qtbot.waitSignal(panel.remove_wanted) as remove:
        take(open_menu(panel, "bob"), "Remove")
    with qtbot.waitSignal(panel.ban_wanted) as ban:
        take(open_menu(panel, "bob"), "Ban")
    assert whisper.args == [2]
    assert mute.args == [2, True]
    assert remove.args == [2]
    assert ban.args == ["192.168.1.23"]


def test_a_raised_hand_can_be_lowered_in_the_menu(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"), HandChanged(NINE, 1, "alice", is_up=True))
    menu = open_menu(panel, "alice")
    (lower,) = [action for action in menu.actions() if action.text() == "Lower hand"]
    with qtbot.waitSignal(panel.hands.lower_wanted) as wanted:
        lower.trigger()
    assert wanted.args == [1]
    menu.close()


def test_a_muted_person_can_be_unmuted(panel: PeoplePanel, people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), MuteChanged(NINE, 1, "alice", True))
    with qtbot.waitSignal(panel.mute_wanted) as mute:
        take(open_menu(panel, "alice"), "Unmute")
    assert mute.args == [1, False]


def test_a_ban_says_how_many_people_it_meets(panel: PeoplePanel, people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "bob"), arrived(3, "carol", "192.168.1.99"))
    menu = open_menu(panel, "bob")
    (ban,) = [action.text() for action in menu.actions() if action.text().startswith("Ban")]
    menu.close()
    assert "2" in ban


def test_nothing_can_be_done_to_the_host(panel: PeoplePanel, people: PeopleModel, qtbot: QtBot) -> None:
    menu = open_menu(panel, "Teacher")
    assert not any(action.isEnabled() for action in menu.actions())
    menu.close()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_menu_opens_by_keyboard_for_the_selected_person(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    panel.table.setFocus()
    panel.table.selectRow(1)
    QTest.keyClick(panel.table, key, modifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(panel.remove_wanted) as remove:
        take(menu, "Remove")
    assert remove.args == [1]


def test_the_button_opens_the_same_menu_and_says_when_nobody_is_chosen(
    panel: PeoplePanel, people: PeopleModel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    button = panel.findChild(QPushButton, "personActionsButton")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not menu.actions()[0].isEnabled()
    assert [action.text() for action in menu.actions()[1:]] == ["", "Let back in"]
    menu.close()
    panel.table.selectRow(1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(panel.whisper_wanted):
        take(menu, "Whisper")


def test_a_double_click_starts_a_whisper(panel: PeoplePanel, people: PeopleModel, qtbot: QtBot) -> None:
    apply(people, qtbot, arrived(1, "alice"))
    table = panel.table
    place = table.visualRect(people.index(1, Column.NAME)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(panel.whisper_wanted) as whisper:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert whisper.args == [1]


def test_the_words_follow_the_language(
    panel: PeoplePanel, people: PeopleModel, languages: Languages, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(people.headerDataChanged):
        languages.choose("zh_CN")
        QApplication.processEvents()


def test_the_table_follows_the_theme(panel: PeoplePanel, themes: ThemeSource, qtbot: QtBot) -> None:
    themes.choose(ThemeChoice.DARK)
    QApplication.processEvents()
    dark = panel.table.viewport().grab().toImage()
    corner = dark.pixelColor(dark.width() - 3, dark.height() - 3)
    assert corner.name().upper() == DARK.window
    assert corner.name().upper() != LIGHT.window


def test_an_empty_index_has_no_children(people: PeopleModel) -> None:
    assert people.rowCount(people.index(0, 0)) == 0
    assert people.data(QModelIndex()) is None


def test_when_the_selected_person_leaves_nobody_else_is_selected(
    people: PeopleModel, panel: PeoplePanel, qtbot: QtBot
) -> None:
    apply(people, qtbot, arrived(1, "alice"), arrived(2, "mallory"), arrived(3, "oscar"))
    panel.table.selectRow(2)
    assert panel.table.selected_guest == 2
    apply(people, qtbot, Left(NINE, 1, "alice"))
    assert panel.table.selected_guest == 2
    apply(people, qtbot, Left(NINE, 2, "mallory"))
    assert panel.table.selected_guest is None
    assert not panel.table.currentIndex().isValid()


def test_common_states_have_room_in_their_column(
    panel: PeoplePanel, people: PeopleModel, languages: Languages
) -> None:
    for code in ("en", "zh_CN"):
        languages.choose(code)
        QApplication.processEvents()
        metrics = panel.table.fontMetrics()
        for state in people.long_states:
            assert metrics.horizontalAdvance(state) < panel.table.columnWidth(Column.STATE)
