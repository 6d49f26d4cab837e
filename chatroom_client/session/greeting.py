"""Which dialect a room speaks, found out at the beginning of every connection (docs/protocol.md §4).

The rule: whatever a server makes of a hello, this person gets in; and a room that has spoken rich is not taken for
a plain one because it is slow, or because a connection to it broke.
"""

from enum import Enum

from chatroom_client.session.orders import Sendable
from shared.protocol.messages import Hello, Notice, NoticeCode, ServerMessage

HELLO_VERSION = 1
HELLO_SECONDS = 1.0  # so long a plain server that ignores the hello is waited for
PATIENT_SECONDS = 5.0  # a room that answered before is slow today
_PATIENCE = 3  # silent hellos in a row; then another server stands in the room's place


class _Known(Enum):
    NOTHING = "nothing"  # no connection has shown it yet
    ONCE_RICH = "once rich"  # an earlier run of the program has kept a session of it
    RICH = "rich"  # it has answered a hello
    PLAIN = "plain"  # it has shown that it knows no hello, and has let this person in without


class Greeting:
    """What is known of one room's dialect. Tell it what every connection brings."""

    def __init__(self, *, is_plain: bool, app: str, language: str) -> None:
        self._is_plain = is_plain
        self._hello = Hello(HELLO_VERSION, app, language)
        self.start_over(was_rich=False)

    def start_over(self, *, was_rich: bool) -> None:
        """Another room, or the same one joined anew; ``was_rich`` when there is a session to go on with."""
        self._known = _Known.ONCE_RICH if was_rich else _Known.NOTHING
        if self._is_plain:
            self._known = _Known.PLAIN
        self._silences = 0
        self._is_hello_left_out = False  # at the next connection
        self._is_surely_plain = False  # what this connection has shown
        self._is_answer_due = False

    @property
    def is_answer_due(self) -> bool:
        """Whether a hello has been said over this connection, and not been answered."""
        return self._is_answer_due

    @property
    def was_rich_once(self) -> bool:
        """Whether an earlier run of the program knew this room as rich, and this one has not heard of it yet."""
        return self._known is _Known.ONCE_RICH

    @property
    def seconds(self) -> float:
        """How long to wait for the answer."""
        return HELLO_SECONDS if self._known is _Known.NOTHING else PATIENT_SECONDS

    def open(self) -> list[Sendable]:
        """A connection is there: return what is said first, nothing for a plain room."""
        is_left_out, self._is_hello_left_out = self._is_hello_left_out, False
        self._is_surely_plain = False
        self._is_answer_due = not is_left_out and self._known is not _Known.PLAIN
        return [self._hello] if self._is_answer_due else []

    def hear_hello(self) -> None:
        """The room has answered: it is rich."""
        self._known = _Known.RICH
        self._silences = 0
        self._is_answer_due = False

    def hear_other(self) -> None:
        """Something else came instead of the answer."""
        self._is_surely_plain = True

    def be_silent(self) -> bool:
        """Nothing came in time: return whether to go on in plain, and not to connect anew.

        A room that was rich is slow: whoever goes in without the session is not the one to whom people whisper.
        """
        self._silences += 1
        return self._known not in {_Known.RICH, _Known.ONCE_RICH} or self._silences >= _PATIENCE

    def be_closed(self) -> bool:
        """The connection was closed on the hello: return whether to connect at once, without it."""
        # A room that was rich is one that has broken down in this moment.
        self._is_hello_left_out = self._known is _Known.NOTHING
        return self._is_hello_left_out

    def enter_plain(self) -> None:
        """The room has let this person in without an answer to the hello."""
        self._known = _Known.PLAIN if self._is_surely_plain or self._is_plain else _Known.NOTHING

    def take_answer_of_plain(self, message: ServerMessage) -> bool:
        """Take ``message`` if it is what a plain server of ours says to a hello: nothing for a person to read."""
        match message:
            case Notice(NoticeCode.LOG_IN_FIRST) | Notice(NoticeCode.UNKNOWN_TYPE, name="5"):
                is_due, self._is_answer_due = self._is_answer_due, False
                return is_due
            case _:
                return False
