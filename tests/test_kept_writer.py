"""What is written down of a session, and when."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.kept_file import KeptFiles
from chatroom_client.kept_writer import KeptWriter
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Keep

KEPT = KeptSession("grace", "secret", 7, 3)
PLACE = ("192.168.1.5", 9999, "grace")
_REST_SECONDS = 0.02


class Program:
    """A writer with its files, and what its session would have kept."""

    def __init__(self, folder: Path) -> None:
        self.current: KeptSession | None = KEPT
        self.files = KeptFiles(folder)
        self.writer = KeptWriter(self.files, lambda: self.current, rest_seconds=_REST_SECONDS)

    def end(self) -> None:
        self.writer.close()
        self.writer.deleteLater()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def program(folder: Path, qtbot: QtBot) -> Iterator[Program]:
    made = Program(folder)
    yield made
    made.end()


def kept_by_the_next_run(folder: Path) -> KeptSession | None:
    """What a program finds that starts after this one was killed: its locks died with it."""
    data = [path.read_bytes() for path in folder.glob("*.json")]
    if not data:
        return None
    copy = folder.parent / "copy"
    copy.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        (copy / path.name).write_bytes(path.read_bytes())
    files = KeptFiles(copy)
    found = files.read(*PLACE)
    files.close()
    return found


def test_order_is_carried_out_before_anything_else(program: Program, folder: Path) -> None:
    program.writer.obey(Keep(KEPT, *PLACE))
    assert kept_by_the_next_run(folder) == KEPT
    program.writer.obey(Keep(None, *PLACE))
    assert kept_by_the_next_run(folder) is None


def test_what_was_kept_is_read_by_the_next_run(program: Program, folder: Path) -> None:
    assert program.writer.read(*PLACE) is None
    program.writer.obey(Keep(KEPT, *PLACE))
    program.end()
    following = Program(folder)
    assert following.writer.read(*PLACE) == KEPT
    following.end()


def test_place_that_has_moved_on_is_written_after_a_rest(
    program: Program, folder: Path, qtbot: QtBot
) -> None:
    program.writer.obey(Keep(KEPT, *PLACE))
    program.current = replace(KEPT, last=90)
    program.writer.follow()
    assert kept_by_the_next_run(folder) == KEPT
    qtbot.waitUntil(lambda: kept_by_the_next_run(folder) == program.current)


def test_place_is_written_at_the_end_of_the_program(program: Program, folder: Path) -> None:
    program.writer.obey(Keep(KEPT, *PLACE))
    program.current = replace(KEPT, last=90)
    program.writer.follow()
    program.end()
    assert kept_by_the_next_run(folder) == program.current


def test_nothing_comes_back_after_it_was_deleted(program: Program, folder: Path) -> None:
    program.writer.obey(Keep(KEPT, *PLACE))
    program.writer.follow()
    program.writer.obey(Keep(None, *PLACE))
    program.end()
    assert kept_by_the_next_run(folder) is None


def test_on_a_shared_computer_nothing_is_written_or_read(program: Program, folder: Path) -> None:
    program.writer.obey(Keep(KEPT, *PLACE))
    program.writer.set_allowed(False)
    assert list(folder.glob("*.json")) == []
    program.writer.obey(Keep(replace(KEPT, last=90), *PLACE))
    assert program.writer.read(*PLACE) is None
    program.end()
    assert list(folder.glob("*.json")) == []


def test_all_rooms_are_forgotten_on_a_shared_computer(program: Program, folder: Path) -> None:
    program.writer.obey(Keep(KEPT, "10.0.0.1", 9999, "grace"))
    program.end()
    following = Program(folder)
    following.writer.set_allowed(False)
    following.end()
    assert list(folder.glob("*.json")) == []


def test_computer_that_is_no_longer_shared_keeps_again(program: Program, folder: Path) -> None:
    program.writer.set_allowed(False)
    program.writer.obey(Keep(KEPT, *PLACE))
    program.writer.set_allowed(True)
    assert kept_by_the_next_run(folder) == KEPT


def test_disk_that_takes_nothing_costs_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "sessions"
    program = Program(folder)
    program.writer.obey(Keep(KEPT, *PLACE))
    (path,) = folder.glob("*.json")
    path.unlink()
    path.mkdir()  # what nobody can replace with a file
    with caplog.at_level(logging.WARNING):
        program.writer.obey(Keep(KEPT, *PLACE))
        program.writer.obey(Keep(KEPT, *PLACE))
    assert len(caplog.records) == 1
    program.end()


def test_without_files_nothing_is_kept_and_nothing_fails(qtbot: QtBot) -> None:
    writer = KeptWriter(None, lambda: KEPT)
    writer.obey(Keep(KEPT, *PLACE))
    writer.follow()
    writer.set_allowed(False)
    assert writer.read(*PLACE) is None
    writer.close()
