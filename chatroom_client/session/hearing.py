"""What one connection has brought before it ended, and so why it ended.

The rule: the server's own last words count for more than any guess.
"""

from chatroom_client.session.events import FailureReason
from shared.protocol.messages import Notice, NoticeCode

# What the server says before it closes for good.
_FAREWELLS = {
    NoticeCode.CLOSING: FailureReason.ROOM_CLOSED,
    NoticeCode.REMOVED: FailureReason.REMOVED,
    NoticeCode.BANNED: FailureReason.BANNED,
}


class Hearing:
    """Of the connection that is open. ``farewell`` is why the server is about to close it, as far as it said so."""

    def __init__(self) -> None:
        self.has_frame = False
        self.has_noise = False  # bytes in no frame
        self.was_refused = False  # the name
        self.farewell: FailureReason | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has come that would say what kind of server this is, and why it closes."""
        return not self.has_noise and self.farewell is None

    @property
    def is_refusal_only(self) -> bool:
        """Whether it has brought a refused name, and no reason to stay away."""
        return self.was_refused and self.farewell is None

    def hear(self, notice: Notice, *, is_in_room: bool) -> bool:
        """Take in the server's words; return whether they are its last ones."""
        if notice.code is NoticeCode.TOO_MANY_CONNECTIONS and not is_in_room:
            farewell: FailureReason | None = FailureReason.TOO_MANY
        else:
            farewell = _FAREWELLS.get(notice.code)
        self.farewell = farewell or self.farewell
        return farewell is not None

    def cause_of_end(self, *, is_return: bool) -> FailureReason:
        """Why the connection is over; ``is_return`` for a person who has been in this room."""
        if self.farewell is not None:
            return self.farewell
        if is_return:
            return FailureReason.LOST
        is_other_server = self.has_noise and not self.has_frame
        return FailureReason.NOT_A_ROOM if is_other_server else FailureReason.CLOSED_AT_ONCE

    def cause_of_silence(self, *, is_return: bool) -> FailureReason:
        """Why nothing came after the login."""
        # A room that this person has been in is one, but its computer may be frozen or asleep.
        is_a_room = is_return and not self.has_noise
        return FailureReason.NO_ANSWER if is_a_room else FailureReason.NOT_A_ROOM


def is_for_good(reason: FailureReason) -> bool:
    """Whether nobody comes back by itself after ``reason``."""
    return reason in _FAREWELLS.values()
