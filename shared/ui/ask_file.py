"""Asks a person where to save a file, with the dialog of the desktop.

The rule: it stops nobody. The window goes on while somebody looks for a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """What to ask: the dialog's title, the name that is suggested, and the kinds of file as word and ending."""

    title: str
    folder: Path
    name: str
    kinds: Sequence[tuple[str, str]]


AskFile: TypeAlias = Callable[[QWidget, FileQuestion, Callable[[Path], None]], None]
"""Asks over a window; `then` is called with what was chosen, and not at all if the person changed their mind."""


def documents() -> Path:
    """Return the folder in which people look first for what they have saved."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place)
    return folder if place and folder.is_dir() else Path.home()


def ask_file(window: QWidget, question: FileQuestion, then: Callable[[Path], None]) -> None:
    """Ask, and call `then` with a file whose ending is one of the `kinds`."""
    endings = {f"{word} (*{ending})": ending for word, ending in question.kinds}
    dialog = QFileDialog(window, question.title, str(question.folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(endings))
    dialog.setDefaultSuffix(question.kinds[0][1])
    dialog.selectFile(question.name + question.kinds[0][1])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings.get(chosen, "")))

    def on_selected(name: str) -> None:
        file = Path(name)
        if file.suffix.lower() not in endings.values():
            file = _with_ending(file, endings.get(dialog.selectedNameFilter(), question.kinds[0][1]))
        then(file)

    dialog.fileSelected.connect(on_selected)
    dialog.open()


def _with_ending(file: Path, ending: str) -> Path:
    """Return a name that ends so and is not taken: the dialog has not asked whether to replace that one."""
    named = file.with_name(file.name + ending)
    number = 1
    while named.exists():
        number += 1
        named = file.with_name(f"{file.name} ({number}){ending}")
    return named
