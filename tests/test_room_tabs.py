"""The views of the room as tabs: in order, named, and the wire's view loaded when it is first looked at."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.room_tabs import RoomTabs
from shared.ui.ask_file import ask_file
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.toast import Toast
from tests.helpers.headless import PATIENCE_SECONDS
from tests.helpers.marked_words import MARK, marked_words
from tests.helpers.noted_host import NINE, NotedHost
from tests.test_house import ROOT

WINDOW = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget
from chatroom_server.arguments import parse_arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.server_window import ServerWindow
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource

HEAVY = {"shared.ui.wire.wire_panel", "shared.ui.wire.bench_bar", "shared.wire.frames"}

def heavy():
    return sorted(HEAVY & set(sys.modules))

app = QApplication([])
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
arguments = parse_arguments(
    ["--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--no-history", "--room", "Room 101"]
)
window = ServerWindow(arguments, ThemeSource(app), Languages(app, "en"), WindowSettings())
window.show()
window.findChild(QPushButton, "openRoomButton").click()
tabs = window.findChild(QTabWidget)
while not tabs.isVisible():
    app.processEvents()
tabs.setCurrentIndex(2)
app.processEvents()
loaded = [name for name in sys.modules if name.startswith("shared.ui.wire.")]
print("sockets", heavy(), len(loaded) < 5)
tabs.setCurrentIndex(1)
app.processEvents()
print("wire", len(heavy()))
window.close_without_asking()
while window.isVisible():
    app.processEvents()
"""


class Page:
    """A page with the tabs on it."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.host = NotedHost()
        self.widget = QWidget()
        people = PeopleModel(self.widget)
        self.tabs = RoomTabs(self.host, people, themes, Toast(self.widget), ask_file)
        self.tabs.setParent(self.widget)
        qtbot.addWidget(self.widget)
        self.widget.resize(900, 600)
        self.tabs.resize(900, 600)
        self.widget.show()


@pytest.fixture
def page(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Page:
    return Page(themes, qtbot)


def test_tabs_stand_in_order(page: Page) -> None:
    names = [page.tabs.tabText(number) for number in range(page.tabs.count())]
    assert names == ["Conversation", "Wire", "Sockets", "Charts"]
    assert page.tabs.currentWidget() is page.tabs.conversation


def test_keyboard_finds_what_is_read_in_each(page: Page) -> None:
    tabs = page.tabs
    found: list[QWidget] = []
    for view in (tabs.sockets, tabs.charts, tabs.conversation):
        tabs.setCurrentWidget(view)
        found.append(tabs.reading_place)
    assert found == [tabs.sockets.table, tabs.charts.pane, tabs.conversation.reading_place]
    tabs.setCurrentWidget(tabs.wire)
    assert type(tabs.reading_place).__name__ == "WireTable"


def test_going_from_one_view_of_the_wire_to_the_other_looks_on(page: Page, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.tabs.wire)
    page.tabs.setCurrentWidget(page.tabs.sockets)
    page.tabs.setCurrentWidget(page.tabs.wire)
    page.tabs.show_conversation()
    qtbot.waitUntil(lambda: page.host.asked[-1] == "look away")
    assert [each for each in page.host.asked if each.startswith("look")] == ["look", "look away"]


def test_new_room_begins_with_the_conversation(page: Page) -> None:
    page.tabs.setCurrentWidget(page.tabs.sockets)
    page.tabs.begin_room("Room 102", NINE)
    assert page.tabs.currentWidget() is page.tabs.conversation


def test_names_are_said_anew_in_another_language(page: Page, qapp: QApplication) -> None:
    with marked_words(qapp):
        assert all(page.tabs.tabText(number).startswith(MARK) for number in range(page.tabs.count()))
        assert page.tabs.accessibleName().startswith(MARK)


def test_the_view_of_the_wire_is_loaded_at_the_first_look_at_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WINDOW, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
    )
    assert done.stdout.splitlines() == ["sockets [] True", "wire 3"], done.stderr
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
