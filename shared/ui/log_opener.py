"""Opens the folder with the program's log, for whoever looks after the computer.

The rule: a person who asks for it learns where it is, even where no file manager can be started.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from shared.ui.program_start import log_folder

_log = logging.getLogger(__name__)


class LogOpener(QObject):
    """Connect an action or a button to `open_folder`. `window` is what a note about it belongs to, if any."""

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def open_folder(self) -> None:
        """Show the folder in the file manager; where that fails, say where it is."""
        folder = log_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            _log.warning("cannot make the folder of the log", exc_info=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say_where(str(folder))

    def _say_where(self, folder: str) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.setWindowTitle(self.tr("Log folder"))
        box.setText(self.tr("The folder could not be opened from here. The log is in this folder:"))
        box.setInformativeText(folder)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.show()
