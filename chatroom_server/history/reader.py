"""Reads a history for people: lessons, transcripts, attendance and search, from any thread, while a room writes it.

The rule: only ever reads, and never sees a whisper: whispers are in a table of their own, which is not named here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from chatroom_server.history.schema import CUT_OFF_GUEST, MIGRATIONS, version_of
from chatroom_server.history.search import Found, LessonMessage, search
from chatroom_server.history.trouble import NotOurs, cause_of

__all__ = ["Found", "HistoryReader", "HistoryUnreadable", "Lesson", "LessonMessage", "Visit"]

_ROWS_A_PAGE = 1_000
_GREATEST_ID = 2**63 - 1
# Another program has the file for itself for a moment: that happens in a thread that can wait.
_BUSY_SECONDS = 2.0


class HistoryUnreadable(Exception):
    """There is no history at ``path``, or it cannot be read; ``cause`` says why in a few words, for the log."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Lesson:
    """From an opening of the room to its end; one that a crash cut short and that soon went on is still one.

    ``closed_utc`` is None while it is open, and after a crash; ``alive_utc`` is when the room was last known to be
    open: at most some seconds ago while it is.
    """

    id: int
    room: str
    opened_utc: float
    alive_utc: float
    closed_utc: float | None

    @property
    def ended_utc(self) -> float:
        """When it ended, as far as is known: the last sign of life if nobody closed it."""
        return self.alive_utc if self.closed_utc is None else self.closed_utc


@dataclass(frozen=True, slots=True)
class Visit:
    """One person, from coming to leaving; ``key`` is ``prepared_key(name)``.

    ``left_utc`` is None for who is still there, or was when the room crashed: count to ``Lesson.ended_utc`` then.
    ``was_cut_off``: it ended because the room crashed, and the lesson has gone on since.
    """

    name: str
    key: str
    address: str
    came_utc: float
    left_utc: float | None
    was_cut_off: bool = False


class HistoryReader:
    """A history to be read. Keeps nothing open between two calls; may be used from several threads at once.

    Every method raises ``HistoryUnreadable``, and so does making one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._open():
            pass

    def lessons(self) -> tuple[Lesson, ...]:
        """Return every lesson, the oldest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, room, opened_utc, alive_utc, closed_utc FROM lessons ORDER BY id"
            ).fetchall()
        return tuple(Lesson(*row) for row in rows)

    def messages(self, lesson: int) -> Iterator[LessonMessage]:
        """Yield what was said and announced in a lesson, in order; read page by page, so it may be long."""
        with self._open() as connection:
            # Bounded on both sides: the messages of one lesson stand together, and have no index of their own.
            last, end = connection.execute(
                """SELECT (SELECT above_id FROM lessons WHERE id = :lesson),
                    (SELECT above_id FROM lessons WHERE id > :lesson ORDER BY id LIMIT 1)""",
                {"lesson": lesson},
            ).fetchone()
            while last is not None:
                page = connection.execute(
                    """SELECT id, utc, sender, text, is_announcement FROM messages
                    WHERE id > :last AND id <= :end AND lesson = :lesson ORDER BY id LIMIT :limit""",
                    {
                        "last": last,
                        "end": _GREATEST_ID if end is None else end,
                        "lesson": lesson,
                        "limit": _ROWS_A_PAGE,
                    },
                ).fetchall()
                for message_id, utc, sender, text, is_announcement in page:
                    yield LessonMessage(message_id, utc, sender, text, bool(is_announcement))
                last = page[-1][0] if len(page) == _ROWS_A_PAGE else None

    def visits(self, lesson: int) -> tuple[Visit, ...]:
        """Return who was there, in the order of coming: one for each time that somebody came."""
        with self._open() as connection:
            rows = connection.execute(
                """SELECT name, key, address, came_utc, left_utc, guest FROM visits
                WHERE lesson = ? ORDER BY id""",
                (lesson,),
            ).fetchall()
        return tuple(
            Visit(name, key, address, came_utc, left_utc, guest == CUT_OFF_GUEST)
            for name, key, address, came_utc, left_utc, guest in rows
        )

    def search(self, text: str, limit: int) -> list[Found]:
        """Return messages that have every word of ``text``, or words that begin so; the newest first.

        Chinese, Japanese and Korean are found by any part, one character too. No character is special.
        """
        with self._open() as connection:
            return search(connection, text, limit)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = None
        try:
            if not self._file.is_file():
                raise HistoryUnreadable(self._file, "no such file")
            connection = self._connect()
            yield connection
        except (sqlite3.Error, OSError, NotOurs) as error:
            raise HistoryUnreadable(self._file, cause_of(error)) from error
        finally:
            if connection is not None:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._connected("mode=ro")
        except sqlite3.OperationalError:
            # In a folder that cannot be written, SQLite has no room for its journal. Nobody can be writing there.
            return self._connected("mode=ro&immutable=1")

    def _connected(self, how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{_address(self._file)}?{how}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
        try:
            version = version_of(connection)
        except BaseException:
            connection.close()
            raise
        if version != len(MIGRATIONS):
            connection.close()
            raise NotOurs("empty" if version == 0 else "made by an older version of LAN Chatroom")
        return connection


def _address(file: Path) -> str:
    """The file as SQLite's own address of it; ``Path.as_uri`` makes a host of a Windows share, which is refused."""
    path = file.absolute().as_posix()
    return f"file://{quote(path if path.startswith('/') else f'/{path}')}"
