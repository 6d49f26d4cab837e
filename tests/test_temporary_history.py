"""The history that goes with its lesson, on a computer that others use too."""

import os
import stat
from pathlib import Path

import pytest

from chatroom_server.history.file import FileLock
from chatroom_server.window.temporary_history import TemporaryHistory, forget_left_behind


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TemporaryHistory:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return TemporaryHistory()


def test_a_lesson_is_forgotten_with_everything_beside_it(temporary: TemporaryHistory, tmp_path: Path) -> None:
    file = temporary.make_file()
    file.write_bytes(b"said")
    file.with_suffix(".db-wal").write_bytes(b"and said")
    assert temporary.has_lesson_in(file)
    temporary.forget()
    assert list(tmp_path.iterdir()) == []
    assert not temporary.has_lesson_in(file)


@pytest.mark.skipif(os.name == "nt", reason="Windows gives such folders to one person by other means")
def test_nobody_else_may_look_into_it(temporary: TemporaryHistory) -> None:
    assert stat.S_IMODE(temporary.make_file().parent.stat().st_mode) == stat.S_IRWXU


def test_each_lesson_has_a_place_of_its_own(temporary: TemporaryHistory, tmp_path: Path) -> None:
    assert temporary.make_file() != temporary.make_file()
    temporary.forget()
    assert list(tmp_path.iterdir()) == []


def test_forgetting_nothing_is_harmless(temporary: TemporaryHistory) -> None:
    temporary.forget()
    file = temporary.make_file()
    temporary.forget()
    temporary.forget()
    assert not temporary.has_lesson_in(file)


def test_a_lesson_that_could_not_be_deleted_makes_no_other_one_pass(
    temporary: TemporaryHistory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = temporary.make_file()
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_arguments, **_options: None)
        temporary.forget()
    assert temporary.has_lesson_in(file)
    assert not temporary.has_lesson_in(file.parent.parent / "kept" / "room.db")
    assert not temporary.has_lesson_in(None)
    temporary.forget()
    assert not file.parent.exists()


# ---- what a program that was killed has left behind ----------------------------------------------------------


def test_a_lesson_of_a_program_that_was_killed_is_gone_with_the_next_start(
    temporary: TemporaryHistory, tmp_path: Path
) -> None:
    folder = tmp_path / "chatroom-lesson-killed"
    folder.mkdir()
    for name in ("room.db", "room.db-wal", "room.db.lock", "window.lock"):
        (folder / name).write_bytes(b"said")
    other = tmp_path / "somebody-else-s"
    other.mkdir()
    (other / "room.db").write_bytes(b"kept")
    forget_left_behind()
    assert list(tmp_path.iterdir()) == [other]


def test_a_lesson_whose_window_lives_stays(temporary: TemporaryHistory) -> None:
    file = temporary.make_file()
    file.write_bytes(b"said")
    forget_left_behind()
    assert file.read_bytes() == b"said"


def test_a_lesson_whose_room_outlives_its_window_stays_until_it_has_ended(
    tmp_path: Path, temporary: object
) -> None:
    file = tmp_path / "chatroom-lesson-closing" / "room.db"
    room = FileLock(file)
    file.write_bytes(b"said")
    forget_left_behind()
    assert file.read_bytes() == b"said"
    room.release()
    forget_left_behind()
    assert not file.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make such a link there")
def test_nothing_is_deleted_through_a_link(tmp_path: Path, temporary: object) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "room.db").write_bytes(b"said")
    (tmp_path / "chatroom-lesson-link").symlink_to(kept)
    forget_left_behind()
    assert (kept / "room.db").read_bytes() == b"said"


def test_where_there_is_no_folder_for_temporary_files_nothing_is_left_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> str:
        raise FileNotFoundError

    monkeypatch.setattr("tempfile.gettempdir", fail)
    forget_left_behind()
