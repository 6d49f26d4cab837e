"""What the charts are drawn with is loaded when they are looked at, and neither by a room nor by its window."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS
from tests.test_house import ROOT, SOURCES, packages_in

HEAVY = {"numpy", "pyqtgraph"}

WINDOW = """
import sys, threading
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget
from PySide6.QtCore import QSettings
from chatroom_server.arguments import parse_arguments
from chatroom_server.settings import WindowSettings
from chatroom_server.window.server_window import ServerWindow
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource

def heavy():
    return sorted({"numpy", "pyqtgraph"} & set(sys.modules))

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
print("open", heavy())
hooks = sys.excepthook, threading.excepthook
tabs.setCurrentIndex(tabs.count() - 1)
while not heavy():
    app.processEvents()
print("charts", heavy(), hooks == (sys.excepthook, threading.excepthook))
window.close_without_asking()
while window.isVisible():
    app.processEvents()
"""


def test_one_file_alone_knows_what_the_charts_are_drawn_with() -> None:
    assert [path.name for path in SOURCES if packages_in(path) & HEAVY] == ["charts_plot.py"]


@pytest.mark.parametrize("module", ["chatroom_server.headless", "chatroom_server.service"])
def test_room_without_a_window_loads_neither_qt_nor_numpy(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
    ).stdout.split()
    assert module in loaded
    assert {name.split(".")[0] for name in loaded} & (HEAVY | {"PySide6"}) == set()


def test_window_with_an_open_room_loads_it_at_the_first_look_at_the_charts(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WINDOW, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
    )
    assert done.stdout.splitlines() == ["open []", "charts ['numpy', 'pyqtgraph'] True"], done.stderr
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
