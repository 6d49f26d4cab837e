"""Where a history lies, whose it is, and under which name a damaged one is kept."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatroom_server.history.file import (
    FileLock,
    HistoryInUse,
    default_file,
    files_of_rooms_with_one_name,
    is_held,
    make_private,
    real_file,
    set_aside,
    was_set_aside,
)
from tests.helpers.histories import NINE

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("chatroom_server.history.file.user_data_dir", lambda name, **_: str(tmp_path / name))
    yield tmp_path


def test_each_room_has_a_file_in_the_data_folder_of_the_person(data_home: Path) -> None:
    file = default_file("Room 101")
    assert file.parent == data_home / "lan-chatroom" / "rooms"
    assert file.name.startswith("Room-101-")
    assert file.suffix == ".db"
    assert default_file("Room 101") == file
    assert not file.parent.exists()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="XDG's folders are those of Linux")
def test_data_folder_is_where_the_desktop_says(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from chatroom_server.history.file import default_file; print(default_file('x').parent)",
        ],
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == tmp_path / "lan-chatroom" / "rooms"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a/b\\c:d",
        "CON",
        "nul.txt",
        ".",
        "",
        " ",
        "x" * 500,
        "高三一班",
        "\ud800",
        "a\0b",
        "-rf",
    ],
)
def test_any_name_of_a_room_makes_a_file_name_that_every_system_takes(name: str) -> None:
    file = default_file(name)
    assert file.parent.name == "rooms"
    assert len(file.name.encode()) < 200
    assert set(file.stem) & set('<>:"/\\|?*. \0') == set()
    make_private(file)
    assert file.is_file()


def test_two_rooms_never_share_a_file_because_their_names_look_alike_in_it() -> None:
    names = ["Room 1", "Room-1", "Room  1", "room 1", "Room 1!", "x" * 100, "x" * 101]
    assert len({default_file(name).name.lower() for name in names}) == len(names)


def test_rooms_with_one_name_are_numbered(tmp_path: Path) -> None:
    files = list(files_of_rooms_with_one_name(tmp_path / "a.b.db"))
    assert [file.name for file in files[:3]] == ["a.b.db", "a.b-2.db", "a.b-3.db"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the data folder private by itself")
def test_new_folder_and_file_are_this_persons_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "room.db"
    make_private(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    file.write_bytes(b"what it was")
    file.chmod(0o640)
    make_private(file)
    assert file.read_bytes() == b"what it was"
    assert file.stat().st_mode & 0o777 == (0o666 if sys.platform == "win32" else 0o640)


# ---- the lock --------------------------------------------------------------------------------------------


def test_one_room_at_a_time_has_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "room.db"
    lock = FileLock(file)
    with pytest.raises(HistoryInUse) as refusal:
        FileLock(file)
    assert refusal.value.path == file
    lock.release()
    FileLock(file).release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_file_with_two_names_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "room.db")
    assert real_file(tmp_path / "link.db") == real_file(tmp_path / "." / "room.db")


def test_lock_dies_with_its_process(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from chatroom_server.history.file import FileLock\n"
            "lock = FileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()",
            str(file),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HistoryInUse):
            FileLock(file)
        other.kill()
    FileLock(file).release()


def test_whoever_asks_whether_a_file_is_held_leaves_everything_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "new" / "room.db"
    assert not is_held(file)
    assert list(tmp_path.iterdir()) == []
    lock = FileLock(file)
    assert is_held(file)
    assert is_held(tmp_path / "new" / "." / "room.db")
    with pytest.raises(HistoryInUse):
        FileLock(file)
    lock.release()
    assert not is_held(file)
    FileLock(file).release()
    assert not file.exists()


def test_room_waits_for_somebody_who_only_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looking = FileLock(tmp_path / "room.db")
    monkeypatch.setattr("chatroom_server.history.file.time.sleep", lambda _: looking.release())
    FileLock(tmp_path / "room.db").release()


def test_lock_whose_file_is_gone_is_no_good(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "room.db")
    assert lock.is_good
    (tmp_path / "room.db.lock").rename(tmp_path / "elsewhere")
    assert not lock.is_good
    lock.release()


def test_place_where_nothing_can_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_bytes(b"")
    with pytest.raises(OSError, match="room"):
        FileLock(tmp_path / "no-folder" / "room.db")


# ---- damaged files ---------------------------------------------------------------------------------------


def test_damaged_file_is_kept_whole_under_a_name_that_says_when(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    for _ in range(3):
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).write_bytes(ending.encode() + b"!")
        assert set_aside(file, NINE).is_file()
        assert not file.exists()
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 9
    assert sum(name.endswith(".db") for name in kept) == 3
    assert all(name.startswith("room.damaged-2026112") for name in kept)
    assert {path.read_bytes() for path in tmp_path.glob("*.db-wal")} == {b"-wal!"}


def test_new_file_knows_that_one_was_set_aside_before_it(tmp_path: Path) -> None:
    file = tmp_path / "room[1].db"
    assert not was_set_aside(file)
    file.write_bytes(b"")
    set_aside(file, NINE)
    assert was_set_aside(file)
    assert not was_set_aside(tmp_path / "room.db")
