"""The dialog that asks where to save a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.ask_file import FileQuestion, ask_file
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource


@pytest.fixture
def chosen() -> list[Path]:
    return []


@pytest.fixture
def dialog(
    themes: ThemeSource, languages: Languages, qtbot: QtBot, tmp_path: Path, chosen: list[Path]
) -> Iterator[QFileDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    kinds = (("Text", ".txt"), ("Web page", ".html"))
    ask_file(window, FileQuestion("Save", tmp_path, "Room 101 <b>", kinds), chosen.append)
    (asked,) = window.findChildren(QFileDialog)
    qtbot.waitUntil(asked.isVisible)
    yield asked
    window.close()
    QApplication.processEvents()


def write(dialog: QFileDialog, name: str) -> None:
    """Type a name over the one that is suggested, and press Enter."""
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_it_suggests_a_name_and_stops_nobody(dialog: QFileDialog, chosen: list[Path], tmp_path: Path) -> None:
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Room 101 <b>.txt"]
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert chosen == []


def test_the_file_that_was_chosen_is_told(dialog: QFileDialog, chosen: list[Path], tmp_path: Path) -> None:
    write(dialog, "other.txt")
    assert chosen == [tmp_path / "other.txt"]


def test_the_kind_that_was_chosen_gives_the_ending(
    dialog: QFileDialog, chosen: list[Path], tmp_path: Path
) -> None:
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    assert kinds is not None
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    write(dialog, "lesson")
    assert chosen == [tmp_path / "lesson.html"]


def test_an_ending_that_is_none_of_the_kinds_stays_in_the_name(
    dialog: QFileDialog, chosen: list[Path], tmp_path: Path
) -> None:
    write(dialog, "lesson of 20.11")
    assert chosen == [tmp_path / "lesson of 20.11.txt"]


def test_no_file_is_replaced_that_nobody_was_asked_about(
    dialog: QFileDialog, chosen: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "of 20.11.txt").write_text("mine")
    write(dialog, "of 20.11")
    assert chosen == [tmp_path / "of 20.11 (2).txt"]


def test_who_changes_their_mind_saves_nothing(dialog: QFileDialog, chosen: list[Path]) -> None:
    dialog.reject()
    assert chosen == []
