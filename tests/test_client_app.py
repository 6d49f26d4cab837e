"""The guest's program: how it starts and how it ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chatroom_client.app import begin
from chatroom_client.arguments import Arguments
from chatroom_client.server_address import ServerAddress
from chatroom_client.settings import ClientSettings
from chatroom_client.window.main import ClientWindow
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.fake_link import FakeFinder, FakeLink

ROOT = Path(__file__).resolve().parent.parent
SERVER = ServerAddress("192.168.1.5", 9001)


@pytest.fixture
def link(qapp: QApplication) -> FakeLink:
    return FakeLink()


@pytest.fixture
def window(
    link: FakeLink, themes: ThemeSource, languages: Languages, tmp_path: Path, qtbot: QtBot
) -> ClientWindow:
    settings = ClientSettings(QSettings(str(tmp_path / "client.ini"), QSettings.Format.IniFormat))
    window = ClientWindow(lambda: (link, FakeFinder()), settings, themes, languages)
    qtbot.addWidget(window)
    return window


def test_it_starts_on_the_join_screen(window: ClientWindow, link: FakeLink) -> None:
    begin(window, Arguments("", None, 6000, is_plain=False))
    assert window.join_screen.isVisible()
    assert link.asked.joins == []


def test_a_name_is_put_in(window: ClientWindow, link: FakeLink) -> None:
    begin(window, Arguments("grace", None, 6000, is_plain=False))
    assert window.join_screen.name_field.edit.text() == "grace"
    assert link.asked.joins == []


def test_a_server_is_put_in_and_shown(window: ClientWindow, link: FakeLink) -> None:
    begin(window, Arguments("", SERVER, 6000, is_plain=False))
    assert window.join_screen.address_field.edit.isVisible()
    assert window.join_screen.address_field.edit.text() == "192.168.1.5:9001"
    assert link.asked.joins == []


def test_name_and_server_join_at_once(window: ClientWindow, link: FakeLink) -> None:
    begin(window, Arguments("grace", SERVER, 6000, is_plain=False))
    assert link.asked.joins == [("192.168.1.5", 9001, "grace")]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The whole program, offscreen, with somebody at its window who takes orders."""
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "chatroom_client", "--udp-port", "1", "--actor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environ,
    ) as process:
        yield process
        process.kill()


def order(program: subprocess.Popen[str], **details: object) -> object:
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(json.dumps(details) + "\n")
    program.stdin.flush()
    return json.loads(program.stdout.readline())["ok"]


@pytest.mark.skipif(sys.platform == "win32", reason="there, no other process can send Ctrl+C")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_it_in_good_order(
    program: subprocess.Popen[str], number: signal.Signals, tmp_path: Path
) -> None:
    assert order(program, do="wait", on="nameField")
    program.send_signal(number)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 0
    assert "Traceback" not in errors
    assert list(tmp_path.rglob("chatroom-client.log"))


def test_closing_the_window_ends_the_program(program: subprocess.Popen[str]) -> None:
    assert order(program, do="wait", on="nameField")
    _, errors = program.communicate('{"do": "quit"}\n', timeout=60)
    assert program.returncode == 0
    assert "Traceback" not in errors


# An earlier run with a log, and the choice made in it.
_BEFORE = """
from PySide6.QtWidgets import QApplication
from chatroom_client.settings import ClientSettings
from shared.ui.program_start import name_program, start_log
app = QApplication([])
name_program(app, "client")
start_log("client", "info")
ClientSettings().is_shared_computer = True
"""
_RUN = """
import logging
from logging.handlers import RotatingFileHandler
from PySide6.QtCore import QTimer
import chatroom_client.app as program
from chatroom_client.arguments import Arguments
def begin(window, arguments):
    window.show()
    QTimer.singleShot(0, window.quit)
    files = [each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler)]
    print("log files:", len(files))
program.begin = begin
raise SystemExit(program.run_window(Arguments("", None, 1, is_plain=False)))
"""


def test_on_a_shared_computer_no_log_is_written_and_none_stays(tmp_path: Path) -> None:
    folders = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA")}
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **folders, "APPDATA": str(tmp_path)}

    def run(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    run(_BEFORE)
    logs = list(tmp_path.rglob("chatroom-client*.log"))
    assert logs
    assert "log files: 0" in run(_RUN)
    assert not [log for log in logs if log.exists()]
    assert not list(tmp_path.rglob("chatroom-client*.log"))


def test_a_mistake_on_the_command_line_needs_no_desktop() -> None:
    environ = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}
    }
    run = subprocess.run(
        [sys.executable, "-m", "chatroom_client", "--udp-port", "x"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_window_is_there_before_what_only_a_room_needs_is_loaded() -> None:
    code = "import sys, chatroom_client.__main__, chatroom_client.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    late = {
        "PySide6.QtNetwork",
        "chatroom_client.finder",
        "chatroom_client.link",
        "chatroom_client.session.session",
        "chatroom_client.window.chat",
        "importlib.metadata",
        "precis_i18n",
        "shared.protocol.messages",
        "shared.ui.transcript_view",
    }
    assert late & set(loaded.stdout.split()) == set()
