"""Writes what the history is given, one transaction after the other, and goes through trouble with it.

The rule: what could not be written is kept, up to a bound, and is written before anything newer. Nothing raises
once the writer is made, whatever becomes of the file.
"""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from chatroom_server.history.file import HistoryInUse, default_file, files_of_rooms_with_one_name, real_file
from chatroom_server.history.lesson import Lesson
from chatroom_server.history.place import Place, ids_from
from chatroom_server.history.rows import Batch, SavedSession
from chatroom_server.history.store import Store
from chatroom_server.history.trouble import NotOurs, cause_of, is_damage, is_passing
from chatroom_server.history.upkeep import Upkeep
from shared.protocol.limits import MAX_SESSIONS, SESSION_SECONDS
from shared.protocol.messages import Old, Pinned

_log = logging.getLogger(__name__)

_RETRY_SECONDS = 5.0
_ALIVE_SECONDS = 5.0
_LEAP_SECONDS = 86_400.0
# A room that crashed may have shown messages that it could not write; so many it has not.
_IDS_SKIPPED = 1_000_000
MAX_KEPT = 50_000  # messages in memory while nothing can be written: some 20 MB

_TROUBLES = (sqlite3.Error, OSError, NotOurs, HistoryInUse)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the host wants of a history."""

    room_name: str
    file: Path | None  # None: this room's own, or the next that no other room has
    is_fresh: bool
    max_age_days: float
    max_messages: int

    @property
    def files(self) -> list[Path]:
        """The files that may be taken, in their order."""
        if self.file is not None:
            return [real_file(self.file)]
        return list(files_of_rooms_with_one_name(real_file(default_file(self.room_name))))


class HistoryWriter:
    """The one that writes. Put rows into ``batch``, then ``write``.

    ``last_id``, ``pinned`` and ``sessions`` are as found at opening. ``remembered`` returns what a new file in the
    place of a lost one begins with. Raises ``HistoryInUse`` when another room has every file that may be taken.
    """

    def __init__(self, wishes: Wishes, now_utc: float, remembered: Callable[[], Batch]) -> None:
        self.batch = Batch()
        self.trouble = ""
        self.last_id = ids_from(now_utc)  # until a file tells
        self.pinned: Pinned | None = None
        self.sessions: tuple[SavedSession, ...] = ()
        self._wishes = wishes
        self._remembered = remembered
        self._now_utc = self._opened_utc = self._tried_utc = self._alive_utc = now_utc
        self._leapt_seconds = 0.0
        self._place = Place(wishes.files)
        self._upkeep: Upkeep | None = None
        self._before: Lesson | None = None  # the last one of the file, as found
        self._lesson: Lesson | None = None  # None until a file was found
        self._is_begun = False
        self._must_open_again = True  # until one is open
        self._is_damaged = False
        self._since_utc = now_utc - SESSION_SECONDS  # sessions seen last before that cannot be resumed
        self._newest_id = self.last_id
        self._lost = 0
        try:
            self._find(self._place.open(now_utc))
            self._write()
        except HistoryInUse:
            self._place.close()
            raise
        except _TROUBLES as error:
            self._fail(error)

    @property
    def file(self) -> Path:
        """The file that is written, or would be."""
        return self._place.file

    def write(self) -> None:
        """Write the batch, or keep it."""
        self._newest_id = max(self._newest_id, self.batch.last_id)
        if self.trouble:
            self._lost += self.batch.trim(MAX_KEPT)
            return
        try:
            self._write()
        except _TROUBLES as error:
            self._fail(error)

    def read(self, action: Callable[[Store, int], list[Old]]) -> list[Old] | None:
        """Return what ``action`` reads from the store, given the id above which guests see; None if it cannot be.

        Nothing is written, but ``batch`` may be another one afterwards, and ``action`` be called again.
        """
        for _ in range(2):
            store, lesson = self._place.store, self._lesson
            if store is None or lesson is None:
                break
            try:
                return action(store, lesson.visible_above)
            except _TROUBLES as error:
                self._fail(error, is_reading=True)
                if self.trouble:
                    break
        return None

    def sweep(self, now_utc: float) -> None:
        """Do what has time; try again after trouble. What is in the batch must be whole: it may be written."""
        if now_utc - self._now_utc > _LEAP_SECONDS:
            # The clock was set. What seems old by it is let go when it still does at the next opening.
            self._leapt_seconds += now_utc - self._now_utc
        self._now_utc = now_utc
        if self.trouble:
            if self._is_due(self._tried_utc, _RETRY_SECONDS):
                self._try_again()
            return
        try:
            self._keep_up()
        except _TROUBLES as error:
            self._fail(error)

    def close(self, now_utc: float) -> None:
        """Write what is left, end the lesson, and let go of the file."""
        self._now_utc = now_utc
        if self.trouble:
            self._try_again()
        else:
            self.write()
        if not self.trouble and self._place.store is not None and self._lesson is not None:
            try:
                self._place.store.end(self._lesson.id, now_utc)
            except _TROUBLES as error:
                self._fail(error)
        if self.trouble:
            kept = len(self.batch.messages) + len(self.batch.whispers)
            _log.error("history: %d messages were never written (%s)", self._lost + kept, self.trouble)
        self._place.close()

    # ---- the file ----------------------------------------------------------------------------------------

    def _find(self, store: Store) -> None:
        """Take in what a file says, and decide whether its last lesson goes on."""
        wishes, now_utc = self._wishes, self._now_utc
        self._look_after(store)
        last = store.last_lesson()
        sessions = store.sessions(self._since_utc, MAX_SESSIONS)
        if last is not None and last.goes_on_in(wishes.room_name, now_utc):
            visible_above = last.visible_above if wishes.is_fresh else 0
            lesson = replace(last, alive_utc=now_utc, visible_above=visible_above)
            self.pinned = store.newest_announcement(max(last.above_id, visible_above))
        else:
            visible_above = store.last_id if wishes.is_fresh else 0
            lesson = self._new_lesson(last, store.last_id, visible_above)
            sessions = tuple(replace(session, is_here=False) for session in sessions)
        # All of it, or, if something cannot be read, nothing.
        if last is not None and not last.is_closed:
            store.last_id += _IDS_SKIPPED
        self._before, self._lesson, self.sessions = last, lesson, sessions
        self.last_id = self._newest_id = store.last_id

    def _look_after(self, store: Store) -> None:
        self._upkeep = Upkeep(store.connection, self._wishes.max_age_days, self._wishes.max_messages)
        self._must_open_again = False

    def _new_lesson(self, last: Lesson | None, above_id: int, visible_above: int) -> Lesson:
        lesson_id = 1 if last is None else last.id + 1
        room_name = self._wishes.room_name
        return Lesson(lesson_id, room_name, self._opened_utc, self._now_utc, above_id, visible_above)

    def _write(self) -> None:
        store, lesson, upkeep, batch = self._place.store, self._lesson, self._upkeep, self.batch
        assert store is not None, "there is a store unless there is trouble"
        assert lesson is not None
        assert upkeep is not None
        if not self._is_begun:
            store.begin(lesson, self._since_utc, MAX_SESSIONS)
            self._is_begun = True
        if batch.is_empty:
            return
        try:
            store.write(batch, lesson.id)
        except UnicodeEncodeError:
            batch.clean()
            store.write(batch, lesson.id)
        upkeep.added(len(batch.messages), len(batch.whispers), batch.forgotten)
        self.batch = Batch()

    def _keep_up(self) -> None:
        store, lesson, upkeep = self._place.store, self._lesson, self._upkeep
        assert store is not None, "there is a store unless there is trouble"
        assert lesson is not None
        assert upkeep is not None
        if not self._is_begun:
            self._write()
        if self._is_due(self._alive_utc, _ALIVE_SECONDS):
            self._alive_utc = self._now_utc
            if not store.is_in_place:
                _log.warning("history: %s was moved, replaced or deleted; it is opened again", self.file)
                self._must_open_again = True
                self._try_again()
                return
            store.say_alive(lesson.id, self._now_utc)
        upkeep.step(self._now_utc - self._leapt_seconds, lesson)

    # ---- trouble -----------------------------------------------------------------------------------------

    def _fail(self, error: Exception, *, is_reading: bool = False) -> None:
        if is_damage(error):
            # A new file is begun at once, so this is not even trouble.
            self._is_damaged = True
            self._try_again(is_reading=is_reading)
        else:
            self._tried_utc = self._now_utc
            self._note_trouble(error)

    def _note_trouble(self, error: Exception) -> None:
        cause = cause_of(error)
        self._is_damaged |= is_damage(error)
        self._must_open_again |= not is_passing(error)
        if not self.trouble:
            _log.warning("history: %s: %s; the room goes on, and it is tried again", self.file, cause)
        self.trouble = cause

    def _try_again(self, *, is_reading: bool = False) -> None:
        self._tried_utc = self._now_utc
        try:
            if self._must_open_again or self._is_damaged or self._lesson is None:
                self._must_open_again = True  # until this has gone well
                if self._is_damaged:
                    self._place.set_aside(self._now_utc)
                    self._is_damaged = False
                self._settle_in(self._place.open_again(self._now_utc))
            if is_reading:
                return  # a turn is under way: its messages are written with the counters of their sessions
            self._write()
        except _TROUBLES as error:
            self._note_trouble(error)
            return
        if self.trouble:
            _log.warning("history: written again; %d messages are not in it", self._lost)
            self.trouble = ""
            self._lost = 0

    def _settle_in(self, store: Store) -> None:
        """Go on in a file that was opened again, whatever is in it now."""
        last = store.last_lesson()
        expected = self._lesson if self._is_begun else self._before
        if not store.is_new and store.last_id > self._newest_id:
            self._place.let_go_of_store()
            raise NotOurs("another history is in its place")
        if self._lesson is not None and _is_same(last, expected):
            self._look_after(store)
            return
        store.last_id = self._newest_id
        self._look_after(store)
        self._lesson = self._new_lesson(last, self.last_id, self.last_id if self._wishes.is_fresh else 0)
        self._is_begun = False
        self._since_utc = inf  # whoever could resume by this file is unknown to the room that is open
        self.batch = self._remembered()

    def _is_due(self, last_utc: float, seconds: float) -> bool:
        # A clock that was put back must not stop everything until it is where it was.
        return not 0.0 <= self._now_utc - last_utc < seconds


def _is_same(one: Lesson | None, other: Lesson | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.id, one.opened_utc) == (other.id, other.opened_utc)
