"""Each program has its own name, its own place for settings, and a log that stays small."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from shared.ui.program_start import log_folder, name_program
from tests.helpers.headless import PATIENCE_SECONDS, ROOT


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.organizationName(), qapp.applicationName(), qapp.desktopFileName(), qapp.windowIcon()
    yield qapp
    qapp.setOrganizationName(before[0])
    qapp.setApplicationName(before[1])
    qapp.setDesktopFileName(before[2])
    qapp.setWindowIcon(before[3])


@pytest.mark.parametrize("program", ["server", "client"])
def test_a_program_has_its_own_name_icon_and_place(app: QApplication, program: str) -> None:
    name_program(app, program)
    assert app.organizationName() == "LAN Chatroom"
    assert app.desktopFileName() == f"chatroom-{program}"
    assert not app.windowIcon().isNull()
    assert program.capitalize() in QSettings().fileName()
    assert QSettings().fileName().endswith(".ini")
    assert program.capitalize() in str(log_folder())


def run_program(home: Path, code: str) -> str:
    """Run ``code`` in a process of its own, after its program has its name; return what it printed.

    A log is for the whole of a process, and so is the handler of its crashes.
    """
    beginning = (
        "import logging\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from shared.ui.program_start import log_folder, name_program, start_log\n"
        "app = QApplication([])\n"
        "name_program(app, 'server')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", beginning + code],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home)},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_log_is_a_file_with_what_was_asked_for(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "print(start_log('server', 'INFO'))\n"
        "logging.getLogger('chatroom_server').info('the room is open')\n"
        "logging.getLogger('chatroom_server').debug('every little thing')\n",
    )
    written = Path(printed.strip()).read_text(encoding="utf-8")
    assert "the room is open" in written
    assert "every little thing" not in written


def test_the_log_stays_small(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "print(start_log('server', 'info').parent)\n"
        "for number in range(60):\n"
        "    logging.getLogger('chatroom_server').info('x' * 100_000)\n",
    )
    files = list(Path(printed.strip()).glob("chatroom-server.log*"))
    assert 2 <= len(files) <= 10
    assert sum(file.stat().st_size for file in files) < 5_000_000


def test_a_crash_of_the_interpreter_is_written_down(tmp_path: Path) -> None:
    run_program(tmp_path, "start_log('server', 'info')\nimport faulthandler\nfaulthandler._sigsegv()\n")
    (crash,) = tmp_path.rglob("chatroom-server-crash.log")
    assert "Segmentation fault" in crash.read_text(encoding="utf-8")


def test_where_no_file_can_be_written_the_program_starts_all_the_same(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "folder = log_folder()\n"
        "folder.parent.mkdir(parents=True)\n"
        "folder.write_text('a file, not a folder')\n"
        "print(start_log('server', 'info'))\n"
        "logging.getLogger('chatroom_server').info('the room is open')\n",
    )
    assert printed.startswith("None")
    assert "the room is open" in printed


def test_on_a_shared_computer_no_log_file_is_kept(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "print(start_log('server', 'info', is_kept=False), log_folder().exists())\n"
        "logging.getLogger('room').warning('seen on the terminal')\n",
    )
    assert "None False" in printed
    assert "seen on the terminal" in printed


def test_a_log_is_forgotten_with_all_its_files(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "from shared.ui.program_start import forget_log\n"
        "start_log('server', 'info')\n"
        "logging.getLogger('room').warning('of alice')\n"
        "print(sorted(file.name for file in log_folder().iterdir()))\n"
        "forget_log()\n"
        "print(log_folder().exists())\n"
        "forget_log()\n",
    )
    assert "chatroom-server.log" in printed
    assert printed.rstrip().endswith("False")


def test_a_log_that_is_forgotten_is_held_open_by_nothing_as_windows_would_keep_it(tmp_path: Path) -> None:
    printed = run_program(
        tmp_path,
        "import psutil\n"
        "from shared.ui.program_start import forget_log\n"
        "def held():\n"
        "    return sorted(Path(each.path).name for each in psutil.Process().open_files() if '.log' in each.path)\n"
        "import shutil\n"
        "from pathlib import Path\n"
        "start_log('server', 'info')\n"
        "print(held())\n"
        "shutil.rmtree = lambda *_arguments, **_options: None\n"
        "forget_log()\n"
        "print(held())\n",
    )
    assert printed.splitlines() == ["['chatroom-server-crash.log', 'chatroom-server.log']", "[]"]
