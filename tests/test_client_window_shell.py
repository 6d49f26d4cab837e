"""The guest's window around the conversation: one's hand, settings, help, the tray, and what stays behind."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.finder import FoundRoom
from chatroom_client.session.events import (
    FailureReason,
    Joined,
    MessageArrived,
    PersonChanged,
    SessionState,
    StateChanged,
)
from chatroom_client.settings import ClientSettings, Sound
from chatroom_client.window.client_help import ClientHelp
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from chatroom_client.window.settings_dialog import SettingsDialog
from shared.protocol.messages import User
from shared.ui.keys_dialog import KeysDialog
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource
from tests.helpers.desk import Desk
from tests.helpers.fake_link import FakeFinder, FakeLink

NAMES = ("alice", "grace")
USERS = (User("alice"), User("grace"))
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(tmp_path: Path) -> ClientSettings:
    return ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def link(qapp: QApplication) -> FakeLink:
    return FakeLink()


@pytest.fixture
def finder(qapp: QApplication) -> FakeFinder:
    return FakeFinder()


@pytest.fixture
def window(  # noqa: PLR0917 - fixtures
    link: FakeLink,
    finder: FakeFinder,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> Iterator[ClientWindow]:
    window = ClientWindow(lambda: (link, finder), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    window.look_for_rooms()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: finder.is_looking)
    yield window
    window.quit()
    QApplication.setQuitOnLastWindowClosed(True)


def join(window: ClientWindow, link: FakeLink, *, is_rich: bool = True) -> None:
    window.join(JoinWish("grace", "192.168.1.5", 9999, "Room 101"))
    users = USERS if is_rich else ()
    link.tell(
        StateChanged(SessionState.IN_ROOM),
        Joined("grace", NAMES, is_return=False, users=users, is_rich=is_rich),
    )
    QApplication.processEvents()


def action(window: ClientWindow, text: str) -> QAction:
    (found,) = [each for each in window.menu.actions() if each.text() == text]
    return found


def open_settings(window: ClientWindow) -> None:
    """As the key and the menu do, in whatever language is on."""
    (found,) = [each for each in window.menu.actions() if each.shortcut().toString() == "Ctrl+,"]
    found.trigger()


# ---- one's hand, and being away ------------------------------------------------------------------------


def test_the_button_below_the_people_raises_the_hand(window: ClientWindow, link: FakeLink) -> None:
    join(window, link)
    own = window.chat.people.own_states
    QTest.mouseClick(own.hand_button, Qt.MouseButton.LeftButton)
    link.tell(PersonChanged(User("grace", has_hand_up=True)))
    assert link.asked.hands == [True]
    assert "hand is up" in own.words_label.text()
    QTest.mouseClick(own.hand_button, Qt.MouseButton.LeftButton)
    assert link.asked.hands == [True, False]


def test_hand_and_away_have_keys_and_a_place_in_the_menu(window: ClientWindow, link: FakeLink) -> None:
    join(window, link)
    edit = window.chat.composer.edit
    QTest.keyClick(edit, Qt.Key.Key_H, CTRL | SHIFT)
    assert link.asked.hands == [True]
    assert action(window, "Lower hand").isVisible()
    action(window, "I am away").trigger()
    QTest.keyClick(edit, Qt.Key.Key_A, CTRL | SHIFT)
    assert link.asked.away == [True, False]
    assert action(window, "I am away").isVisible()


def test_a_plain_room_offers_neither(window: ClientWindow, link: FakeLink) -> None:
    join(window, link, is_rich=False)
    assert not window.chat.people.own_states.hand_button.isVisible()
    assert not action(window, "Raise hand").isVisible()
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_H, CTRL | SHIFT)
    assert link.asked.hands == []


def test_a_room_that_was_closed_knows_of_no_hand_any_more(window: ClientWindow, link: FakeLink) -> None:
    join(window, link)
    window.chat.people.own_states.toggle_hand()
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=101.0))
    assert window.chat.people.own_states.has_hand_up
    link.tell(StateChanged(SessionState.ENDED, failure=FailureReason.ROOM_CLOSED))
    assert window.chat.isVisible()
    assert not window.chat.people.own_states.hand_button.isVisible()


def test_out_of_a_room_there_is_no_hand_to_raise(window: ClientWindow, link: FakeLink) -> None:
    join(window, link)
    window.menu.leave_wanted.emit()
    assert not action(window, "Raise hand").isVisible()


# ---- settings and help ---------------------------------------------------------------------------------


def test_the_settings_open_by_key_and_count_at_once(
    window: ClientWindow, link: FakeLink, settings: ClientSettings
) -> None:
    join(window, link)
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_Comma, CTRL)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None and dialog.isVisible()
    place = dialog.send_box.findText("Ctrl+Enter")
    dialog.send_box.setCurrentIndex(place)
    dialog.send_box.activated.emit(place)
    edit = window.chat.composer.edit
    QTest.keyClicks(edit, "hello")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert link.asked.said == []
    QTest.keyClick(edit, Qt.Key.Key_Return, CTRL)
    assert [text.strip() for text in link.asked.said] == ["hello"]
    assert settings.sends_with_ctrl_enter


def test_a_choice_of_the_last_start_counts_from_the_first_key(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    settings.sends_with_ctrl_enter = True
    link = FakeLink()
    window = ClientWindow(lambda: (link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    join(window, link)
    QTest.keyClicks(window.chat.composer.edit, "hello")
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_Return)
    assert link.asked.said == []


def test_the_settings_are_one_dialog_however_often_they_are_asked_for(window: ClientWindow) -> None:
    for _ in range(2):
        open_settings(window)
    assert len(window.findChildren(SettingsDialog)) == 1


def test_the_settings_open_again_after_they_were_closed(window: ClientWindow, qtbot: QtBot) -> None:
    open_settings(window)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    # Whatever Qt puts off until nobody uses it any more.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    open_settings(window)
    (again,) = window.findChildren(SettingsDialog)
    qtbot.waitUntil(again.isVisible)


def test_f1_shows_the_keys_also_before_a_room_is_joined(window: ClientWindow, qtbot: QtBot) -> None:
    assert window.chat.isHidden()
    QTest.keyClick(window.join_screen.name_field.edit, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    assert dialog is not None and dialog.isVisible()


def test_every_key_of_the_window_stands_in_the_help(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    shown = {line.keys: line.meaning for line in ClientHelp(window, link, finder, window.chat).key_lines()}
    assert all(shown.values())
    # Any of the keys of an action will do.
    known = [{each.toString() for each in action.shortcuts()} for action in window.findChildren(QAction)]
    known += [{each.key().toString()} for each in window.findChildren(QShortcut)]
    written = {key.replace("↓", "Down").replace("↑", "Up") for keys in shown for key in keys.split(", ")}
    assert len(known) > 10
    # Of Ctrl and a comma, the comma is a key.
    assert [keys for keys in known if keys and not keys & (written | {"Ctrl+,"})] == []


def test_the_diagnostics_name_nobody_and_no_room(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    finder.find(FoundRoom("a", "Room 101", "192.168.1.5", 9999, 12, 200, "a"))
    join(window, link)
    text = ClientHelp(window, link, finder, window.chat).diagnostics()
    assert "in the room" in text
    assert "rooms found: 1" in text
    assert not any(word in text for word in ("grace", "alice", "Room 101"))


def test_do_not_disturb_is_one_choice_in_the_menu_and_in_the_settings(
    window: ClientWindow, settings: ClientSettings
) -> None:
    action(window, "Do not disturb").trigger()
    open_settings(window)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.quiet_check.isChecked()
    dialog.quiet_check.click()
    assert not action(window, "Do not disturb").isChecked()
    assert not settings.is_do_not_disturb


# ---- closing, and the tray -----------------------------------------------------------------------------


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    made.set_up(monkeypatch)
    return made


def test_closing_ends_the_program_as_long_as_nobody_chose_otherwise(
    window: ClientWindow, link: FakeLink, desk: Desk
) -> None:
    join(window, link)
    assert window.close()
    assert link.asked.leaves == 1


def test_closing_keeps_the_chat_in_the_tray_for_who_chose_that(
    window: ClientWindow, link: FakeLink, settings: ClientSettings, desk: Desk, qtbot: QtBot
) -> None:
    join(window, link)
    window.choices.set_tray(True)
    open_settings(window)
    window.close()
    assert window.isHidden()
    assert not [each for each in window.findChildren(SettingsDialog) if each.isVisible()]
    assert link.asked.leaves == 0
    assert settings.is_tray_explained
    link.tell(MessageArrived(time.time(), "alice", "hello", is_own=False))
    assert window.unread == 1
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.unread == 0)
    window.close()
    window.quit()
    assert link.asked.leaves == 1


def test_closing_ends_the_program_where_there_is_no_tray_whatever_was_chosen(
    window: ClientWindow, link: FakeLink, desk: Desk
) -> None:
    desk.has_tray = False
    window.choices.set_tray(True)
    join(window, link)
    window.close()
    assert link.asked.leaves == 1


def test_quitting_from_a_hidden_window_ends_the_program(
    window: ClientWindow, link: FakeLink, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    join(window, link)
    window.choices.set_tray(True)
    window.close()
    window.quit()
    assert ended
    assert QGuiApplication.quitOnLastWindowClosed()


def end_session(window: ClientWindow) -> None:
    """The desktop says that the computer is about to be shut down."""
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    program.commitDataRequest.emit(None)


def test_a_shutdown_ends_the_program_whatever_was_chosen(
    window: ClientWindow, link: FakeLink, desk: Desk
) -> None:
    join(window, link)
    window.choices.set_tray(True)
    end_session(window)
    window.close()
    assert link.asked.leaves == 1


@pytest.mark.parametrize("is_hidden", [False, True])
def test_after_a_shutdown_that_was_called_off_closing_hides_again(
    window: ClientWindow, link: FakeLink, desk: Desk, qtbot: QtBot, is_hidden: bool
) -> None:
    join(window, link)
    window.choices.set_tray(True)
    if is_hidden:
        window.close()
        end_session(window)
        window.show()
    else:
        question = QWidget()  # of the desktop
        qtbot.addWidget(question)
        question.show()
        question.activateWindow()
        qtbot.waitUntil(lambda: not window.isActiveWindow())
        end_session(window)
        question.close()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    window.close()
    assert window.isHidden()
    assert link.asked.leaves == 0


# ---- a shared computer ---------------------------------------------------------------------------------


def test_a_shared_computer_leaves_no_word_of_the_person_in_the_settings(
    window: ClientWindow, link: FakeLink, settings: ClientSettings, tmp_path: Path
) -> None:
    open_settings(window)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.shared_check.click()
    assert link.asked.keeping == [False]
    join(window, link)
    QTest.keyClicks(window.chat.composer.edit, "half a sentence")
    window.quit()
    kept = (tmp_path / "client.ini").read_text("utf-8")
    assert not any(word in kept for word in ("grace", "192.168", "Room 101", "half a"))


def test_menus_of_the_window_follow_the_language(window: ClientWindow, languages: Languages) -> None:
    languages.choose("zh_CN")
    QApplication.processEvents()
    texts = [each.text() for each in window.menu.actions() if each.isVisible() and not each.isSeparator()]
    assert texts and all(isinstance(text, str) and text for text in texts)
    assert all(isinstance(each, QMenu) for each in window.menu.findChildren(QMenu))


# ---- from one start to the next ------------------------------------------------------------------------


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_all_that_was_chosen_is_chosen_at_the_next_start(  # noqa: PLR0917 - fixtures
    window: ClientWindow,
    link: FakeLink,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    join(window, link)
    window.chat.splitter.setSizes([400, 300])
    sizes = window.chat.splitter.sizes()
    open_settings(window)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    choose(dialog.sound_box, "For every message")
    choose(dialog.look_form.theme_box, "Dark")
    choose(dialog.look_form.size_box, "125 %")
    choose(dialog.look_form.language_box, "简体中文")
    dialog.quiet_check.click()
    window.quit()
    assert (settings.theme_choice, settings.zoom_percent, settings.language) == (
        ThemeChoice.DARK,
        125,
        "zh_CN",
    )

    again_link = FakeLink()
    again = ClientWindow(lambda: (again_link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(again)
    again.show()
    join(again, again_link)
    assert again.join_screen.name_field.edit.text() == "grace"
    assert again.chat.splitter.sizes() == sizes
    open_settings(again)
    dialog = again.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.look_form.language_box.currentText() == "简体中文"
    assert dialog.look_form.size_box.currentData() == 125
    assert dialog.sound_box.currentData() is Sound.ALL
    assert dialog.quiet_check.isChecked()
    themes.set_text_percent(100)


def test_a_window_that_was_on_a_screen_which_is_gone_is_seen_again(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    first = QWidget()
    qtbot.addWidget(first)
    first.setGeometry(9_000, 9_000, 700, 500)
    settings.window_geometry = first.saveGeometry()
    window = ClientWindow(lambda: (FakeLink(), FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    assert window.screen().availableGeometry().intersects(window.geometry())


def test_a_small_screen_with_large_text_holds_all_that_is_said_of_oneself(
    window: ClientWindow, link: FakeLink, themes: ThemeSource
) -> None:
    join(window, link)
    window.chat.people.own_states.toggle_hand()
    window.chat.people.own_states.toggle_away()
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=102.0))
    themes.set_text_percent(150)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    hint = window.minimumSizeHint()
    themes.set_text_percent(100)
    # A laptop of 1366 x 768 at 150 %.
    assert hint.width() <= 910
    assert hint.height() <= 470


# ---- what is remembered of the person ------------------------------------------------------------------


def choose_heart(window: ClientWindow, qtbot: QtBot) -> None:
    button = window.chat.composer.emoji_button
    button.open_picker()
    qtbot.waitUntil(button.picker.isVisible)
    QTest.keyClicks(button.picker.search_edit, "heart")
    QTest.keyClick(button.picker.search_edit, Qt.Key.Key_Return)


def test_emoji_chosen_last_are_offered_again_at_the_next_start(  # noqa: PLR0917 - fixtures
    window: ClientWindow,
    link: FakeLink,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    join(window, link)
    choose_heart(window, qtbot)
    again = ClientWindow(lambda: (FakeLink(), FakeFinder()), settings, themes, languages)
    qtbot.addWidget(again)
    recent = again.chat.composer.emoji_button.recent
    assert len(recent) == 1 and recent == window.chat.composer.emoji_button.recent
    again.quit()


def test_emoji_are_not_remembered_on_a_shared_computer(
    window: ClientWindow, link: FakeLink, settings: ClientSettings, qtbot: QtBot
) -> None:
    join(window, link)
    window.choices.set_shared_computer(True)
    choose_heart(window, qtbot)
    assert settings.recent_emoji == ()
