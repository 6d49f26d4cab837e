"""``chatroom-server`` and its room are two processes: what a person sees when one of them ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient
from tests.helpers.processes import still_running
from tests.test_server_app import ActedServer, acted_server


def room_of(server: ActedServer) -> psutil.Process:
    """The process that listens for guests, which is not the window's."""
    (room,) = [
        process
        for process in psutil.Process(server.process.pid).children()
        if any(each.status == psutil.CONN_LISTEN for each in process.net_connections("tcp"))
    ]
    return room


def test_a_room_that_is_killed_is_said_and_can_be_opened_again(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        port = server.open_room()
        room_of(server).kill()
        server.do("wait", on="openingProblem", text="The room has ended")
        assert server.open_room() != port
        with RawClient(int(server.read("roomAddress").rpartition(":")[2])) as alice:
            alice.log_in("alice")
            server.do("wait", on="peopleList", text="alice")
        server.do("quit")
        assert server.finish()[0] == 0
    (log,) = tmp_path.rglob("chatroom-server.log")
    written = log.read_text(encoding="utf-8")
    assert written.count("the room's process") == 1
    assert "Traceback" not in written


def test_a_window_that_is_killed_leaves_no_room_behind(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            room = room_of(server)
            server.process.kill()
            assert b"the room is closing" in alice.read_to_end()
        _, errors = server.finish()
        assert "Traceback" not in errors
    assert not still_running([room])


ENDED_FROM_WITHIN = """
import multiprocessing
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from chatroom_server.arguments import parse_arguments
from chatroom_server.host import ServerHost
from chatroom_server.window import program

class EndedFromWithin(program.ServerWindow):
    def show(self):
        super().show()
        self.findChild(ServerHost).started.connect(lambda _opened: QApplication.exit(3))
        QTimer.singleShot(0, self.findChild(QPushButton, "openRoomButton").click)

program.ServerWindow = EndedFromWithin
if __name__ == "__main__":
    options = ["--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0"]
    status = program.run_program(parse_arguments(options))
    print(status, multiprocessing.active_children())
"""


def test_a_program_that_ends_with_its_room_open_closes_the_room_and_does_not_have_it_terminated(
    tmp_path: Path,
) -> None:
    script = tmp_path / "ended.py"
    script.write_text(ENDED_FROM_WITHIN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "3 []\n"), done.stderr
    (log,) = tmp_path.rglob("chatroom-server.log")
    assert "the room's process" not in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be asked by a signal")
def test_a_stop_signal_for_both_closes_the_room_once(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            room = room_of(server)
            # A terminal sends Ctrl+C to both, and a system that shuts down its own signal.
            for number in (signal.SIGINT, signal.SIGTERM):
                room.send_signal(number)
                server.process.send_signal(number)
            assert alice.read_to_end().count(b"the room is closing") == 1
        status, errors = server.finish()
        assert status == 0
        assert "Traceback" not in errors
