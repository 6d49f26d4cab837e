"""The files of kept sessions: one for each person in each room, which only this user can read.

The rule: no name of a person or a computer is in a path, a file is whole or not there, and whatever the disk does,
nothing is raised: the conversation goes on without the file. Two programs never have one session.
"""

import contextlib
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from chatroom_client.lock_file import LockFile
from chatroom_client.session.kept import MAX_KEPT_BYTES, KeptSession, parse_kept, render_kept
from shared.protocol.names import prepared_key

MAX_AGE_SECONDS = 7 * 24 * 60 * 60.0  # nobody decides any more what is to become of a text that old


class KeptFiles:
    """Make one for a program, call ``read`` before a room is joined, and ``close`` at the end.

    What was read is this program's alone until ``close`` or its end, however it ends. Another program that reads
    the same gets None, and what it writes goes nowhere.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locks: dict[str, LockFile] = {}
        self._is_in_trouble = False

    def clean(self, now_utc: float) -> None:
        """Delete what is older than a week; call it once at the start."""
        with contextlib.suppress(OSError):  # no such folder yet
            for path in list(self._folder.iterdir()):
                with contextlib.suppress(OSError):  # another program is cleaning, too
                    self._clean_one(path, now_utc)

    def read(self, host: str, port: int, name: str) -> KeptSession | None:
        """Return what was kept for this person in this room; None if there is nothing, or it is in use."""
        stem = _stem(host, port, name)
        if not self._own(stem):
            return None
        try:
            with self._path(stem).open("rb") as file:
                return parse_kept(file.read(MAX_KEPT_BYTES + 1))
        except OSError:
            return None

    def write(self, host: str, port: int, name: str, kept: KeptSession) -> bool:
        """Write ``kept`` down at once; False when that does not work, the first time in a row only."""
        stem = _stem(host, port, name)
        if not self._own(stem):
            return True
        try:
            self._replace(self._path(stem), render_kept(kept))
        except OSError:
            return self._trouble()
        self._is_in_trouble = False
        return True

    def delete(self, host: str, port: int, name: str) -> bool:
        """Nothing is kept any more; False when that does not work, the first time in a row only."""
        stem = _stem(host, port, name)
        if not self._own(stem):
            return True
        try:
            self._path(stem).unlink(missing_ok=True)
        except OSError:
            return self._trouble()
        self._is_in_trouble = False
        return True

    def close(self) -> None:
        """Let other programs of this user have what this one had."""
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()

    # ---- inside ------------------------------------------------------------------------------------------

    def _clean_one(self, path: Path, now_utc: float) -> None:
        if now_utc - path.stat().st_mtime <= MAX_AGE_SECONDS:
            return
        match path.suffix:
            case ".json" | ".new":
                path.unlink()
            case ".lock":
                LockFile(path).remove()
            case _:
                pass  # none of ours

    def _own(self, stem: str) -> bool:
        if stem in self._locks:
            return True
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)  # it may have been there
        lock = LockFile(self._folder / f"{stem}.lock")
        if not lock.take():
            return False
        self._locks[stem] = lock
        return True

    def _path(self, stem: str) -> Path:
        return self._folder / f"{stem}.json"

    def _replace(self, path: Path, data: bytes) -> None:
        # Not forced onto the disk: that would take its time with every message, and only a power cut, after which
        # the room's own history still has everything that it took in, could tell the difference.
        descriptor, made = tempfile.mkstemp(prefix=path.stem, suffix=".new", dir=self._folder)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(made).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(made).unlink()
            raise

    def _trouble(self) -> bool:
        was_in_trouble, self._is_in_trouble = self._is_in_trouble, True
        return was_in_trouble


def _stem(host: str, port: int, name: str) -> str:
    key = prepared_key(name) or name
    place = "\n".join((host.lower(), str(port), key))
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]
