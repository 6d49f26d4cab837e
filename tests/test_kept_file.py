"""Where kept sessions lie, and who may have them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatroom_client.kept_file import MAX_AGE_SECONDS, KeptFiles
from chatroom_client.session.kept import KeptSession

HERE = ("10.0.0.1", 9999, "alice")
KEPT = KeptSession("alice", "secret", 7, 3)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sessions"


def kept_paths(folder: Path) -> list[Path]:
    return list(folder.glob("*.json"))


def test_what_is_written_is_read_by_the_next_program(folder: Path) -> None:
    first = KeptFiles(folder)
    assert first.read(*HERE) is None
    assert first.write(*HERE, KEPT)
    first.close()
    assert KeptFiles(folder).read(*HERE) == KEPT


def test_place_is_the_same_for_the_same_room_and_person(folder: Path) -> None:
    files = KeptFiles(folder)
    files.write("Room.local", 9999, "Alice", KEPT)
    assert files.read("room.local", 9999, "ALICE ") == KEPT
    for other in [("room2.local", 9999, "alice"), ("room.local", 9998, "alice"), ("room.local", 9999, "bob")]:
        assert files.read(*other) is None


def test_deleted_session_is_gone(folder: Path) -> None:
    files = KeptFiles(folder)
    files.write(*HERE, KEPT)
    assert files.delete(*HERE)
    assert files.delete(*HERE)
    assert files.read(*HERE) is None
    assert kept_paths(folder) == []


def test_no_name_is_in_a_path(folder: Path) -> None:
    KeptFiles(folder).write("teacher-pc", 9999, "../alice", KEPT)
    names = " ".join(path.name for path in folder.iterdir())
    assert "alice" not in names
    assert "teacher" not in names


@posix_only
def test_only_this_user_can_read_it(folder: Path) -> None:
    KeptFiles(folder).write(*HERE, KEPT)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600, 0o600]


def test_second_program_has_neither_the_session_nor_the_file(folder: Path) -> None:
    first, second = KeptFiles(folder), KeptFiles(folder)
    first.write(*HERE, KEPT)
    assert second.read(*HERE) is None
    assert second.write(*HERE, KeptSession("alice", "other", 1, 1))
    assert second.delete(*HERE)
    assert first.read(*HERE) == KEPT
    first.close()
    assert second.read(*HERE) == KEPT


def test_program_that_was_killed_lets_the_next_one_have_it(folder: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from chatroom_client.session.kept import KeptSession\n"
        "from chatroom_client.kept_file import KeptFiles\n"
        "KeptFiles(Path(sys.argv[1])).write('10.0.0.1', 9999, 'alice', KeptSession('alice', 'secret', 7, 3))\n"
        "os.abort() if sys.platform == 'win32' else os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", program, str(folder)], cwd=root, check=False, timeout=60)
    assert KeptFiles(folder).read(*HERE) == KEPT


def test_disk_that_takes_nothing_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    files = KeptFiles(folder)
    assert files.write(*HERE, KEPT)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.touch()  # now no file can be made in it
    assert not files.write(*HERE, KEPT)
    assert files.write(*HERE, KEPT)
    folder.unlink()
    folder.mkdir()
    assert files.write(*HERE, KEPT)
    assert files.read(*HERE) == KEPT


def test_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    files = KeptFiles(tmp_path / "file" / "sessions")
    assert files.read(*HERE) is None
    assert files.write(*HERE, KEPT)
    assert files.delete(*HERE)
    files.clean(0.0)


def test_damaged_file_is_no_session(folder: Path) -> None:
    files = KeptFiles(folder)
    files.write(*HERE, KEPT)
    (path,) = kept_paths(folder)
    path.write_bytes(b"\x00" * 10)
    assert files.read(*HERE) is None
    assert files.write(*HERE, KEPT)
    assert files.read(*HERE) == KEPT


def test_what_nobody_wanted_for_a_week_is_cleaned_away(folder: Path) -> None:
    writer = KeptFiles(folder)
    writer.write(*HERE, KEPT)
    writer.write("10.0.0.2", 9999, "alice", KEPT)
    writer.close()
    (folder / "notes.txt").touch()
    old, new = kept_paths(folder)
    now = new.stat().st_mtime
    long_ago = now - MAX_AGE_SECONDS - 1
    for path in (old, old.with_suffix(".lock"), folder / "notes.txt"):
        os.utime(path, (long_ago, long_ago))
    KeptFiles(folder).clean(now)
    left = {path.name for path in folder.iterdir()}
    assert left == {new.name, new.with_suffix(".lock").name, "notes.txt"}


def test_lock_without_a_session_goes_and_one_in_use_stays_however_old(folder: Path) -> None:
    visitor, owner = KeptFiles(folder), KeptFiles(folder)
    visitor.read("10.0.0.2", 9999, "bob")
    visitor.close()
    left_over = {path.name for path in folder.iterdir()}
    owner.read(*HERE)
    paths = list(folder.iterdir())
    now = paths[0].stat().st_mtime
    for path in paths:
        os.utime(path, (0, 0))
    KeptFiles(folder).clean(now)
    assert {path.name for path in folder.iterdir()} == {path.name for path in paths} - left_over
    owner.close()
