"""Who each of the two programs is to the desktop: its name, its icon, and its group in the task bar.

The rule: the same words stand in the program, in its .desktop file and in the names of its icons, or a task bar
shows Python's picture, and both programs under one.
"""

from __future__ import annotations

import ctypes
import enum
import sys
from typing import Final

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from shared.ui.icons import icon

ORGANISATION: Final = "LAN Chatroom"

ICON_SIDES: Final = (16, 20, 22, 24, 32, 40, 48, 64, 96, 128, 256)
"""In pixels. Task bars, title bars and menus of all systems, also at 125 and 150 %, find theirs."""

_SMALL_SIDE: Final = 24
"""Up to here a simpler drawing is used: three dots of one pixel are a smear."""


class Program(enum.StrEnum):
    """The two programs, under the words that their files and settings carry."""

    CLIENT = "client"  # the guest's window
    SERVER = "server"  # the host's window

    @property
    def desktop_file_name(self) -> str:
        """The name of its .desktop file without the ending, of its icons and of its command."""
        return f"chatroom-{self}"

    @property
    def window_class(self) -> str:
        """What the X11 windows of the program are called; its .desktop file names it as `StartupWMClass`."""
        return f"Chatroom {self.capitalize()}"

    @property
    def app_user_model_id(self) -> str:
        """By which Windows tells the programs of one Python apart."""
        return f"LANChatroom.{self.capitalize()}"


def application_icon(program: str) -> QIcon:
    """The icon of `"server"` or `"client"`, in colours of its own: it stands on other people's desktops."""
    name = Program(program).desktop_file_name
    made = QIcon()
    for side in ICON_SIDES:
        drawing = f"{name}-small" if side <= _SMALL_SIDE else name
        made.addPixmap(icon(drawing, "").pixmap(QSize(side, side), 1.0))
    return made


def identify(app: QApplication, program: Program) -> None:
    """Tell the desktop which program this is. Call it before the first window.

    Its settings and its data then have their own places, and its windows their own icon and group in the
    task bar. Settings are files in the INI format.
    """
    app.setOrganizationName(ORGANISATION)
    # X11 takes the class of a window from it, and the settings the name of their file.
    app.setApplicationName(program.window_class)
    app.setDesktopFileName(program.desktop_file_name)
    app.setWindowIcon(application_icon(program))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    if sys.platform == "win32":
        # Without an id of its own, Windows shows Python's icon in the task bar.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(program.app_user_model_id)
