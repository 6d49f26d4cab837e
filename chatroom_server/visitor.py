"""What a connection brings along when it logs in, besides a name.

The rule: it says nothing of sockets or dialects: whoever carries somebody's words to the room fills it in.
"""

from dataclasses import dataclass

from chatroom_server.facts import NO_SESSION, GuestId, SessionId


@dataclass(frozen=True, slots=True)
class Visitor:
    """``session`` is what this person can come back with, ``place`` where the session's person still is."""

    is_plain: bool = True
    session: SessionId = NO_SESSION
    place: GuestId | None = None


PLAIN_VISITOR = Visitor()
