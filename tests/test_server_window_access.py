"""Everybody can use the host's window: by keyboard, with a screen reader, on a small screen, in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QTabBar, QTabWidget, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.window.ladder_table import LadderTable
from chatroom_server.window.people_table import PeopleTable
from chatroom_server.window.sockets_table import SocketsTable
from shared.ui.language import Languages
from shared.ui.theme import DARK, LIGHT
from shared.ui.theme_source import ThemeChoice, ThemeSource
from tests.helpers.headless import frame
from tests.helpers.server_window import DOCKER, WIFI, HostAtWindow, Network, bare, host_at_window


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, network=Network(WIFI, DOCKER)) as made:
        yield made
    themes.set_text_percent(100)


def nameless(window: QWidget) -> list[str]:
    """The widgets that can have the focus and have no name for a screen reader."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        # They only hold others, or belong to a table that has a name.
        if isinstance(widget, QScrollArea) or widget.parent() is None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_that_takes_the_focus_has_a_name(
    host: HostAtWindow, languages: Languages, language: str
) -> None:
    languages.choose(language)
    QApplication.processEvents()
    assert nameless(host.window) == []
    host.open_room()
    assert [name for name in nameless(host.window) if "QTabBar" not in name] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_in_the_views_of_the_wire_has_a_name(
    host: HostAtWindow, languages: Languages, qtbot: QtBot, language: str
) -> None:
    languages.choose(language)
    host.open_room()
    (tabs,) = host.window.findChildren(QTabWidget)
    with host.guest("alice"):
        tabs.setCurrentIndex(2)
        table = host.find(SocketsTable, "socketsTable")
        qtbot.waitUntil(lambda: table.model().rowCount() == 1)
        table.selectRow(0)
        assert host.find(LadderTable, "ladderTable").isVisible()
        assert [name for name in nameless(host.window) if "QTabBar" not in name] == []
        tabs.setCurrentIndex(1)
        assert [name for name in nameless(host.window) if "QTabBar" not in name] == []


def test_tab_reaches_every_control_of_the_room_and_comes_round(host: HostAtWindow, qtbot: QtBot) -> None:
    host.open_room()
    host.window.activateWindow()
    edit = host.find(QTextEdit, "messageEdit")
    qtbot.waitUntil(edit.hasFocus)
    reached = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is edit:
            break
    names = {widget.objectName() for widget in reached}
    assert {
        "messageEdit",
        "recipientButton",
        "peopleList",
        "personActionsButton",
        "copyAddressButton",
        "showLargeButton",
        "closeRoomButton",
        "otherAddressButton",
        "transcript",
    } <= names
    assert QApplication.focusWidget() is edit


def test_the_table_tells_a_screen_reader_each_person(host: HostAtWindow, qtbot: QtBot) -> None:
    host.open_room()
    with host.guest("alice"):
        table = host.find(PeopleTable, "peopleList")
        interface = QAccessible.queryAccessibleInterface(table)
        assert interface is not None
        spoken = [
            child.text(QAccessible.Text.Name)
            for child in (interface.child(number) for number in range(interface.childCount()))
            if child is not None
        ]
        assert any("alice" in text and "127.0.0.1" in text for text in spoken)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_window_fits_a_small_laptop_with_large_scaling(
    host: HostAtWindow, languages: Languages, language: str
) -> None:
    languages.choose(language)
    host.open_room()
    # 1366 x 768 at 200 %, less the frame and the task bar.
    host.window.resize(683, 330)
    QApplication.processEvents()
    assert host.window.width() <= 683
    assert host.window.height() <= 330
    inside = host.window.rect()
    for name in (
        "closeRoomButton",
        "showLargeButton",
        "recipientButton",
        "sendButton",
        "personActionsButton",
    ):
        button = host.find(QPushButton, name)
        corner = button.mapTo(host.window, button.rect().bottomRight())
        assert button.isVisible() and inside.contains(corner), name


@pytest.mark.parametrize("percent", [70, 150, 250])
def test_the_size_of_the_text_changes_everything_and_the_window_stays_on_the_screen(
    host: HostAtWindow, themes: ThemeSource, percent: int
) -> None:
    host.open_room()
    table, edit = host.find(PeopleTable, "peopleList"), host.find(QTextEdit, "messageEdit")
    before = table.rowHeight(0), edit.height()
    themes.set_text_percent(percent)
    QApplication.processEvents()
    after = table.rowHeight(0), edit.height()
    assert (after > before) == (percent > 100)
    assert host.window.minimumSizeHint().width() <= 1366
    assert host.window.minimumSizeHint().height() <= 700


def test_ctrl_plus_and_minus_change_the_size_and_zero_resets_it(
    host: HostAtWindow, themes: ThemeSource, qtbot: QtBot
) -> None:
    host.open_room()
    host.window.activateWindow()
    edit = host.find(QTextEdit, "messageEdit")
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent == 110
    QTest.keyClick(edit, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent == 90
    QTest.keyClick(edit, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent == 100


def test_the_whole_window_follows_a_change_to_dark(host: HostAtWindow, themes: ThemeSource) -> None:
    host.open_room()
    themes.choose(ThemeChoice.DARK)
    QApplication.processEvents()
    picture = host.window.grab().toImage()
    counts = dict.fromkeys((LIGHT.window.lower(), DARK.window.lower()), 0)
    for x in range(0, picture.width(), 5):
        for y in range(0, picture.height(), 5):
            color = picture.pixelColor(x, y).name()
            if color in counts:
                counts[color] += 1
    assert counts[LIGHT.window.lower()] == 0
    assert counts[DARK.window.lower()] > 1_000


def test_a_flood_leaves_the_window_answering(host: HostAtWindow, qtbot: QtBot) -> None:
    host.open_room()
    with host.guest("alice") as alice:
        alice.send(b"".join(frame("3", f"spam {number}") for number in range(5_000)))
        looks = []

        def is_all_there() -> bool:
            looks.append(1)
            return any("spam 4999" in line for line in host.transcript[-1:])

        qtbot.waitUntil(is_all_there, timeout=20_000)
        # All that was said came in steps between which the window could do other things.
        assert len(looks) > 3
        qtbot.waitUntil(lambda: "5,000" in host.text("roomStatus") or "5000" in host.text("roomStatus"))


def test_only_the_tab_bar_has_tabs_that_lead_somewhere(host: HostAtWindow) -> None:
    host.open_room()
    (bar,) = host.window.findChildren(QTabBar)
    assert bar.count() == 4


def test_f6_goes_round_the_parts_of_the_room_and_back(host: HostAtWindow, qtbot: QtBot) -> None:
    host.open_room()
    host.window.activateWindow()
    edit = host.find(QTextEdit, "messageEdit")
    qtbot.waitUntil(edit.hasFocus)
    round_trip = []
    for key in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        for _ in range(4):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_F6, key)
            now = QApplication.focusWidget()
            round_trip.append("" if now is None else now.objectName())
    there = ["menuButton", "peopleList", "transcript", "messageEdit"]
    assert round_trip == [*there, *reversed(there[:-1]), "messageEdit"]


def test_a_screen_reader_hears_to_whom_the_next_text_goes(host: HostAtWindow) -> None:
    host.open_room()
    button = host.find(QPushButton, "recipientButton")
    assert button.accessibleName() == "To whom: Announcement"
    host.choose_recipient("Everyone")
    assert button.accessibleName() == "To whom: Everyone"
    with host.guest("a&b"):
        host.choose_for("a&b", "Whisper")
        assert bare(button.accessibleName()) == "To whom: Whisper to a&b"
