"""What whoever helps has to know of this computer, in a few lines of English.

The rule: nothing that people said or are called is in it, nor where they keep their things: no message, no name, no
account, no hardware address.
"""

from __future__ import annotations

import os
import platform
import socket
import sys
from pathlib import Path

import psutil
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from shared.ui.program_start import log_folder
from shared.version import product_version

_DESKTOP_VARIABLES = (
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "QT_SCALE_FACTOR",
    "QT_IM_MODULE",
    "XMODIFIERS",
)


def describe(program: str, own: str) -> str:
    """All of it as one text: of the program, the computer and its networks, and then `own`, what the window adds.

    `program` is `"server"` or `"client"`. `own` has to keep the rule of this file.
    """
    sections = (
        ("Program", _program(program)),
        ("Computer", _computer()),
        ("Screens", _screens()),
        ("Network", _network()),
        ("Window", own.strip().splitlines()),
    )
    texts = [f"{title}\n" + "\n".join(f"  {line}" for line in lines) for title, lines in sections if lines]
    return "\n".join(texts) + "\n"


def without_home(path: Path) -> str:
    """`path` as it can be shown to others: the folder of the account, which often is a person's name, is ~."""
    try:
        return f"~{os.sep}{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _program(program: str) -> list[str]:
    return [
        f"chatroom-{program} {product_version()}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"PySide6 {pyside_version}, Qt {qVersion()}",
        f"log: {without_home(log_folder())}",
    ]


def _computer() -> list[str]:
    lines = [
        f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}, "
        f"{QSysInfo.currentCpuArchitecture()}",
        f"language: {QLocale().name()}, of the system: {QLocale.system().name()}",
        f"encoding of file names: {sys.getfilesystemencoding()}",
    ]
    lines += [f"{name}: {os.environ[name]}" for name in _DESKTOP_VARIABLES if os.environ.get(name)]
    return lines


def _screens() -> list[str]:
    scheme = QGuiApplication.styleHints().colorScheme().name.lower()
    font = QFontInfo(QApplication.font())
    lines = [f"{QGuiApplication.platformName()}, {scheme}, {font.family()} {font.pointSizeF():g} pt"]
    for screen in QGuiApplication.screens():
        size, free = screen.size(), screen.availableSize()
        lines.append(
            f"{size.width()}×{size.height()}, free {free.width()}×{free.height()}, "
            f"scale {screen.devicePixelRatio():g}, {screen.logicalDotsPerInch():.0f} dpi"
        )
    return lines


def _network() -> list[str]:
    states = psutil.net_if_stats()
    lines: list[str] = []
    for name, addresses in sorted(psutil.net_if_addrs().items()):
        shown = [f"{each.address}/{each.netmask}" for each in addresses if each.family == socket.AF_INET]
        # Many of these have the hardware address in them.
        if any(each.family == socket.AF_INET6 for each in addresses):
            shown.append("IPv6 too")
        state = states.get(name)
        word = "up" if state is not None and state.isup else "down"
        lines.append(f"{name} ({word}): {', '.join(shown) or 'no address'}")
    return lines
