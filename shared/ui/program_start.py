"""What both programs do before their first window: say who they are to the desktop, and start the log.

The log holds what went wrong and where, and never what people said. On a shared computer no file is kept of it.
"""

from __future__ import annotations

import faulthandler
import logging
import shutil
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from shared.ui.app_identity import Program, identify
from shared.ui.fonts import prefer_color_emoji

_MAX_LOG_BYTES: Final = 1_000_000
_KEPT_LOGS: Final = 3
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def name_program(app: QApplication, program: str) -> None:
    """Tell the desktop which program this is: `"server"` or `"client"`. Call it before the first window."""
    identify(app, Program(program))
    prefer_color_emoji()


def log_folder() -> Path:
    """Where the log files of this program lie. Call `name_program` first."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / "log"


def start_log(program: str, level: str, *, is_kept: bool = True) -> Path | None:
    """Write the log of `"server"` or `"client"` into a file, crashes of the interpreter included.

    `level` is a word of `logging`, in any case. Returns the file, or None where none can be written, as on a full
    disk, and where it `is_kept` not: then the log goes to standard error, if there is one.
    """
    if not is_kept:
        _log_to_terminal(level)
        return None
    folder = log_folder()
    file = folder / f"chatroom-{program}.log"
    root = logging.getLogger()
    root.setLevel(level.upper())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(file, folder / f"chatroom-{program}-crash.log")
    except OSError:
        _log_to_terminal(level)
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    faulthandler.enable(handler.crashes)
    return file


def forget_log() -> None:
    """Delete the log files of this program; call it at the very end, on a computer that others use too."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _LogFile)]:
        root.removeHandler(handler)
        handler.close()
        # Windows deletes no file that is open.
        faulthandler.disable()
        handler.crashes.close()
    shutil.rmtree(log_folder(), ignore_errors=True)


class _LogFile(RotatingFileHandler):
    """The log, and beside it the file for crashes, which outlives it: the end of a process can crash, too."""

    def __init__(self, file: Path, crash_file: Path) -> None:
        super().__init__(file, maxBytes=_MAX_LOG_BYTES, backupCount=_KEPT_LOGS, encoding="utf-8")
        # It stays open: a crash cannot open files any more.
        self.crashes = crash_file.open("a", encoding="utf-8")


def _log_to_terminal(level: str) -> None:
    # A program without a console has no standard error either.
    if sys.stderr is not None:
        logging.basicConfig(stream=sys.stderr, level=level.upper(), format=_FORMAT, force=True)
        faulthandler.enable()
