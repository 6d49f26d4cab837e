"""The page before the room: one click, or a sentence beside the field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from chatroom_server.window.start_page import StartPage
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import CABLE, WIFI, HostAtWindow, Network, host_at_window


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot) as made:
        yield made


def room_name(host: HostAtWindow) -> QLineEdit:
    return host.find(QLineEdit, "roomNameField")


def host_name(host: HostAtWindow) -> QLineEdit:
    return host.find(QLineEdit, "hostNameField")


def replace_text(edit: QLineEdit, text: str) -> None:
    """Select all and type, as a person does; what no key is for comes from an input method."""
    edit.setFocus()
    edit.selectAll()
    if text.isascii() and text.isprintable() and text:
        QTest.keyClicks(edit, text)
        return
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    commit = QInputMethodEvent("", [])
    commit.setCommitString(text)
    QApplication.sendEvent(edit, commit)


def test_everything_is_filled_in(host: HostAtWindow) -> None:
    assert room_name(host).text() == "lab-pc-7"
    assert host_name(host).text() == "Teacher"
    assert host.text("computerAddress") == "192.168.1.5"


def test_a_name_from_the_command_line_goes_before_the_last_one(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--room", "Physics") as host:
        assert room_name(host).text() == "Physics"


def test_enter_in_a_field_opens_the_room(host: HostAtWindow, qtbot: QtBot) -> None:
    replace_text(room_name(host), "Room 102")
    QTest.keyClick(room_name(host), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: host.is_room_shown)
    assert host.text("roomTitle") == "Room 102"


def test_enter_that_ends_a_word_being_composed_opens_nothing(host: HostAtWindow, qtbot: QtBot) -> None:
    edit = host_name(host)
    edit.setFocus()
    edit.clear()
    QApplication.sendEvent(edit, QInputMethodEvent("fang lao shi", []))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert host.is_start_shown
    assert host.text("hostNameFieldProblem") == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString("方老师")
    QApplication.sendEvent(edit, commit)
    assert edit.text() == "方老师"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: host.is_room_shown)
    assert host.people == ["方老师"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Write a name"),
        ("   ", "Write a name"),
        ("a,b", "comma"),
        ("a:b", "colon"),
        ("*me", "star"),
        ("a\u200bb", "nobody can see"),
        ("x" * 25, "too long"),
        ("e\u0301\u0302\u0303\u0304", "accents"),
    ],
)
def test_a_name_that_nobody_can_have_is_refused_beside_the_field_and_stays(
    host: HostAtWindow, name: str, words: str
) -> None:
    replace_text(host_name(host), name)
    host.click("openRoomButton")
    assert words in host.text("hostNameFieldProblem")
    assert host_name(host).text() == name
    assert host_name(host).selectedText() == name
    assert host.is_start_shown


def test_a_problem_goes_as_soon_as_something_is_typed(host: HostAtWindow) -> None:
    replace_text(host_name(host), "a,b")
    host.click("openRoomButton")
    assert host.text("hostNameFieldProblem") != ""
    QTest.keyClicks(host_name(host), "c")
    assert host.text("hostNameFieldProblem") == ""


@pytest.mark.parametrize(("name", "words"), [("", "Write a name for the room"), ("r" * 61, "too long")])
def test_a_room_without_a_sensible_name_is_not_opened(host: HostAtWindow, name: str, words: str) -> None:
    replace_text(room_name(host), name)
    host.click("openRoomButton")
    assert words in host.text("roomNameFieldProblem")
    assert host.is_start_shown


def test_a_room_name_is_one_clean_line(host: HostAtWindow, qtbot: QtBot) -> None:
    replace_text(room_name(host), "  Room\u0007   101 教室 ")
    host.click("openRoomButton")
    qtbot.waitUntil(lambda: host.is_room_shown)
    assert host.text("roomTitle") == "Room 101 教室"


def test_without_a_network_it_says_so_and_still_opens(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, network=Network()) as host:
        assert "in no network" in host.text("computerAddressHint")
        assert host.text("computerAddress") == ""
        host.network.change(WIFI)
        assert host.text("computerAddress") == "192.168.1.5"
        host.network.change()
        host.open_room()


def test_the_address_follows_the_network(host: HostAtWindow) -> None:
    host.network.change(CABLE, WIFI)
    assert host.text("computerAddress") == "10.1.2.3"


def test_the_hosts_name_of_last_time_comes_back(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    menu = QMenu()
    page = StartPage(Network(WIFI).view, themes, menu, lambda _room: None)
    qtbot.addWidget(page)
    qtbot.addWidget(menu)
    page.fill("Room", "方老师")
    edit = page.findChild(QLineEdit, "hostNameField")
    assert edit is not None
    assert edit.text() == "方老师"


def test_the_words_follow_the_language_and_so_does_the_word_for_a_teacher(
    host: HostAtWindow, languages: Languages
) -> None:
    languages.choose("zh_CN")
    QApplication.processEvents()
    translated = QApplication.translate(
        "StartPage", "Teacher", "the host's name until the host types another one"
    )
    assert host_name(host).text() == translated


def test_a_name_that_was_typed_is_not_translated(host: HostAtWindow, languages: Languages) -> None:
    replace_text(host_name(host), "Ms Fang")
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert host_name(host).text() == "Ms Fang"


def test_quit_closes_the_window(host: HostAtWindow, qtbot: QtBot) -> None:
    host.click("quitButton")
    qtbot.waitUntil(lambda: not host.window.isVisible())


def test_labels_name_their_fields(host: HostAtWindow) -> None:
    buddies = {label.buddy() for label in host.window.findChildren(QLabel) if label.buddy() is not None}
    assert {room_name(host), host_name(host)} <= buddies


def test_nothing_is_remembered_before_the_room_opens(host: HostAtWindow) -> None:
    replace_text(room_name(host), "Only typed")
    assert QSettings().value("room/name") is None


LONG = "Port 9999 is used by another program. " * 4


def test_a_long_problem_is_shown_whole_above_the_buttons(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    menu = QMenu()
    page = StartPage(Network(WIFI).view, themes, menu, lambda _room: None)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.show_problem(lambda: LONG)
    label = page.findChild(QLabel, "openingProblem")
    button = page.findChild(QPushButton, "openRoomButton")
    assert label is not None and button is not None
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.mapTo(page, label.rect().bottomLeft()).y() < button.mapTo(page, QPoint(0, 0)).y()
    menu.deleteLater()


def test_on_a_small_screen_a_problem_is_brought_into_view(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    menu = QMenu()
    page = StartPage(Network(WIFI).view, themes, menu, lambda _room: None)
    qtbot.addWidget(page)
    page.resize(500, 240)
    page.show()
    page.show_problem(lambda: LONG)
    label = page.findChild(QLabel, "openingProblem")
    (scroll,) = page.findChildren(QScrollArea)
    assert label is not None
    port = scroll.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(QRect(label.mapTo(port, QPoint(0, 0)), label.size())))
    menu.deleteLater()


def test_a_problem_follows_the_language(host: HostAtWindow, languages: Languages) -> None:
    replace_text(host_name(host), "a,b")
    host.click("openRoomButton")
    assert "comma" in host.text("hostNameFieldProblem")
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert "逗号" in host.text("hostNameFieldProblem")
