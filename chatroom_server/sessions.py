"""Who may come back as whom: the sessions of rich guests (docs/protocol.md §4).

The rule: a session's secret is told to its guest alone; what is kept of it is a hash. A session counts every frame
of types 2 and 3 that was taken in, once, over all of its connections.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chatroom_server.allowance import Allowance
from chatroom_server.facts import GuestId, SessionId
from chatroom_server.limit_log import LimitHit, LimitLog
from shared.protocol.limits import MAX_SESSIONS, SESSION_SECONDS

# Of a guest who is here and silent: after a crash of the server, the day is counted from the last sight.
_SECONDS_BETWEEN_SIGHTS = 600.0
_LEAP_SECONDS = 600.0
_ID_DIGITS = 15  # hexadecimal: as many as a database's whole number holds


@dataclass(slots=True)
class Session:
    """One session. ``guest`` is the place that its person has in the room, None while they are not in it.

    ``seen_utc`` is when it was last connected, in seconds since 1970. ``allowance`` is what its person may still
    send at once: coming back brings no new one.
    """

    id: SessionId
    secret_hash: str
    name: str = ""
    accepted: int = 0
    seen_utc: float = 0.0
    guest: GuestId | None = None
    allowance: Allowance | None = None

    @property
    def is_here(self) -> bool:
        """Whether the session's person is in the room, or is kept a place there."""
        return self.guest is not None


@dataclass(frozen=True, slots=True)
class Visit:
    """One connection's use of a session. ``last`` is the newest message it has, None for a new session."""

    session: Session
    secret: str
    last: int | None = None


class Sessions:
    """All sessions that can be resumed, as it is ``utc`` now. ``new_secret`` gives a secret that nobody can guess.

    ``take_changed`` and ``take_ended`` say what is to be written down since they were last asked.
    """

    def __init__(
        self, saved: Iterable[Session], new_secret: Callable[[], str], limits: LimitLog, utc: float
    ) -> None:
        self._away = {each.id: each for each in sorted(saved, key=_seen)}  # the longest away first
        self._by_hash = {session.secret_hash: session for session in self._away.values()}
        self._new_secret = new_secret
        self._limits = limits
        self._expired_utc = utc
        self._by_guest: dict[GuestId, Session] = {}
        self._changed: dict[SessionId, Session] = {}
        self._ended: list[SessionId] = []

    def __len__(self) -> int:
        return len(self._by_hash)

    def prepare(self) -> tuple[Session, str]:
        """Return a new session and its secret; it counts from ``enter`` on."""
        secret = self._new_secret()
        secret_hash = _hash(secret)
        # Of the secret as well, so that no number is ever had twice: an old one may still stand in the history.
        return Session(int(secret_hash[:_ID_DIGITS], 16) + 1, secret_hash), secret

    def find(self, secret: str, utc: float) -> Session | None:
        """Return the session with this secret, or None for one that is unknown or too old."""
        session = self._by_hash.get(_hash(secret))
        if session is None or (session.guest is None and utc - session.seen_utc > SESSION_SECONDS):
            return None
        return session

    def enter(self, session: Session, guest: GuestId, name: str, utc: float) -> None:
        """The session's person is in the room, at the place ``guest``."""
        if session.guest is not None:
            self._by_guest.pop(session.guest, None)
        self._by_guest[guest] = session
        self._away.pop(session.id, None)
        session.guest = guest
        session.name = name
        self._by_hash[session.secret_hash] = session
        self._touch(session, utc)
        if len(self._by_hash) > MAX_SESSIONS and self._away:
            forgotten = next(iter(self._away.values()))
            self._limits.hit(LimitHit.SESSIONS, name=forgotten.name)
            self.end(forgotten)

    def count(self, session: Session, utc: float) -> None:
        """One more frame of type 2 or 3 was taken in."""
        session.accepted += 1
        self._touch(session, utc)

    def leave(self, guest: GuestId, utc: float) -> None:
        """Whoever had this place is no longer in the room, and may come back."""
        session = self._by_guest.pop(guest, None)
        if session is not None:
            session.guest = None
            self._away[session.id] = session
            self._touch(session, utc)

    def end(self, session: Session) -> None:
        """The session's person said goodbye: nobody can come back with it."""
        if session.guest is not None:
            self._by_guest.pop(session.guest, None)
        self._away.pop(session.id, None)
        if self._by_hash.pop(session.secret_hash, None) is not None:
            self._changed.pop(session.id, None)
            self._ended.append(session.id)

    def expire(self, utc: float) -> None:
        """End the sessions that nobody resumed in time. Call it about once a second."""
        leap_seconds, self._expired_utc = utc - self._expired_utc, utc
        if abs(leap_seconds) > _LEAP_SECONDS:
            # The clock was set, or the computer slept: nobody had the time to come back.
            for session in self._by_hash.values():
                self._touch(session, session.seen_utc + leap_seconds)
        for session in self._by_guest.values():
            if utc - session.seen_utc > _SECONDS_BETWEEN_SIGHTS:
                self._touch(session, utc)
        for session in [each for each in self._away.values() if utc - each.seen_utc > SESSION_SECONDS]:
            self.end(session)

    def take_changed(self) -> list[Session]:
        """Return the sessions that changed since the last call."""
        changed, self._changed = self._changed, {}
        return list(changed.values())

    def take_ended(self) -> list[SessionId]:
        """Return the sessions that ended since the last call."""
        ended, self._ended = self._ended, []
        return ended

    def _touch(self, session: Session, utc: float) -> None:
        session.seen_utc = utc
        self._changed[session.id] = session


def _seen(session: Session) -> float:
    return session.seen_utc


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
