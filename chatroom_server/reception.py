"""How guests get into the room, stay in it over a broken connection, and are told what they missed.

The rule: a message and the counter of the session that sent it are written down together, and before any byte of
it goes out (docs/protocol.md §4); so call ``save`` at the head of every flush.
"""

import secrets
from collections.abc import Callable, Iterator

from chatroom_server.deliveries import Moment, Outcome, joined
from chatroom_server.facts import NO_SESSION, Fact, GuestId, Left, SessionId
from chatroom_server.history.history import History
from chatroom_server.history.rows import SavedSession
from chatroom_server.limit_log import LimitHit, LimitLog
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.relay import Relay
from chatroom_server.room import Room
from chatroom_server.sessions import Session, Sessions, Visit
from chatroom_server.visitor import Visitor
from shared.protocol.codec import Encoder
from shared.protocol.limits import OLD_AT_LOGIN
from shared.protocol.messages import LogIn, Old, Resume, UserChanged, WantOlder, Welcome

_SECRET_BYTES = 16
# Read at once for somebody who catches up: at most about a millisecond, and few as long as the texts may be long.
_OLD_AT_A_TIME = 200
_OLD_AT_FIRST = 16
_PIECE_BYTES = 16 * 1024
_ALL = 2**31  # more than memory holds
_LATE_SECONDS = 3.0  # between two sweeps: the computer slept, or the program was stopped
# Ends of a connection after which nobody waits for the guest.
_FINAL_CAUSES = {
    CloseCause.DISMISSED,
    CloseCause.MALFORMED,
    CloseCause.SKIPPED,
    CloseCause.REFUSED,
    CloseCause.CLOSING,
}


class Reception:
    """Stands between the connections and the room for everything that outlives a connection."""

    def __init__(self, room: Room, relay: Relay, history: History, limits: LimitLog, now: Moment) -> None:
        self._room = room
        self._relay = relay
        self._history = history
        self._limits = limits
        self._swept_at = now.steady
        self._shown: tuple[bytes, ...] = ()  # to newcomers, since the last sweep
        self._shown_for: tuple[int, Encoder] | None = (
            None  # while that message is the newest; None: not read yet
        )
        saved = {s: Session(s.id, s.secret_hash, s.name, s.accepted, s.seen_utc) for s in history.sessions}
        self._cut_off = [session for kept, session in saved.items() if kept.is_here]
        self._sessions = Sessions(
            saved.values(), lambda: secrets.token_urlsafe(_SECRET_BYTES), limits, now.utc
        )

    def expect_back(self, new_guest: Callable[[], GuestId], now: Moment) -> Outcome:
        """Keep the places of those who were here when the room crashed. Call it before anybody comes in.

        ``new_guest`` gives a number that nobody has.
        """
        outcomes: list[Outcome] = []
        for session in self._cut_off:
            guest = new_guest()
            outcomes.append(self._room.expect(guest, session.name, session.id, now))
            if outcomes[-1].facts:
                self._sessions.enter(session, guest, session.name, now.utc)
        return joined(*outcomes)

    def log_in(self, link: Link, message: LogIn, now: Moment) -> Outcome:
        """Return what comes of a login. When the link is admitted by it, call ``welcome`` at once."""
        if link.is_plain or link.is_logged_in:
            return self._room.receive(link.guest, link.address, message, now)
        visit = link.visit = self._visit(link.resume, now)
        visitor = Visitor(is_plain=False, session=visit.session.id, place=visit.session.guest)
        return self._room.log_in(link.guest, link.address, message.name, now, visitor)

    def welcome(self, link: Link, now: Moment) -> None:
        """Tell a rich guest who was just admitted what is to be known, and what was missed (§4)."""
        visit = link.visit
        user = self._room.user_of(link.guest)
        if visit is None or user is None:
            return
        session = visit.session
        self._sessions.enter(session, link.guest, user.name, now.utc)
        last = self._room.last_id
        link.send(Welcome(user.name, visit.secret, visit.last is not None, session.accepted, last))
        link.send(UserChanged(user))
        encoder = link.cursor.log.encoder
        if visit.last is None:
            old = self._for_newcomer(last, encoder)
        elif self._history.file is None:
            # Read now: in memory what is older gives way to what is newer.
            old = _encoded(self._history.after(session.id, visit.last, last, _ALL), encoder)
        else:
            old = self._missed(session.id, visit.last, last, encoder)
        if old is not None:
            self._relay.to_one_from(link.cursor, old)
        if session.allowance is not None:
            link.allowance.lower_to(session.allowance, now.steady)
        session.allowance = link.allowance
        link.send(self._room.state)

    def tell_older(self, link: Link, wanted: WantOlder) -> None:
        """Send older messages to somebody who asked for them; nothing to somebody who is not in the room."""
        if link.visit is not None and link.is_logged_in:
            # What is newer than now comes live; a client may ask for anything.
            before = min(wanted.before, self._room.last_id + 1)
            old = self._before(link.visit.session.id, before, wanted.limit, link.cursor.log.encoder)
            self._relay.to_one_from(link.cursor, old)

    def count(self, link: Link, now: Moment) -> None:
        """A frame of type 2 or 3 of this link is being taken in."""
        if link.visit is not None and link.is_logged_in:
            self._sessions.count(link.visit.session, now.utc)

    def see_off(self, link: Link, cause: CloseCause, now: Moment) -> Outcome:
        """Return what comes of the end of a connection: a place that is kept, or a departure."""
        if link.visit is not None and link.visit.session.guest == link.guest:
            if link.said_goodbye:
                self._sessions.end(link.visit.session)
            elif cause not in _FINAL_CAUSES:
                held = self._room.hold(link.guest, now)
                if any(isinstance(fact, Left) for fact in held.facts):
                    self._limits.hit(LimitHit.PLACES, link.address)
                return held
        return self._room.leave(link.guest, now)

    def note(self, facts: tuple[Fact, ...]) -> None:
        """Take in what has happened in the room; ``save`` writes it down."""
        self._history.note(facts)
        for fact in facts:
            if isinstance(fact, Left):
                self._sessions.leave(fact.guest, fact.utc)

    def save(self) -> None:
        """Write down everything that happened since the last call, in one piece."""
        for session in self._sessions.take_changed():
            self._history.note_session(_saved(session))
        for session_id in self._sessions.take_ended():
            self._history.forget_session(session_id)
        self._history.commit()

    def sweep(self, now: Moment) -> Outcome:
        """Return what comes of the time that has passed. Call it about once a second."""
        late_seconds, self._swept_at = now.steady - self._swept_at, now.steady
        if late_seconds > _LATE_SECONDS:
            self._room.postpone_places(late_seconds)
        self._sessions.expire(now.utc)
        self._shown_for = None  # or what is no longer kept would go on to be shown
        return self._room.expire_places(now)

    # ---- inside ------------------------------------------------------------------------------------------

    def _visit(self, resume: Resume | None, now: Moment) -> Visit:
        session = None if resume is None else self._sessions.find(resume.session, now.utc)
        if resume is None or session is None:
            return Visit(*self._sessions.prepare())
        return Visit(session, resume.session, resume.last)

    def _missed(self, session: SessionId, last: int, up_to: int, encoder: Encoder) -> Iterator[bytes]:
        limit = _OLD_AT_FIRST
        while page := self._history.after(session, last, up_to, limit):
            last = page[-1].stamp.id
            # What is read waits in memory for a guest who may be slow: as much of it as makes a piece or two.
            size = sum(len(old.text) for old in page)
            limit = max(_OLD_AT_FIRST, min(_OLD_AT_A_TIME, limit * _PIECE_BYTES // max(size, 1)))
            yield from _encoded(page, encoder)

    def _for_newcomer(self, last: int, encoder: Encoder) -> Iterator[bytes] | None:
        # Read when the stream's turn comes, and not in the middle of a login.
        return self._shown_to_newcomers(last, encoder) if self._history.file is not None else None

    def _shown_to_newcomers(self, last: int, encoder: Encoder) -> Iterator[bytes]:
        # A class comes at once, and nothing is said meanwhile: what one is shown, all are.
        if self._shown_for != (last, encoder):
            self._shown = tuple(self._before(NO_SESSION, last + 1, OLD_AT_LOGIN, encoder))
            self._shown_for = (last, encoder)
        yield from self._shown

    def _before(self, session: SessionId, before: int, limit: int, encoder: Encoder) -> Iterator[bytes]:
        page = self._history.older(session, before, limit)
        if sum(len(old.text) for old in page) <= _PIECE_BYTES:
            yield from _encoded(page, encoder)
            return
        # Too much to wait in memory for a guest who may be slow: what is needed of it is where it begins.
        first = page[0].stamp.id
        del page
        yield from self._missed(session, first - 1, before - 1, encoder)


def _encoded(messages: list[Old], encoder: Encoder) -> Iterator[bytes]:
    """Yield the frames of ``messages`` in pieces that are small beside what may wait for one connection (§6)."""
    frames: list[bytes] = []
    size = 0
    for message in messages:
        frames.append(encoder.encode(message))
        size += len(frames[-1])
        if size >= _PIECE_BYTES:
            yield b"".join(frames)
            frames, size = [], 0
    if frames:
        yield b"".join(frames)


def _saved(session: Session) -> SavedSession:
    return SavedSession(
        session.id,
        session.secret_hash,
        session.name,
        session.accepted,
        session.seen_utc,
        is_here=session.is_here,
    )
