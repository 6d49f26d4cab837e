"""Which recording to open is asked with the desktop's dialog, and nobody is stopped."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shared.ui.ask_file import FileQuestion
from shared.ui.wire.ask_recording import ask_recording


def test_the_file_that_was_chosen_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    file = tmp_path / "lesson.jsonl"
    file.write_bytes(b"{}")
    chosen: list[Path] = []
    question = FileQuestion("Open a recording", tmp_path, "", (("Recording", ".jsonl"),))
    ask_recording(window, question, chosen.append)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.nameFilters() == ["Recording (*.jsonl)"]
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.emit(str(file))
    assert chosen == [file]
    dialog.close()
