"""What the store says is written is on the disk, in order and whole, whenever the process is killed."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatroom_server.facts import NO_SESSION
from chatroom_server.history.lesson import Lesson
from chatroom_server.history.rows import Batch
from chatroom_server.history.store import Store
from shared.protocol.limits import SESSION_SECONDS
from tests.helpers.histories import (
    ALICE,
    BOB,
    CAROL,
    NINE,
    ROOM,
    SKIPPED,
    announced,
    arrived,
    ids,
    left,
    opened,
    pages,
    said,
    session,
    whispered,
)

ROOT = Path(__file__).parents[1]
LESSON = Lesson(1, ROOM, NINE, NINE, 0, 0)
# Rooms that talk for ever, and print a line for every turn that is written down.
TALK = """
import sys
from pathlib import Path
from chatroom_server.history.history import History
from tests.helpers.histories import ALICE, BOB, NINE, said, session, whispered
history = History.open(Path(sys.argv[1]), "Room 101", NINE)
number, accepted = history.last_id, history.sessions[0].accepted if history.sessions else 0
while True:
    for _ in range(number % 40 + 1):
        number += 1
        history.note((said(number) if number % 7 else whispered(number, ALICE, BOB),))
        accepted += 1
    history.note_session(session(ALICE, accepted=accepted))
    history.commit()
    print(number, accepted, flush=True)
    if number % 5 == 0:
        history.sweep(NINE + number / 1_000)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = Store(file)
    store.begin(LESSON, NINE - SESSION_SECONDS, 100)
    yield store
    store.close()


def batch(*facts: object) -> Batch:
    made = Batch()
    made.add(facts)  # type: ignore[arg-type]
    return made


# ---- killed ----------------------------------------------------------------------------------------------


def test_everything_that_was_written_is_there_after_kill_9(file: Path) -> None:
    given: list[int] = []
    for run in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", TALK, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as room:
            assert room.stdout is not None
            lines = [room.stdout.readline() for _ in range(60)]
            room.kill()
            lines += room.stdout.readlines()
        # The last line may be torn: then its turn was written, and nobody was told.
        promised, accepted = map(int, [line for line in lines if line.endswith("\n")][-1].split())
        with opened(file, NINE + 10) as history:
            seen = ids(pages(history, ALICE, 0, history.last_id, 200))
            assert history.sessions[0].accepted == len(seen)
            assert seen[-1] == promised or len(seen) > accepted
            assert history.last_id == seen[-1] + SKIPPED
            begun = given[-1] + SKIPPED if run else 0
            given += range(begun + 1, seen[-1] + 1)
            assert seen == given


def test_two_processes_never_write_one_file(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TALK, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as room:
        assert room.stdout is not None
        room.stdout.readline()
        other = subprocess.run(
            [sys.executable, "-c", TALK, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        room.kill()
    assert "HistoryInUse" in other.stderr
    assert other.stdout == ""


# ---- one transaction -------------------------------------------------------------------------------------


def test_batch_that_cannot_be_written_whole_is_not_written_at_all(store: Store) -> None:
    broken = batch(said(1), arrived(1, "alice"))
    broken.departures.append((NINE, object()))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        store.write(broken, 1)
    assert store.older(ALICE, 9, 0, 9) == []
    store.write(batch(said(1)), 1)
    assert ids(store.older(ALICE, 9, 0, 9)) == [1]


def test_every_commit_is_pushed_to_the_disk_and_the_journal_stays_small(store: Store, file: Path) -> None:
    (synchronous,) = store.connection.execute("PRAGMA synchronous").fetchone()
    (journal,) = store.connection.execute("PRAGMA journal_mode").fetchone()
    (is_overwritten,) = store.connection.execute("PRAGMA secure_delete").fetchone()
    assert (synchronous, journal, is_overwritten) == (2, "wal", 1)
    for first in range(1, 40_000, 1_000):
        store.write(batch(*(said(number, "x" * 400) for number in range(first, first + 1_000))), 1)
    assert file.with_name("room.db-wal").stat().st_size < 20 * 1024 * 1024


def test_newest_id_is_kept_even_of_what_is_not_stored(store: Store, file: Path) -> None:
    store.write(batch(said(1), whispered(2, NO_SESSION, NO_SESSION)), 1)
    store.close()
    again = Store(file)
    assert again.last_id == 2
    again.close()


# ---- who sees what ---------------------------------------------------------------------------------------


def test_page_up_and_page_down_agree(store: Store) -> None:
    store.write(
        batch(*(whispered(n, n % 3 + 1, n % 2 + 1) if n % 4 == 0 else said(n) for n in range(1, 100))), 1
    )
    for each in (ALICE, BOB, CAROL, NO_SESSION):
        up = ids(store.older(each, 80, 10, 1_000))
        down = ids(store.after(each, 10, 80, 1_000))
        assert up == down
        assert ids(store.older(each, 80, 10, 5)) == up[-5:]
        assert ids(store.after(each, 10, 80, 5)) == up[:5]


def test_page_is_found_by_the_keys_and_not_by_reading_everything(store: Store) -> None:
    for sql in ("_OLDER", "_AFTER"):
        text = getattr(sys.modules[Store.__module__], sql)
        wanted = {"session": 1, "before": 9, "above": 0, "limit": 5}
        plan = [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {text}", wanted)]
        reads = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
        assert len(reads) == 3
        assert all(step.startswith("SEARCH") for step in reads)
        assert not any("TEMP B-TREE" in step for step in plan)


# ---- lessons ---------------------------------------------------------------------------------------------


def test_lesson_is_told_as_it_was_begun_and_as_it_ended(store: Store) -> None:
    assert store.last_lesson() == LESSON
    store.say_alive(1, NINE + 5)
    store.write(batch(arrived(1, "alice"), arrived(2, "bob"), left(2, "bob", utc=NINE + 3)), 1)
    store.end(1, NINE + 7)
    assert store.last_lesson() == Lesson(1, ROOM, NINE, NINE + 7, 0, 0, is_closed=True)
    assert store.connection.execute("SELECT name, left_utc FROM visits").fetchall() == [
        ("alice", NINE + 7),
        ("bob", NINE + 3),
    ]


def test_newest_announcement_is_that_of_the_lesson(store: Store) -> None:
    store.write(batch(announced(1, "old"), said(2), announced(3, "new"), said(4)), 1)
    pinned = store.newest_announcement(0)
    assert pinned is not None
    assert (pinned.stamp.id, pinned.text) == (3, "new")
    assert store.newest_announcement(3) is None


def test_sessions_are_those_seen_last(store: Store) -> None:
    made = Batch(sessions={n: session(n, seen_utc=NINE - n) for n in range(1, 6)}, last_id=1)
    store.write(made, 1)
    assert [each.id for each in store.sessions(NINE - 4, 9)] == [1, 2, 3]
    assert [each.id for each in store.sessions(0, 2)] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="open files stay where they are")
def test_store_sees_that_its_files_are_gone(store: Store, file: Path) -> None:
    assert store.is_in_place
    file.with_name("room.db-wal").unlink()
    assert not store.is_in_place
