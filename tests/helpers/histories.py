"""What happens in a room, in few words, for the tests of the history; and the ways in which a file goes wrong."""

import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chatroom_server.facts import (
    NO_SESSION,
    AnnouncedByHost,
    Arrived,
    Fact,
    Left,
    Returned,
    SessionId,
    Spoke,
    Whispered,
)
from chatroom_server.history.history import History
from chatroom_server.history.rows import SavedSession
from shared.protocol.messages import Old

if sys.platform != "win32":
    import resource

NINE = 1_795_165_200.0  # 2026-11-20 09:00:00 in UTC
ROOM = "Room 101"
ALICE, BOB, CAROL = 1, 2, 3  # guests; their sessions have the same numbers here
SKIPPED = 1_000_000  # ids that nobody gets after a crash


def said(message_id: int, text: str = "", *, name: str = "alice", utc: float = NINE) -> Spoke:
    return Spoke(utc, message_id, ALICE, name, text or f"message {message_id}")


def announced(message_id: int, text: str = "", *, utc: float = NINE) -> AnnouncedByHost:
    return AnnouncedByHost(utc, message_id, text or f"announcement {message_id}", "Teacher")


def whispered(
    message_id: int, sender: SessionId = ALICE, to: SessionId = BOB, text: str = "", *, utc: float = NINE
) -> Whispered:
    names = {NO_SESSION: "plain", ALICE: "alice", BOB: "bob", CAROL: "carol"}
    return Whispered(
        utc,
        message_id,
        sender,
        names.get(sender, f"guest {sender}"),
        to,
        names.get(to, f"guest {to}"),
        text or f"whisper {message_id}",
        sender,
        to,
    )


def arrived(guest: int, name: str, *, utc: float = NINE) -> Arrived:
    return Arrived(utc, guest, name, "192.168.1.5", False)


def expected(guest: int, name: str, *, utc: float = NINE) -> Arrived:
    """Somebody who was here at a crash has a place, and is not back yet."""
    return Arrived(utc, guest, name, "", False)


def returned(guest: int, name: str, *, utc: float = NINE, address: str = "192.168.1.7") -> Returned:
    return Returned(utc, guest, name, address)


def left(guest: int, name: str, *, utc: float = NINE) -> Left:
    return Left(utc, guest, name)


def session(
    number: SessionId, *, accepted: int = 0, seen_utc: float = NINE, is_here: bool = False
) -> SavedSession:
    return SavedSession(number, f"{number:064x}", f"guest {number}", accepted, seen_utc, is_here)


def commit(history: History, *facts: Fact) -> None:
    """One turn of the loop in which this happened."""
    history.note(facts)
    history.commit()


def ids(messages: Iterable[Old]) -> list[int]:
    return [message.stamp.id for message in messages]


def pages(history: History, session_id: SessionId, last: int, up_to: int, limit: int = 3) -> list[Old]:
    """Everything that somebody who comes back has missed, as it is asked for: page by page."""
    missed: list[Old] = []
    while page := history.after(session_id, last, up_to, limit):
        missed += page
        last = page[-1].stamp.id
    return missed


@contextmanager
def opened(
    file: Path | None,
    now_utc: float = NINE,
    *,
    room: str = ROOM,
    is_fresh: bool = False,
    max_age_days: float = 365.0,
    max_messages: int = 1_000_000,
) -> Iterator[History]:
    """A history that is closed in good order at the end, at the time when it was opened."""
    history = History.open(
        file, room, now_utc, is_fresh=is_fresh, max_age_days=max_age_days, max_messages=max_messages
    )
    try:
        yield history
    finally:
        history.close(now_utc)


def crash(file: Path, copy: Path) -> Path:
    """What is on the disk right now, as a crash of the room would leave it."""
    for ending in ("", "-wal"):
        source = file.with_name(file.name + ending)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + ending))
    return copy


def rows(file: Path, table: str) -> int:
    """How many rows a table has."""
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


@contextmanager
def disk_that_takes_nothing() -> Iterator[None]:
    """Whatever this process writes into a file fails."""
    assert sys.platform != "win32"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
