"""The history's file in SQLite: what is written, and what those who come back are given.

The rule: what belongs together is written in one transaction, and is on the disk when that returns: nothing that
anybody was shown goes with a power cut. Every method raises ``sqlite3.Error``, and then nothing of it was done.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from chatroom_server.facts import SessionId
from chatroom_server.history.file import COMPANIONS, identity_of, make_private
from chatroom_server.history.lesson import Lesson
from chatroom_server.history.rows import Batch, SavedSession
from chatroom_server.history.schema import (
    CUT_OFF_GUEST,
    migrate,
    number_of,
    raise_number,
    set_number,
    transaction,
    version_of,
)
from shared.protocol.messages import Old, Pinned, Stamp

# Of another program that writes; SQLite itself never makes us wait. The room's loop stands still meanwhile.
_BUSY_SECONDS = 0.25
_WAL_PAGES = 1000  # 4 MiB: moving more of it into the file at once would be felt as a pause
_WAL_BYTES = 16 * 1024 * 1024

_OLDER = """
    SELECT id, utc, is_announcement, sender, text, '' FROM messages WHERE id < :before AND id > :above
    UNION ALL
    SELECT id, utc, 0, sender, text, receiver FROM whispers
    WHERE from_session = :session AND id < :before AND id > :above
    UNION ALL
    SELECT id, utc, 0, sender, text, receiver FROM whispers
    WHERE to_session = :session AND from_session IS NOT :session AND id < :before AND id > :above
    ORDER BY 1 DESC LIMIT :limit"""
_AFTER = _OLDER.replace("ORDER BY 1 DESC", "ORDER BY 1")

_MESSAGE = """
    INSERT OR IGNORE INTO messages (lesson, id, utc, is_announcement, sender, text) VALUES ({}, ?, ?, ?, ?, ?)"""
_WHISPER = "INSERT OR IGNORE INTO whispers VALUES (?, ?, ?, ?, ?, ?, ?)"
_VISIT = "INSERT INTO visits (lesson, guest, name, key, address, came_utc) VALUES ({}, ?, ?, ?, ?, ?)"
_DEPARTURE = "UPDATE visits SET left_utc = max(came_utc, ?) WHERE guest = ? AND left_utc IS NULL"
_SESSION = "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?)"

# What a lesson says of itself is some seconds old; a clock that was set in between says anything.
_LATER_SECONDS = 60.0
_ENDED_BY_A_CRASH = """
    SELECT max(alive_utc,
        coalesce((SELECT utc FROM messages WHERE id > above_id AND utc < alive_utc + :later
            ORDER BY id DESC LIMIT 1), 0),
        coalesce((SELECT max(came_utc) FROM visits WHERE lesson = lessons.id AND came_utc < alive_utc + :later), 0))
    FROM lessons ORDER BY id DESC LIMIT 1"""
_CUT_OFF = "UPDATE visits SET guest = :nobody, left_utc = max(came_utc, :ended) WHERE left_utc IS NULL"


class Store:
    """An open file, brought to this version; ``is_new``: no lesson was ever begun in it.

    Making one raises ``sqlite3.Error``, ``OSError``, and ``NotOurs`` for a file that is not ours to write.
    """

    def __init__(self, file: Path) -> None:
        make_private(file)
        self._file = file
        self.connection = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            self._set_up()
            self.last_id = self._newest_id()
        except BaseException:
            self.close()
            raise
        self._identities = self._identities_now()

    def _set_up(self) -> None:
        run = self.connection.execute
        version_of(self.connection)  # what is not ours stays as it is
        run("PRAGMA secure_delete = ON")  # a whisper that is let go is gone from the disk
        run("PRAGMA synchronous = FULL")
        run("PRAGMA fullfsync = ON")  # macOS; no other system needs it
        run(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
        run(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
        run("PRAGMA journal_mode = WAL").fetchone()
        migrate(self.connection)
        self.is_new = self.last_lesson() is None

    @property
    def is_in_place(self) -> bool:
        """Whether file and journal still lie where they were opened: nobody removed or replaced them."""
        return self._identities == self._identities_now()

    # ---- what is found at opening ------------------------------------------------------------------------

    def last_lesson(self) -> Lesson | None:
        """Return the newest lesson, None in a new file."""
        row = self.connection.execute(
            """SELECT id, room, opened_utc, alive_utc, above_id, visible_above, closed_utc IS NOT NULL
            FROM lessons ORDER BY id DESC LIMIT 1"""
        ).fetchone()
        if row is None:
            return None
        lesson_id, room, opened_utc, alive_utc, above_id, visible_above, is_closed = row
        return Lesson(lesson_id, room, opened_utc, alive_utc, above_id, visible_above, bool(is_closed))

    def sessions(self, since_utc: float, most: int) -> tuple[SavedSession, ...]:
        """Return the sessions seen since then, the ``most`` that were seen last."""
        rows = self.connection.execute(
            """SELECT id, secret_hash, name, accepted, seen_utc, is_here FROM sessions WHERE seen_utc > ?
            ORDER BY seen_utc DESC LIMIT ?""",
            (since_utc, most),
        )
        return tuple(
            SavedSession(number, secret_hash, name, accepted, seen_utc, bool(is_here))
            for number, secret_hash, name, accepted, seen_utc, is_here in rows
        )

    def newest_announcement(self, above: int) -> Pinned | None:
        """Return the newest announcement with an id above this one, unless the host has taken it down."""
        row = self.connection.execute(
            "SELECT id, utc, text FROM messages WHERE id > ? AND is_announcement ORDER BY id DESC LIMIT 1",
            (above,),
        ).fetchone()
        if row is None or row[0] == number_of(self.connection, "taken_down"):
            return None
        return Pinned(Stamp(row[0], row[1]), row[2])

    # ---- the lesson --------------------------------------------------------------------------------------

    def begin(self, lesson: Lesson, since_utc: float, most: int) -> None:
        """Begin a lesson, or go on with it; from here on only ``sessions(since_utc, most)`` can be resumed.

        What a crash left open is closed: visits end with the last that is known of their lesson.
        """
        run = self.connection.execute
        with transaction(self.connection):
            (ended_utc,) = run(_ENDED_BY_A_CRASH, {"later": _LATER_SECONDS}).fetchone() or (0.0,)
            run(_CUT_OFF, {"nobody": CUT_OFF_GUEST, "ended": ended_utc})
            # Who was in another lesson is not in this one.
            run(
                "UPDATE sessions SET is_here = 0 WHERE is_here AND NOT EXISTS (SELECT 1 FROM lessons WHERE id = ?)",
                (lesson.id,),
            )
            run(
                """DELETE FROM sessions WHERE seen_utc <= ?
                OR id NOT IN (SELECT id FROM sessions ORDER BY seen_utc DESC LIMIT ?)""",
                (since_utc, most),
            )
            # A number may be given anew once its session is gone, and must not inherit what was whispered.
            for side in ("from_session", "to_session"):
                run(f"UPDATE whispers SET {side} = NULL WHERE {side} NOT IN (SELECT id FROM sessions)")
            raise_number(self.connection, "last_id", self.last_id)
            run("DELETE FROM whispers WHERE from_session IS NULL AND to_session IS NULL")
            run(
                """INSERT INTO lessons (id, room, opened_utc, alive_utc, above_id, visible_above)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
                SET alive_utc = excluded.alive_utc, visible_above = excluded.visible_above""",
                (
                    lesson.id,
                    lesson.room,
                    lesson.opened_utc,
                    lesson.alive_utc,
                    lesson.above_id,
                    lesson.visible_above,
                ),
            )

    def say_alive(self, lesson: int, now_utc: float) -> None:
        """Say that the room is open at this time."""
        self.connection.execute("UPDATE lessons SET alive_utc = ? WHERE id = ?", (now_utc, lesson))

    def end(self, lesson: int, now_utc: float) -> None:
        """End a lesson in good order."""
        run = self.connection.execute
        with transaction(self.connection):
            run("UPDATE visits SET left_utc = max(came_utc, ?) WHERE left_utc IS NULL", (now_utc,))
            run("UPDATE lessons SET alive_utc = ?, closed_utc = ? WHERE id = ?", (now_utc, now_utc, lesson))

    def close(self) -> None:
        """Let go of the file; what is in the journal goes into it if that can be done."""
        with suppress(sqlite3.Error):
            self.connection.close()

    # ---- writing -----------------------------------------------------------------------------------------

    def write(self, batch: Batch, lesson: int) -> None:
        """Write all of it, or nothing. What is there already, after an end that nobody could tell, stays."""
        many = self.connection.executemany
        with transaction(self.connection):
            if batch.messages:
                many(_MESSAGE.format(lesson), batch.messages)
            if batch.whispers:
                many(_WHISPER, batch.whispers)
            if batch.visits:
                many(_VISIT.format(lesson), batch.visits)
            if batch.departures:
                many(_DEPARTURE, batch.departures)
            if batch.sessions:
                many(
                    _SESSION,
                    [
                        (each.id, each.secret_hash, each.name, each.accepted, each.seen_utc, each.is_here)
                        for each in batch.sessions.values()
                    ],
                )
            if batch.forgotten:
                many("DELETE FROM sessions WHERE id = ?", [(each,) for each in batch.forgotten])
            if batch.last_id > max(rows[-1][0] if rows else 0 for rows in (batch.messages, batch.whispers)):
                raise_number(self.connection, "last_id", batch.last_id)
            if batch.taken_down is not None:
                set_number(self.connection, "taken_down", batch.taken_down)

    # ---- reading -----------------------------------------------------------------------------------------

    def older(self, session: SessionId, before: int, above: int, limit: int) -> list[Old]:
        """Return the newest ``limit`` messages with ``above < id < before`` for a session, oldest first."""
        return self._seen_by(session, _OLDER, before, above, limit)[::-1]

    def after(self, session: SessionId, last: int, before: int, limit: int) -> list[Old]:
        """Return the oldest ``limit`` messages with ``last < id < before`` for a session, oldest first."""
        return self._seen_by(session, _AFTER, before, last, limit)

    def _seen_by(self, session: SessionId, sql: str, before: int, above: int, limit: int) -> list[Old]:
        wanted = {"session": session, "before": before, "above": above, "limit": limit}
        return [
            Old(Stamp(message_id, utc), sender, text, to=to, is_announcement=bool(is_announcement))
            for message_id, utc, is_announcement, sender, text, to in self.connection.execute(sql, wanted)
        ]

    # ---- inside ------------------------------------------------------------------------------------------

    def _newest_id(self) -> int:
        (stored,) = self.connection.execute(
            """SELECT max(coalesce((SELECT max(id) FROM messages), 0),
                coalesce((SELECT max(id) FROM whispers), 0))"""
        ).fetchone()
        return max(int(stored), number_of(self.connection, "last_id"))

    def _identities_now(self) -> list[tuple[int, int] | None]:
        files = [self._file, *(self._file.with_name(self._file.name + ending) for ending in COMPANIONS)]
        return [identity_of(file) for file in files]
