"""What happens when the program itself is wrong: it is written down, said once, and everything goes on.

An exception in a slot leaves Qt's loop running, but a program without a console would hide it. The person
never reads the exception, only that something failed and where the details are.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from shared.ui.log_opener import LogOpener

_QUIET_SECONDS: Final = 60.0
"""A slot that fails at each key press asks for attention once."""


class ErrorReporter(QObject):
    """Logs exceptions nobody caught, from any thread, and shows at most one dialog at a time and a minute."""

    _failed = Signal()

    def __init__(
        self,
        log: logging.Logger,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._now = now
        self._last_shown: float | None = None
        self._dialog: QMessageBox | None = None
        self._log_opener = LogOpener()
        # Queued, because the exception may come from another thread or out of a paint event.
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception as `sys.excepthook` gets it. An interrupt (Ctrl+C) ends the program instead."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._log.critical("uncaught exception", exc_info=(kind, error, trace))
        self._failed.emit()

    @Slot()
    def _on_failed(self) -> None:
        if self._dialog is not None or not self._is_due():
            return
        self._last_shown = self._now()
        dialog = QMessageBox(QApplication.activeWindow())
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setWindowTitle(self.tr("Something went wrong"))
        dialog.setText(self.tr("Something went wrong inside the program."))
        dialog.setInformativeText(
            self.tr(
                "You can go on: nothing you have written is lost. "
                "The details are in the program's log, for whoever looks after it."
            )
        )
        dialog.setStandardButtons(QMessageBox.StandardButton.Ok)
        # With a second button, Qt does not know by itself which of them Esc and closing mean.
        dialog.setEscapeButton(QMessageBox.StandardButton.Ok)
        dialog.setDefaultButton(QMessageBox.StandardButton.Ok)
        folder_button = dialog.addButton(self.tr("Open the log folder"), QMessageBox.ButtonRole.ActionRole)
        folder_button.clicked.connect(self._log_opener.open_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # It must not stop whoever is writing: the windows stay usable behind it.
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.finished.connect(self._on_dialog_closed)
        self._dialog = dialog
        dialog.show()

    def _is_due(self) -> bool:
        return self._last_shown is None or self._now() - self._last_shown >= _QUIET_SECONDS

    @Slot()
    def _on_dialog_closed(self) -> None:
        self._dialog = None


def install_excepthook(log: logging.Logger) -> ErrorReporter:
    """Have all uncaught exceptions of this process logged to `log` and shown once.

    Call it after the `QApplication` is made and before the first window, and keep what it returns.
    """
    reporter = ErrorReporter(log)

    def report_from_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            reporter.report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = reporter.report
    threading.excepthook = report_from_thread
    return reporter
