"""The room's counters in words, for the log: what a minute has brought, and all of it when the room closes.

The rule: what is zero is not told, so that a line says what happened and nothing else.
"""

from dataclasses import dataclass
from typing import Self

from chatroom_server.room_settings import Counters


@dataclass(frozen=True, slots=True)
class Brought:
    """What happened in some time, in numbers."""

    messages: int = 0
    delivered: int = 0
    answered: int = 0
    limited: int = 0
    ignored: int = 0
    refused: int = 0
    turned_away: int = 0
    malformed: int = 0
    too_slow: int = 0

    @classmethod
    def until(cls, counters: Counters) -> Self:
        """Return what happened since the room opened."""
        discovery = counters.discovery
        return cls(
            messages=counters.messages,
            delivered=counters.delivered,
            answered=discovery.answered,
            limited=discovery.limited,
            ignored=discovery.ignored,
            refused=counters.refused,
            turned_away=counters.turned_away,
            malformed=counters.malformed,
            too_slow=counters.too_slow,
        )

    def since(self, earlier: "Brought") -> "Brought":
        """Return what happened after ``earlier``, both counted from the opening."""
        return Brought(*(getattr(self, name) - getattr(earlier, name) for name in self.__slots__))


def words_of(brought: Brought) -> str:
    """Return what happened, in words; empty if nothing did."""
    told = [
        _counted(brought.messages, "message relayed", "messages relayed"),
        _counted(brought.delivered, "delivery", "deliveries"),
        _counted(brought.refused, "login refused", "logins refused"),
        _counted(brought.turned_away, "connection turned away", "connections turned away"),
        _counted(brought.too_slow, "guest too slow", "guests too slow"),
        _counted(brought.malformed, "malformed frame", "malformed frames"),
        _counted(brought.answered, "request for rooms answered", "requests for rooms answered"),
        _counted(brought.limited, "request too many", "requests too many"),
        _counted(brought.ignored, "datagram that was no request", "datagrams that were no requests"),
    ]
    return ", ".join(filter(None, told))


def words_of_now(counters: Counters) -> str:
    """Return what is open right now, in words."""
    now = [
        _counted(counters.users, "person", "people") or "nobody here",
        _counted(counters.connections, "connection", "connections") or "no connection",
        _counted(counters.waiting_bytes, "byte waiting", "bytes waiting"),
    ]
    return ", ".join(filter(None, now))


def _counted(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    return f"{count:,} {one if count == 1 else many}"
