"""Where a session stands, as finely as the session must know it, and what the window sees of that.

The rule: every phase is one ``SessionState``; the window never learns of a phase.
"""

from enum import Enum
from typing import assert_never

from chatroom_client.session.events import SessionState


class Phase(Enum):
    """Where the session stands. Some phases end by themselves at a time that the session keeps."""

    IDLE = "idle"
    CONNECTING = "connecting"  # an answer must come until then
    GREETING = "greeting"  # the hello is sent; its answer, or anything else, must come until then
    LOGGING_IN = "logging in"  # the name is sent; a frame must come until then
    REFUSED = "refused"  # the connection is open, the person chooses another name
    REFUSED_OFFLINE = "refused offline"  # as before, but the server did not wait that long
    IN_ROOM = "in the room"
    RESTING = "resting"  # the connection was lost; the next try is then
    NAME_HELD = "name held"  # back, and our own dead connection has the name; asked again then
    ENDED = "ended"

    @property
    def has_connection(self) -> bool:
        """Whether a connection is open or being made."""
        return self in _WITH_CONNECTION

    @property
    def is_wait_for_retry(self) -> bool:
        """Whether the window may count down to the next try."""
        return self in {Phase.RESTING, Phase.NAME_HELD}


_WITH_CONNECTION = {
    Phase.CONNECTING,
    Phase.GREETING,
    Phase.LOGGING_IN,
    Phase.REFUSED,
    Phase.IN_ROOM,
    Phase.NAME_HELD,
}


def state_of(phase: Phase, *, is_return: bool) -> SessionState:
    """Return what the window sees; ``is_return`` for a person who has been in this room."""
    match phase:
        case Phase.IDLE:
            return SessionState.IDLE
        case Phase.CONNECTING:
            return SessionState.RECONNECTING if is_return else SessionState.CONNECTING
        case Phase.GREETING | Phase.LOGGING_IN:
            return SessionState.RECONNECTING if is_return else SessionState.LOGGING_IN
        case Phase.REFUSED | Phase.REFUSED_OFFLINE:
            return SessionState.NAME_REFUSED
        case Phase.IN_ROOM:
            return SessionState.IN_ROOM
        case Phase.RESTING | Phase.NAME_HELD:
            return SessionState.RECONNECTING
        case Phase.ENDED:
            return SessionState.ENDED
        case _:
            assert_never(phase)
