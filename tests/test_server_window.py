"""The host's window as a host uses it, with guests over real sockets."""

import socket
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QTableView,
    QTabWidget,
    QTextEdit,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from chatroom_server.settings import WindowSettings
from shared.ui.emoji_button import EmojiButton
from shared.ui.language import Languages
from shared.ui.pill import Pill
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_view import TranscriptView
from tests.helpers.headless import RawClient, frame
from tests.helpers.server_window import HostAtWindow, host_at_window

SECRET = "see me after class"


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101") as made:
        yield made


@pytest.fixture
def room(host: HostAtWindow) -> HostAtWindow:
    host.open_room()
    return host


def room_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "room"]


# ---- opening and closing -------------------------------------------------------------------------------------


def test_one_click_opens_the_room(host: HostAtWindow, qtbot: QtBot) -> None:
    host.click("openRoomButton")
    qtbot.waitUntil(lambda: host.is_room_shown)
    assert host.text("roomTitle") == "Room 101"
    assert host.text("roomAddress").startswith("192.168.1.5 : ")
    assert host.find(Pill, "roomState").text() == "Open"
    assert "Room 101" in host.window.windowTitle()


def test_enter_opens_the_room_because_the_button_has_the_focus(host: HostAtWindow, qtbot: QtBot) -> None:
    host.window.activateWindow()
    button = host.find(QPushButton, "openRoomButton")
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: host.is_room_shown)


def test_the_host_is_a_person_in_the_room(room: HostAtWindow) -> None:
    assert room.people == ["Teacher"]
    with RawClient(room.port) as alice:
        assert alice.log_in("alice") == frame("1", "Teacher") + frame("1", "alice")


def test_close_room_tells_everyone_and_leads_back_to_the_start(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        room.click("closeRoomButton")
        room.answer("Close room")
        assert "Closing" in room.text("roomStatus")
        assert not room.find(QPushButton, "closeRoomButton").isEnabled()
        qtbot.waitUntil(lambda: room.is_start_shown)
        assert b"the room is closing" in alice.read_to_end()
    assert not room_threads()


def test_a_room_can_be_opened_again_and_begins_empty(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        alice.send(frame("3", "hello"))
        room.see("hello")
        room.click("closeRoomButton")
        room.answer("Close room")
        qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    assert room.transcript == []
    assert room.people == ["Teacher"]
    with room.guest("bob"):
        room.see("bob came online")


def test_closing_the_window_closes_the_room_first(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        assert not room.window.close()
        assert room.window.isVisible()
        room.window.close()  # A second time while it asks: it was meant.
        room.window.close()  # A third click changes nothing.
        qtbot.waitUntil(lambda: not room.window.isVisible())
        assert b"the room is closing" in alice.read_to_end()
    assert not room_threads()


def test_closing_the_window_before_the_room_is_open_leaves_nothing_behind(
    host: HostAtWindow, qtbot: QtBot
) -> None:
    host.click("openRoomButton")
    host.window.close()
    qtbot.waitUntil(lambda: not host.window.isVisible())
    assert not room_threads()


def test_without_a_room_the_window_closes_at_once(host: HostAtWindow) -> None:
    assert host.window.close()


def test_a_bug_in_the_room_is_told_in_words_on_the_start_page(
    host: HostAtWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("a bug of ours")

    with monkeypatch.context() as patched:
        patched.setattr("chatroom_server.service.raise_descriptor_limit", fail)
        host.click("openRoomButton")
        qtbot.waitUntil(lambda: "went wrong" in host.text("openingProblem"))
    assert "bug of ours" not in host.text("openingProblem")
    assert host.is_start_shown
    host.open_room()


def test_a_port_that_is_taken_is_named_and_what_was_typed_stays(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with host_at_window(themes, languages, qtbot, "--tcp-port", str(port)) as host:
            host.click("openRoomButton")
            qtbot.waitUntil(lambda: f"Port {port} is used by another program" in host.text("openingProblem"))
            # What the settings say would not count.
            assert "--tcp-port" in host.text("openingProblem")
            other.close()
            host.open_room()
            assert host.text("openingProblem") == ""


# ---- the room ------------------------------------------------------------------------------------------------


def test_what_comes_while_the_host_looks_elsewhere_is_marked_and_what_is_seen_is_not(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    other = QTextEdit()
    qtbot.addWidget(other)
    with room.guest("alice") as alice:
        other.show()
        other.activateWindow()
        qtbot.waitUntil(lambda: not room.window.isActiveWindow())
        alice.send(frame("3", "while away"))
        room.see("1 new")
        room.window.activateWindow()
        qtbot.waitUntil(room.window.isActiveWindow)
        alice.send(frame("3", "seen at once"))
        room.see("seen at once")
        assert any("1 new" in line for line in room.transcript)


def test_a_dialog_that_was_closed_again_leaves_no_unread_line(room: HostAtWindow, qtbot: QtBot) -> None:
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    other = QTextEdit()
    qtbot.addWidget(other)
    with room.guest("alice") as alice:
        other.show()
        other.activateWindow()
        qtbot.waitUntil(lambda: not room.window.isActiveWindow())
        room.window.activateWindow()
        qtbot.waitUntil(room.window.isActiveWindow)
        alice.send(frame("3", "seen at once"))
        room.see("seen at once")
        assert not any("new" in line for line in room.transcript)


def test_what_comes_while_the_host_is_in_a_dialog_of_the_window_is_not_counted(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    dialog = QDialog(room.window)
    with room.guest("alice") as alice:
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        alice.send(frame("3", "hello"))
        room.see("hello")
        assert "(1)" not in room.window.windowTitle()


def test_what_came_while_the_window_was_minimised_is_counted_until_it_is_seen_again(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    with room.guest("alice") as alice:
        room.window.showMinimized()
        alice.send(frame("3", "hello"))
        qtbot.waitUntil(lambda: "(1)" in room.window.windowTitle())
        room.window.showNormal()
        room.window.activateWindow()
        qtbot.waitUntil(lambda: "(1)" not in room.window.windowTitle())


def test_on_a_small_screen_the_conversation_has_more_room_than_the_people(room: HostAtWindow) -> None:
    room.window.resize(911, 480)
    QApplication.processEvents()
    people, transcript = room.find(QTableView, "peopleList"), room.find(TranscriptView, "transcript")
    assert people.width() < transcript.width()


def test_the_emoji_chosen_last_are_there_at_the_next_start(room: HostAtWindow) -> None:
    button = room.find(QToolButton, "emojiButton")
    assert isinstance(button, EmojiButton)
    button.picker.set_recent(["🎉", "👍"])
    button.picker.recent_changed.emit()
    assert WindowSettings().recent_emoji == ("🎉", "👍")


def test_guests_are_counted_and_their_arrivals_folded(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice"), room.guest("bob"), room.guest("陈小明"):
        assert room.people == ["Teacher", "alice", "bob", "陈小明"]
        qtbot.waitUntil(lambda: room.text("peopleCount") == "4")
        qtbot.waitUntil(lambda: len(room.transcript) == 1)
        qtbot.waitUntil(lambda: "4 online" in room.text("roomStatus"))
        qtbot.waitUntil(lambda: "3 connection" in room.text("tcpStatus"))
    qtbot.waitUntil(lambda: room.people == ["Teacher"])


def test_messages_are_counted_in_the_head(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("alice") as alice:
        alice.send(frame("3", "one") + frame("3", "two") + frame("2", "Teacher,three"))
        room.see("three")
        qtbot.waitUntil(lambda: "3 message" in room.text("roomStatus"))


def test_an_announcement_goes_to_everyone_and_stands_in_the_conversation(room: HostAtWindow) -> None:
    assert room.find(QPushButton, "sendButton").text() == "Announce"
    with room.guest("alice") as alice:
        room.send("今天我们看 TCP")
        alice.read_until("今天我们看 TCP".encode())
        room.see("今天我们看 TCP")
    assert room.written == ""
    assert room.find(PinnedStrip, "pinnedStrip").isVisible()


def test_the_host_chats_like_everybody(room: HostAtWindow) -> None:
    room.choose_recipient("Everyone")
    assert room.find(QPushButton, "sendButton").text() == "Say"
    with room.guest("alice") as alice:
        room.write("Good morning")
        room.click("sendButton")
        assert b"Teacher" in alice.read_until(b"Good morning")
        room.see("Good morning")


def test_a_whisper_reaches_one_guest_only(room: HostAtWindow) -> None:
    with room.guest("alice") as alice, room.guest("bob") as bob:
        room.choose_for("alice", "Whisper")
        assert room.find(QPushButton, "sendButton").text() == "Whisper"
        room.send(SECRET)
        alice.read_until(SECRET.encode())
        room.see(SECRET)
        room.choose_recipient("Everyone")
        room.send("hello all")
        heard = bob.read_until(b"hello all")
    assert SECRET.encode() not in heard


def test_a_whisper_to_the_host_is_seen_and_one_between_guests_is_not(room: HostAtWindow) -> None:
    with room.guest("alice") as alice, room.guest("bob"):
        alice.send(frame("2", "bob,not for the host"))
        alice.send(frame("2", "Teacher,may I go?"))
        room.see("may I go?")
    assert not any("not for the host" in line for line in room.transcript)


def test_whisper_mode_differs_in_colour_and_in_words(room: HostAtWindow) -> None:
    edit = room.find(QTextEdit, "messageEdit")
    before = edit.grab().toImage().pixelColor(edit.width() - 40, edit.height() // 2)
    with room.guest("alice"):
        room.choose_for("alice", "Whisper")
        assert "alice" in room.find(QPushButton, "recipientButton").text()
        assert "Only you and" in room.text("composerHint")
        QApplication.processEvents()
        after = edit.grab().toImage().pixelColor(edit.width() - 40, edit.height() // 2)
    assert after != before


def test_a_text_to_somebody_who_left_is_kept_and_sent_to_nobody(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("bob") as bob:
        with room.guest("alice"):
            room.choose_for("alice", "Whisper")
            room.write(SECRET)
        qtbot.waitUntil(lambda: "has left" in room.text("composerHint"))
        room.click("sendButton")
        assert room.written == SECRET
        assert "has left" in room.text("composerHint")
        bob.send(frame("3", "still here"))
        room.see("still here")
        assert SECRET.encode() not in bob.read_until(b"still here")
        assert not any(SECRET in line for line in room.transcript)


def test_a_whisper_that_crosses_with_the_leaving_comes_back_into_the_box(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    with room.guest("alice") as alice:
        room.choose_for("alice", "Whisper")
        # The window has not heard yet that she is gone.
        alice.close()
        with RawClient(room.port) as probe:
            probe.log_in("probe")
            probe.send(frame("2", "alice,x"))
            probe.read_until(b"not online")
        room.send(SECRET)
        qtbot.waitUntil(lambda: room.written == SECRET)
        assert "has left" in room.text("composerHint")
    assert not any(SECRET in line for line in room.transcript)


def test_who_comes_back_with_the_same_name_can_be_whispered_to_again(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    with room.guest("alice"):
        room.choose_for("alice", "Whisper")
    qtbot.waitUntil(lambda: "has left" in room.text("composerHint"))
    with room.guest("alice") as again:
        qtbot.waitUntil(lambda: "Only you and" in room.text("composerHint"))
        room.send(SECRET)
        again.read_until(SECRET.encode())


def test_escape_ends_a_whisper_only_while_nothing_is_written(room: HostAtWindow) -> None:
    edit = room.find(QTextEdit, "messageEdit")
    with room.guest("alice"):
        room.choose_for("alice", "Whisper")
        room.write("psst")
        QTest.keyClick(edit, Qt.Key.Key_Escape)
        assert room.find(QPushButton, "sendButton").text() == "Whisper"
        edit.clear()
        QTest.keyClick(edit, Qt.Key.Key_Escape)
        assert room.find(QPushButton, "sendButton").text() == "Announce"


def test_typing_in_the_transcript_goes_into_the_box(room: HostAtWindow) -> None:
    room.send("first")
    room.see("first")
    QTest.keyClicks(room.find(QTextEdit, "messageEdit"), "a")
    QTest.keyClicks(room.find(TranscriptView, "transcript"), "bc")
    assert room.written == "abc"


def test_only_tabs_that_work_are_shown(room: HostAtWindow) -> None:
    (tabs,) = room.window.findChildren(QTabWidget)
    names = [tabs.tabText(number) for number in range(tabs.count())]
    assert names == ["Conversation", "Wire", "Sockets", "Charts"]


# ---- keeping order -------------------------------------------------------------------------------------------


def test_mute_takes_effect_at_once_and_can_be_undone(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory") as mallory:
        room.choose_for("mallory", "Mute")
        room.see("mallory was muted")
        mallory.read_until(b"muted")
        mallory.send(frame("3", "spam"))
        mallory.read_until(b"muted")
        room.undo()
        room.see("mallory may write again")
        mallory.send(frame("3", "sorry"))
        room.see("sorry")
    assert not any("spam" in line for line in room.transcript)


def test_unmute_is_in_the_menu_too(room: HostAtWindow) -> None:
    with room.guest("mallory"):
        room.choose_for("mallory", "Mute")
        room.see("mallory was muted")
        room.choose_for("mallory", "Unmute")
        room.see("mallory may write again")


def test_a_removed_person_is_gone_at_once_and_undo_lets_them_come_back(
    room: HostAtWindow, qtbot: QtBot
) -> None:
    with room.guest("mallory") as mallory:
        room.choose_for("mallory", "Remove")
        mallory.read_to_end()
    qtbot.waitUntil(lambda: room.people == ["Teacher"])
    room.see("mallory was removed")
    assert not any("left" in line for line in room.transcript)
    with RawClient(room.port) as again:
        again.send(frame("1", "mallory"))
        again.read_until(b"removed")
    room.undo()
    room.see("mallory may come back now")
    with room.guest("mallory"):
        pass


def test_a_banned_address_is_out_with_everyone_on_it_until_undone(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory") as mallory, room.guest("oscar") as oscar:
        room.choose_for("mallory", "Ban")
        room.answer("Ban all", "banQuestion")
        mallory.read_to_end()
        oscar.read_to_end()
    room.see("127.0.0.1 was banned: mallory, oscar")
    with RawClient(room.port) as again:
        assert b"banned" in again.read_to_end()
    room.undo()
    room.see("127.0.0.1 may come back now")
    with room.guest("mallory"):
        pass


def test_doing_something_to_somebody_who_left_is_answered_in_words(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory"):
        room.choose_for("mallory", "Mute")
        room.see("mallory was muted")
    qtbot.waitUntil(lambda: room.people == ["Teacher"])
    room.undo()
    qtbot.waitUntil(lambda: "has left already" in room.toast.text)


# ---- what is remembered --------------------------------------------------------------------------------------


def test_names_and_looks_come_back_at_the_next_start(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--room", "Physics") as host:
        host.window.resize(1000, 640)
        host.open_room()
        host.window.close()
        qtbot.waitUntil(lambda: not host.window.isVisible())
        settings = QSettings()
        assert settings.value("room/name") == "Physics"
        assert settings.value("room/host_name") == "Teacher"
        assert settings.value("window/geometry")


def test_a_label_of_every_kind_is_plain_text(room: HostAtWindow) -> None:
    for name in ("roomTitle", "roomAddress", "composerHint"):
        assert room.find(QLabel, name).textFormat() == Qt.TextFormat.PlainText


def test_what_the_host_did_is_told_in_the_language_that_is_on(
    room: HostAtWindow, languages: Languages, qtbot: QtBot
) -> None:
    with room.guest("mallory"):
        room.choose_for("mallory", "Mute")
        room.see("mallory was muted")
        languages.choose("zh_CN")
        QApplication.processEvents()
        assert not any("was muted" in line for line in room.transcript)
        room.see("mallory 已被禁言")
        assert "已被禁言" in room.toast.text


def test_no_undo_of_the_last_room_waits_in_the_next_one(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory"):
        room.choose_for("mallory", "Mute")
        room.see("mallory was muted")
        assert room.toast.isVisible()
        room.click("closeRoomButton")
        room.answer("Close room")
        qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    assert not room.toast.isVisible()
