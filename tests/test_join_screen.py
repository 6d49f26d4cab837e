"""The screen before the room: rooms appear, names are refused, addresses typed, and the button always answers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.finder import FoundRoom
from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import FailureReason, RefusalReason, Refused
from chatroom_client.window.join import JoinScreen, JoinWish
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.marked_words import marked_words, unmarked_words

ROOM = FoundRoom("a", "Room 101", "192.168.1.5", 9999, 12, 200, "a")
LAB = FoundRoom("b", "Networks lab", "192.168.1.40", 9999, None, None, "")


@pytest.fixture
def screen(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[JoinScreen]:
    menu = QMenu()
    screen = JoinScreen(themes, menu)
    qtbot.addWidget(screen)
    screen.resize(620, 640)
    screen.show()
    screen.activateWindow()
    screen.name_field.edit.setFocus()
    qtbot.waitUntil(screen.name_field.edit.hasFocus)
    yield screen
    menu.deleteLater()


def type_name(screen: JoinScreen, name: str, qtbot: QtBot) -> None:
    screen.name_field.edit.selectAll()
    QTest.keyClicks(screen.name_field.edit, name)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def click(screen: JoinScreen, key: str, qtbot: QtBot) -> None:
    view = screen.rooms.list
    row = next(row for row, room in enumerate(view.rooms) if room.key == key)
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def wish_after(screen: JoinScreen, qtbot: QtBot, widget: QWidget) -> JoinWish:
    with qtbot.waitSignal(screen.join_wanted) as wanted:
        QTest.keyClick(widget, Qt.Key.Key_Return)
    wish = wanted.args[0]
    assert isinstance(wish, JoinWish)
    return wish


# ---- rooms ---------------------------------------------------------------------------------------------


def test_the_only_room_is_selected_by_itself_and_not_joined(screen: JoinScreen, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(screen.join_wanted):
        screen.show_rooms((ROOM,))
    assert screen.rooms.selected == ROOM


def test_enter_in_the_name_joins_the_selected_room(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, "grace", qtbot)
    wish = wish_after(screen, qtbot, screen.name_field.edit)
    assert wish == JoinWish("grace", "192.168.1.5", 9999, "Room 101")


def test_of_several_rooms_none_is_selected(screen: JoinScreen) -> None:
    screen.show_rooms((ROOM, LAB))
    assert screen.rooms.selected is None


def test_the_last_room_is_selected_among_several(screen: JoinScreen) -> None:
    screen.set_last_room(ServerAddress("192.168.1.40", 9999))
    screen.show_rooms((ROOM, LAB))
    assert screen.rooms.selected == LAB


def test_a_chosen_room_stays_chosen_while_others_come_and_counts_change(
    screen: JoinScreen, qtbot: QtBot
) -> None:
    screen.show_rooms((ROOM, LAB))
    click(screen, "b", qtbot)
    more = FoundRoom("a", "Room 101", "192.168.1.5", 9999, 13, 200, "a")
    screen.show_rooms((more, LAB, FoundRoom("c", "Third", "10.0.0.1", 9999)))
    assert screen.rooms.selected == LAB


def test_when_the_chosen_room_goes_no_other_takes_its_place(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM, LAB))
    click(screen, "b", qtbot)
    screen.show_rooms((ROOM,))
    assert screen.rooms.selected is None
    screen.show_rooms((ROOM, LAB))
    assert screen.rooms.selected == LAB


def test_a_room_tells_screen_readers_name_address_and_count(screen: JoinScreen) -> None:
    screen.show_rooms((ROOM,))
    model = screen.rooms.list.model()
    spoken = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Room 101" in spoken
    assert "192.168.1.5:9999" in spoken
    assert "12" in spoken


def test_a_double_click_on_a_room_joins_it(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM, LAB))
    type_name(screen, "grace", qtbot)
    click(screen, "b", qtbot)
    view = screen.rooms.list
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(screen.join_wanted) as wanted:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args[0].host == "192.168.1.40"


def test_enter_on_a_room_joins_it(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, "grace", qtbot)
    assert wish_after(screen, qtbot, screen.rooms.list).room == "Room 101"


@pytest.mark.parametrize("name", ["<b>x</b>", "\x1b[31mred", "\u202eevil", "x" * 4000])
def test_a_room_name_is_only_a_name(screen: JoinScreen, name: str) -> None:
    screen.show_rooms((FoundRoom("z", name, "10.0.0.9", 9999, 1),))
    assert not screen.grab().isNull()
    text = str(screen.rooms.list.model().index(0, 0).data())
    assert not any(control in text for control in "\x1b\u202e")
    assert screen.width() <= 640


# ---- names ---------------------------------------------------------------------------------------------


def test_join_without_a_name_says_so_beside_the_field(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.mouseClick(screen.join_button, Qt.MouseButton.LeftButton)
    assert screen.name_field.problem_label.isVisible()
    assert screen.name_field.problem_label.text()
    assert screen.name_field.edit.hasFocus()


@pytest.mark.parametrize("name", ["a,b", "a:b", "*x", "Server", "x" * 25])
def test_an_impossible_name_is_refused_here_with_one_that_is_possible(
    screen: JoinScreen, qtbot: QtBot, name: str
) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, name, qtbot)
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.keyClick(screen.name_field.edit, Qt.Key.Key_Return)
    assert screen.name_field.problem_label.isVisible()
    assert screen.name_field.edit.text() == name
    QTest.mouseClick(screen.name_field.suggestion_button, Qt.MouseButton.LeftButton)
    assert screen.name_field.edit.text() != name
    wish_after(screen, qtbot, screen.name_field.edit)


def test_a_refused_name_is_kept_and_selected_with_reason_and_suggestion(
    screen: JoinScreen, qtbot: QtBot
) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, "grace", qtbot)
    QTest.keyClick(screen.name_field.edit, Qt.Key.Key_Return)
    screen.show_joining("Room 101")
    screen.join_button.setFocus()
    screen.show_refusal(Refused("grace", RefusalReason.TAKEN, "grace2"))
    assert "grace" in screen.name_field.problem_label.text()
    assert "Room 101" in screen.name_field.problem_label.text()
    assert screen.name_field.edit.text() == "grace"
    assert screen.name_field.edit.selectedText() == "grace"
    assert screen.name_field.edit.hasFocus()
    QTest.mouseClick(screen.name_field.suggestion_button, Qt.MouseButton.LeftButton)
    assert screen.name_field.edit.text() == "grace2"
    assert not screen.name_field.problem_label.isVisible()
    assert wish_after(screen, qtbot, screen.name_field.edit).name == "grace2"


def test_a_problem_goes_with_the_first_key(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_refusal(Refused("grace", RefusalReason.TAKEN, "grace2"))
    QTest.keyClicks(screen.name_field.edit, "b")
    assert not screen.name_field.problem_label.isVisible()
    assert not screen.name_field.suggestion_button.isVisible()


def test_a_server_that_suggests_nothing_still_gives_a_suggestion(screen: JoinScreen) -> None:
    screen.show_refusal(Refused("grace", RefusalReason.TAKEN))
    assert "grace2" in screen.name_field.suggestion_button.text()


@pytest.mark.parametrize("reason", [RefusalReason.ROOM_FULL, RefusalReason.BANNED, RefusalReason.REMOVED])
def test_whoever_is_turned_away_is_told_and_no_name_is_suggested(
    screen: JoinScreen, reason: RefusalReason
) -> None:
    screen.show_joining("Room 101")
    screen.show_refusal(Refused("grace", reason, number=42))
    assert screen.status.label.isVisible()
    assert "Room 101" in screen.status.label.text()
    assert not screen.name_field.suggestion_button.isVisible()


def test_enter_during_composition_does_not_join(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    compose(screen.name_field.edit, "xiao hong")
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.keyClick(screen.name_field.edit, Qt.Key.Key_Return)
    compose(screen.name_field.edit, "", "小红")
    assert wish_after(screen, qtbot, screen.name_field.edit).name == "小红"


# ---- addresses -----------------------------------------------------------------------------------------


def test_no_room_brings_the_advice_and_the_address_field(screen: JoinScreen) -> None:
    screen.set_name("grace")
    screen.show_none_found()
    assert "5 s" in screen.rooms.none_label.text()
    assert screen.rooms.none_label.isVisible()
    assert screen.address_field.edit.hasFocus()


def test_the_keyboard_is_not_taken_from_somebody_who_types_a_name(screen: JoinScreen, qtbot: QtBot) -> None:
    QTest.keyClicks(screen.name_field.edit, "gra")
    screen.show_none_found()
    assert screen.address_field.edit.isVisible()
    assert screen.name_field.edit.hasFocus()


def test_who_has_touched_nothing_is_led_to_the_address_and_asked_for_the_name_after_it(
    screen: JoinScreen, qtbot: QtBot
) -> None:
    screen.show_none_found()
    assert screen.address_field.edit.hasFocus()
    QTest.keyClicks(screen.address_field.edit, "192.168.1.5")
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.keyClick(screen.address_field.edit, Qt.Key.Key_Return)
    assert screen.name_field.edit.hasFocus()
    QTest.keyClicks(screen.name_field.edit, "grace")
    wish = wish_after(screen, qtbot, screen.name_field.edit)
    assert (wish.name, wish.host) == ("grace", "192.168.1.5")


def test_the_keyboard_is_not_taken_in_the_middle_of_a_chinese_word(screen: JoinScreen) -> None:
    compose(screen.name_field.edit, "xiao")
    screen.show_none_found()
    assert screen.name_field.edit.hasFocus()


def test_a_taken_name_may_be_ones_own_of_a_moment_ago(screen: JoinScreen) -> None:
    screen.show_joining("Room 101")
    screen.show_refusal(Refused("ann", RefusalReason.TAKEN, "ann2"))
    assert "If that is you, try again in a moment." in screen.name_field.problem_label.text()


def test_a_room_that_appears_later_takes_the_advice_away(screen: JoinScreen) -> None:
    screen.show_none_found()
    assert screen.rooms.list.accessibleDescription() == screen.rooms.list.empty_text
    screen.show_rooms((ROOM,))
    assert not screen.rooms.none_label.isVisible()
    assert screen.rooms.selected == ROOM
    assert screen.rooms.list.accessibleDescription() == ""


def test_the_last_room_is_offered_where_none_is_found(screen: JoinScreen) -> None:
    screen.set_last_room(ServerAddress("192.168.1.5", 9001))
    screen.show_none_found()
    assert screen.address_field.edit.text() == "192.168.1.5:9001"


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("192.168.1.23:9009", "192.168.1.23", 9009),
        ("http://192.168.1.23:9009/", "192.168.1.23", 9009),
        ("１９２．１６８．１．２３：９００９", "192.168.1.23", 9009),
        ("classroom", "classroom", 9999),
        ("[fd00::5]:9000", "fd00::5", 9000),
    ],
)
def test_any_form_of_an_address_joins(
    screen: JoinScreen, qtbot: QtBot, typed: str, host: str, port: int
) -> None:
    type_name(screen, "grace", qtbot)
    screen.show_none_found()
    screen.address_field.edit.setFocus()
    screen.address_field.edit.insert(typed)
    wish = wish_after(screen, qtbot, screen.address_field.edit)
    assert (wish.host, wish.port) == (host, port)


def test_join_without_a_room_reveals_the_address_and_says_what_is_missing(
    screen: JoinScreen, qtbot: QtBot
) -> None:
    type_name(screen, "grace", qtbot)
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.mouseClick(screen.join_button, Qt.MouseButton.LeftButton)
    assert screen.address_field.edit.hasFocus()
    assert screen.address_field.problem_label.text()


@pytest.mark.parametrize("typed", ["300.1.1.1", "host:0", "host:99999", "a b c"])
def test_an_impossible_address_is_kept_and_explained(screen: JoinScreen, qtbot: QtBot, typed: str) -> None:
    type_name(screen, "grace", qtbot)
    screen.show_none_found()
    screen.address_field.edit.insert(typed)
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.keyClick(screen.address_field.edit, Qt.Key.Key_Return)
    assert screen.address_field.problem_label.isVisible()
    assert screen.address_field.edit.text() == typed


def test_of_several_rooms_one_has_to_be_chosen(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM, LAB))
    type_name(screen, "grace", qtbot)
    with qtbot.assertNotEmitted(screen.join_wanted):
        QTest.keyClick(screen.name_field.edit, Qt.Key.Key_Return)
    assert screen.status.label.text()
    assert screen.rooms.list.hasFocus()


def test_typing_an_address_leaves_the_rooms(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, "grace", qtbot)
    screen.set_address("")
    screen.address_field.edit.setFocus()
    QTest.keyClicks(screen.address_field.edit, "10.0.0.7")
    assert screen.rooms.selected is None
    screen.show_rooms((ROOM,))
    assert wish_after(screen, qtbot, screen.address_field.edit).host == "10.0.0.7"


def test_choosing_a_room_again_leaves_the_address(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM, LAB))
    type_name(screen, "grace", qtbot)
    screen.set_address("10.0.0.7")
    click(screen, "a", qtbot)
    assert wish_after(screen, qtbot, screen.name_field.edit).host == "192.168.1.5"


def test_the_link_reveals_the_address_by_keyboard_too(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.rooms.list.setFocus()
    QTest.keyClick(screen.rooms.list, Qt.Key.Key_Tab)
    assert screen.address_link.hasFocus()
    QTest.keyClick(screen.address_link, Qt.Key.Key_Return)
    assert screen.address_field.edit.isVisible()
    assert screen.address_field.edit.hasFocus()


def test_the_keyboard_passes_the_link_and_comes_back(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.rooms.list.setFocus()
    QTest.keyClick(screen.rooms.list, Qt.Key.Key_Tab)
    QTest.keyClick(screen.address_link, Qt.Key.Key_Tab)
    assert screen.quit_button.hasFocus()
    QTest.keyClick(screen.quit_button, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert screen.address_link.hasFocus()
    QTest.keyClick(screen.address_link, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert screen.rooms.list.hasFocus()


# ---- what came of it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", list(FailureReason))
def test_every_failure_has_a_sentence(screen: JoinScreen, reason: FailureReason) -> None:
    screen.show_failure(reason, "192.168.1.23", 9009)
    assert screen.status.label.isVisible()
    assert screen.status.label.text().endswith((".", "?", ")"))
    assert "{" not in screen.status.label.text()


def test_a_closed_port_is_named(screen: JoinScreen) -> None:
    screen.show_failure(FailureReason.NO_ROOM, "192.168.1.23", 9009)
    text = screen.status.label.text()
    assert "192.168.1.23" in text
    assert "9009" in text


def test_while_joining_the_person_can_cancel(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_joining("Room 101")
    assert "Room 101" in screen.status.label.text()
    with qtbot.waitSignal(screen.cancel_wanted):
        QTest.mouseClick(screen.quit_button, Qt.MouseButton.LeftButton)
    screen.show_ready()
    assert not screen.status.isVisible()
    with qtbot.waitSignal(screen.quit_wanted):
        QTest.mouseClick(screen.quit_button, Qt.MouseButton.LeftButton)


def test_enter_on_quit_quits_and_does_not_join(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.show_rooms((ROOM,))
    type_name(screen, "grace", qtbot)
    screen.quit_button.setFocus()
    with qtbot.assertNotEmitted(screen.join_wanted), qtbot.waitSignal(screen.quit_wanted):
        QTest.keyClick(screen.quit_button, Qt.Key.Key_Return)


def test_the_button_is_never_dead(screen: JoinScreen) -> None:
    screen.show_joining("Room 101")
    assert screen.join_button.isEnabled()
    screen.show_failure(FailureReason.LOST, "192.168.1.23", 9009)
    assert screen.join_button.isEnabled()
    screen.show_none_found()
    assert screen.join_button.isEnabled()


# ---- everybody -----------------------------------------------------------------------------------------


def test_fields_have_labels_and_not_only_placeholders(screen: JoinScreen) -> None:
    buddies = [label.buddy() for label in screen.findChildren(QLabel)]
    assert screen.name_field.edit in buddies
    assert screen.address_field.edit in buddies


def test_all_words_change_with_the_language(screen: JoinScreen, qapp: QApplication) -> None:
    screen.show_none_found()
    screen.show_failure(FailureReason.NO_ROOM, "192.168.1.23", 9009)
    screen.show_refusal(Refused("a,b", RefusalReason.INVALID, "ab", "comma"))
    screen.show_failure(FailureReason.NO_ROOM, "192.168.1.23", 9009)
    with marked_words(qapp):
        assert unmarked_words(screen) == []


def test_a_large_text_in_a_small_window_stays_in_reach(screen: JoinScreen, themes: ThemeSource) -> None:
    themes.set_text_percent(250)
    screen.resize(560, 420)
    screen.show_none_found()
    assert screen.name_field.edit.width() <= screen.width()
    assert screen.minimumSizeHint().height() <= 420
    themes.set_text_percent(100)


# ---- small screens -------------------------------------------------------------------------------------


def is_in_view(screen: JoinScreen, widget: QWidget) -> bool:
    (scroll,) = screen.findChildren(QScrollArea)
    port = scroll.viewport()
    return port.rect().contains(QRect(widget.mapTo(port, QPoint(0, 0)), widget.size()))


def settle() -> None:
    """Let everything that is new find its place."""
    for _ in range(5):
        QApplication.processEvents()


def test_on_a_small_screen_the_news_is_brought_into_view(screen: JoinScreen, qtbot: QtBot) -> None:
    screen.resize(460, 300)
    many = [FoundRoom(str(n), f"Room {n}", f"192.168.1.{n}", 9999) for n in range(1, 9)]
    screen.show_rooms(many)
    type_name(screen, "grace", qtbot)
    assert not is_in_view(screen, screen.join_button)
    screen.show_failure(FailureReason.ROOM_CLOSED, "192.168.1.5", 9999)
    settle()
    assert is_in_view(screen, screen.status)
    screen.show_refusal(Refused("grace", RefusalReason.TAKEN, "grace 2"))
    settle()
    assert is_in_view(screen, screen.name_field)
    screen.show_joining("Room 1")
    settle()
    assert is_in_view(screen, screen.status)
    screen.show_ready()
    screen.join_button.setFocus()
    screen.show_none_found()
    settle()
    assert is_in_view(screen, screen.address_field)


def test_a_number_beyond_all_counting_is_said_all_the_same(screen: JoinScreen) -> None:
    screen.show_joining("Room 101")
    screen.show_refusal(Refused("grace", RefusalReason.REMOVED, number=2**53 - 1))
    assert "Room 101" in screen.status.label.text()
