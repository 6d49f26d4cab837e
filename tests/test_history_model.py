"""Whatever happens to the disk and in whatever order: everybody sees what a plain list would show, each id once."""

import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chatroom_server.facts import NO_SESSION, Fact, SessionId, Whispered
from chatroom_server.history.history import History, HistoryState
from tests.helpers.histories import (
    ALICE,
    BOB,
    CAROL,
    NINE,
    ROOM,
    announced,
    crash,
    disk_that_takes_nothing,
    ids,
    pages,
    said,
    session,
    whispered,
)

EVERYBODY = (ALICE, BOB, CAROL)
sessions = st.sampled_from((NO_SESSION, *EVERYBODY))


@dataclass
class Model:
    """What is in the room's memory if it forgets nothing: which id who may see."""

    newest: int = 0
    seen: dict[SessionId, list[int]] = field(default_factory=lambda: {each: [] for each in EVERYBODY})

    def take(self, fact: Fact) -> None:
        self.newest += 1
        two = {fact.sender_session, fact.to_session} if isinstance(fact, Whispered) else set(EVERYBODY)
        for each in two & set(EVERYBODY):
            self.seen[each].append(self.newest)


class HistoryOverAnyDisk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="chatroom-history-"))
        self.file = self.folder / "room.db"
        self.now = NINE
        self.disk_is_broken = False
        self.model = Model()
        self.committed = Model()
        self.given = 0  # the newest id that anybody can have been shown
        self.waiting: list[Fact] = []
        self.history = self.open()

    def open(self) -> History:
        history = History.open(self.file, ROOM, self.now)
        for each in EVERYBODY:
            history.note_session(session(each, seen_utc=self.now))
        history.commit()
        return history

    def note(self, fact: Fact) -> None:
        self.model.take(fact)
        self.given = self.model.newest
        self.waiting.append(fact)
        self.history.note((fact,))

    @rule(times=st.integers(1, 5))
    def somebody_speaks(self, times: int) -> None:
        for _ in range(times):
            self.note(said(self.model.newest + 1))

    @rule()
    def host_announces(self) -> None:
        self.note(announced(self.model.newest + 1))

    @rule(sender=sessions, to=sessions)
    def somebody_whispers(self, sender: SessionId, to: SessionId) -> None:
        self.note(whispered(self.model.newest + 1, sender, to))

    @rule()
    def turn_ends(self) -> None:
        if self.disk_is_broken:
            with disk_that_takes_nothing():
                self.history.commit()
            return
        self.history.commit()
        self.all_is_committed_if_all_is_well()

    @rule(seconds=st.sampled_from((1.0, 6.0, -100.0)))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        if self.disk_is_broken:
            with disk_that_takes_nothing():
                self.history.sweep(self.now)
            return
        self.history.commit()
        self.history.sweep(self.now)
        self.all_is_committed_if_all_is_well()

    @precondition(lambda self: sys.platform != "win32")
    @rule(is_broken=st.booleans())
    def disk_breaks_or_is_mended(self, is_broken: bool) -> None:
        self.disk_is_broken = is_broken

    @rule()
    def room_is_closed_and_opened(self) -> None:
        self.disk_is_broken = False
        self.history.close(self.now)
        self.committed, self.waiting = self.model, []
        self.begin_again()

    @rule()
    def room_is_killed_and_opened(self) -> None:
        copy = crash(self.file, self.folder / "copy.db")
        self.history.close(self.now)
        for ending in ("", "-wal"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
            left_over = copy.with_name(copy.name + ending)
            if left_over.exists():
                left_over.rename(self.file.with_name(self.file.name + ending))
        self.disk_is_broken = False
        self.waiting = []
        self.begin_again()

    def begin_again(self) -> None:
        seen = {each: list(numbers) for each, numbers in self.committed.seen.items()}
        self.history = self.open()
        self.model = Model(self.history.last_id, seen)
        self.committed = Model(self.model.newest, {each: list(numbers) for each, numbers in seen.items()})
        assert self.history.last_id >= self.given, "ids go back"

    def all_is_committed_if_all_is_well(self) -> None:
        if self.history.state is HistoryState.WRITING:
            for fact in self.waiting:
                self.committed.take(fact)
            self.waiting = []

    @invariant()
    def everybody_sees_what_the_model_shows(self) -> None:
        for each in EVERYBODY:
            visible = self.model.seen[each]
            assert ids(self.history.older(each, 2**53, 7)) == visible[-7:]

    @rule(each=st.sampled_from(EVERYBODY), back=st.integers(-2, 60), limit=st.integers(0, 9))
    def somebody_scrolls_up(self, each: SessionId, back: int, limit: int) -> None:
        before = self.model.newest - back
        visible = [number for number in self.model.seen[each] if number < before]
        assert ids(self.history.older(each, before, limit)) == (visible[-limit:] if limit else [])

    @rule(each=st.sampled_from(EVERYBODY), missed=st.integers(-2, 60), newer=st.integers(-2, 60))
    def somebody_comes_back(self, each: SessionId, missed: int, newer: int) -> None:
        last, up_to = self.model.newest - missed, self.model.newest - newer
        visible = [number for number in self.model.seen[each] if last < number <= up_to]
        assert ids(pages(self.history, each, last, up_to)) == visible

    def teardown(self) -> None:
        self.history.close(self.now)
        shutil.rmtree(self.folder, ignore_errors=True)


TestHistoryOverAnyDisk = HistoryOverAnyDisk.TestCase
TestHistoryOverAnyDisk.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
