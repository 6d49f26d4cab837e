"""Every state of the host's window, played in a real room on this computer alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from chatroom_server.arguments import parse_arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.people_table import PeopleTable
from chatroom_server.window.server_window import ServerWindow
from shared.protocol.codec import encode_client_message
from shared.protocol.messages import Hello, LogIn, Say, SetAway, SetHand, Whisper
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_view import TranscriptView
from tests.experience.scene import CLASS, Cast, Scene, entry_of, opened_by, settle, wait_for
from tests.helpers.headless import RawClient
from tests.helpers.scripted_server import frame
from tests.helpers.server_window import CABLE, DOCKER, OPTIONS, WIFI, FileQuestions, Network, bare

SIZE: Final = (1240, 760)

Kind = TypeVar("Kind", bound=QWidget)
Sendable = Hello | LogIn | Say | SetAway | SetHand | Whisper


class HostDesk:
    """A host's window, and the guests that come to its room."""

    def __init__(self, window: ServerWindow, guests: ExitStack, cast: Cast) -> None:
        self.window = window
        self.cast = cast
        self._guests = guests

    def find(self, kind: type[Kind], name: str) -> Kind:
        """Return the widget with that name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def open_room(self) -> None:
        """Open the room and wait until it is open."""
        self.find(QLineEdit, "roomNameField").setText(self.cast.room)
        self.find(QLineEdit, "hostNameField").setText(self.cast.host)
        self.click("openRoomButton")
        wait_for(self.find(QLabel, "roomTitle").isVisible, "the room")
        settle()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def guest(self, name: str, *, is_plain: bool = False) -> RawClient:
        """Bring a guest into the room, and wait until the host sees them."""
        client = self._let_in(name, is_plain=is_plain)
        self._meet(name)
        return client

    def _let_in(self, name: str, *, is_plain: bool) -> RawClient:
        port = int(self.find(QLabel, "roomAddress").text().rpartition(":")[2])
        client = self._guests.enter_context(RawClient(port))
        if not is_plain:
            send(client, Hello(1, "a scene", "en"))
        send(client, LogIn(name))
        client.read_until(frame("1", name))
        return client

    def _meet(self, name: str) -> None:
        wait_for(lambda: any(name in each for each in self._people), name)

    def see(self, text: str) -> None:
        """Wait until the conversation shows ``text``."""
        model = self.find(TranscriptView, "transcript").model()
        first = bare(text)[:20]
        wait_for(
            lambda: any(first in bare(str(model.index(row, 0).data())) for row in range(model.rowCount())),
            text,
        )

    @property
    def _people(self) -> list[str]:
        model = self.find(PeopleTable, "peopleList").model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def talk(self) -> None:
        """Let the class come and say what is said in a lesson's first minutes."""
        cast = self.cast
        # The window takes what happens ten times a second: to wait for it once is enough, as they come in turn.
        clients = [self._let_in(name, is_plain=number == 1) for number, name in enumerate(cast.others)]
        self._meet(cast.others[-1])
        edit = self.find(QTextEdit, "messageEdit")
        edit.insertPlainText(cast.announcement)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.see(cast.announcement)
        for number, line in enumerate(cast.lines):
            if len(line) < 1_000 and line.isprintable():
                client = clients[number % len(clients)]
                send(client, Say(line))
                client.read_until(line.encode() + b"\x03")
        send(clients[0], SetHand(True), Whisper(cast.host, cast.whisper))
        send(clients[2], SetAway(True))
        self.see(cast.whisper)
        settle(0.1)


def send(client: RawClient, *messages: Sendable) -> None:
    """Send these at once."""
    client.send(b"".join(encode_client_message(message) for message in messages))


@contextmanager
def host_desk(themes: ThemeSource, languages: Languages, cast: Cast = CLASS) -> Iterator[HostDesk]:
    """Run a host's window until the block ends; its room, if open, is closed then."""
    QSettings().clear()
    network = Network(WIFI, CABLE, DOCKER)
    with TemporaryDirectory(prefix="chatroom-history-", ignore_cleanup_errors=True) as folder:
        arguments = parse_arguments([*OPTIONS])
        settings = replace(arguments.settings, history_file=Path(folder, "room.db"))
        window = ServerWindow(
            replace(arguments, settings=settings),
            themes,
            languages,
            WindowSettings(),
            network.view,
            ask=FileQuestions().ask,
        )
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        settle()
        try:
            with ExitStack() as guests:
                yield HostDesk(window, guests, cast)
        finally:
            window.close_without_asking()
            wait_for(lambda: not window.isVisible(), "the end of the window")
            window.deleteLater()
            network.view.deleteLater()
            settle()
            QSettings().clear()


def _start(desk: HostDesk) -> QWidget:
    desk.find(QLineEdit, "roomNameField").setText(desk.cast.room)
    desk.find(QLineEdit, "hostNameField").setText(desk.cast.host)
    return desk.window


def _start_refused(desk: HostDesk) -> QWidget:
    _start(desk)
    desk.find(QLineEdit, "hostNameField").setText("\u202e")
    desk.click("openRoomButton")
    settle()
    return desk.window


def _room_empty(desk: HostDesk) -> QWidget:
    desk.open_room()
    return desk.window


def _room(desk: HostDesk) -> QWidget:
    desk.open_room()
    desk.talk()
    return desk.window


def _room_whispering(desk: HostDesk) -> QWidget:
    _room(desk)
    _person_menu_entry(desk, 1, "Whisper", "悄悄")
    return desk.window


def _room_closing_question(desk: HostDesk) -> QWidget:
    desk.open_room()
    desk.guest(desk.cast.others[0])
    desk.click("closeRoomButton")
    settle()
    return desk.window


def _room_muted(desk: HostDesk) -> QWidget:
    _room(desk)
    _person_menu_entry(desk, 1, "Mute", "禁言")
    settle(0.3)
    return desk.window


def _room_search(desk: HostDesk) -> QWidget:
    _room(desk)
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settle()
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        focused.setText("TCP")
    settle(0.6)
    return desk.window


def _room_large(desk: HostDesk) -> QWidget:
    desk.open_room()
    desk.guest(desk.cast.others[0])
    return opened_by(lambda: desk.click("showLargeButton"), desk.window)


def _room_health(desk: HostDesk) -> QWidget:
    desk.open_room()
    return opened_by(lambda: desk.click("roomHealthButton"), desk.window)


def _person_menu(desk: HostDesk) -> QWidget:
    _room(desk)
    return opened_by(lambda: _ask_for_menu(desk, 1), desk.window)


def _room_hands(desk: HostDesk) -> QWidget:
    _room(desk)
    for number in range(1, 4):
        send(desk.guest(f"{desk.cast.others[0]} {number}"), SetHand(True))
    settle(0.3)
    return desk.window


def _room_quiet(desk: HostDesk) -> QWidget:
    _room(desk)
    entry_of(_menu_of(desk), "Who may write", "Nobody: quiet, please").trigger()
    settle(0.3)
    return desk.window


def _room_charts(desk: HostDesk) -> QWidget:
    _room(desk)
    tabs = desk.find(QTabBar, "qt_tabwidget_tabbar")
    tabs.setCurrentIndex(tabs.count() - 1)
    settle(2.5)
    return desk.window


def _dialog(*entry: str) -> Callable[[HostDesk], QWidget]:
    def play(desk: HostDesk) -> QWidget:
        desk.open_room()
        return opened_by(entry_of(_menu_of(desk), *entry).trigger, desk.window)

    return play


def _menu_of(desk: HostDesk) -> QMenu:
    menu = desk.find(QToolButton, "menuButton").menu()
    assert isinstance(menu, QMenu)
    return menu


def _menu(desk: HostDesk) -> QWidget:
    desk.open_room()
    menu, window = _menu_of(desk), desk.window
    return opened_by(lambda: menu.popup(window.mapToGlobal(QPoint(300, 60))), window)


def _ask_for_menu(desk: HostDesk, row: int) -> None:
    table = desk.find(PeopleTable, "peopleList")
    table.customContextMenuRequested.emit(table.visualRect(table.model().index(row, 0)).center())


def _person_menu_entry(desk: HostDesk, row: int, *beginnings: str) -> None:
    menu = opened_by(lambda: _ask_for_menu(desk, row), desk.window)
    assert isinstance(menu, QMenu)
    entries = [action for action in menu.actions() if bare(action.text()).startswith(beginnings)]
    assert entries, [action.text() for action in menu.actions()]
    entries[0].trigger()
    menu.close()
    settle()


SCENES: Final = (
    Scene("host-start", _start),
    Scene("host-start-refused", _start_refused),
    Scene("host-room-empty", _room_empty),
    Scene("host-room", _room),
    Scene("host-room-whispering", _room_whispering),
    Scene("host-room-closing-question", _room_closing_question),
    Scene("host-room-muted", _room_muted),
    Scene("host-room-search", _room_search),
    Scene("host-room-large", _room_large),
    Scene("host-room-health", _room_health),
    Scene("host-room-hands", _room_hands),
    Scene("host-room-quiet", _room_quiet),
    Scene("host-room-charts", _room_charts),
    Scene("host-settings", _dialog("Settings…")),
    Scene("host-keys", _dialog("Help", "Keyboard shortcuts")),
    Scene("host-about", _dialog("Help", "About")),
    Scene("host-person-menu", _person_menu),
    Scene("host-menu", _menu),
)
