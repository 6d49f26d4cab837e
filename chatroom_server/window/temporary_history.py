"""The history of a lesson on a computer that others use too: it is there while the room is open, and then gone.

The rule: nobody else can read it while it is there, and nothing that a person does brings it back. What a program
that was killed has left behind is gone with the next start.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from chatroom_server.history.file import FileLock, is_held

_PREFIX: Final = "chatroom-lesson-"
_ROOM: Final = "room.db"
_WINDOW: Final = "window"
"""The window has a lock of this name from before its room has one of its own."""


class TemporaryHistory:
    """Ask for ``make_file`` when a room opens, and call ``forget`` when it has ended, and again at the very end."""

    def __init__(self) -> None:
        self._folders: list[Path] = []
        self._locks: list[FileLock] = []

    def has_lesson_in(self, file: Path | None) -> bool:
        """Whether this is the history of a lesson that is to be forgotten."""
        return file is not None and file.parent in self._folders

    def make_file(self) -> Path:
        """Return where the history of the next lesson may stand.

        Raises ``OSError`` on a full disk, and where there is no folder to write to.
        """
        # Only this person may look into such a folder.
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._folders.append(folder)
        self._locks.append(FileLock(folder / _WINDOW))
        return folder / _ROOM

    def forget(self) -> None:
        """Delete what was written. What another part still reads may stay until this is called once more."""
        for lock in self._locks:
            lock.release()  # or Windows would keep the folder
        self._locks.clear()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        self._folders = [folder for folder in self._folders if folder.exists()]


def forget_left_behind() -> None:
    """Delete the lessons of programs that were killed, or lost their power; those of rooms that live stay."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            if _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    if not _is_own(folder) or is_held(folder / _WINDOW) or is_held(folder / _ROOM):
        return False
    # One with nothing in it is being made right now, and holds no lesson anyhow.
    return any(folder.iterdir())


def _is_own(folder: Path) -> bool:
    # Where everybody may write, such a name can be anybody's.
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()
