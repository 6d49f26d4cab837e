"""The history that goes with its lesson, on a computer that others use too."""

import os
import stat
from pathlib import Path

import pytest

from chatroom_server.window.passing_history import PassingHistory


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PassingHistory:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return PassingHistory()


def test_a_lesson_is_forgotten_with_everything_beside_it(passing: PassingHistory, tmp_path: Path) -> None:
    file = passing.make_file()
    file.write_bytes(b"said")
    file.with_suffix(".db-wal").write_bytes(b"and said")
    assert passing.has_lesson
    passing.forget()
    assert list(tmp_path.iterdir()) == []
    assert not passing.has_lesson


@pytest.mark.skipif(os.name == "nt", reason="Windows gives such folders to one person by other means")
def test_nobody_else_may_look_into_it(passing: PassingHistory) -> None:
    assert stat.S_IMODE(passing.make_file().parent.stat().st_mode) == stat.S_IRWXU


def test_each_lesson_has_a_place_of_its_own(passing: PassingHistory, tmp_path: Path) -> None:
    assert passing.make_file() != passing.make_file()
    passing.forget()
    assert list(tmp_path.iterdir()) == []


def test_forgetting_nothing_is_harmless(passing: PassingHistory) -> None:
    passing.forget()
    passing.make_file()
    passing.forget()
    passing.forget()
    assert not passing.has_lesson
