"""The host decides who may write, answers raised hands, and takes things back: at the window, over real sockets."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from chatroom_server.window.kept_out import KeptOutMenu
from chatroom_server.window.rules_button import RulesButton
from shared.protocol.codec import encode_client_message
from shared.protocol.messages import Bye, Hello, LogIn, SetHand
from shared.ui.elided_label import ElidedLabel
from shared.ui.language import Languages
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from tests.helpers.headless import RawClient, frame
from tests.helpers.server_window import HostAtWindow, entry, host_at_window


@pytest.fixture
def room(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--room", "Room 101") as made:
        made.open_room()
        yield made


def choose(room: HostAtWindow, beginning: str) -> None:
    """Choose who may write in the menu of the button."""
    menu = rules(room).menu()
    assert isinstance(menu, QMenu)
    entry(menu, beginning).trigger()


def rules(room: HostAtWindow) -> RulesButton:
    return room.find(RulesButton, "rulesButton")


def says(room: HostAtWindow, beginning: str) -> None:
    """Wait until the button says what holds."""
    room.qtbot.waitUntil(lambda: rules(room).text().startswith(beginning))


def hands(room: HostAtWindow) -> list[str]:
    """Who stands in the strip, from top to bottom."""
    strip = room.window.findChild(QLabel, "handsHeading")
    assert strip is not None
    if not strip.isVisible():
        return []
    parent = strip.parentWidget()
    assert parent is not None
    return [label.text() for label in parent.findChildren(ElidedLabel) if label.isVisible()]


@contextmanager
def rich_guest(room: HostAtWindow, name: str) -> Iterator[RawClient]:
    """A guest of the rich dialect, who can raise a hand."""
    with RawClient(room.port) as client:
        client.send(encode_client_message(Hello(1, "a test", "en")) + encode_client_message(LogIn(name)))
        room.qtbot.waitUntil(lambda: name in room.people)
        yield client


def raise_hand(client: RawClient, *, is_up: bool = True) -> None:
    client.send(encode_client_message(SetHand(is_up)))


# ---- who may write -------------------------------------------------------------------------------------------


def test_nobody_writes_to_the_room_when_it_is_quiet_and_undo_lifts_it(room: HostAtWindow) -> None:
    with room.guest("alice") as alice:
        choose(room, "Nobody")
        says(room, "Quiet")
        room.see("nobody writes to the room")
        alice.send(frame("3", "can you hear me") + frame("2", "Teacher,psst"))
        room.see("psst")
        assert not any("can you hear me" in line for line in room.transcript)
        room.undo()
        says(room, "Who may write")
        alice.send(frame("3", "and now"))
        room.see("and now")


def test_slow_mode_is_shown_beside_the_mode_and_undone_alone(room: HostAtWindow) -> None:
    choose(room, "Everyone, but no whispers")
    says(room, "No whispers")
    choose(room, "15 seconds")
    says(room, "No whispers · slow 15 s")
    room.toast.clear()
    choose(room, "30 seconds")
    says(room, "No whispers · slow 30 s")
    room.undo()
    says(room, "No whispers · slow 15 s")


def test_what_sets_free_has_no_undo(room: HostAtWindow, qtbot: QtBot) -> None:
    choose(room, "Guests only to you")
    says(room, "Only to you")
    room.toast.clear()
    choose(room, "Everyone, freely")
    says(room, "Who may write")
    qtbot.waitUntil(lambda: room.toast.text == "Everyone may write freely")
    assert not any(button.isVisible() for button in room.toast.findChildren(QPushButton))


def test_a_new_room_begins_without_the_rules_of_the_last(room: HostAtWindow, qtbot: QtBot) -> None:
    choose(room, "Nobody")
    says(room, "Quiet")
    room.click("closeRoomButton")
    qtbot.waitUntil(lambda: room.is_start_shown)
    room.open_room()
    says(room, "Who may write")


# ---- raised hands --------------------------------------------------------------------------------------------


def test_hands_stand_in_their_order_and_in_the_title(room: HostAtWindow, qtbot: QtBot) -> None:
    with rich_guest(room, "alice") as alice, rich_guest(room, "bob") as bob:
        raise_hand(bob)
        qtbot.waitUntil(lambda: hands(room) == ["bob"])
        raise_hand(alice)
        qtbot.waitUntil(lambda: hands(room) == ["bob", "alice"])
        assert room.window.windowTitle().startswith("✋2 ")
        raise_hand(bob, is_up=False)
        qtbot.waitUntil(lambda: hands(room) == ["alice"])
        assert room.window.windowTitle().startswith("✋1 ")
        alice.send(encode_client_message(Bye()))
        qtbot.waitUntil(lambda: "alice" not in room.people)
    qtbot.waitUntil(lambda: hands(room) == [])
    assert room.window.windowTitle().startswith("Room 101")


def test_one_hand_is_lowered_and_raised_again(room: HostAtWindow, qtbot: QtBot) -> None:
    with rich_guest(room, "alice") as alice, rich_guest(room, "bob") as bob:
        raise_hand(alice)
        qtbot.waitUntil(lambda: hands(room) == ["alice"])
        raise_hand(bob)
        qtbot.waitUntil(lambda: hands(room) == ["alice", "bob"])
        button = next(
            each
            for each in room.window.findChildren(QPushButton, "lowerHandButton")
            if "alice" in each.accessibleName()
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: hands(room) == ["bob"])
        room.undo()
        qtbot.waitUntil(lambda: hands(room) == ["alice", "bob"])


def test_all_hands_are_lowered_and_undo_restores_their_order(room: HostAtWindow, qtbot: QtBot) -> None:
    with rich_guest(room, "alice") as alice, rich_guest(room, "bob") as bob:
        raise_hand(bob)
        qtbot.waitUntil(lambda: hands(room) == ["bob"])
        raise_hand(alice)
        qtbot.waitUntil(lambda: hands(room) == ["bob", "alice"])
        room.click("lowerAllButton")
        qtbot.waitUntil(lambda: hands(room) == [])
        room.undo()
        qtbot.waitUntil(lambda: hands(room) == ["bob", "alice"])


def test_no_hand_is_up_in_the_next_room(room: HostAtWindow, qtbot: QtBot) -> None:
    with rich_guest(room, "alice") as alice:
        raise_hand(alice)
        qtbot.waitUntil(lambda: hands(room) == ["alice"])
        room.window.close()
        room.answer("Keep open")
        room.click("closeRoomButton")
        room.answer("Close room")
        qtbot.waitUntil(lambda: room.is_start_shown)
    assert room.window.windowTitle() == "Chatroom Server"
    room.open_room()
    assert hands(room) == []


# ---- what is taken back --------------------------------------------------------------------------------------


def test_an_announcement_is_taken_down_and_put_up_again(room: HostAtWindow, qtbot: QtBot) -> None:
    room.send("Open your books.")
    strip = room.window.findChild(PinnedStrip)
    assert strip is not None
    qtbot.waitUntil(strip.isVisible)
    room.click("takeDownButton")
    qtbot.waitUntil(lambda: not strip.isVisible())
    room.undo()
    qtbot.waitUntil(strip.isVisible)
    assert strip.text == "Open your books."
    assert sum("Open your books." in line for line in room.transcript) == 1


def test_a_ban_can_be_lifted_when_its_notice_is_long_gone(room: HostAtWindow, qtbot: QtBot) -> None:
    with room.guest("mallory"):
        room.choose_for("mallory", "Ban this address")
        room.see("was banned")
    room.toast.clear()
    menu = room.find(KeptOutMenu, "keptOutMenu")
    menu.aboutToShow.emit()
    entry(menu, "127.0.0.1 (mallory)").trigger()
    room.see("may come back now")
    with room.guest("mallory"):
        assert "mallory" in room.people


# ---- what is kept --------------------------------------------------------------------------------------------


def test_a_host_who_keeps_nothing_has_a_room_without_a_history(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--room", "Room 8", is_default_history=True) as host:
        host.find(QCheckBox, "keepHistoryBox").click()
        host.open_room()
        qtbot.waitUntil(lambda: host.text("historyStatus") == "history off")


# ---- a computer that others use too --------------------------------------------------------------------------


def test_on_a_shared_computer_the_lesson_is_forgotten_with_its_room(
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with host_at_window(themes, languages, qtbot, "--room", "Room 7", is_default_history=True) as host:
        host.share_computer()
        host.open_room()
        with host.guest("alice") as alice:
            alice.send(frame("3", "my secret"))
            host.see("my secret")
            assert [path.name[:15] for path in tmp_path.glob("chatroom-lesson-*")] == ["chatroom-lesson"]
            host.click("closeRoomButton")
            assert "forgotten" in " ".join(label.text() for label in host.window.findChildren(QLabel))
            host.answer("Close room")
            qtbot.waitUntil(lambda: host.is_start_shown)
        assert not list(tmp_path.glob("chatroom-lesson-*"))


def test_where_there_is_no_place_for_a_temporary_lesson_it_is_said_and_can_be_tried_again(
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "temporary"
    with host_at_window(themes, languages, qtbot, "--room", "Room 7", is_default_history=True) as host:
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        host.share_computer()
        host.click("openRoomButton")
        assert "disk is full" in host.text("openingProblem")
        assert host.is_start_shown
        folder.mkdir()
        host.open_room()
        host.click("closeRoomButton")
        qtbot.waitUntil(lambda: host.is_start_shown)
        folder.rmdir()
        host.click("openRoomButton")
        assert "disk is full" in host.text("openingProblem")
        host.window.close()
        assert not host.window.isVisible()


def test_the_end_of_the_program_closes_a_room_that_is_still_open_and_forgets_its_lesson(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with host_at_window(themes, languages, qtbot, "--room", "Room 7", is_default_history=True) as host:
        host.share_computer()
        host.open_room()
        with host.guest("alice") as alice:
            host.window.end_room()
            assert b"the room is closing" in alice.read_to_end()
        assert not list(tmp_path.glob("chatroom-lesson-*"))


def test_a_lesson_left_behind_by_a_killed_window_is_gone_when_the_next_one_starts(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "chatroom-lesson-killed" / "room.db"
    left.parent.mkdir()
    left.write_bytes(b"my secret")
    with host_at_window(themes, languages, qtbot):
        assert not left.parent.exists()
