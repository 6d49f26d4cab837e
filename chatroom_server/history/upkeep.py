"""What a history does when there is time: words for the search, and letting go of what is too old.

The rule: in small steps, so that the room's loop is never held up; each step is one transaction. What raises
``sqlite3.Error`` was not done.
"""

import sqlite3
import time
from collections.abc import Iterable

from chatroom_server.facts import SessionId
from chatroom_server.history.lesson import Lesson
from chatroom_server.history.schema import CREATE_INDEX, empty_journal, number_of, raise_number, transaction
from chatroom_server.history.trouble import is_index_damage
from chatroom_server.history.words import words_of

_ROWS_A_STEP = 200
_STEP_SECONDS = 0.005  # a hundredth of the loop's time for each kind of work
_DAY_SECONDS = 86_400.0


class Upkeep:
    """Keeps one open history in order: call ``step`` about once a second, ``added`` after each write."""

    def __init__(self, connection: sqlite3.Connection, max_age_days: float, max_messages: int) -> None:
        self._connection = connection
        self._max_age_seconds = max_age_days * _DAY_SECONDS
        self._most = max_messages
        self._counts = {table: self._count(table) for table in ("messages", "whispers")}
        self._indexed = number_of(connection, "indexed_up_to")
        self._forgotten: set[SessionId] = set()
        self._has_let_go = False

    def added(self, messages: int, whispers: int, forgotten: Iterable[SessionId]) -> None:
        """Tell what was written: how many messages, and which sessions nobody can resume any more."""
        self._counts["messages"] += messages
        self._counts["whispers"] += whispers
        self._forgotten.update(forgotten)

    def step(self, now_utc: float, lesson: Lesson) -> None:
        """Do a little of everything that is to be done; nothing of ``lesson``, which is open, is ever too old."""
        before_utc = now_utc - self._max_age_seconds
        try:
            self._let_go_of_whispers(before_utc, lesson)
            self._let_go_of_messages(before_utc, lesson)
            self._index()
        except sqlite3.DatabaseError as error:
            if not is_index_damage(error):
                raise
            self._begin_index_anew()

    # ---- whispers ----------------------------------------------------------------------------------------

    def _let_go_of_whispers(self, before_utc: float, lesson: Lesson) -> None:
        ends = time.perf_counter() + _STEP_SECONDS
        while self._forgotten and time.perf_counter() < ends:
            session = next(iter(self._forgotten))
            if self._forget(session) < _ROWS_A_STEP:
                self._forgotten.discard(session)
        too_old = self._oldest("whispers", before_utc, lesson)
        if too_old:
            self._delete("whispers", too_old)
        if self._has_let_go and not self._forgotten and not too_old:
            # Until then the journal holds the pages as they were.
            self._has_let_go = not empty_journal(self._connection)

    def _forget(self, session: SessionId) -> int:
        run = self._connection.execute
        wanted = {"session": session, "rows": _ROWS_A_STEP}
        with transaction(self._connection):
            found = run(
                """UPDATE whispers
                SET from_session = nullif(from_session, :session), to_session = nullif(to_session, :session)
                WHERE id IN (SELECT id FROM whispers WHERE from_session = :session OR to_session = :session
                    LIMIT :rows)""",
                wanted,
            ).rowcount
            if not found:
                return 0
            self._keep_newest_id("whispers")
            gone = run("DELETE FROM whispers WHERE from_session IS NULL AND to_session IS NULL").rowcount
        self._counts["whispers"] -= gone
        self._has_let_go = True
        return found

    # ---- messages and lessons ----------------------------------------------------------------------------

    def _let_go_of_messages(self, before_utc: float, lesson: Lesson) -> None:
        ends = time.perf_counter() + _STEP_SECONDS
        too_old = self._oldest("messages", before_utc, lesson)
        while too_old:
            self._delete("messages", too_old)
            if time.perf_counter() > ends:
                return
            too_old = self._oldest("messages", before_utc, lesson)
        self._let_go_of_lesson(before_utc, lesson)

    def _oldest(self, table: str, before_utc: float, lesson: Lesson) -> list[tuple[int, str]]:
        """The oldest rows that are too many or too old, with their texts."""
        excess = self._counts[table] - self._most
        found: list[tuple[int, str]] = []
        for number, (row_id, utc, text) in enumerate(
            self._connection.execute(
                f"SELECT id, utc, text FROM {table} ORDER BY id LIMIT ?", (_ROWS_A_STEP,)
            )
        ):
            if number >= excess and (utc >= before_utc or row_id > lesson.above_id):
                break
            found.append((row_id, text))
        return found

    def _delete(self, table: str, rows: list[tuple[int, str]]) -> None:
        newest = rows[-1][0]
        with transaction(self._connection):
            if table == "messages":
                self._connection.executemany(
                    "INSERT INTO words (words, rowid, cut) VALUES ('delete', ?, ?)",
                    [(row_id, " ".join(words_of(text))) for row_id, text in rows if row_id <= self._indexed],
                )
            self._keep_newest_id(table)
            self._connection.execute(f"DELETE FROM {table} WHERE id <= ?", (newest,))
        self._counts[table] -= len(rows)
        self._has_let_go |= table == "whispers"

    def _keep_newest_id(self, table: str) -> None:
        (newest,) = self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        raise_number(self._connection, "last_id", newest)

    def _let_go_of_lesson(self, before_utc: float, lesson: Lesson) -> None:
        run = self._connection.execute
        row = run("SELECT id FROM lessons WHERE id < ? ORDER BY id LIMIT 1", (lesson.id,)).fetchone()
        if row is None:
            return
        (ended,) = run("SELECT coalesce(closed_utc, alive_utc) FROM lessons WHERE id = ?", row).fetchone()
        if ended >= before_utc:
            return
        with transaction(self._connection):
            gone = run(
                "DELETE FROM visits WHERE id IN (SELECT id FROM visits WHERE lesson = ? LIMIT ?)",
                (*row, _ROWS_A_STEP),
            ).rowcount
            if gone < _ROWS_A_STEP:
                run("DELETE FROM lessons WHERE id = ?", row)

    # ---- words for the search ----------------------------------------------------------------------------

    def _index(self) -> None:
        ends = time.perf_counter() + _STEP_SECONDS
        while True:
            rows = self._connection.execute(
                "SELECT id, text FROM messages WHERE id > ? ORDER BY id LIMIT ?",
                (self._indexed, _ROWS_A_STEP),
            ).fetchall()
            if not rows:
                return
            with transaction(self._connection):
                self._connection.executemany(
                    "INSERT INTO words (rowid, cut) VALUES (?, ?)",
                    [(row_id, " ".join(words_of(text))) for row_id, text in rows],
                )
                raise_number(self._connection, "indexed_up_to", rows[-1][0])
            self._indexed = rows[-1][0]
            if len(rows) < _ROWS_A_STEP or time.perf_counter() > ends:
                return

    def _begin_index_anew(self) -> None:
        run = self._connection.execute
        with transaction(self._connection):
            # An index too broken to be opened cannot be dropped before its own tables are those of an empty one.
            run(CREATE_INDEX.format("empty"))
            for part in ("data", "idx", "config"):
                run(f"DELETE FROM words_{part}")
                run(f"INSERT INTO words_{part} SELECT * FROM empty_{part}")
            run("DROP TABLE empty")
            run("DROP TABLE words")
            run(CREATE_INDEX.format("words"))
            run("DELETE FROM meta WHERE key = 'indexed_up_to'")
        self._indexed = 0

    def _count(self, table: str) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)
