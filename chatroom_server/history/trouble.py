"""What is wrong with a history that cannot be written, in a few words for the log.

The rule: these words are for the log and for programs; what people read is made of them in the window.
"""

import errno
import sqlite3

from chatroom_server.history.file import HistoryInUse

_PRIMARY_CODE = 0xFF  # the lower byte: what kind of trouble; the rest is where it was met
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PASSING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CAUSES = {
    sqlite3.SQLITE_FULL: "disk full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "disk error",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_PERM: "not allowed",
    sqlite3.SQLITE_AUTH: "not allowed",
    sqlite3.SQLITE_BUSY: "in use by another program",
    sqlite3.SQLITE_LOCKED: "in use by another program",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_NOMEM: "out of memory",
}
_ERRNO_CAUSES = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk full",
    errno.EFBIG: "disk full",
    errno.EROFS: "read-only",
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
    errno.EIO: "disk error",
    errno.ENOENT: "no such folder",
    errno.ENOTDIR: "no such folder",
    errno.EISDIR: "is a folder",
}


class NotOurs(Exception):
    """The file is in good order, and not ours to write: ``args[0]`` says why. It stays untouched."""


def cause_of(error: Exception) -> str:
    """Return why a history cannot be written, such as "disk full"; "cannot be written" when it cannot be told."""
    match error:
        case NotOurs():
            return str(error.args[0])
        case sqlite3.Error():
            return _CAUSES.get(_code(error), "cannot be written")
        case HistoryInUse():
            return "in use by another room"
        case OSError():
            return _ERRNO_CAUSES.get(error.errno or 0, "cannot be written")
        case _:
            return "cannot be written"


def is_passing(error: Exception) -> bool:
    """Whether the file needs only to be tried again, and not to be opened again."""
    return isinstance(error, sqlite3.Error) and _code(error) in _PASSING


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, so that trying again is of no use."""
    return isinstance(error, sqlite3.Error) and _code(error) in _DAMAGED


def is_index_damage(error: sqlite3.Error) -> bool:
    """Whether only the index for the search is broken, which can be made anew from the messages."""
    return int(getattr(error, "sqlite_errorcode", 0)) == sqlite3.SQLITE_CORRUPT_VTAB


def _code(error: sqlite3.Error) -> int:
    # Errors that Python itself raises have none.
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY_CODE
