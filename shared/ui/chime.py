"""The one sound of each program, without a library for sounds.

The rule: the computer's own player is asked where there is one, and nobody waits for it; else it is a beep.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

_SOUND_FILE: Final = "/usr/share/sounds/freedesktop/stereo/message.oga"
_PLAYERS: Final = (
    ("canberra-gtk-play", ("--id", "message-new-instant")),
    ("pw-play", (_SOUND_FILE,)),
    ("paplay", (_SOUND_FILE,)),
)
"""What desktops on Linux bring along. There, Qt's beep is the bell of X, which most people never hear."""

_REST_MS: Final = 2_000
"""After a sound there is none for so long: ten answers to one question are one piece of news."""


class Chime(QObject):
    """Call `ring`; it is heard, or not if it was heard a moment ago. `play` is for tests."""

    def __init__(self, parent: QObject | None = None, *, play: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self._play = play or play_sound
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)

    def ring(self) -> None:
        """Be heard once."""
        if not self._rest.isActive():
            self._rest.start()
            self._play()


def play_sound() -> None:
    """Play the sound that this computer plays for a message."""
    command = player(QStandardPaths.findExecutable, Path(_SOUND_FILE).is_file())
    # On Windows and on a Mac, Qt's beep is the sound for messages that the person has chosen.
    if command is None or not sys.platform.startswith("linux"):
        QApplication.beep()
        return
    program, arguments = command
    QProcess.startDetached(program, list(arguments))


def player(find: Callable[[str], str], has_sound_file: bool) -> tuple[str, tuple[str, ...]] | None:
    """Return the program that plays the sound here, with its arguments; None where there is none.

    `find` gives the path of a program, empty for one that is not installed.
    """
    for program, arguments in _PLAYERS:
        if _SOUND_FILE in arguments and not has_sound_file:
            continue
        path = find(program)
        if path:
            return path, arguments
    return None
