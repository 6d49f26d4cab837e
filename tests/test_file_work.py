"""Files are written beside the window, whole or not at all."""

import threading
from pathlib import Path
from typing import BinaryIO

from pytestqt.qtbot import QtBot

from shared.ui.wire.file_work import FileWork, write_whole


def test_the_work_is_done_elsewhere_and_told_here(qtbot: QtBot) -> None:
    work, told = FileWork(), []
    work.run(threading.get_ident, lambda thread: told.append((thread, threading.get_ident())))
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0] != told[0][1] == threading.get_ident()


def test_a_file_is_there_whole(tmp_path: Path) -> None:
    target = tmp_path / "wire.txt"

    def fill(file: BinaryIO) -> None:
        file.write(b"all")

    assert write_whole(target, fill)
    assert target.read_bytes() == b"all"
    assert [*tmp_path.iterdir()] == [target]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "wire.txt"
    target.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError

    assert not write_whole(target, fail)
    assert target.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [target]


def test_a_folder_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    assert not write_whole(tmp_path / "nowhere" / "wire.txt", lambda _file: None)
