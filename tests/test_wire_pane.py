"""The wire in the guest's window: opened and left, beside the chat and from the join screen, and what it does."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_client.link import ServerLink
from chatroom_client.raw_connection import RawState
from chatroom_client.session.events import Joined, SessionState, StateChanged
from chatroom_client.settings import ClientSettings
from chatroom_client.window.main import ClientWindow
from chatroom_client.window.wire_pane import WirePane
from shared.protocol.messages import Say
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.fake_link import FakeFinder, FakeLink
from tests.helpers.scripted_server import ScriptedServer, frame

ROOT = Path(__file__).parents[1]


@pytest.fixture
def settings(tmp_path: Path) -> ClientSettings:
    return ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def link(qapp: QApplication) -> FakeLink:
    return FakeLink()


@pytest.fixture
def window(
    link: FakeLink, settings: ClientSettings, themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> ClientWindow:
    made = ClientWindow(lambda: (link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(made)
    made.resize(1_000, 900)
    made.show()
    made.look_for_rooms()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def enter(window: ClientWindow, link: FakeLink) -> None:
    link.tell(StateChanged(SessionState.IN_ROOM), Joined("grace", ("bob", "grace"), is_return=False))
    QApplication.processEvents()


def pane_of(window: ClientWindow) -> WirePane:
    assert window.dock.pane is not None
    return window.dock.pane


def test_nothing_of_the_wire_is_loaded_before_somebody_looks() -> None:
    loaded = (
        "import sys, chatroom_client.app, chatroom_client.link, chatroom_client.finder, "
        "chatroom_client.window.room_parts\n"
        "print([name for name in sys.modules if name.startswith(('shared.ui.wire', 'shared.wire.frames', "
        "'shared.wire.mask', 'shared.wire.shaper', 'chatroom_client.window.wire_pane'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_f12_opens_the_wire_below_the_chat_and_closes_it(window: ClientWindow, link: FakeLink) -> None:
    enter(window, link)
    assert window.dock.pane is None
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_F12)
    assert pane_of(window).isVisible() and window.chat.isVisible()
    assert window.chat.header.wire_button.isChecked()
    assert window.chat.composer.edit.hasFocus(), "who writes goes on writing"
    QTest.keyClick(window.chat.composer.edit, Qt.Key.Key_F12)
    assert not pane_of(window).isVisible()
    assert not window.chat.header.wire_button.isChecked()


def test_button_of_the_header_does_the_same(window: ClientWindow, link: FakeLink) -> None:
    enter(window, link)
    QTest.mouseClick(window.chat.header.wire_button, Qt.MouseButton.LeftButton)
    assert pane_of(window).isVisible()
    QTest.mouseClick(pane_of(window).close_button, Qt.MouseButton.LeftButton)
    assert not pane_of(window).isVisible()
    assert not window.chat.header.wire_button.isChecked()
    assert not window.menu.wire.isChecked()


def test_keyboard_goes_back_to_where_it_was_when_the_wire_is_closed(
    window: ClientWindow, link: FakeLink
) -> None:
    enter(window, link)
    window.menu.wire.trigger()
    pane_of(window).focus()
    assert not window.chat.composer.edit.hasFocus()
    QTest.keyClick(pane_of(window).panel.table, Qt.Key.Key_F12)
    assert window.chat.composer.edit.hasFocus()


def test_it_opens_from_the_join_screen_too(window: ClientWindow) -> None:
    QTest.keyClick(window.join_screen.name_field.edit, Qt.Key.Key_F12)
    assert pane_of(window).isVisible() and window.join_screen.isVisible()


def test_where_both_have_no_room_the_wire_has_the_window_until_it_is_closed(
    window: ClientWindow, link: FakeLink, qtbot: QtBot
) -> None:
    enter(window, link)
    window.menu.wire.trigger()
    window.resize(900, 330)
    qtbot.waitUntil(lambda: not window.chat.isVisible())
    assert pane_of(window).isVisible()
    window.resize(1_000, 900)
    qtbot.waitUntil(window.chat.isVisible)
    window.resize(900, 330)
    qtbot.waitUntil(lambda: not window.chat.isVisible())
    window.menu.wire.trigger()
    assert window.chat.isVisible() and not pane_of(window).isVisible()


def test_line_between_chat_and_wire_is_where_it_was_at_the_next_start(  # noqa: PLR0917 - fixtures
    window: ClientWindow,
    link: FakeLink,
    settings: ClientSettings,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    enter(window, link)
    window.menu.wire.trigger()
    window.dock.setSizes([500, 400])
    before = window.dock.sizes()
    window.close()
    again = ClientWindow(lambda: (FakeLink(), FakeFinder()), settings, themes, languages)
    qtbot.addWidget(again)
    again.show()
    again.resize(window.size())
    again.menu.wire.trigger()
    assert again.dock.sizes() == before


def test_f6_comes_by_the_wire(window: ClientWindow, link: FakeLink) -> None:
    enter(window, link)
    window.menu.wire.trigger()
    pane = pane_of(window)
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        if focused is not None and pane.isAncestorOf(focused):
            return
    raise AssertionError("the keyboard never came to the wire")


def test_every_control_has_a_name_for_screen_readers(window: ClientWindow, link: FakeLink) -> None:
    enter(window, link)
    window.menu.wire.trigger()
    for widget in pane_of(window).findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = widget.text() if isinstance(widget, QPushButton | QToolButton) else ""
            assert widget.accessibleName() or text, widget


# ---- with a room on the other side ---------------------------------------------------------------------


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


@pytest.fixture
def guest(qtbot: QtBot, server: ScriptedServer) -> Iterator[ServerLink]:
    made = ServerLink(is_plain=True)
    made.join("127.0.0.1", server.port, "grace")
    qtbot.waitUntil(lambda: bool(server.connections) and bool(server.messages))
    server.send(frame("1", "bob") + frame("1", "grace"))
    qtbot.waitUntil(lambda: made.state is SessionState.IN_ROOM)
    yield made
    made.leave()
    made.deleteLater()


@pytest.fixture
def pane(guest: ServerLink, themes: ThemeSource, languages: Languages, qtbot: QtBot) -> WirePane:
    made = WirePane(themes, guest)
    qtbot.addWidget(made)
    made.resize(1_000, 600)
    made.show()
    return made


def test_bytes_made_up_go_over_a_connection_of_their_own(
    pane: WirePane, guest: ServerLink, server: ScriptedServer, qtbot: QtBot
) -> None:
    pane.composer.put_in(b"\x02\x03")
    QTest.mouseClick(pane.composer.send_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(server.connections) == 2 and server.bytes_received[1] == b"\x02\x03")
    assert guest.state is SessionState.IN_ROOM
    pane.hide()
    assert pane.raw.state is RawState.CLOSED
    assert guest.state is SessionState.IN_ROOM


def test_reset_button_breaks_off_the_chat_which_comes_back_by_itself(
    pane: WirePane, guest: ServerLink, server: ScriptedServer, qtbot: QtBot
) -> None:
    pane.bench.reset_wanted.emit(None)
    qtbot.waitUntil(lambda: guest.state is SessionState.RECONNECTING)


def test_bench_is_off_as_soon_as_nobody_sees_the_wire(pane: WirePane) -> None:
    pane.bench.set_slow_motion(None)
    assert pane.bench.shape.is_on
    pane.hide()
    assert not pane.bench.shape.is_on


def test_who_leaves_the_wire_leaves_no_bench_behind(
    pane: WirePane, guest: ServerLink, server: ScriptedServer, qtbot: QtBot
) -> None:
    pane.bench.set_slow_motion(None)
    guest.say("x" * 4_000)
    guest.say("late")
    pane.hide()
    assert not pane.bench.shape.is_on
    qtbot.waitUntil(lambda: Say("late") in server.messages)
