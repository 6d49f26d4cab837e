"""Searches what was said: by the index as far as it goes, and by reading what is newer than that.

The rule: what a person typed is looked for, and is never a command; whispers are not looked at.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chatroom_server.history.schema import number_of
from chatroom_server.history.words import Wanted, wanted

_COLUMNS = (
    "messages.id, messages.utc, messages.sender, messages.text, messages.is_announcement, messages.lesson"
)
# A room that is that far behind with its index says more than anybody reads; a second's work.
_MAX_ROWS_READ = 100_000

_Row = tuple[int, float, str, str, int, int]


@dataclass(frozen=True, slots=True)
class LessonMessage:
    """Said to everyone, or announced by the host."""

    id: int
    utc: float
    sender: str
    text: str
    is_announcement: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was searched for, and the lesson it was said in."""

    lesson: int
    message: LessonMessage


def search(connection: sqlite3.Connection, text: str, limit: int) -> list[Found]:
    """Return at most ``limit`` messages that have all parts of ``text``, newest first. Raises ``sqlite3.Error``."""
    sought = wanted(text)
    if limit <= 0 or not (sought.phrases or sought.signs):
        return []
    rows = islice(_rows(connection, sought), limit)
    return [
        Found(lesson, LessonMessage(message_id, utc, sender, text, bool(is_announcement)))
        for message_id, utc, sender, text, is_announcement, lesson in rows
    ]


def _rows(connection: sqlite3.Connection, sought: Wanted) -> Iterator[_Row]:
    if not sought.phrases:
        yield from _with_signs(connection, sought)
        return
    # A sweep may index some of these meanwhile: both are looked up in one state of the file.
    connection.execute("BEGIN")
    indexed = number_of(connection, "indexed_up_to")
    newer: Iterator[_Row] = connection.execute(
        f"SELECT {_COLUMNS} FROM messages WHERE id > ? ORDER BY id DESC LIMIT ?", (indexed, _MAX_ROWS_READ)
    )
    yield from (row for row in newer if sought.matches(row[3]))
    older: Iterator[_Row] = connection.execute(
        f"""SELECT {_COLUMNS} FROM words JOIN messages ON messages.id = words.rowid
        WHERE words MATCH ? ORDER BY words.rowid DESC""",
        (sought.expression,),
    )
    yield from (row for row in older if sought.has_signs(row[3]))


def _with_signs(connection: sqlite3.Connection, sought: Wanted) -> Iterator[_Row]:
    # No index has signs: every message is looked at, in SQLite, which takes half a second for a million.
    conditions = " AND ".join("instr(text, ?)" for _ in sought.signs)
    return connection.execute(
        f"SELECT {_COLUMNS} FROM messages WHERE {conditions} ORDER BY id DESC", sought.signs
    )
