"""Asks a person which recording to open, with the dialog of the desktop.

The rule: it stops nobody. The window goes on while somebody looks for a file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from shared.ui.ask_file import FileQuestion


def ask_recording(window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
    """Ask for a file that is there, and call `then` with it."""
    dialog = QFileDialog(window, question.title, str(question.folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{word} (*{ending})" for word, ending in question.kinds])
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
