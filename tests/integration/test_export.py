"""``chatroom-server --export`` beside a room that is open, after it was killed, and where there is nothing."""

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chatroom_server.history.file import default_file
from tests.helpers.headless import PATIENCE_SECONDS, ROOT, RawClient, frame, headless_server

SECRET = "nobody else may read this"
KINDS = ("a.csv", "a.txt", "a.html")


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does who is in ``folder`` and has nothing kept in the data folder."""
    return subprocess.run(
        [sys.executable, "-m", "chatroom_server", *options],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "XDG_DATA_HOME": str(folder / "data"),
            "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(folder / "data"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def rows(path: Path) -> dict[str, list[str]]:
    """The lines of the attendance by name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[1]: row for row in list(csv.reader(file))[1:]}


@contextmanager
def lesson(history: Path) -> Iterator[None]:
    """A room in which 方老师 and bob talk to all, and alice whispers to bob; killed at the end of the block."""
    with (
        headless_server("--room", "Room 101", "--history", str(history)) as server,
        RawClient(server.tcp_port) as teacher,
        RawClient(server.tcp_port) as alice,
        RawClient(server.tcp_port) as bob,
    ):
        teacher.log_in("方老师")
        alice.log_in("alice")
        bob.log_in("bob")
        teacher.send(frame("3", "<b>page 12</b>\n[2026-11-20 09:00:00] bob: I cheat"))
        bob.read_until(b"bob: I cheat\x03")
        alice.send(frame("2", f"bob,{SECRET}"))
        alice.read_until(SECRET.encode() + b"\x03")
        bob.read_until(SECRET.encode() + b"\x03")
        bob.send(frame("3", "hello"))
        alice.read_until(frame("4", "bob: hello"))
        alice.close()
        bob.read_until(frame("3", "alice"))
        yield


@pytest.mark.parametrize("name", KINDS)
def test_room_that_is_open_is_exported_without_disturbing_it(tmp_path: Path, name: str) -> None:
    history = tmp_path / "h.db"
    with lesson(history):
        done = run(tmp_path, "--history", str(history), "--export", name)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == 1
        assert name in done.stdout
        written = (tmp_path / name).read_text("utf-8-sig")
        assert SECRET not in written
        assert "方老师" in written
        assert "192.168" not in written and "127.0.0.1" not in written
    if name == "a.csv":
        attended = rows(tmp_path / name)
        assert set(attended) == {"方老师", "alice", "bob"}
        assert attended["bob"][3] == ""
        assert attended["alice"][3] != ""
        assert [attended[who][6] for who in ("方老师", "alice", "bob")] == ["1", "0", "1"]


def test_attendance_survives_the_death_of_the_room(tmp_path: Path) -> None:
    history = tmp_path / "h.db"
    with lesson(history):
        pass
    done = run(tmp_path, "--history", "h.db", "--export", "a.csv")
    assert done.returncode == 0, done.stderr
    assert set(rows(tmp_path / "a.csv")) == {"方老师", "alice", "bob"}
    done = run(tmp_path, "--history", "h.db", "--export", "a.txt")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert "] 方老师: <b>page 12</b>\n    [2026-11-20 09:00:00] bob: I cheat\n" in text
    assert "] bob: hello\n" in text


def test_who_was_there_when_the_room_died_and_never_came_back_has_left_when_it_is_open_again(
    tmp_path: Path,
) -> None:
    history = tmp_path / "h.db"
    with lesson(history):
        pass
    with (
        headless_server("--room", "Room 101", "--history", str(history)) as server,
        RawClient(server.tcp_port) as bob,
    ):
        bob.log_in("bob")
        bob.send(frame("3", "back again"))
        bob.read_until(frame("4", "bob: back again"))
        done = run(tmp_path, "--history", "h.db", "--export", "a.csv")
    assert done.returncode == 0, done.stderr
    assert "in 1 lesson" in done.stdout
    attended = rows(tmp_path / "a.csv")
    assert attended["方老师"][3] != ""
    assert (attended["bob"][3], attended["bob"][5], attended["bob"][6]) == ("", "1", "2")


def test_second_room_with_one_history_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    history = tmp_path / "h.db"
    with headless_server("--history", str(history)):
        done = run(
            tmp_path,
            *("--headless", "--host", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0"),
            *("--history", str(history)),
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"chatroom-server: the history {history} is in use by another room: close that room, or name another "
        "file with --history.\n"
    )


def test_nothing_is_kept_of_a_room_without_history(tmp_path: Path) -> None:
    history = tmp_path / "h.db"
    with headless_server("--no-history") as server, RawClient(server.tcp_port) as alice:
        alice.log_in("alice")
    done = run(tmp_path, "--history", str(history), "--export", "a.csv")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(history) in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_no_room_was_ever_open_that_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    done = run(tmp_path, "--export", "a.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "--history" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.xls", "a", "-"])
def test_ending_that_means_nothing_is_said_in_one_sentence(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "--export", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert ".csv, .txt, .html" in done.stderr


def test_tests_keep_no_history_of_the_person_at_this_computer() -> None:
    assert Path(tempfile.gettempdir()) in default_file("Room 101").parents
