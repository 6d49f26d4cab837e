"""The host's window on this computer alone, and hands for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from chatroom_server.addresses import Adapter
from chatroom_server.arguments import Arguments, parse_arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.addresses_in_view import AddressesInView
from chatroom_server.window.people_table import PeopleTable
from chatroom_server.window.question import Question
from chatroom_server.window.server_window import ServerWindow
from shared.ui.ask_file import FileQuestion
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from shared.ui.transcript_view import TranscriptView
from tests.helpers.headless import RawClient

OPTIONS = ("--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--rate", "0")
WIFI = Adapter("wlan0", "192.168.1.5", "255.255.255.0", "192.168.1.255")
CABLE = Adapter("eth0", "10.1.2.3", "255.0.0.0", "10.255.255.255")
DOCKER = Adapter("docker0", "172.17.0.1", "255.255.0.0", "", is_virtual=True)

Kind = TypeVar("Kind", bound=QWidget)


class Network:
    """The computer's adapters, as the window sees them."""

    def __init__(self, *adapters: Adapter) -> None:
        self.adapters = adapters
        self.view = AddressesInView("", lambda: self.adapters)

    def change(self, *adapters: Adapter) -> None:
        """Have these adapters from now on, and let the window look."""
        self.adapters = adapters
        self.view.check()


class FileQuestions:
    """Answers, in the place of the desktop's dialog, where a file should be saved."""

    def __init__(self) -> None:
        self.asked: list[FileQuestion] = []
        self.folder: Path | None = None  # where the host saves; None: the dialog is closed without an answer
        self.ending = ""  # which kind of file the host chooses; empty: the first

    def ask(self, _window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
        self.asked.append(question)
        if self.folder is not None:
            then(self.folder / (question.name + (self.ending or question.kinds[0][1])))


class HostAtWindow:
    """A host who sees the window and uses it."""

    def __init__(
        self, window: ServerWindow, network: Network, qtbot: QtBot, questions: FileQuestions
    ) -> None:
        self.window = window
        self.network = network
        self.qtbot = qtbot
        self.questions = questions

    def find(self, kind: type[Kind], name: str) -> Kind:
        """Return the widget with that name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    @staticmethod
    def find_in(dialog: QWidget, name: str) -> QLineEdit:
        """Return the field with that name in a dialog."""
        found = dialog.findChild(QLineEdit, name)
        assert found is not None, name
        return found

    def share_computer(self) -> None:
        """Say in the settings that others use this computer too."""
        box = self.find(QCheckBox, "sharedComputerBox")
        box.click()
        assert box.isChecked()

    def text(self, name: str) -> str:
        """Return what a label says; nothing for one that is not shown."""
        label = self.find(QLabel, name)
        return bare(label.text()) if label.isVisible() else ""

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def write(self, text: str) -> None:
        """Type into the message box; what no key is for comes from an input method."""
        edit = self.find(QTextEdit, "messageEdit")
        commit = QInputMethodEvent("", [])
        commit.setCommitString(text)
        QApplication.sendEvent(edit, commit)

    def send(self, text: str) -> None:
        self.write(text)
        QTest.keyClick(self.find(QTextEdit, "messageEdit"), Qt.Key.Key_Return)

    @property
    def written(self) -> str:
        """What stands in the message box."""
        return self.find(QTextEdit, "messageEdit").toPlainText()

    @property
    def transcript(self) -> list[str]:
        """What the conversation says, a line for each row."""
        model = self.find(TranscriptView, "transcript").model()
        return [bare(str(model.index(row, 0).data())) for row in range(model.rowCount())]

    @property
    def people(self) -> list[str]:
        """The names in the table."""
        model = self.find(PeopleTable, "peopleList").model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def toast(self) -> Toast:
        (found,) = self.window.findChildren(Toast)
        return found

    @property
    def port(self) -> int:
        return int(self.find(QLabel, "roomAddress").text().rpartition(":")[2])

    @property
    def is_room_shown(self) -> bool:
        return self.find(QLabel, "roomTitle").isVisible()

    @property
    def is_start_shown(self) -> bool:
        return self.find(QPushButton, "openRoomButton").isVisible()

    def open_room(self) -> None:
        """Open the room and wait until it is open."""
        self.click("openRoomButton")
        self.qtbot.waitUntil(lambda: self.is_room_shown)

    @contextmanager
    def guest(self, name: str) -> Iterator[RawClient]:
        """A raw guest who has logged in, and whom the table shows."""
        with RawClient(self.port) as client:
            client.log_in(name)
            self.qtbot.waitUntil(lambda: name in self.people)
            yield client

    def choose_recipient(self, beginning: str) -> None:
        """Choose to whom to write, in the menu beside the box."""
        menu = self.find(QPushButton, "recipientButton").menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        entry(menu, beginning).trigger()

    def choose_export(self, *beginnings: str) -> None:
        """Choose an entry of the menu "Export…", or of a menu in it."""
        menu = self.find(QPushButton, "exportButton").menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        for beginning in beginnings[:-1]:
            inner = entry(menu, beginning).menu()
            assert isinstance(inner, QMenu)
            menu = inner
        entry(menu, beginnings[-1]).trigger()

    def choose_for(self, name: str, beginning: str) -> None:
        """Choose an entry of the menu on somebody's row."""
        table = self.find(PeopleTable, "peopleList")
        place = table.visualRect(table.model().index(self.people.index(name), 0)).center()
        table.customContextMenuRequested.emit(place)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry(menu, beginning).trigger()
        menu.close()

    def undo(self) -> None:
        """Take back what the notice tells of."""
        self.qtbot.waitUntil(self.toast.isVisible)
        (button,) = self.toast.findChildren(QPushButton)
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer(self, label: str, question: str = "closingQuestion") -> None:
        """Press a button of a question, by default of the one whether to close the room."""
        buttons = self.find(Question, question).findChildren(QPushButton)
        (button,) = [each for each in buttons if each.isVisible() and each.text() == label]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def see(self, text: str) -> None:
        """Wait until the conversation shows a line with ``text``."""
        self.qtbot.waitUntil(lambda: any(text in line for line in self.transcript))


def bare(text: str) -> str:
    """The text without the invisible marks round names."""
    return text.replace("\u2068", "").replace("\u2069", "")


def entry(menu: QMenu, beginning: str) -> QAction:
    """The entry of a menu that begins so."""
    for action in menu.actions():
        if bare(action.text()).startswith(beginning):
            assert action.isEnabled()
            return action
    raise AssertionError([action.text() for action in menu.actions()])


@contextmanager
def host_at_window(
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
    *options: str,
    network: Network | None = None,
    is_default_history: bool = False,
) -> Iterator[HostAtWindow]:
    """Run the window until the block ends; its room is closed then.

    Without ``--history`` among the options, the room has an empty one that goes with it, unless it
    ``is_default_history``: where a person has it.
    """
    QSettings().clear()
    network = network or Network(WIFI)
    with TemporaryDirectory(prefix="chatroom-history-", ignore_cleanup_errors=True) as folder:
        arguments = parse_arguments([*OPTIONS, *options])
        settings = arguments.settings
        if "--room" not in options:
            settings = replace(settings, room_name="lab-pc-7")
        if settings.history_file is None and not is_default_history:
            settings = replace(settings, history_file=Path(folder, "room.db"))
        with _shown(replace(arguments, settings=settings), themes, languages, network, qtbot) as host:
            yield host
        network.view.deleteLater()
        QApplication.processEvents()
        QSettings().clear()


@contextmanager
def _shown(
    arguments: Arguments, themes: ThemeSource, languages: Languages, network: Network, qtbot: QtBot
) -> Iterator[HostAtWindow]:
    questions = FileQuestions()
    window = ServerWindow(arguments, themes, languages, WindowSettings(), network.view, ask=questions.ask)
    window.resize(1240, 760)
    window.show()
    qtbot.waitExposed(window)
    try:
        yield HostAtWindow(window, network, qtbot, questions)
    finally:
        window.close_without_asking()
        qtbot.waitUntil(lambda: not window.isVisible())
        window.deleteLater()
        QApplication.processEvents()
