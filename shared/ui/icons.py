"""Draws the program's icons in a colour of the theme.

The drawings carry no colour of their own, so that one set serves light and dark; the two application icons,
which stand on other people's desktops, are the exception. An icon says nothing to a screen reader: whoever
puts one on a button gives that button an accessible name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, Qt, QTemporaryDir
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from shared import resources

_SIDES: Final = (16, 20, 24, 32, 48, 64, 128, 256)
"""In pixels. Taskbars and dense screens pick theirs, and what is between is scaled down."""


def icon(name: str, color: str) -> QIcon:
    """The icon `assets/icons/<name>.svg` in `color`, such as `theme.muted_text`.

    Ask again when the theme changes. Raises `FileNotFoundError` for a name that is not there.
    """
    renderer = QSvgRenderer(QByteArray(_tinted(name, color)))
    made = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        made.addPixmap(pixmap)
    return made


class IconFiles:
    """Icons as files in a colour, because a style sheet takes its pictures only from files.

    The files go when this object goes: keep it as long as the style sheet is on.
    """

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def url(self, name: str, color: str) -> str:
        """What a style sheet says for icon `name` in `color`; the file is made when first asked for."""
        # The colour is in the file's name, for Qt keeps pictures by name and would show the old one.
        file = Path(self._folder.filePath(f"{name}-{color.removeprefix('#')}.svg"))
        if not file.exists():
            file.write_bytes(_tinted(name, color))
        return f'url("{file.as_posix()}")'


def _tinted(name: str, color: str) -> bytes:
    return resources.read_bytes("icons", f"{name}.svg").replace(b"currentColor", color.encode())
