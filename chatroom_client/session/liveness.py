"""Whether a rich room is still there: a ping now and then, and how long silence may last (docs/protocol.md §4, §6).

The rule: a healthy connection is never given up because this computer was asleep or busy; before a verdict that
is not due by the clock alone, the room is asked once more.
"""

from enum import Enum

from shared.protocol.limits import PING_SECONDS, SILENT_SECONDS

# On one network an answer takes milliseconds, a lost packet or two some tenths of a second.
PROBE_SECONDS = 3.0
_LEAP_SECONDS = 5.0  # asked this much too late: this computer slept


class Verdict(Enum):
    """What is to be done about the connection now."""

    NOTHING = "nothing"  # it is not time yet
    PING = "ping"  # ask the room whether it is there
    LOST = "lost"  # nobody has answered for too long


class Liveness:
    """Watches one connection, from ``start`` to ``stop``. Times are steady seconds."""

    def __init__(self) -> None:
        self._ping_at: float | None = None
        self._lost_at = 0.0
        self._is_probing = False

    @property
    def next_at(self) -> float | None:
        """When ``check`` is to be asked, None for nothing to watch."""
        return None if self._ping_at is None else min(self._ping_at, self._lost_at)

    def start(self, now: float) -> None:
        """A connection is there, and was heard just now."""
        self._ping_at = now + PING_SECONDS
        self.hear(now)

    def stop(self) -> None:
        """The connection is gone."""
        self._ping_at = None

    def hear(self, now: float) -> None:
        """Something came, whatever it was."""
        self._lost_at = now + SILENT_SECONDS
        self._is_probing = False

    def probe(self, now: float) -> bool:
        """Find out at once whether the room is there; return whether to ping it."""
        if self._ping_at is None or self._is_probing:
            return False
        self._ping_at = now + PING_SECONDS
        self._lost_at = now + PROBE_SECONDS
        self._is_probing = True
        return True

    def check(self, now: float) -> Verdict:
        """Return what is to be done now. Asking too early does no harm."""
        due = self.next_at
        if self._ping_at is None or due is None or now < due:
            return Verdict.NOTHING
        if now - due > _LEAP_SECONDS:
            self._is_probing = False  # what was asked before the sleep is not answered after it
            self.probe(now)
            return Verdict.PING
        if now >= self._lost_at:
            return Verdict.LOST
        self._ping_at = now + PING_SECONDS
        return Verdict.PING
