"""``chatroom-server`` and its room are two processes: what a person sees when one of them ends."""

import signal
import sys
from pathlib import Path

import psutil
import pytest

from tests.helpers.headless import RawClient
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
