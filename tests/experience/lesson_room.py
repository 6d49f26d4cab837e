"""A teacher's room with real windows and real programs in it, and hands for all of them.

The rule: everything goes over this computer's own sockets, and is done as a person does it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QAbstractItemModel, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from chatroom_client.settings import ClientSettings
from chatroom_client.ways import Ways
from chatroom_client.window.main import ClientWindow
from chatroom_server.arguments import parse_arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.room_page import RoomPage
from chatroom_server.window.server_window import ServerWindow
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource
from shared.ui.wire.wire_panel import WirePanel
from shared.ui.wire.wire_split import WireSplit
from shared.ui.wire.wire_view_menu import WireViewMenu
from tests.experience.scene import PATIENCE_SECONDS, settle, wait_for
from tests.helpers.headless import ROOT, RawClient
from tests.helpers.server_window import WIFI, FileQuestions, Network

WIRE, SOCKETS = 1, 2
_HOST_SIZE: Final = (1240, 800)
_GUEST_SIZE: Final = (980, 820)
_PEOPLE_WIDTH: Final = 300
_LESSON_PORTS: Final = (9999, 6000)

Kind = TypeVar("Kind", bound=QWidget)


class Program:
    """One of examples/ with somebody at its keyboard; ``screen`` is what it has printed so far."""

    def __init__(self, name: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "examples" / f"{name}.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        self._printed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._screen: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def screen(self) -> list[str]:
        """Every line on it, as bytes beyond text would be seen: ``\\x02`` and ``\\x03`` are in it."""
        while not self._printed.empty():
            self._screen.append(self._printed.get())
        return self._screen

    def type(self, *lines: str) -> None:
        """Type these lines, or paste them: all at once."""
        assert self._process.stdin is not None
        self._process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self._process.stdin.flush()

    def sees(self, line: str) -> None:
        """Wait until this line is on the screen."""
        wait_for(lambda: line in self.screen, line)

    def end(self) -> None:
        """Switch it off."""
        self._process.kill()
        self._process.communicate(timeout=PATIENCE_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError, OSError):  # it was switched off
            for line in self._process.stdout:
                self._printed.put(line.decode("utf-8", "replace").rstrip("\r\n"))


class LessonRoom:
    """The teacher's window, a guest's, and the programs that come to the room."""

    def __init__(
        self, host: ServerWindow, guest: ClientWindow, questions: FileQuestions, stack: ExitStack
    ) -> None:
        self.host = host
        self.guest = guest
        self._questions = questions
        self._stack = stack

    @property
    def wire(self) -> WirePanel:
        """The teacher's."""
        return _only(self.host.findChildren(WirePanel))

    @property
    def guest_wire(self) -> WirePanel:
        """The guest's, once it was opened."""
        return _only(self.guest.findChildren(WirePanel))

    @property
    def view_menu(self) -> WireViewMenu:
        """The menu "View" of the teacher's wire."""
        return _only(self.wire.findChildren(WireViewMenu))

    def find(self, kind: type[Kind], name: str) -> Kind:
        """Return what has that name in the teacher's window."""
        found = self.host.findChild(kind, name)
        assert found is not None, name
        return found

    def open(self, room: str, host: str) -> None:
        """Do what a teacher does in the thirty seconds before the lesson."""
        self.find(QLineEdit, "roomNameField").setText(room)
        self.find(QLineEdit, "hostNameField").setText(host)
        click(self.find(QPushButton, "openRoomButton"))
        wait_for(self.find(QLabel, "roomTitle").isVisible, "the room")
        settle()
        page = _only(self.host.findChildren(RoomPage))
        line = next(each for each in page.findChildren(QSplitter) if each.parent() is page)
        line.setSizes([_PEOPLE_WIDTH, line.width() - _PEOPLE_WIDTH])
        settle()

    def make_room_for_detail(self) -> None:
        """Draw the line above the fields up."""
        line = _only(self.wire.findChildren(WireSplit))
        line.setSizes([1, *(line.height() for _ in range(line.count() - 1))])
        settle()

    def show_tab(self, number: int) -> None:
        self.find(QTabBar, "qt_tabwidget_tabbar").setCurrentIndex(number)
        settle(0.1)

    def start(self, program: str, name: str) -> Program:
        """Let somebody start one of examples/ with the room's address, and wait until they are in."""
        started = Program(program, name, f"127.0.0.1:{self._port}")
        self._stack.callback(started.end)
        wait_for(lambda: any(name in line for line in started.screen), name)
        return started

    def plug_in(self) -> RawClient:
        """Let somebody come with a socket and nothing else."""
        return self._stack.enter_context(RawClient(self._port))

    def look_for_rooms(self) -> None:
        """Let the guest's window find the room."""
        self.guest.show()
        self.guest.look_for_rooms()
        rooms = self.guest.join_screen.rooms
        wait_for(lambda: rooms.selected is not None, "the room in the list")

    def join(self, name: str) -> None:
        """Let the guest choose the room that was found."""
        self.guest.join_screen.set_name(name)
        click(self.guest.join_screen.join_button)
        wait_for(lambda: self.guest.findChild(QTextEdit, "messageEdit") is not None, "the chat")
        settle(0.2)

    def say(self, text: str) -> None:
        """Let the guest write this in the window."""
        edit = self.guest.findChild(QTextEdit, "messageEdit")
        assert edit is not None
        edit.insertPlainText(text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def save(self, folder: Path, ending: str) -> Path:
        """Save the wire with the entry of the menu whose file has this ending, and return the file."""
        self._questions.folder, self._questions.ending = folder, ending
        menu = self.wire.bar.save_button.menu()
        next(action for action in menu.actions() if f"({ending})" in action.text()).trigger()
        found: list[Path] = []

        def is_there() -> bool:
            found[:] = folder.glob(f"*{ending}")
            return bool(found)

        wait_for(is_there, ending)
        settle(0.2)
        return found[0]

    @property
    def _port(self) -> int:
        return int(self.find(QLabel, "roomAddress").text().rpartition(":")[2])


def choose(table: QTableView, text: str) -> None:
    """Wait for a row that says ``text``, and choose the newest."""
    model = table.model()
    found: list[int] = []

    def is_there() -> bool:
        found[:] = [row for row in range(model.rowCount()) if text in _row_text(model, row)]
        return bool(found)

    wait_for(is_there, text)
    table.selectRow(found[-1])
    table.scrollTo(model.index(found[-1], 0), QTableView.ScrollHint.PositionAtCenter)
    settle(0.2)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


@contextmanager
def lesson_room(language: str, folder: Path) -> Iterator[LessonRoom]:
    """Give a room that is not open yet; ``folder`` is for what the guest's window writes.

    Its ports are those of the lesson, or any free ones where another program has them.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QSettings().clear()
    themes, languages = ThemeSource(app, ThemeChoice.LIGHT), Languages(app, language)
    tcp, udp = (
        _free_port(kind, port)
        for kind, port in zip((socket.SOCK_STREAM, socket.SOCK_DGRAM), _LESSON_PORTS, strict=True)
    )
    arguments = parse_arguments(["--tcp-port", str(tcp), "--udp-port", str(udp), "--no-history"])
    network, questions = Network(WIFI), FileQuestions()
    host = ServerWindow(arguments, themes, languages, WindowSettings(), network.view, ask=questions.ask)
    host.resize(*_HOST_SIZE)
    host.show()
    ways = Ways(udp_port=udp, is_plain=False, is_acted=False, is_keeping=False, language=language)
    store = QSettings(str(folder / "guest.ini"), QSettings.Format.IniFormat)
    guest = ClientWindow(ways.open, ClientSettings(store), themes, languages)
    guest.resize(*_GUEST_SIZE)
    settle(0.1)
    try:
        with ExitStack() as stack:
            yield LessonRoom(host, guest, questions, stack)
    finally:
        guest.close()
        ways.close()
        host.close_without_asking()
        wait_for(lambda: not host.isVisible(), "the end of the window")


def _free_port(kind: socket.SocketKind, wanted: int) -> int:
    for port in (wanted, 0):
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("", port))
            return int(probe.getsockname()[1])
    raise OSError


def _only(found: list[Kind]) -> Kind:
    assert len(found) == 1, found
    return found[0]


def _row_text(model: QAbstractItemModel, row: int) -> str:
    return " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
