"""A file is written whole or not at all, and what was there before is there as long as not."""

import errno
import os
import sys
from pathlib import Path

import pytest

from chatroom_server.export.file import CannotWrite, WriteProblem, written_whole

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def write(path: Path, text: str = "new\n", *, failing: Exception | None = None) -> None:
    with written_whole(path, encoding="utf-8", newline="\n") as file:
        file.write(text)
        if failing is not None:
            raise failing


def problem_with(path: Path, *, failing: Exception | None = None) -> WriteProblem:
    with pytest.raises(CannotWrite) as raised:
        write(path, failing=failing)
    assert raised.value.path == path
    return raised.value.problem


def test_file_is_there_when_the_block_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "方老师 lesson.txt"
    with written_whole(path, encoding="utf-8", newline="\n") as file:
        file.write("one\n")
        assert not path.exists()
    assert path.read_bytes() == b"one\n"
    assert list(tmp_path.iterdir()) == [path]


def test_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a much longer text that was there before")
    write(path)
    assert path.read_text("utf-8") == "new\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failure", [ValueError("ours"), KeyboardInterrupt()], ids=["error", "Ctrl+C"])
def test_nothing_has_changed_when_the_block_fails(tmp_path: Path, failure: BaseException) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(type(failure)), written_whole(path, encoding="utf-8", newline="\n") as file:
        file.write("half")
        raise failure
    assert path.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, WriteProblem.DISK_FULL),
        (errno.EROFS, WriteProblem.NOT_ALLOWED),
        (errno.EACCES, WriteProblem.NOT_ALLOWED),
        (errno.EIO, WriteProblem.OTHER),
    ],
)
def test_what_goes_wrong_on_the_way_has_its_reason_and_leaves_the_old_file(
    tmp_path: Path, number: int, problem: WriteProblem
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    assert problem_with(path, failing=OSError(number, "x")) is problem
    assert path.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    assert problem_with(tmp_path / "none" / "a.txt") is WriteProblem.NO_FOLDER
    (tmp_path / "file").write_text("x")
    assert problem_with(tmp_path / "file" / "a.txt") in {WriteProblem.NO_FOLDER, WriteProblem.OTHER}


def test_folder_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.mkdir()
    assert problem_with(path) is WriteProblem.NOT_A_FILE
    assert list(tmp_path.iterdir()) == [path]


@ON_POSIX
@pytest.mark.skipif(IS_ROOT, reason="nothing is forbidden to root")
def test_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert problem_with(tmp_path / "a.txt") is WriteProblem.NOT_ALLOWED
    finally:
        tmp_path.chmod(0o700)


@ON_POSIX
def test_device_is_never_replaced() -> None:
    assert problem_with(Path("/dev/null")) is WriteProblem.NOT_A_FILE


@ON_POSIX
def test_device_that_is_full_is_a_full_disk(tmp_path: Path) -> None:
    folder = Path("/dev/full")
    if not folder.exists():
        pytest.skip("there is none here")
    with (
        pytest.raises(CannotWrite) as raised,
        written_whole(tmp_path / "a.txt", encoding="utf-8", newline="\n") as file,
    ):
        os.dup2(os.open(folder, os.O_WRONLY), file.fileno())
        file.write("x" * 100_000)
    assert raised.value.problem is WriteProblem.DISK_FULL
    assert list(tmp_path.iterdir()) == []


@ON_POSIX
def test_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "folder" / "target.txt", tmp_path / "link.txt"
    target.parent.mkdir()
    target.write_text("before")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new\n"


@ON_POSIX
def test_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("x")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".txt")
    write(path)
    assert path.read_text("utf-8") == "new\n"


def test_what_cannot_be_encoded_is_replaced_rather_than_nothing_written(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_bytes() == b"a?b"
