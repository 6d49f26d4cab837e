"""What the log tells of a room: who comes and goes, which limits were hit, and once a minute how it is doing.

The rule: the log grows with the time, and not with what anybody does. A minute is at most ``VISITS_A_MINUTE`` lines
of who came and went, a line for each limit that was hit, and two of counters; what is more is counted and not lost.
"""

import logging
from collections.abc import Callable

from chatroom_server.count_words import Brought, words_of, words_of_now
from chatroom_server.deliveries import Moment
from chatroom_server.facts import GuestId
from chatroom_server.limit_log import LimitLog
from chatroom_server.link_owner import LIMIT_OF_END, CloseCause
from chatroom_server.room_settings import Counters, Opened
from shared.protocol.limits import RoomLimits

_log = logging.getLogger(__name__)

_MINUTE_SECONDS = 60.0
# A large class that comes, whose network breaks, and that is back, all within a minute.
VISITS_A_MINUTE = 300


class RoomLog:
    """Call ``came`` and ``went`` for each connection, ``sweep`` about once a second, and ``close`` at the end."""

    def __init__(self, limits: LimitLog, now: Moment, counters: Counters) -> None:
        """``counters`` are those of the room that has just opened."""
        self._limits = limits
        self._opened_at = now.steady
        self._told_at = now.steady
        self._brought = Brought()
        self._state = words_of_now(counters)
        self._visits = 0  # comings and goings in this minute

    def opened(self, opened: Opened, limits: RoomLimits) -> None:
        """Tell where the room is, and the limits that its host can set."""
        _log.info(
            "opened %r at %s, TCP %d, UDP %s: "
            "%d people at most, %d from one address, %g messages a second each (0: any)",
            opened.room_name,
            ", ".join(opened.addresses) or "no address",
            opened.tcp_port,
            opened.udp_port or "taken by another program",
            limits.max_users,
            limits.max_per_address,
            limits.rate,
        )

    def came(self, guest: GuestId, name: str | None) -> None:
        """Somebody is in the room."""
        if self._may_tell_visit():
            _log.info("guest %d is %r", guest, name)

    def went(self, guest: GuestId, address: str, name: str | None, cause: CloseCause) -> None:
        """A connection ended, of somebody in the room or, without a name, of a stranger."""
        if cause in LIMIT_OF_END:
            self._limits.hit(LIMIT_OF_END[cause], address, name or "")
        if name is None:
            # Not worth a line by default: a thousand a second can come and go without ever being a guest.
            _log.debug("guest %d at %s %s", guest, address, cause.value)
        elif self._may_tell_visit():
            _log.info("guest %d at %s (%r) %s", guest, address, name, cause.value)

    def sweep(self, now: Moment, counters: Callable[[], Counters]) -> None:
        """Tell what is due. ``counters`` is asked for once a minute."""
        for line in self._limits.take(now):
            _log.warning("%s", line)
        if now.steady - self._told_at >= _MINUTE_SECONDS:
            self._told_at = now.steady
            self._tell_minute(counters())

    def close(self, now: Moment, counters: Counters) -> None:
        """Tell what the room has done while it was open, and who came and went in its last minute."""
        self._tell_more_visits()
        minutes = round((now.steady - self._opened_at) / _MINUTE_SECONDS)
        opened = {0: "less than a minute", 1: "1 minute"}.get(minutes, f"{minutes:,} minutes")
        _log.info("closed after %s: %s", opened, words_of(Brought.until(counters)) or "nothing happened")
        if totals := self._limits.totals():
            _log.info("limits hit in that time: %s", "; ".join(totals))

    def _tell_minute(self, counters: Counters) -> None:
        self._tell_more_visits()
        brought, state = Brought.until(counters), words_of_now(counters)
        news = words_of(brought.since(self._brought))
        if news or state != self._state:
            _log.info("last minute: %s; now %s", news or "nothing said", state)
        self._brought, self._state = brought, state

    def _tell_more_visits(self) -> None:
        if self._visits > VISITS_A_MINUTE:
            _log.info("%d more came or went in the last minute", self._visits - VISITS_A_MINUTE)
        self._visits = 0

    def _may_tell_visit(self) -> bool:
        self._visits += 1
        return self._visits <= VISITS_A_MINUTE
