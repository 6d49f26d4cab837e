"""How long it takes to the room and back, from the pings that are sent anyway (docs/protocol.md §4).

The rule: only the answer to the newest ping counts, and a plain room, which answers none, has no figure.
"""

from shared.protocol.messages import Ping, Pong


class RoundTrip:
    """Watches one connection: tell it what goes out and what comes in, with the time in steady seconds."""

    def __init__(self) -> None:
        self._asked: tuple[int, float] | None = None

    def note_sent(self, message: object, now: float) -> None:
        """Something goes out."""
        if isinstance(message, Ping):
            self._asked = message.number, now

    def note_heard(self, message: object, now: float) -> float | None:
        """Something has come: return the seconds since it was asked for, if it is the answer."""
        if not isinstance(message, Pong) or self._asked is None or message.number != self._asked[0]:
            return None
        sent_at, self._asked = self._asked[1], None
        return now - sent_at
