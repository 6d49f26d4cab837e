"""How the room has been doing just now.

The rule: it is always the last ten seconds, so that numbers can be read while they change.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from chatroom_server.room_settings import Counters

_SECONDS: Final = 10


class RecentCounters:
    """Call ``begin_room`` when a room opens, then ``add`` once a second."""

    def __init__(self) -> None:
        self._messages: deque[int] = deque(maxlen=_SECONDS + 1)
        self._delays: deque[float] = deque(maxlen=_SECONDS)
        self.has_relayed = False  # anything since the room opened

    @property
    def rate(self) -> float:
        """Messages a second."""
        if len(self._messages) < 2:
            return 0.0
        return (self._messages[-1] - self._messages[0]) / (len(self._messages) - 1)

    @property
    def delay_seconds(self) -> float:
        """The worst relay delay of these seconds; 0.0 if nothing went."""
        return max(self._delays, default=0.0)

    def begin_room(self) -> None:
        """Nothing is known of the new room yet."""
        self._messages.clear()
        self._delays.clear()
        self.has_relayed = False

    def add(self, counters: Counters) -> None:
        """Take the newest counters."""
        self._messages.append(counters.messages)
        self._delays.append(counters.relay_delay_seconds)
        self.has_relayed = self.has_relayed or counters.relay_delay_seconds > 0
