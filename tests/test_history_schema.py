"""A file of any earlier version becomes one of this version, and nobody else's file is touched."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatroom_server.history.history import HistoryState
from chatroom_server.history.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    migrate,
    number_of,
    raise_number,
    set_number,
    transaction,
    version_of,
)
from tests.helpers.histories import ALICE, NINE, commit, ids, opened, said

# What version 1 made, written down when it was released: this text never changes.
VERSION_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lessons (
    id INTEGER PRIMARY KEY, room TEXT NOT NULL, opened_utc REAL NOT NULL, alive_utc REAL NOT NULL,
    closed_utc REAL, above_id INTEGER NOT NULL, visible_above INTEGER NOT NULL);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY, lesson INTEGER NOT NULL, utc REAL NOT NULL, is_announcement INTEGER NOT NULL,
    sender TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE whispers (
    id INTEGER PRIMARY KEY, utc REAL NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
    text TEXT NOT NULL, from_session INTEGER, to_session INTEGER);
CREATE INDEX whispers_sent ON whispers (from_session) WHERE from_session IS NOT NULL;
CREATE INDEX whispers_received ON whispers (to_session) WHERE to_session IS NOT NULL;
CREATE INDEX whispers_of_nobody ON whispers (id) WHERE from_session IS NULL AND to_session IS NULL;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL, accepted INTEGER NOT NULL,
    seen_utc REAL NOT NULL, is_here INTEGER NOT NULL);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY, lesson INTEGER NOT NULL, guest INTEGER NOT NULL, name TEXT NOT NULL,
    key TEXT NOT NULL, address TEXT NOT NULL, came_utc REAL NOT NULL, left_utc REAL);
CREATE INDEX visits_of_lesson ON visits (lesson);
CREATE INDEX visits_open ON visits (guest) WHERE left_utc IS NULL;
CREATE VIRTUAL TABLE words USING fts5(cut, content='', columnsize=0, tokenize='ascii');
INSERT INTO meta VALUES ('last_id', 7);
INSERT INTO lessons VALUES (1, 'Room 101', 1795165000, 1795165100, 1795165100, 0, 0);
INSERT INTO messages VALUES (5, 1, 1795165010, 0, 'alice', 'from long ago');
INSERT INTO sessions VALUES (1, 'abc', 'alice', 3, 1795165100, 1);
INSERT INTO whispers VALUES (6, 1795165020, 'alice', 'bob', 'psst', 1, NULL);
PRAGMA application_id = 1279477842;
PRAGMA user_version = 1;
"""
LATER: Migration = ("ALTER TABLE messages ADD COLUMN edited_utc REAL", "UPDATE messages SET edited_utc = utc")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:", isolation_level=None)
    yield made
    made.close()


def tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT name, replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_master ORDER BY name"
    ).fetchall()


def test_empty_file_comes_to_the_newest_version(connection: sqlite3.Connection) -> None:
    assert version_of(connection) == 0
    migrate(connection)
    assert version_of(connection) == len(MIGRATIONS)
    migrate(connection)
    assert version_of(connection) == len(MIGRATIONS)


def test_first_migration_makes_what_version_1_was(connection: sqlite3.Connection) -> None:
    migrate(connection, MIGRATIONS[:1])
    released = sqlite3.connect(":memory:", isolation_level=None)
    released.executescript(VERSION_1)
    assert tables(connection) == tables(released)
    assert version_of(released, 1) == 1
    released.close()


def test_file_of_version_1_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    old = sqlite3.connect(file)
    old.executescript(VERSION_1)
    old.close()
    with opened(file) as history:
        assert history.state is HistoryState.WRITING
        assert history.last_id == 7
        assert [each.accepted for each in history.sessions] == [3]
        commit(history, said(8))
        assert ids(history.older(ALICE, 2**53, 9)) == [5, 6, 8]


def test_each_migration_runs_once_and_in_its_turn(connection: sqlite3.Connection) -> None:
    connection.executescript(VERSION_1)
    migrate(connection, (*MIGRATIONS[:1], LATER))
    assert version_of(connection, 2) == 2
    assert connection.execute("SELECT edited_utc FROM messages").fetchall() == [(1795165010.0,)]
    migrate(connection, (*MIGRATIONS[:1], LATER))
    assert version_of(connection, 2) == 2


def test_migration_that_fails_leaves_everything_as_it_was(connection: sqlite3.Connection) -> None:
    connection.executescript(VERSION_1)
    before = tables(connection)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*MIGRATIONS[:1], (*LATER, "INSERT INTO no_such_table VALUES (1)")))
    assert tables(connection) == before
    assert version_of(connection) == 1
    assert not connection.in_transaction


def test_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    newer = sqlite3.connect(file)
    newer.executescript(VERSION_1)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = file.read_bytes()
    with opened(file) as history:
        assert history.state is HistoryState.TROUBLED
        assert history.trouble == "made by a newer version of LAN Chatroom"
        commit(history, said(history.last_id + 1))
        history.sweep(NINE + 10)
        assert len(history.older(ALICE, 2**53, 9)) == 1
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"room.db", "room.db.lock"}


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE moz_places (url)",
        "PRAGMA application_id = 7; CREATE TABLE x (y)",
        "PRAGMA user_version = 1",
    ],
)
def test_database_of_another_program_is_refused_and_not_touched(tmp_path: Path, script: str) -> None:
    file = tmp_path / "places.sqlite"
    other = sqlite3.connect(file)
    other.executescript(script)
    other.close()
    before = file.read_bytes()
    with opened(file) as history:
        assert history.trouble == "not a history of LAN Chatroom"
        commit(history, said(history.last_id + 1))
    assert file.read_bytes() == before


def test_newer_default_file_is_left_and_the_next_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatroom_server.history.file.user_data_dir", lambda *_, **__: str(tmp_path))
    with opened(None) as history:
        first = history.file
    assert first is not None
    newer = sqlite3.connect(first)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with opened(None) as history:
        assert history.file == first.with_name(f"{first.stem}-2.db")
        assert history.state is HistoryState.WRITING


def test_application_id_is_four_readable_letters() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"LCHR"


def test_transaction_happens_whole_or_not_at_all(connection: sqlite3.Connection) -> None:
    migrate(connection)
    with pytest.raises(ZeroDivisionError), transaction(connection):
        raise_number(connection, "last_id", 5)
        raise ZeroDivisionError
    assert number_of(connection, "last_id") == 0


def test_number_in_meta_never_goes_back(connection: sqlite3.Connection) -> None:
    migrate(connection)
    for value in (5, 9, 2**53, 7):
        raise_number(connection, "last_id", value)
    assert number_of(connection, "last_id") == 2**53


def test_number_that_may_go_back_is_the_one_that_was_set_last(connection: sqlite3.Connection) -> None:
    migrate(connection)
    for value in (5, 0):
        set_number(connection, "taken_down", value)
        assert number_of(connection, "taken_down") == value
