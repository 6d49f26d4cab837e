"""The room as the guest sees it: what happens in the session is shown, and what the person does is asked for."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.server_address import ServerAddress
from chatroom_client.session.events import (
    AnnouncementArrived,
    FailureReason,
    Joined,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingChanged,
    OutgoingState,
    PersonCame,
    PersonWent,
    RoundTripMeasured,
    RulesChanged,
    SessionState,
    StateChanged,
    WhispersShown,
)
from chatroom_client.window.chat import ChatPage
from shared.protocol.messages import NoticeCode, RoomMode
from shared.ui.language import Languages
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from tests.helpers.marked_words import marked_words, unmarked_words

NAMES = ("alice", "bob", "小红", "grace")


class Clock:
    """Steady seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def page(themes: ThemeSource, languages: Languages, clock: Clock, qtbot: QtBot) -> Iterator[ChatPage]:
    menu = QMenu()
    page = ChatPage(themes, menu, clock)
    qtbot.addWidget(page)
    page.resize(980, 700)
    page.show()
    page.activateWindow()
    page.enter("Room 101", ServerAddress("192.168.1.5", 9999))
    page.take([StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False)])
    page.focus_composer()
    qtbot.waitUntil(page.composer.edit.hasFocus)
    yield page
    menu.deleteLater()


def said(sender: str, text: str, *, is_own: bool = False, key: int | None = None) -> MessageArrived:
    return MessageArrived(time.time(), sender, text, is_own=is_own, outgoing_key=key)


def rows(page: ChatPage) -> list[str]:
    page.transcript.flush()
    model = page.transcript
    return [str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def people(page: ChatPage) -> list[str]:
    model = page.people.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def banner_button(page: ChatPage, text: str) -> QPushButton:
    buttons = [each for each in page.banner.findChildren(QPushButton) if each.isVisible()]
    return next(each for each in buttons if each.text() == text)


# ---- what happens --------------------------------------------------------------------------------------


def test_the_header_says_which_room_how_many_and_where(page: ChatPage) -> None:
    assert page.header.room_label.text() == "Room 101"
    assert "4" in page.header.place_label.text()
    assert "192.168.1.5:9999" in page.header.place_label.text()
    assert page.header.pill.text() == "Connected"


def test_messages_are_shown_in_order(page: ChatPage) -> None:
    page.take([said("alice", "one"), said("bob", "two")])
    page.take([said("grace", "three", is_own=True)])
    shown = rows(page)
    assert [text in row for text, row in zip(("one", "two", "three"), shown, strict=True)] == [True] * 3


def test_people_come_and_go_in_list_count_and_transcript(page: ChatPage) -> None:
    page.take([PersonCame("dora"), PersonWent("bob")])
    assert "dora" in people(page)[-1]
    assert not any("bob" in name for name in people(page))
    assert "4" in page.header.place_label.text()
    assert "dora" in rows(page)[-1]
    assert "bob" in rows(page)[-1]


def test_an_announcement_and_the_servers_words_are_shown(page: ChatPage) -> None:
    page.take([AnnouncementArrived(time.time(), "Open your books")])
    page.take([NoticeArrived(time.time(), NoticeCode.NOT_ONLINE, "zed is not online", "zed")])
    page.take([NoticeArrived(time.time(), "", "words of another server")])
    shown = rows(page)
    assert "Open your books" in shown[0]
    assert "zed" in shown[1]
    assert "words of another server" in shown[2]


@pytest.mark.parametrize("code", list(NoticeCode))
def test_every_notice_has_words(page: ChatPage, code: NoticeCode) -> None:
    page.take([NoticeArrived(time.time(), code, "", "zed", 42)])
    (shown,) = rows(page)
    assert shown.rstrip().endswith((".", ")"))
    assert not any(sign in shown for sign in "{}\ufffd")


def test_the_same_notice_is_not_said_again_right_below_itself(page: ChatPage) -> None:
    muted = NoticeArrived(time.time(), NoticeCode.MUTED, "", "Teacher")
    page.take([muted, muted])
    page.take([muted])
    shown = [row for row in rows(page) if "muted" in row]
    assert len(shown) == 1
    page.take([said("bob", "hello"), muted])
    assert len([row for row in rows(page) if "muted" in row]) == 2


def test_an_own_message_on_its_way_is_shown_once_all_the_way(page: ChatPage) -> None:
    on_its_way = Outgoing(1, "", "hello", OutgoingState.SENDING, time.time())
    page.take([OutgoingChanged((on_its_way,))])
    assert len(rows(page)) == 1
    page.take([said("grace", "hello", is_own=True, key=1), OutgoingChanged(())])
    (shown,) = rows(page)
    assert "hello" in shown
    assert "sending" not in shown


def test_a_new_room_begins_with_an_empty_transcript(page: ChatPage) -> None:
    page.take([said("alice", "old room")])
    page.take([Joined("grace", ("zed", "grace"), is_return=False)])
    assert rows(page) == []
    assert page.names == ("zed", "grace")


def test_a_return_keeps_the_transcript_and_says_what_may_be_missing(page: ChatPage) -> None:
    page.take([said("alice", "before")])
    page.take([StateChanged(SessionState.RECONNECTING), StateChanged(SessionState.IN_ROOM)])
    page.take([Joined("grace", ("bob", "小红", "dora", "grace"), is_return=True)])
    shown = rows(page)
    assert "before" in shown[0]
    assert "back" in shown[1]
    assert "alice" in shown[2]
    assert "dora" in shown[2]
    assert "grace" not in shown[2]


# ---- the connection ------------------------------------------------------------------------------------


def test_a_lost_connection_is_counted_down_by_the_second(page: ChatPage, clock: Clock, qtbot: QtBot) -> None:
    page.take([StateChanged(SessionState.RECONNECTING, retry_at=102.5, failure=FailureReason.LOST)])
    assert page.banner.isVisible()
    assert "3 s" in page.banner.text
    assert page.header.pill.text() == "Reconnecting…"
    clock.now = 101.1
    qtbot.waitUntil(lambda: "2 s" in page.banner.text)
    clock.now = 103.0
    qtbot.waitUntil(lambda: "now" in page.banner.text)


def test_the_countdown_takes_no_focus_and_no_text(page: ChatPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "half a sen")
    page.take([StateChanged(SessionState.RECONNECTING, retry_at=102.0)])
    QTest.keyClicks(page.composer.edit, "tence")
    assert page.composer.edit.hasFocus()
    assert page.composer.edit.toPlainText() == "half a sentence"
    with qtbot.waitSignal(page.said) as asked:
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)
    assert asked.args == ["half a sentence"]


def test_the_banner_offers_to_try_now_and_to_leave(page: ChatPage, qtbot: QtBot) -> None:
    page.take([StateChanged(SessionState.RECONNECTING, retry_at=102.0)])
    with qtbot.waitSignal(page.try_now_wanted):
        QTest.mouseClick(banner_button(page, "Try now"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.leave_wanted):
        QTest.mouseClick(banner_button(page, "Leave"), Qt.MouseButton.LeftButton)


def test_the_banner_goes_when_the_room_is_back(page: ChatPage) -> None:
    page.take([StateChanged(SessionState.RECONNECTING, retry_at=102.0)])
    page.take([StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=True)])
    assert not page.banner.isVisible()
    assert page.header.pill.text() == "Connected"


@pytest.mark.parametrize("reason", [FailureReason.ROOM_CLOSED, FailureReason.REMOVED, FailureReason.BANNED])
def test_an_end_by_the_host_is_said_plainly_with_a_way_on(
    page: ChatPage, qtbot: QtBot, reason: FailureReason
) -> None:
    QTest.keyClicks(page.composer.edit, "unsent")
    page.take([StateChanged(SessionState.ENDED, failure=reason)])
    assert "host" in page.banner.text
    with qtbot.assertNotEmitted(page.said):
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)
    assert page.composer.edit.toPlainText() == "unsent"
    with qtbot.waitSignal(page.leave_wanted):
        QTest.mouseClick(banner_button(page, "Look for rooms"), Qt.MouseButton.LeftButton)


# ---- what the person does ------------------------------------------------------------------------------


def test_what_is_written_is_asked_for(page: ChatPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "hello")
    with qtbot.waitSignal(page.said) as asked:
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)
    assert asked.args == ["hello"]


def test_a_double_click_on_a_person_begins_a_whisper(page: ChatPage, qtbot: QtBot) -> None:
    view = page.people.list
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.composer.edit.hasFocus()
    QTest.keyClicks(page.composer.edit, "psst")
    with qtbot.waitSignal(page.whispered) as asked:
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)
    assert asked.args == ["bob", "psst"]


def test_the_menu_of_a_message_offers_a_whisper_to_its_sender(page: ChatPage) -> None:
    page.take([said("alice", "hello")])
    menu = menu_of_row(page, 0)
    next(action for action in menu.actions() if "alice" in action.text()).trigger()
    assert page.composer.recipient == "alice"
    menu.close()


def test_an_unsent_message_can_be_sent_again_or_removed(page: ChatPage, qtbot: QtBot) -> None:
    page.take([OutgoingChanged((Outgoing(7, "", "hello", OutgoingState.UNSURE, time.time()),))])
    menu = menu_of_row(page, 0)
    with qtbot.waitSignal(page.resend_wanted) as resent:
        next(action for action in menu.actions() if action.text() == "Try again").trigger()
    assert resent.args == [7]
    with qtbot.waitSignal(page.discard_wanted) as discarded:
        next(action for action in menu.actions() if action.text() == "Remove").trigger()
    assert discarded.args == [7]
    assert [action.text() for action in menu.actions()].count("Remove") == 1
    menu.close()


def menu_of_row(page: ChatPage, row: int) -> QMenu:
    rows(page)
    place = page.view.visualRect(page.view.model().index(row, 0)).center()
    viewport = page.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_typing_in_the_transcript_goes_to_the_composer(page: ChatPage) -> None:
    page.take([said("alice", "hello")])
    page.transcript.flush()
    page.view.setFocus()
    QApplication.sendEvent(
        page.view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, "h")
    )
    assert page.composer.edit.hasFocus()
    assert page.composer.edit.toPlainText() == "h"


def test_files_are_refused_in_words(page: ChatPage) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/picture.png")])
    page.composer.edit.insertFromMimeData(files)
    (toast,) = page.findChildren(Toast)
    assert "text" in toast.text
    assert page.composer.edit.toPlainText() == ""


def test_f6_goes_round_all_panes_and_back(page: ChatPage) -> None:
    page.focus_composer()
    visited: list[QWidget | None] = []
    for _ in range(4):
        page.go_to_next_pane(1)
        visited.append(QApplication.focusWidget())
    assert len(set(visited)) == 4
    assert visited[-1] is page.composer.edit
    page.go_to_next_pane(-1)
    assert QApplication.focusWidget() is page.view


def test_page_keys_in_the_composer_scroll_the_conversation(page: ChatPage, qtbot: QtBot) -> None:
    page.take([said("alice", f"line {number}") for number in range(80)])
    page.transcript.flush()
    bar = page.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    QTest.keyClick(page.composer.edit, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


# ---- everybody -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["<b>x</b>", "<img src=x>", "&lt;", "\x1b[31m", "\u202eevil", "é" + "\u0301" * 99]
)
def test_names_and_messages_are_only_text_everywhere(page: ChatPage, name: str) -> None:
    page.enter(name, ServerAddress("192.168.1.5", 9999))
    page.take(
        [PersonCame(name), said(name, name), MessageArrived(time.time(), name, name, False, name, True)]
    )
    page.take([NoticeArrived(time.time(), NoticeCode.NOT_ONLINE, "", name), AnnouncementArrived(0.0, name)])
    page.composer.whisper_to(name)
    page.take([PersonWent(name)])
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or name not in label.text()
    shown = "".join(rows(page)) + page.header.room
    assert not any(control in shown for control in "\x1b\u202e")
    assert not page.grab().isNull()


def test_every_control_has_a_name_for_screen_readers(page: ChatPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")
            assert name, widget


def test_all_words_change_with_the_language(page: ChatPage, qapp: QApplication) -> None:
    page.take([StateChanged(SessionState.RECONNECTING, retry_at=102.0)])
    with marked_words(qapp):
        assert set(unmarked_words(page)) == {"Room 101", "4"}


def test_a_long_history_does_not_slow_the_composer(page: ChatPage) -> None:
    page.take([said("alice", f"line {number}") for number in range(5000)])
    page.transcript.flush()
    QTest.keyClicks(page.composer.edit, "still here")
    assert page.composer.edit.toPlainText() == "still here"


@pytest.mark.parametrize(("address", "is_kept"), [("192.168.1.5", True), ("192.168.1.6", False)])
def test_draft_and_its_recipient_are_kept_for_their_own_room_only(
    page: ChatPage, address: str, is_kept: bool
) -> None:
    page.composer.whisper_to("bob")
    QTest.keyClicks(page.composer.edit, "for bob alone")
    page.enter("A room", ServerAddress(address, 9999))
    page.take([StateChanged(SessionState.IN_ROOM), Joined("grace", NAMES, is_return=False)])
    assert page.composer.recipient == ("bob" if is_kept else "")
    assert page.composer.edit.toPlainText() == ("for bob alone" if is_kept else "")


def test_announcement_stays_pinned_until_the_next_and_not_into_another_room(page: ChatPage) -> None:
    pinned = page.findChild(PinnedStrip)
    assert pinned is not None
    assert not pinned.isVisible()
    page.take([AnnouncementArrived(time.time(), "Open your books."), said("alice", "why?")])
    assert pinned.isVisible()
    assert pinned.text == "Open your books."
    page.take([AnnouncementArrived(time.time(), "Close them.")])
    assert pinned.text == "Close them."
    page.take([StateChanged(SessionState.RECONNECTING), Joined("grace", NAMES, is_return=True)])
    assert pinned.text == "Close them."
    page.take([Joined("grace", NAMES, is_return=False)])
    assert not pinned.isVisible()


# ---- searching and the rules ---------------------------------------------------------------------------


def test_the_search_opens_by_key_and_by_button_and_gives_the_keyboard_back(
    page: ChatPage, qtbot: QtBot
) -> None:
    page.take([said("alice", "a frame"), said("bob", "nothing")])
    QTest.keyClicks(page.composer.edit, "half a sen")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.search.field.hasFocus)
    QTest.keyClicks(page.search.field, "frame")
    qtbot.waitUntil(lambda: page.search.count_label.text() == "1 of 1")
    QTest.keyClick(page.search.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.composer.edit.hasFocus)
    assert page.composer.text == "half a sen"
    QTest.mouseClick(page.header.search_button, Qt.MouseButton.LeftButton)
    assert page.search.isVisible()


def test_f6_visits_the_search_while_it_is_open(page: ChatPage) -> None:
    page.search.open()
    visited = []
    for _ in range(5):
        page.go_to_next_pane(1)
        visited.append(QApplication.focusWidget())
    assert page.search.field in visited
    assert len(set(visited)) == 5


def test_another_room_begins_without_a_search(page: ChatPage) -> None:
    page.search.open()
    page.take([Joined("grace", ("zed", "grace"), is_return=False)])
    assert page.search.isHidden()


def test_the_rules_of_the_room_stand_above_the_box(page: ChatPage, qtbot: QtBot) -> None:
    page.take([RulesChanged(RoomMode.HOST_ONLY, 0)])
    assert page.composer.rules_line.isVisible()
    QTest.keyClicks(page.composer.edit, "hello")
    with qtbot.assertNotEmitted(page.said):
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)
    page.take([RulesChanged(RoomMode.ALL, 0)])
    assert not page.composer.rules_line.isVisible()
    with qtbot.waitSignal(page.said):
        QTest.keyClick(page.composer.edit, Qt.Key.Key_Return)


def test_whoever_whispers_is_told_when_the_host_can_see_it(page: ChatPage) -> None:
    page.composer.whisper_to("bob")
    before = page.composer.note_label.text()
    page.take([WhispersShown(True)])
    composer = page.composer
    said_where = (
        composer.note_label.text(),
        composer.edit.accessibleDescription(),
        composer.recipient_button.toolTip(),
    )
    assert all("the host’s wire" in text for text in said_where)
    page.take([WhispersShown(False)])
    assert composer.note_label.text() == before


def test_slow_mode_counts_from_what_the_room_says(page: ChatPage, clock: Clock) -> None:
    page.take([RulesChanged(RoomMode.ALL, 15)])
    page.take([said("grace", "mine", is_own=True)])
    assert "15 s" in page.composer.rules_line.text
    page.take([NoticeArrived(time.time(), NoticeCode.TOO_SOON, "", "", 7)])
    assert "7 s" in page.composer.rules_line.text
    clock.now += 7
    page.take([RulesChanged(RoomMode.ALL, 15)])
    assert "again" not in page.composer.rules_line.text


def test_the_time_to_the_room_and_back_is_shown(page: ChatPage) -> None:
    page.take([RoundTripMeasured(0.003)])
    assert page.header.pill.text() == "Connected · 3 ms"


def test_names_of_those_who_spoke_are_finished_with_tab(page: ChatPage) -> None:
    page.take([said("bob", "hello"), said("grace", "hi", is_own=True)])
    QTest.keyClicks(page.composer.edit, "bo")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Tab)
    assert page.composer.text == "bob: "


def test_what_comes_once_the_person_is_back_counts_as_read(page: ChatPage) -> None:
    page.take([said("alice", "before")])
    page.mark_read()
    page.look_again()
    page.take([said("alice", "seen as it comes")])
    assert not any("new" in row for row in rows(page))
    page.mark_read()
    page.take([said("alice", "while away")])
    assert any("1 new" in row for row in rows(page))
