"""The menu of the host's window, and its keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from chatroom_server.window.host_keys import HostKeys
from chatroom_server.window.host_menu import HostMenu
from chatroom_server.window.large_address import LargeAddress
from chatroom_server.window.settings_dialog import SettingsDialog
from shared.ui.help_menu import HelpMenu
from shared.ui.keys_dialog import KeysDialog
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.server_window import HostAtWindow, host_at_window

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101") as made:
        made.window.activateWindow()
        qtbot.waitUntil(made.window.isActiveWindow)
        yield made


def menu(host: HostAtWindow) -> HostMenu:
    (found,) = host.window.findChildren(HostMenu)
    return found


def press(
    host: HostAtWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(host.window, key, modifier)


def test_what_needs_a_room_is_off_without_one(host: HostAtWindow, qtbot: QtBot) -> None:
    actions = menu(host)
    needing = (
        actions.search,
        actions.show_large,
        actions.copy_address,
        actions.lower_hands,
        actions.close_room,
    )
    assert not any(action.isEnabled() for action in needing)
    assert actions.settings.isEnabled()
    host.open_room()
    assert all(action.isEnabled() for action in needing)
    host.click("closeRoomButton")
    qtbot.waitUntil(lambda: host.is_start_shown)
    assert not any(action.isEnabled() for action in needing)


def test_the_address_is_shown_large_and_copied_by_key(host: HostAtWindow, qtbot: QtBot) -> None:
    host.open_room()
    press(host, Qt.Key.Key_F11)
    (large,) = host.window.findChildren(LargeAddress)
    qtbot.waitUntil(large.isVisible)
    QTest.keyClick(large, Qt.Key.Key_F11)
    assert not large.isVisible()
    host.window.activateWindow()
    qtbot.waitUntil(host.window.isActiveWindow)
    press(host, Qt.Key.Key_C, CONTROL_SHIFT)
    assert QGuiApplication.clipboard().text() == f"192.168.1.5:{host.port}"


def test_a_key_leads_to_the_box_for_writing(host: HostAtWindow) -> None:
    host.open_room()
    host.find(QTextEdit, "messageEdit").clearFocus()
    press(host, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is host.find(QTextEdit, "messageEdit")


def test_the_settings_open_by_key(host: HostAtWindow, qtbot: QtBot) -> None:
    press(host, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = host.find(SettingsDialog, "settingsDialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()


def test_names_chosen_in_the_settings_stand_on_the_start_page(host: HostAtWindow) -> None:
    dialog = host.find(SettingsDialog, "settingsDialog")
    dialog.open()
    field = host.find_in(dialog, "settingsHostField")
    field.setText("Ms Fang")
    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog.close()
    host.open_room()
    assert host.people == ["Ms Fang"]


def test_what_is_typed_on_the_start_page_survives_the_settings(host: HostAtWindow) -> None:
    host.find_in(host.window, "hostNameField").setText("Mr Wang")
    host.share_computer()
    assert host.find_in(host.window, "hostNameField").text() == "Mr Wang"
    host.open_room()
    assert host.people == ["Mr Wang"]


def test_f1_shows_the_keys(host: HostAtWindow, qtbot: QtBot) -> None:
    press(host, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(host.window.findChildren(KeysDialog)))
    (dialog,) = host.window.findChildren(KeysDialog)
    assert dialog.isVisible()
    assert dialog.list.model().rowCount() >= len(HostKeys().lines())
    dialog.close()


def test_every_key_of_the_menu_is_in_the_list(host: HostAtWindow) -> None:
    listed = {keys for line in HostKeys().lines() for keys in line.keys.split(", ")}
    for action in host.window.actions():
        for sequence in action.shortcuts():
            keys = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            # The plus key without Shift, and keys that only some keyboards have.
            if keys not in ("Ctrl+=", "Zoom In", "Zoom Out"):
                assert keys in listed, action.text()


def test_the_help_knows_the_room_but_nobody_in_it(host: HostAtWindow) -> None:
    host.open_room()
    (help_menu,) = host.window.findChildren(HelpMenu)
    help_menu.copy_action.trigger()
    told = QGuiApplication.clipboard().text()
    assert "room: open" in told
    assert f"TCP port: {host.port}" in told
    assert "Teacher" not in told
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and widget is not host.window:
            widget.close()
