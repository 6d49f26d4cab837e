"""Writes a whole file or none: what is being written becomes the file only when all of it is on the disk.

The rule: whatever goes wrong, a file that was there before is still there as it was, and no piece of the new one is
left behind.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TextIO


class WriteProblem(Enum):
    """Why a file could not be written. Whoever shows it has a sentence for each."""

    NO_FOLDER = "no folder"  # the folder that it should be in is not there
    NOT_ALLOWED = "not allowed"  # no right to write there, or on Windows another program has the file open
    DISK_FULL = "disk full"  # or this person's share of it
    NOT_A_FILE = "not a file"  # a folder or a device has that name
    OTHER = "other"  # the disk failed, the stick was pulled, the name is too long, ...


class CannotWrite(Exception):
    """Raised when a file could not be written; ``path`` and ``problem`` say which and why."""

    def __init__(self, path: Path, problem: WriteProblem) -> None:
        super().__init__(f"{path}: {problem.value}")
        self.path = path
        self.problem = problem


_PROBLEMS = {
    errno.ENOENT: WriteProblem.NO_FOLDER,
    errno.ENOTDIR: WriteProblem.NO_FOLDER,
    errno.EACCES: WriteProblem.NOT_ALLOWED,
    errno.EPERM: WriteProblem.NOT_ALLOWED,
    errno.EROFS: WriteProblem.NOT_ALLOWED,
    errno.EBUSY: WriteProblem.NOT_ALLOWED,
    errno.ENOSPC: WriteProblem.DISK_FULL,
    errno.EDQUOT: WriteProblem.DISK_FULL,
    errno.EFBIG: WriteProblem.DISK_FULL,
    errno.EISDIR: WriteProblem.NOT_A_FILE,
}


@contextlib.contextmanager
def written_whole(path: Path, *, encoding: str, newline: str) -> Iterator[TextIO]:
    """Yield a text file that becomes ``path`` when the block ends well; a file of that name is replaced.

    ``newline`` stands for each line feed that is written. Raises ``CannotWrite``; after that, and after any other
    exception of the block, nothing has changed.
    """
    # What a link leads to is replaced, and not the link.
    target = Path(os.path.realpath(path))
    # In the same folder, as only there one step puts it in its place; a name that is never too long.
    part = target.with_name(f".export-{secrets.token_hex(8)}.part")
    try:
        if target.exists() and not target.is_file():
            raise CannotWrite(path, WriteProblem.NOT_A_FILE)
        with part.open("x", encoding=encoding, errors="replace", newline=newline) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise CannotWrite(path, _PROBLEMS.get(error.errno or 0, WriteProblem.OTHER)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
