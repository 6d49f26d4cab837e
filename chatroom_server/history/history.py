"""The history of a room: what was said survives the server, and who comes back gets what was missed.

The rule: what was noted is on the disk when ``commit`` returns; and the room never stops because of a history that
cannot be written: it goes on from memory, and what it remembers is written later.
"""

from collections import deque
from enum import Enum
from pathlib import Path

from chatroom_server.facts import Arrived, Fact, GuestId, Left, Returned, SessionId, Whispered
from chatroom_server.history.memory import after_among, after_in, older_in
from chatroom_server.history.rows import (
    Batch,
    MessageFact,
    SavedSession,
    VisitRow,
    messages_among,
    visit_row,
)
from chatroom_server.history.writer import HistoryWriter, Wishes
from shared.protocol.messages import Old, Pinned

_RECENT = 1_000  # messages in memory in any case: for those who come back, and for a file that is lost
_GREATEST_ID = 2**63 - 1  # what SQLite can compare with; a client can ask for any number
_COMINGS_AND_GOINGS = frozenset({Arrived, Returned, Left})


class HistoryState(Enum):
    """Whether what is said is written down."""

    OFF = "off"  # nobody asked for a history: the newest messages are in memory, for those who come back
    WRITING = "writing"  # what anybody is shown is on the disk before
    TROUBLED = "troubled"  # the disk is full, or worse: the room goes on from memory, and it is tried again


class History:
    """What is kept of a room. Make one with ``open`` or ``in_memory``; nothing raises from then on.

    Note what happens as it happens; ``commit`` before any byte of it goes out; ``sweep`` about once a second;
    ``close`` at the end. All calls belong to one thread.

    As found at opening: ``last_id``, above which new messages are numbered: no message has ever had a greater one;
    ``pinned``, the newest announcement when a lesson goes on that a crash cut short, unless the host had taken it
    down; ``sessions``, those that can be resumed.
    """

    last_id: int = 0
    pinned: Pinned | None = None
    sessions: tuple[SavedSession, ...] = ()

    def __init__(self, wishes: Wishes | None, now_utc: float) -> None:
        self._noted: list[Fact] = []
        self._recent: deque[MessageFact] = deque(maxlen=_RECENT)
        self._forgotten: set[SessionId] = set()
        self._here: dict[GuestId, VisitRow] = {}
        self._taken_down: int | None = None  # as ``Batch.taken_down``, whatever was written since
        self._sessions: dict[SessionId, SavedSession] = {}
        self._writer: HistoryWriter | None = None
        self._file: Path | None = None
        if wishes is not None:
            self._writer = writer = HistoryWriter(wishes, now_utc, self._remembered)
            self._file = writer.file
            self.last_id = writer.last_id
            self.pinned = writer.pinned
            self.sessions = writer.sessions
            self._sessions = {session.id: session for session in writer.sessions}

    @classmethod
    def open(
        cls,
        file: Path | None,
        room_name: str,
        now_utc: float,
        *,
        is_fresh: bool = False,
        max_age_days: float = 365.0,
        max_messages: int = 1_000_000,
    ) -> "History":
        """Open a room's history, and begin a lesson in it, or go on with one that a crash cut short an hour ago.

        ``file`` None is ``default_file(room_name)``, or the next of this name while another room has that one.
        ``is_fresh``: guests are shown only what is said from now on, unless a lesson goes on. What is older than
        ``max_age_days``, or more than ``max_messages``, is let go.

        Raises ``HistoryInUse`` when another room has the file, and nothing else: one that cannot be made, read or
        written is in ``trouble``.
        """
        return cls(Wishes(room_name, file, is_fresh, max_age_days, max_messages), now_utc)

    @classmethod
    def in_memory(cls, now_utc: float) -> "History":
        """Return a history that writes nothing and shows newcomers nothing; who comes back gets what was missed."""
        return cls(None, now_utc)

    @property
    def state(self) -> HistoryState:
        """Whether what is said is being written down right now."""
        if self._writer is None:
            return HistoryState.OFF
        return HistoryState.TROUBLED if self._writer.trouble else HistoryState.WRITING

    @property
    def trouble(self) -> str:
        """Why nothing can be written, in a few words for the log, such as "disk full"; empty if all is well."""
        return "" if self._writer is None else self._writer.trouble

    @property
    def file(self) -> Path | None:
        """The file that is written, for ``HistoryReader``, after ``close`` too; None in memory."""
        return self._file

    # ---- what happens ------------------------------------------------------------------------------------

    def note(self, facts: tuple[Fact, ...]) -> None:
        """Take down what has happened, in its order. Nothing is written before ``commit``."""
        self._noted += facts

    def note_session(self, session: SavedSession) -> None:
        """Take down how a session stands; the newest of a turn is what is written."""
        self._sessions[session.id] = session
        if self._writer is not None:
            self._writer.batch.sessions[session.id] = session

    def forget_session(self, session: SessionId) -> None:
        """Nobody can resume this session any more: whispers that were kept for it alone go too."""
        self._sessions.pop(session, None)
        self._forgotten.add(session)
        if self._writer is not None:
            self._writer.batch.sessions.pop(session, None)
            self._writer.batch.forgotten.add(session)

    def commit(self) -> None:
        """Write everything noted, in one transaction. Call it before any byte of it goes out."""
        self._take_in()
        if self._writer is not None and not self._writer.batch.is_empty:
            self._writer.write()

    # ---- what may be seen --------------------------------------------------------------------------------

    def older(self, session: SessionId, before: int, limit: int) -> list[Old]:
        """Return the newest ``limit`` messages with an id below ``before``, oldest first; none without a file."""
        self._take_in()
        writer = self._writer
        before, limit = _within(before), _within(limit)
        if writer is None or not limit:
            return []
        newer = older_in(writer.batch, session, before, limit)
        if len(newer) == limit:
            return newer
        page = writer.read(
            lambda store, above: store.older(session, writer.batch.begin(before), above, limit)
        )
        if page is None:
            page = after_among(self._recent, session, 0, writer.batch.begin(before) - 1, _RECENT)
        # Asked anew: what is written, and what is not yet, may be another since.
        return (page + older_in(writer.batch, session, before, limit))[-limit:]

    def after(self, session: SessionId, last: int, up_to: int, limit: int) -> list[Old]:
        """Return the oldest ``limit`` messages with ``last < id <= up_to``, oldest first: one page of a resume.

        Ask again from the last id of a full page; one with fewer than ``limit`` is the last.
        """
        self._take_in()
        writer = self._writer
        last, up_to, limit = _within(last), _within(up_to), _within(limit)
        if writer is None:
            return after_among(self._recent, session, last, up_to, limit)
        page = writer.read(
            lambda store, above: store.after(session, max(last, above), writer.batch.begin(up_to + 1), limit)
        )
        if page is None:
            # As much as there is: what is not given now is never asked for again.
            page = after_among(self._recent, session, last, writer.batch.begin(up_to + 1) - 1, limit)
        return (page + after_in(writer.batch, session, last, up_to, limit))[:limit]

    # ---- from time to time -------------------------------------------------------------------------------

    def sweep(self, now_utc: float) -> None:
        """Do what has time: say that the room is alive, fill the search, let go what is too old, try again."""
        self._take_in()
        if self._forgotten:
            kept = [fact for fact in self._recent if self._can_be_seen(fact)]
            self._recent.clear()
            self._recent += kept
            self._forgotten.clear()
        if self._writer is not None:
            self._writer.sweep(now_utc)

    def close(self, now_utc: float) -> None:
        """Write what is left, end the lesson in good order, and let go of the file; then all is in memory."""
        self._take_in()
        if self._writer is not None:
            self._writer.close(now_utc)
            self._writer = None

    # ---- inside ------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        noted = self._noted
        if not noted:
            return
        self._recent += messages_among(noted)
        if self._writer is not None:
            self._writer.batch.add(noted)
            if self._writer.batch.taken_down is not None:
                self._taken_down = self._writer.batch.taken_down
            for fact in [fact for fact in noted if type(fact) in _COMINGS_AND_GOINGS]:
                match fact:
                    case Arrived() if fact.address:
                        self._here[fact.guest] = visit_row(fact)
                    case Returned() if fact.guest not in self._here:
                        # The place was kept over a crash of the server: the visit begins now.
                        self._here[fact.guest] = visit_row(fact)
                        self._writer.batch.visits.append(self._here[fact.guest])
                    case Left():
                        self._here.pop(fact.guest, None)
                    case _:
                        pass
        noted.clear()

    def _remembered(self) -> Batch:
        """What a new file begins with: what waits to be written, the newest messages, who is here, what is down."""
        batch = Batch() if self._writer is None else self._writer.batch
        recent = Batch()
        recent.add([fact for fact in self._recent if self._can_be_seen(fact)])
        batch.messages = sorted({*recent.messages, *batch.messages})
        batch.whispers = sorted({row[0]: row for row in (*recent.whispers, *batch.whispers)}.values())
        batch.visits = list({row[0]: row for row in (*self._here.values(), *batch.visits)}.values())
        batch.sessions = dict(self._sessions)
        batch.taken_down = self._taken_down
        return batch

    def _can_be_seen(self, fact: MessageFact) -> bool:
        if not isinstance(fact, Whispered):
            return True
        return fact.sender_session in self._sessions or fact.to_session in self._sessions


def _within(number: int) -> int:
    return max(0, min(number, _GREATEST_ID - 1))
