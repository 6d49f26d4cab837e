"""Every way in which a file fails has its words, and damage is told from what passes by itself."""

import errno
import sqlite3
from pathlib import Path

import pytest

from chatroom_server.history.file import HistoryInUse
from chatroom_server.history.trouble import NotOurs, cause_of, is_damage, is_index_damage, is_passing


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "disk full"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "read-only"),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), "disk error"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), "cannot be opened"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "in use by another program"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB), "damaged"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "damaged"),
        (sqlite3.ProgrammingError("Python's own"), "cannot be written"),
        (OSError(errno.ENOSPC, "x"), "disk full"),
        (OSError(errno.EROFS, "x"), "read-only"),
        (PermissionError(errno.EACCES, "x"), "not allowed"),
        (NotADirectoryError(errno.ENOTDIR, "x"), "no such folder"),
        (OSError("no number"), "cannot be written"),
        (HistoryInUse(Path("room.db")), "in use by another room"),
        (NotOurs("made by a newer version of LAN Chatroom"), "made by a newer version of LAN Chatroom"),
    ],
)
def test_cause_is_a_few_words(error: Exception, cause: str) -> None:
    assert cause_of(error) == cause


def test_only_a_broken_file_is_damage() -> None:
    assert is_damage(sqlite_error(sqlite3.SQLITE_CORRUPT))
    assert is_damage(sqlite_error(sqlite3.SQLITE_NOTADB))
    assert not is_damage(sqlite_error(sqlite3.SQLITE_IOERR))
    assert not is_damage(sqlite_error(sqlite3.SQLITE_FULL))
    assert not is_damage(OSError(errno.EIO, "x"))


def test_what_passes_needs_no_new_opening() -> None:
    assert is_passing(sqlite_error(sqlite3.SQLITE_FULL))
    assert is_passing(sqlite_error(sqlite3.SQLITE_BUSY))
    assert not is_passing(sqlite_error(sqlite3.SQLITE_IOERR))
    assert not is_passing(OSError(errno.ENOSPC, "x"))


def test_index_alone_may_be_broken() -> None:
    assert is_index_damage(sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB))
    assert not is_index_damage(sqlite_error(sqlite3.SQLITE_CORRUPT))
    assert not is_index_damage(sqlite3.OperationalError("Python's own"))
