"""The tables of a history, and how a file of an earlier version becomes one of this version.

The rule: what a released version made is never edited here: a change is one more migration, and each runs in one
transaction with its number. Whispers are in a table of their own, so that nobody can forget to leave them out.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from chatroom_server.history.trouble import NotOurs

APPLICATION_ID = 0x4C434852  # "LCHR": a database of some other program is left alone

CUT_OFF_GUEST = -1  # in place of the guest's number in a visit that ended because the server crashed

Migration = tuple[str, ...]

# Holds no text, only which words are in which message, as ``words`` cuts them: two thirds of the size of
# the texts, where a table with the texts in it takes more than one and a half.
CREATE_INDEX = "CREATE VIRTUAL TABLE {} USING fts5(cut, content='', columnsize=0, tokenize='ascii')"

_FIRST: Migration = (
    # Numbers that outlive the rows they were taken from.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    # Messages of a lesson have ids above ``above_id``; guests are shown those above ``visible_above``.
    """CREATE TABLE lessons (
        id INTEGER PRIMARY KEY, room TEXT NOT NULL, opened_utc REAL NOT NULL, alive_utc REAL NOT NULL,
        closed_utc REAL, above_id INTEGER NOT NULL, visible_above INTEGER NOT NULL)""",
    """CREATE TABLE messages (
        id INTEGER PRIMARY KEY, lesson INTEGER NOT NULL, utc REAL NOT NULL, is_announcement INTEGER NOT NULL,
        sender TEXT NOT NULL, text TEXT NOT NULL)""",
    # A session is null when nobody can resume it; a row goes when both are.
    """CREATE TABLE whispers (
        id INTEGER PRIMARY KEY, utc REAL NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
        text TEXT NOT NULL, from_session INTEGER, to_session INTEGER)""",
    "CREATE INDEX whispers_sent ON whispers (from_session) WHERE from_session IS NOT NULL",
    "CREATE INDEX whispers_received ON whispers (to_session) WHERE to_session IS NOT NULL",
    """CREATE INDEX whispers_of_nobody ON whispers (id) WHERE from_session IS NULL AND to_session IS NULL""",
    """CREATE TABLE sessions (
        id INTEGER PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL, accepted INTEGER NOT NULL,
        seen_utc REAL NOT NULL, is_here INTEGER NOT NULL)""",
    # The guest's number finds the row again when that guest leaves; another run gives the numbers anew, so it is
    # CUT_OFF_GUEST then if the guest had not left.
    """CREATE TABLE visits (
        id INTEGER PRIMARY KEY, lesson INTEGER NOT NULL, guest INTEGER NOT NULL, name TEXT NOT NULL,
        key TEXT NOT NULL, address TEXT NOT NULL, came_utc REAL NOT NULL, left_utc REAL)""",
    "CREATE INDEX visits_of_lesson ON visits (lesson)",
    "CREATE INDEX visits_open ON visits (guest) WHERE left_utc IS NULL",
    CREATE_INDEX.format("words"),
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST,)


def version_of(connection: sqlite3.Connection, newest: int = len(MIGRATIONS)) -> int:
    """Return the version of a history, 0 for an empty file.

    Raises ``NotOurs`` for some other program's database and for a version above ``newest``.
    """
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application_id != APPLICATION_ID and (application_id or version or tables):
        raise NotOurs("not a history of LAN Chatroom")
    if version > newest:
        raise NotOurs("made by a newer version of LAN Chatroom")
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a file, an empty one too, to the newest version. Raises ``NotOurs`` and ``sqlite3.Error``."""
    for number in range(version_of(connection, len(migrations)), len(migrations)):
        with transaction(connection):
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is inside as a whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite takes back some failures by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def empty_journal(connection: sqlite3.Connection) -> bool:
    """Move everything from the journal into the file; return False, at once, while somebody reads or writes it."""
    run = connection.execute
    (patience,) = run("PRAGMA busy_timeout").fetchone()
    run("PRAGMA busy_timeout = 0")
    try:
        (is_blocked, _, _) = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        run(f"PRAGMA busy_timeout = {patience}")
    return not is_blocked


def number_of(connection: sqlite3.Connection, key: str) -> int:
    """Return a number that is kept in ``meta``, 0 for none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return 0 if row is None else int(row[0])


def set_number(connection: sqlite3.Connection, key: str, value: int) -> None:
    """Keep a number in ``meta``."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def raise_number(connection: sqlite3.Connection, key: str, value: int) -> None:
    """Keep a number in ``meta``, unless the one that is there is greater."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
        (key, value),
    )
