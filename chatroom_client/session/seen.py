"""Which messages this person has been shown, by the ids that a rich room gives them (docs/protocol.md §4).

The rule: nothing is shown twice, and ``last`` never names a message above one that is still to come.
"""

from shared.protocol.limits import OLD_AT_LOGIN
from shared.protocol.messages import Stamp

_REMEMBERED = 5_000  # far more than a login repeats
_SAME_SECONDS = 0.01  # the time of one message, told twice


class SeenMessages:
    """What was shown in one room. ``last`` is where a resume goes on; ``floor`` is where the last break was."""

    def __init__(self, last: int = 0) -> None:
        self.last = last
        self.floor = last
        self._times: dict[int, float] = {}

    def see(self, stamp: Stamp) -> bool:
        """Take in a message that is about to be shown; False when it has been shown before."""
        # A room that began anew counts anew: the id alone does not make it the same message.
        known = self._times.get(stamp.id)
        if known is not None and abs(known - stamp.utc) < _SAME_SECONDS:
            return False
        self._times[stamp.id] = stamp.utc
        if len(self._times) > _REMEMBERED:
            del self._times[next(iter(self._times))]
        return True

    def rise(self, message_id: int) -> None:
        """Everything up to this message has been shown."""
        self.last = max(self.last, message_id)

    def resume(self, newest: int) -> None:
        """The session goes on in a room whose newest message is ``newest``."""
        self.floor = self.last
        self.last = min(self.last, newest)  # a room that lost its newest messages gives their ids again

    def begin(self, newest: int) -> None:
        """Another session begins in a room whose newest message is ``newest``."""
        self.floor = self.last
        self.last = max(0, newest - OLD_AT_LOGIN)  # they are on their way
