"""A lock between the programs of one user, which ends with the program that has it, however it ends.

The rule: two programs never have it at once; where locks do not work, nobody has it.
"""

import contextlib
import os
import sys
from pathlib import Path

from shared.file_lock import lock_file


class LockFile:
    """The lock that stands for the file ``path``, which is made for it. Its folder must be there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Have the lock, or say that somebody else has it. Must be released before it is taken again."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        try:
            lock_file(descriptor)
            os.utime(self._path)  # in use: not to be cleaned away
            is_there = os.path.samestat(os.fstat(descriptor), self._path.stat())
        except OSError:
            is_there = False
        if not is_there:  # in use; or cleaned away by another program in this moment, and worth nothing
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def remove(self) -> None:
        """Delete the file, unless somebody has the lock."""
        if self.take():
            with contextlib.suppress(OSError):  # Windows deletes no file that is open
                self._path.unlink()
            self.release()
            with contextlib.suppress(OSError):
                if sys.platform == "win32":
                    self._path.unlink(missing_ok=True)
