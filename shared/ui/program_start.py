"""What both programs do before their first window: say who they are to the desktop, and start the log.

The log holds what went wrong and where, and never what people said.
"""

from __future__ import annotations

import ctypes
import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication

from shared.ui.icons import application_icon

ORGANISATION: Final = "LAN Chatroom"

_MAX_LOG_BYTES: Final = 1_000_000
_KEPT_LOGS: Final = 3
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def name_program(app: QApplication, program: str) -> None:
    """Tell the desktop which program this is: `"server"` or `"client"`. Call it before the first window.

    Its settings and its data then have their own places, and its windows their own icon and group in the
    task bar. Settings are files in the INI format.
    """
    app.setOrganizationName(ORGANISATION)
    app.setApplicationName(f"Chatroom {program.capitalize()}")
    # It has to be the name of the .desktop file, or Linux shows a nameless icon.
    app.setDesktopFileName(f"chatroom-{program}")
    app.setWindowIcon(application_icon(program))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    if sys.platform == "win32":
        # Without an id of its own, Windows shows Python's icon in the task bar.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(f"LANChatroom.{program}")


def log_folder() -> Path:
    """Where the log files of this program lie. Call `name_program` first."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / "log"


def start_log(program: str, level: str) -> Path | None:
    """Write the log of `"server"` or `"client"` into a file, crashes of the interpreter included.

    `level` is a word of `logging`, in any case. Returns the file, or None where none can be written, as on a full
    disk: then the log goes to standard error, if there is one.
    """
    folder = log_folder()
    file = folder / f"chatroom-{program}.log"
    root = logging.getLogger()
    root.setLevel(level.upper())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=_MAX_LOG_BYTES, backupCount=_KEPT_LOGS, encoding="utf-8"
        )
        # It stays open to the end of the process: a crash cannot open files any more.
        crash = (folder / f"chatroom-{program}-crash.log").open("a", encoding="utf-8")
    except OSError:
        # A program without a console has no standard error either.
        if sys.stderr is not None:
            logging.basicConfig(stream=sys.stderr, level=level.upper(), format=_FORMAT, force=True)
            faulthandler.enable()
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    faulthandler.enable(crash)
    return file
