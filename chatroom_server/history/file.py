"""Where a room's history lies, and whose it is: the folder, the name, the lock, and a damaged file set aside.

The rule: no history is ever deleted or overwritten here. A file that cannot be read is renamed, and one room at a
time writes into a file.
"""

import errno
import glob
import hashlib
import os
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_dir

from chatroom_server.sockets import CannotOpen
from shared.file_lock import lock_file

_MAX_NAME_CHARACTERS = 40  # of a room's name in a file's name: every file system takes that in any script
_MAX_ROOMS_OF_ONE_NAME = 99
# SQLite's own files beside a database.
COMPANIONS = ("-wal", "-shm")
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
# Whoever only looks has the lock for a moment: a room waits that long before it takes another file.
_TRIES = 3
_SECONDS_BETWEEN_TRIES = 0.02


class HistoryInUse(CannotOpen):
    """Another room, in this program or another one, writes into this file; ``path`` says which."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def default_file(room_name: str) -> Path:
    """Return where a room of this name keeps its history unless told otherwise; nothing is made there."""
    name = unicodedata.normalize("NFC", room_name)
    words = "".join(character if character.isalnum() else " " for character in name).split()
    shown = "-".join(words)[:_MAX_NAME_CHARACTERS].rstrip("-") or "room"
    # Two names that differ in their punctuation only are two rooms.
    digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return Path(user_data_dir("lan-chatroom", appauthor=False), "rooms", f"{shown}-{digest}.db")


def files_of_rooms_with_one_name(file: Path) -> Iterator[Path]:
    """Yield ``name.db``, ``name-2.db``, ``name-3.db``, …: the next is for when those before are taken."""
    yield file
    for number in range(2, _MAX_ROOMS_OF_ONE_NAME + 1):
        yield file.with_name(f"{file.stem}-{number}{file.suffix}")


def real_file(file: Path) -> Path:
    """Return the one name of a file that may have several, so that two rooms cannot miss each other's lock."""
    return Path(os.path.realpath(file.expanduser()))


def make_private(file: Path) -> None:
    """See to it that the file is there, and that one that is new is this person's alone. Raises ``OSError``."""
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # One that is there is not touched: closing it would take away the locks that this process has on it.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return which file a name stands for right now, None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_held(file: Path) -> bool:
    """Whether a room, in this program or another one, has this history right now. Makes no file, and takes none."""
    try:
        descriptor = os.open(_lock_of(real_file(file)), os.O_RDWR)
    except OSError:
        return False
    try:
        lock_file(descriptor)
    except OSError as error:
        return error.errno in _HELD
    finally:
        os.close(descriptor)
    return False


class FileLock:
    """A history file that is this room's as long as the process lives, however it dies.

    Raises ``HistoryInUse``, or ``OSError`` where nothing can be locked. The lock file stays when it is released:
    removing it would let two rooms hold two files of the same name.
    """

    def __init__(self, file: Path) -> None:
        path = _lock_of(file)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._path = path
        try:
            self._take()
        except OSError as error:
            os.close(self._descriptor)
            if error.errno in _HELD:
                raise HistoryInUse(file) from None
            raise

    @property
    def is_good(self) -> bool:
        """Whether the lock still stands where another room would look for it."""
        held = os.fstat(self._descriptor)
        return identity_of(self._path) == (held.st_dev, held.st_ino)

    def release(self) -> None:
        """Let another room have the file."""
        os.close(self._descriptor)

    def _take(self) -> None:
        for _ in range(_TRIES - 1):
            try:
                lock_file(self._descriptor)
            except OSError as error:
                if error.errno not in _HELD:
                    raise
                time.sleep(_SECONDS_BETWEEN_TRIES)
            else:
                return
        lock_file(self._descriptor)


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def set_aside(file: Path, now_utc: float) -> Path:
    """Rename a damaged history, with SQLite's files beside it, and return its new name. Raises ``OSError``."""
    when = time.strftime("%Y%m%d-%H%M%S", time.localtime(now_utc))
    aside = file.with_name(f"{file.stem}.damaged-{when}{file.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.stem}.damaged-{when}.{number}{file.suffix}")
    file.rename(aside)
    for ending in COMPANIONS:
        companion = file.with_name(file.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside


def was_set_aside(file: Path) -> bool:
    """Whether there was a history of this name that is damaged now."""
    return any(file.parent.glob(f"{glob.escape(file.stem)}.damaged-*{glob.escape(file.suffix)}"))
