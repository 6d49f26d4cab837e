"""The guest's window as a whole: joining, leaving, being away, and what it remembers."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.finder import FoundRoom
from chatroom_client.session.events import (
    FailureReason,
    HistoryArrived,
    HistoryKind,
    Joined,
    MessageArrived,
    NoticeArrived,
    RefusalReason,
    Refused,
    RoomNamed,
    SessionState,
    StateChanged,
)
from chatroom_client.settings import ClientSettings, LastRoom
from chatroom_client.window.join import JoinWish
from chatroom_client.window.main import ClientWindow
from shared.protocol.messages import NoticeCode, User
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.fake_link import FakeFinder, FakeLink

ROOM = FoundRoom("a", "Room 101", "192.168.1.5", 9999, 12, 200, "a")
NAMES = ("alice", "bob", "grace")


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
) -> ClientWindow:
    window = ClientWindow(lambda: (link, finder), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    window.look_for_rooms()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: finder.is_looking)
    return window


def join(window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.find(ROOM)
    field = window.join_screen.name_field.edit
    field.selectAll()
    QTest.keyClicks(field, "grace")
    QTest.keyClick(field, Qt.Key.Key_Return)
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False))


def said(text: str = "hello") -> MessageArrived:
    return MessageArrived(time.time(), "alice", text, is_own=False)


def look_away(qtbot: QtBot) -> QWidget:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    return other


def shown_in(window: ClientWindow) -> list[str]:
    model = window.chat.transcript
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


# ---- in and out ----------------------------------------------------------------------------------------


def test_it_looks_for_rooms_until_one_is_joined(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    assert finder.is_looking
    join(window, link, finder, qtbot)
    assert link.asked.joins == [("192.168.1.5", 9999, "grace")]
    assert not finder.is_looking
    assert window.chat.isVisible()
    assert window.chat.composer.edit.hasFocus()
    assert "Room 101" in window.windowTitle()


def test_the_room_is_called_by_its_name_when_it_was_joined_by_address(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    finder.find(ROOM)
    window.join(JoinWish("grace", "192.168.1.5", 9999, "192.168.1.5:9999"))
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False))
    assert window.chat.header.room == "Room 101"


def test_a_refused_name_is_tried_again_on_the_same_connection(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    finder.find(ROOM)
    field = window.join_screen.name_field.edit
    QTest.keyClicks(field, "alice")
    QTest.keyClick(field, Qt.Key.Key_Return)
    link.tell(StateChanged(SessionState.NAME_REFUSED), Refused("alice", RefusalReason.TAKEN, "alice2"))
    assert "alice" in window.join_screen.name_field.problem_label.text()
    QTest.keyClicks(field, "grace")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert link.asked.names == ["grace"]
    assert len(link.asked.joins) == 1


def test_after_a_refusal_another_room_gets_its_own_connection(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    window.join(JoinWish("alice", "192.168.1.5", 9999, "Room 101"))
    link.tell(StateChanged(SessionState.NAME_REFUSED), Refused("alice", RefusalReason.TAKEN))
    window.join(JoinWish("alice", "192.168.1.40", 9999, "Networks lab"))
    assert link.asked.joins[-1] == ("192.168.1.40", 9999, "alice")


def test_a_failure_to_connect_is_said_on_the_join_screen(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    window.join(JoinWish("grace", "192.168.1.23", 9009, ""))
    link.tell(StateChanged(SessionState.ENDED, failure=FailureReason.NO_ROOM))
    assert window.join_screen.isVisible()
    assert "9009" in window.join_screen.status.label.text()


def test_cancelling_stops_the_attempt(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    window.join(JoinWish("grace", "192.168.1.23", 9009, ""))
    QTest.mouseClick(window.join_screen.quit_button, Qt.MouseButton.LeftButton)
    assert link.asked.leaves == 1
    assert not window.join_screen.status.isVisible()


def test_leaving_goes_back_to_the_rooms(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    window.menu.leave_wanted.emit()
    assert link.asked.leaves == 1
    assert window.join_screen.isVisible()
    assert finder.is_looking
    assert window.join_screen.name_field.edit.text() == "grace"
    finder.find()
    finder.find(ROOM)
    assert window.join_screen.rooms.selected == ROOM


def test_a_closed_room_stays_readable_until_the_person_goes(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(said("last words"), StateChanged(SessionState.ENDED, failure=FailureReason.ROOM_CLOSED))
    assert window.chat.isVisible()
    window.chat.leave_wanted.emit()
    assert window.join_screen.isVisible()


def test_a_name_lost_while_away_is_asked_for_again(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(said("before"))
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=101.0))
    link.tell(StateChanged(SessionState.NAME_REFUSED), Refused("grace", RefusalReason.TAKEN, "grace2"))
    assert window.join_screen.isVisible()
    assert "grace" in window.join_screen.name_field.problem_label.text()
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace2", ("alice", "grace2"), is_return=True))
    window.chat.transcript.flush()
    assert window.chat.isVisible()
    assert any("before" in entry.text for entry in window.chat.transcript.all_entries())


def test_what_is_written_goes_to_the_link(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClicks(window.chat.composer.edit, "hello")
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_Return)
    window.chat.composer.whisper_to("bob")
    QTest.keyClicks(window.chat.composer.edit, "psst")
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_Return)
    assert link.asked.said == ["hello"]
    assert link.asked.whispers == [("bob", "psst")]


def test_a_draft_survives_a_break_and_a_new_start(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClicks(window.chat.composer.edit, "draft")
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=101.0))
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=True))
    link.tell(StateChanged(SessionState.ENDED, failure=FailureReason.ROOM_CLOSED))
    window.chat.leave_wanted.emit()
    join(window, link, finder, qtbot)
    assert window.chat.composer.edit.toPlainText() == "draft"


def start_again(
    window: ClientWindow,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> tuple[ClientWindow, FakeLink, FakeFinder]:
    """End the program and start it anew."""
    window.close()
    link, finder = FakeLink(), FakeFinder()
    again = ClientWindow(lambda: (link, finder), settings, themes, languages)
    qtbot.addWidget(again)
    again.show()
    again.look_for_rooms()
    qtbot.waitUntil(lambda: finder.is_looking)
    return again, link, finder


def test_a_draft_is_kept_over_a_new_start_of_the_program_with_whom_it_is_for(  # noqa: PLR0917 - fixtures
    window: ClientWindow,
    link: FakeLink,
    finder: FakeFinder,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    join(window, link, finder, qtbot)
    window.chat.composer.whisper_to("bob")
    QTest.keyClicks(window.chat.composer.edit, "for bob al")
    again, link, finder = start_again(window, settings, themes, languages, qtbot)
    join(again, link, finder, qtbot)
    assert again.chat.composer.recipient == "bob"
    QTest.keyClicks(again.chat.composer.edit, "one")
    QTest.keyClick(again.chat.composer.edit, Qt.Key.Key_Return)
    assert (link.asked.whispers, link.asked.said) == ([("bob", "for bob alone")], [])
    again, link, finder = start_again(again, settings, themes, languages, qtbot)
    join(again, link, finder, qtbot)
    assert again.chat.composer.text == ""


def test_a_draft_is_kept_when_the_program_is_killed(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, settings: ClientSettings, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClicks(window.chat.composer.edit, "half a sen")
    qtbot.waitUntil(lambda: settings.draft_of("192.168.1.5:9999", "grace") is not None)


def test_a_draft_stays_in_its_room(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClicks(window.chat.composer.edit, "for the first room")
    for host, draft in (("192.168.1.40", ""), ("192.168.1.5", "for the first room")):
        window.chat.leave_wanted.emit()
        window.join(JoinWish("grace", host, 9999, host))
        link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False))
        assert window.chat.composer.text == draft


def test_a_draft_survives_a_name_that_was_refused_on_the_way_back(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClicks(window.chat.composer.edit, "half a sen")
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=101.0))
    link.tell(StateChanged(SessionState.NAME_REFUSED), Refused("grace", RefusalReason.TAKEN, "grace2"))
    window.join(JoinWish("grace2", "192.168.1.5", 9999, "Room 101"))
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace2", (*NAMES, "grace2"), is_return=True))
    assert link.asked.names == ["grace2"]
    assert window.chat.composer.text == "half a sen"


def test_the_room_s_own_name_is_shown_and_remembered(
    window: ClientWindow, link: FakeLink, settings: ClientSettings
) -> None:
    window.join(JoinWish("grace", "192.168.1.40", 9999, ""))
    link.tell(RoomNamed("Networks lab"), StateChanged(SessionState.IN_ROOM))
    link.tell(Joined("grace", NAMES, is_return=False))
    assert "Networks lab" in window.windowTitle()
    assert settings.last_room == LastRoom("192.168.1.40", 9999, "Networks lab")
    link.tell(RoomNamed("Networks lab, group B"))
    assert "group B" in window.windowTitle()
    assert settings.last_room == LastRoom("192.168.1.40", 9999, "Networks lab, group B")


def test_older_messages_are_asked_of_the_link(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(Joined("grace", NAMES, is_return=False, users=(User("grace"),), is_rich=True))
    first = MessageArrived(time.time(), "alice", "hello", is_own=False, message_id=2**40)
    link.tell(HistoryArrived((first,), HistoryKind.BEFORE_JOIN))
    qtbot.waitUntil(lambda: link.asked.older == [2**40])


# ---- away ----------------------------------------------------------------------------------------------


def test_messages_for_an_inactive_window_count_in_the_title_and_call_once(
    window: ClientWindow,
    link: FakeLink,
    finder: FakeFinder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alerts: list[QWidget] = []
    raised: list[str] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, _ms=0: alerts.append(widget))
    monkeypatch.setattr(ClientWindow, "raise_", lambda _self: raised.append("raise"))
    monkeypatch.setattr(ClientWindow, "activateWindow", lambda _self: raised.append("activate"))
    join(window, link, finder, qtbot)
    other = look_away(qtbot)
    for _ in range(3):
        link.tell(said())
        window.chat.transcript.flush()
    assert window.windowTitle().startswith("(3)")
    assert alerts == [window]
    assert raised == []
    assert other.isActiveWindow()


def test_coming_back_clears_the_count_and_keeps_the_unread_line(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(said("seen"))
    window.chat.transcript.flush()
    other = look_away(qtbot)
    link.tell(said("missed"), said("missed too"))
    window.chat.transcript.flush()
    shown = [str(window.chat.transcript.index(row).data()) for row in range(4)]
    assert shown[1].startswith("2 new")
    other.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.unread == 0
    assert "(" not in window.windowTitle()
    assert str(window.chat.transcript.index(1).data()).startswith("2 new")


def test_a_message_for_the_active_window_calls_nobody(
    window: ClientWindow,
    link: FakeLink,
    finder: FakeFinder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alerts: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, _ms=0: alerts.append(widget))
    join(window, link, finder, qtbot)
    link.tell(said())
    window.chat.transcript.flush()
    assert alerts == []
    assert window.unread == 0


def test_a_room_name_cannot_change_what_the_title_means(
    window: ClientWindow, link: FakeLink, finder: FakeFinder
) -> None:
    finder.find(FoundRoom("z", "a[*]b\x1b\u202e", "10.0.0.9", 9999))
    window.join(JoinWish("grace", "10.0.0.9", 9999, ""))
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False))
    title = window.windowTitle()
    assert "[*]" in title.replace("[*][*]", "[*]")
    assert not any(control in title for control in "\x1b\u202e")


# ---- what is remembered --------------------------------------------------------------------------------


def test_name_room_and_window_come_back(  # noqa: PLR0917 - fixtures
    window: ClientWindow,
    link: FakeLink,
    finder: FakeFinder,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    join(window, link, finder, qtbot)
    window.resize(711, 533)
    window.close()
    assert settings.name == "grace"
    assert settings.last_room == LastRoom("192.168.1.5", 9999, "Room 101")
    again = ClientWindow(lambda: (FakeLink(), FakeFinder()), settings, themes, languages)
    qtbot.addWidget(again)
    assert again.join_screen.name_field.edit.text() == "grace"
    assert (again.width(), again.height()) == (711, 533)


def test_a_shared_computer_keeps_neither_name_nor_room(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, settings: ClientSettings, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    shared = next(action for action in window.menu.actions() if action.text() == "Shared computer")
    shared.trigger()
    assert link.asked.keeping == [False]
    assert settings.name == ""
    assert settings.last_room is None
    window.close()
    assert settings.name == ""


def test_broken_settings_open_a_window_all_the_same(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    settings.window_geometry = QByteArray(b"nonsense")
    settings.splitter_state = QByteArray(b"nonsense")
    window = ClientWindow(lambda: (FakeLink(), FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()
    assert window.screen().availableGeometry().intersects(window.frameGeometry())


def test_window_that_nobody_has_sized_leaves_room_for_its_frame(window: ClientWindow) -> None:
    # The screen of the tests is narrower than the window was drawn.
    available = window.screen().availableSize()
    assert window.width() < available.width()
    assert window.height() < available.height()


def test_the_text_size_is_kept(
    window: ClientWindow, settings: ClientSettings, themes: ThemeSource, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert themes.text_percent == 110
    assert settings.zoom_percent == 110
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert settings.zoom_percent == 100


def test_closing_leaves_the_room_and_stops_looking(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    window.close()
    assert link.asked.leaves == 1
    assert not finder.is_looking


def test_the_menu_offers_to_leave_only_in_a_room(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    leave = next(action for action in window.menu.actions() if action.text() == "Leave the room")
    assert not leave.isVisible()
    join(window, link, finder, qtbot)
    assert leave.isVisible()


def test_f6_moves_between_the_panes(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_F6)
    assert window.chat.people.list.hasFocus()
    QTest.keyClick(window.chat.people.list, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.chat.composer.edit.hasFocus()


def test_a_small_screen_with_large_text_holds_the_window(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, themes: ThemeSource, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    window.chat.composer.whisper_to("bob")
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=102.0))
    # A laptop of 1366 x 768 at 150 %.
    assert window.minimumSizeHint().width() <= 910
    assert window.minimumSizeHint().height() <= 470
    themes.set_text_percent(150)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert window.minimumSizeHint().width() <= 910
    assert window.minimumSizeHint().height() <= 470


def test_enter_on_try_now_tries_now(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(StateChanged(SessionState.RECONNECTING, retry_at=105.0))
    button = next(each for each in window.chat.banner.findChildren(QPushButton) if each.text() == "Try now")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert link.asked.tries == 1


def test_the_servers_words_in_the_transcript_follow_the_language(
    window: ClientWindow, link: FakeLink, finder: FakeFinder, languages: Languages, qtbot: QtBot
) -> None:
    join(window, link, finder, qtbot)
    link.tell(
        NoticeArrived(time.time(), NoticeCode.MUTED.value, "you are muted"),
        Joined("grace", NAMES, is_return=True),
    )
    window.chat.transcript.flush()
    texts = shown_in(window)
    assert any("muted you" in text for text in texts)
    assert any("back in the room" in text for text in texts)
    languages.choose("zh_CN")
    QApplication.processEvents()
    assert not any("muted" in text or "back in" in text for text in shown_in(window))


# ---- there at once -------------------------------------------------------------------------------------


def test_everything_is_made_once_and_soon_after_the_window_is_seen(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    opened: list[FakeLink] = []
    finder = FakeFinder()

    def open_ways() -> tuple[FakeLink, FakeFinder]:
        opened.append(FakeLink())
        return opened[-1], finder

    window = ClientWindow(open_ways, settings, themes, languages)
    qtbot.addWidget(window)
    window.look_for_rooms()
    assert opened == []
    window.show()
    assert opened == []
    qtbot.waitUntil(lambda: finder.is_looking)
    assert window.chat is window.chat
    assert len(opened) == 1


def test_whoever_is_quick_joins_before_everything_is_made(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    link = FakeLink()
    window = ClientWindow(lambda: (link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    window.join(JoinWish("grace", "192.168.1.5", 9999, "Room 101"))
    assert link.asked.joins == [("192.168.1.5", 9999, "grace")]
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False))
    assert window.pages.currentWidget() is window.chat


def test_window_closed_before_everything_is_made_makes_nothing(
    settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    link = FakeLink()
    window = ClientWindow(lambda: (link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    window.show()
    window.close()
    QApplication.processEvents()
    assert link.asked.leaves == 0
