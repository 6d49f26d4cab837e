"""History on its way to this person: what comes behind a login, and what was asked for.

The rule: what has come is told, also when the connection breaks in the middle of it; and much of it is told in
parts, so that nobody waits for all of it.
"""

from dataclasses import dataclass

from chatroom_client.session.events import HistoryKind
from shared.protocol.messages import Old

PART_MESSAGES = 500  # some milliseconds of work for a window


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the history, oldest first. ``is_all``: nothing is older."""

    olds: tuple[Old, ...]
    kind: HistoryKind
    is_all: bool = False


class CatchUp:
    """Collects what one connection brings. At most one thing is asked for at a time."""

    def __init__(self) -> None:
        self._olds: list[Old] = []
        self._kind: HistoryKind | None = None  # of what comes behind the login, for as long as it comes
        self._asked = 0  # how many messages; 0: nothing is asked for
        self._awaited_pong = 0

    @property
    def is_behind_login(self) -> bool:
        """Whether the room still tells what was said before this login."""
        return self._kind is not None

    @property
    def is_asked(self) -> bool:
        """Whether an answer is on its way."""
        return self._asked > 0

    def begin(self, kind: HistoryKind) -> None:
        """A login was accepted: what comes next is ``kind``."""
        self._olds, self._kind, self._asked = [], kind, 0

    def ask(self, limit: int, pong: int) -> None:
        """``limit`` messages are asked for, and a ping whose pong ends the answer."""
        self._olds, self._asked, self._awaited_pong = [], limit, pong

    def take(self, old: Old) -> Part | None:
        """A message of the history has come: return a part that is to be told now."""
        self._olds.append(old)
        if self._kind is not None:
            return Part(self._all(), self._kind) if len(self._olds) >= PART_MESSAGES else None
        # What nobody announced and nobody asked for must have been missed.
        return None if self.is_asked else Part(self._all(), HistoryKind.MISSED)

    def end_login(self) -> Part | None:
        """Something else has come: what came behind the login is whole. Return the rest of it."""
        kind, self._kind = self._kind, None
        return None if kind is None or not self._olds else Part(self._all(), kind)

    def end_asked(self, pong: int) -> Part | None:
        """A pong has come: return the answer if it ends one."""
        if not self.is_asked or pong != self._awaited_pong:
            return None
        asked, self._asked = self._asked, 0
        olds = self._all()
        return Part(olds, HistoryKind.OLDER, is_all=len(olds) < asked)

    def break_off(self) -> Part | None:
        """The connection is gone, and with it what was asked for: return what has come behind the login."""
        rest = self.end_login()
        self._olds, self._asked = [], 0
        return rest

    def _all(self) -> tuple[Old, ...]:
        olds, self._olds = tuple(self._olds), []
        return olds
