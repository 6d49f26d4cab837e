"""The file of a history while a room has it: locked, opened, opened again when it moved, set aside when damaged.

The rule: whatever is wrong with a file, a good one is left as it is, and a damaged one is renamed and kept.
"""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chatroom_server.history.file import FileLock, HistoryInUse, set_aside, was_set_aside
from chatroom_server.history.schema import empty_journal
from chatroom_server.history.store import Store
from chatroom_server.history.trouble import NotOurs, is_damage

_log = logging.getLogger(__name__)


class Place:
    """Where a room writes: the first of ``files`` that no other room has. ``store`` is None while none is open."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._lock: FileLock | None = None
        self.file = files[0]
        self.store: Store | None = None

    def open(self, now_utc: float) -> Store:
        """Open the first file that may be taken, and return what is in it.

        Raises ``HistoryInUse`` or ``NotOurs`` when the last one is in use or not ours, too; ``sqlite3.Error`` or
        ``OSError`` when one of them cannot be opened.
        """
        *others, last = self._files
        for file in others:
            with suppress(HistoryInUse, NotOurs):
                return self._open(file, now_utc)
            _log.info("history: %s is in use, or not ours; looking for the next", file)
        return self._open(last, now_utc)

    def open_again(self, now_utc: float) -> Store:
        """Open the file anew, or a new one in its place. Raises the same; a store that is good stays open then."""
        if self.store is not None and not self.store.is_in_place:
            # The journal would be taken for that of whatever lies there now.
            if not empty_journal(self.store.connection):
                raise BlockingIOError("the journal is being read")
            self.let_go_of_store()
        before = self.store
        store = self._open(self.file, now_utc)
        if before is not None:
            before.close()
        return store

    def set_aside(self, now_utc: float) -> None:
        """Rename a file that turned out to be damaged, unless another lies there by now. Raises ``OSError``."""
        if self.store is None or self.store.is_in_place:
            self.let_go_of_store()
            _set_aside(self.file, now_utc)

    def let_go_of_store(self) -> None:
        """Close what is open, and keep the lock."""
        if self.store is not None:
            self.store.close()
            self.store = None

    def close(self) -> None:
        """Let go of the file."""
        self.let_go_of_store()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _open(self, file: Path, now_utc: float) -> Store:
        self.file = file
        if self._lock is not None and not self._lock.is_good:
            self._lock.release()
            self._lock = None
        lock = self._lock or FileLock(file)
        try:
            store = self._store_in(file, now_utc)
        except NotOurs:
            lock.release()
            self._lock = None
            raise
        except BaseException:
            self._lock = lock
            raise
        self._lock = lock
        self.store = store
        return store

    def _store_in(self, file: Path, now_utc: float) -> Store:
        try:
            store = Store(file)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            _set_aside(file, now_utc)
            store = Store(file)
        if store.is_new and was_set_aside(file):
            store.last_id = ids_from(now_utc)
        return store


def _set_aside(file: Path, now_utc: float) -> None:
    if file.exists():
        aside = set_aside(file, now_utc)
        _log.warning("history: %s is damaged; it is kept as %s, and a new one is begun", file, aside.name)


def ids_from(now_utc: float) -> int:
    """Return a message id that no earlier file can have reached when nobody can read how far it came.

    Microseconds since 1970: no room says a million things a second. It stays below 2**53 until the year 2255, so a
    client that reads numbers as floats has it whole.
    """
    return int(now_utc * 1_000_000)
