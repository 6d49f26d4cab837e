"""Says over a window what became of a file that somebody wanted to have saved.

The rule: it is said either way, and from what is there a button leads to its folder.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from shared.ui.inert import inert_line
from shared.ui.toast import Toast


class FileToast(QObject):
    """Call ``say`` when a file is there, or could not be written."""

    def __init__(self, toast: Toast, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._toast = toast

    def say(self, path: Path, *, is_saved: bool, hint: Callable[[], str] | None = None) -> None:
        """Say it; ``hint`` is one more sentence about what is to be done with the file."""
        name, folder = inert_line(path.name), QUrl.fromLocalFile(str(path.parent))
        if not is_saved:
            self._toast.show_words(
                lambda: self.tr(
                    "{file} could not be saved. Choose another folder, or make room on the disk."
                ).format(file=name)
            )
            return

        def words() -> str:
            if hint is None:
                return self.tr("Saved: {file}").format(file=name)
            return self.tr("Saved: {file}. {hint}").format(file=name, hint=hint())

        self._toast.show_words(
            words, lambda: QDesktopServices.openUrl(folder), lambda: self.tr("Open folder")
        )
