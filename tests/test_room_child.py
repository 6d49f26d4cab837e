"""The room's own process ends with whoever started it, and knows no windows."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient, frame
from tests.helpers.processes import still_running

HOST = """
import sys, time
from dataclasses import replace
from pathlib import Path
from chatroom_server.room_orders import IsOpen
from chatroom_server.room_process import RoomProcess
from tests.helpers.carried import HERE, Keeper

if __name__ == "__main__":
    keeper = Keeper()
    room = RoomProcess(replace(HERE, history_file=Path(sys.argv[1]), keeps_history=True), keeper.tell)
    print(room.pid, keeper.port, flush=True)
    {then}
"""


def host_that(then: str, history: Path) -> "subprocess.Popen[str]":
    """A program that opens a room, says where, and then does something."""
    return subprocess.Popen(
        [sys.executable, "-c", HOST.format(then=then), str(history)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def room_of(host: "subprocess.Popen[str]") -> tuple[psutil.Process, int]:
    """The room's process, and its port."""
    assert host.stdout is not None
    line = host.stdout.readline()
    assert line, host.communicate()[1]
    pid, port = line.split()
    return psutil.Process(int(pid)), int(port)


def test_room_of_a_host_that_is_killed_closes_in_good_order(tmp_path: Path) -> None:
    history = tmp_path / "room.db"
    with host_that("time.sleep(600)", history) as host:
        room, port = room_of(host)
        with RawClient(port) as alice:
            alice.log_in("alice")
            host.kill()
            assert b"the room is closing" in alice.read_to_end()
        # What wrote into the program's pipes is gone, too.
        host.communicate(timeout=PATIENCE_SECONDS)
    assert not still_running([room])
    assert not history.with_name("room.db-wal").exists(), "its history was closed"


def test_room_of_a_host_that_ends_without_closing_it_ends_too(tmp_path: Path) -> None:
    with host_that("sys.exit(3)", tmp_path / "room.db") as host:
        room, _ = room_of(host)
        _, errors = host.communicate(timeout=PATIENCE_SECONDS)
        assert host.returncode == 3
        assert errors == ""
    assert not still_running([room])


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be stopped")
def test_room_of_a_host_that_stands_still_goes_on(tmp_path: Path) -> None:
    with host_that("time.sleep(600)", tmp_path / "room.db") as host:
        room, port = room_of(host)
        with RawClient(port) as alice:
            alice.log_in("alice")
            host.send_signal(signal.SIGSTOP)
            lines = [f"line {number}" for number in range(20_000)]
            alice.send(b"".join(frame("3", line) for line in lines))
            alice.read_until(frame("4", f"alice: {lines[-1]}"))
            host.kill()
            assert b"the room is closing" in alice.read_to_end()
        host.communicate(timeout=PATIENCE_SECONDS)
    assert not still_running([room])


def test_room_knows_no_windows() -> None:
    known = "import sys, chatroom_server.room_child; print({'PySide6', 'shared.ui'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"
