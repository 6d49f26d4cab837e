"""The history of a lesson on a computer that others use too: it is there while the room is open, and then gone.

The rule: nobody else can read it while it is there, and nothing that a person does brings it back.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


class PassingHistory:
    """Ask for ``make_file`` when a room opens, and call ``forget`` when it has ended, and again at the very end."""

    def __init__(self) -> None:
        self._folders: list[Path] = []

    @property
    def has_lesson(self) -> bool:
        """Whether there is something to forget."""
        return bool(self._folders)

    def make_file(self) -> Path:
        """Return where the history of the next lesson may stand. Raises ``OSError`` on a full disk."""
        # Only this person may look into such a folder.
        folder = Path(tempfile.mkdtemp(prefix="chatroom-lesson-"))
        self._folders.append(folder)
        return folder / "room.db"

    def forget(self) -> None:
        """Delete what was written. What another part still reads may stay until this is called once more."""
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        self._folders = [folder for folder in self._folders if folder.exists()]
