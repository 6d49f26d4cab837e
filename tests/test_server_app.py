"""``chatroom-server`` as a process: it starts, acts, ends in good order, and says why it cannot show a window."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient, frame

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be asked by a signal")
OPTIONS = ("--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--room", "Room 101")


class ActedServer:
    """A real ``chatroom-server`` without a screen, whose window takes orders line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def do(self, what: str, **details: object) -> object:
        """Have the window used as a person would, and return what was seen."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": what, **details}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        answer = json.loads(line)
        assert answer["ok"], answer
        return answer["value"]

    def read(self, widget: str) -> str:
        texts = self.do("read", on=widget)
        assert isinstance(texts, list)
        return "\n".join(texts)

    def open_room(self) -> int:
        """Open the room and return its port."""
        self.do("click", on="openRoomButton")
        self.do("wait", on="roomTitle", text="Room 101")
        return int(self.read("roomAddress").rpartition(":")[2])

    def finish(self) -> tuple[int, str]:
        """Wait for the end; return the exit status and what went to standard error."""
        _, errors = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, errors


@contextmanager
def acted_server(home: Path, *options: str) -> Iterator[ActedServer]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "chatroom_server", *OPTIONS, "--actor", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
    ) as process:
        try:
            yield ActedServer(process)
        finally:
            if process.poll() is None:
                process.kill()


def test_the_room_works_from_the_first_click_to_the_last(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            server.do("type", on="messageEdit", text="Good morning, 同学们")
            server.do("key", on="messageEdit", key="Return")
            alice.read_until("同学们".encode())
            alice.send(frame("3", "hello"))
            server.do("wait", on="transcript", text="hello")
            server.do("menu_row", on="peopleList", row="alice", entry="Mute")
            server.do("wait", on="transcript", text="muted")
            alice.read_until(b"muted")
            server.do("quit")
            assert b"the room is closing" in alice.read_to_end()
        assert server.finish()[0] == 0


@ON_POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_room_in_good_order(tmp_path: Path, number: signal.Signals) -> None:
    with acted_server(tmp_path) as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            server.process.send_signal(number)
            assert b"the room is closing" in alice.read_to_end()
        status, errors = server.finish()
        assert status == 0
        assert "Traceback" not in errors


@ON_POSIX
def test_a_signal_before_the_room_is_open_ends_the_program(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        server.do("wait", on="openRoomButton")
        server.process.send_signal(signal.SIGTERM)
        assert server.finish()[0] == 0


def test_the_log_is_in_the_data_folder_and_holds_nothing_that_was_said(tmp_path: Path) -> None:
    with acted_server(tmp_path, "--log-level", "debug") as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            alice.send(frame("3", "a private thought"))
            server.do("wait", on="transcript", text="a private thought")
        server.do("quit")
        server.finish()
    (log,) = tmp_path.rglob("chatroom-server.log")
    written = log.read_text(encoding="utf-8")
    assert "alice" in written
    assert "a private thought" not in written


def test_the_end_of_the_orders_ends_the_program_even_in_the_middle_of_a_wait(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        with RawClient(server.open_room()) as alice:
            alice.log_in("alice")
            server.do("wait", on="peopleList", text="alice")
            order = {"do": "wait", "on": "transcript", "text": "what nobody says"}
            answer, _ = server.process.communicate(json.dumps(order) + "\n", timeout=PATIENCE_SECONDS)
            assert b"the room is closing" in alice.read_to_end()
        assert server.process.returncode == 0
        assert "nobody to wait for" in answer


def test_an_actor_changes_nobodys_settings(tmp_path: Path) -> None:
    with acted_server(tmp_path) as server:
        server.open_room()
        server.do("quit")
        server.finish()
    assert not list((tmp_path / "config").rglob("*.ini"))


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a desktop there")
@pytest.mark.parametrize("language", ["C.UTF-8", "zh_CN.UTF-8"])
def test_without_a_desktop_it_names_the_way_without_a_window(tmp_path: Path, language: str) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "chatroom_server"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**environment, "HOME": str(tmp_path), "LC_ALL": language},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert "chatroom-server --headless" in done.stderr
    assert len(done.stderr.splitlines()) <= 6
    assert "Traceback" not in done.stderr
