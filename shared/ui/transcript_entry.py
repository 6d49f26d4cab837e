"""What one thing in the transcript is: said, whispered, announced, or an event.

An entry is a fact and never changes. What is still on its way out is an entry too, told apart by its standing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto


class EntryKind(Enum):
    """What an entry is, which decides how it looks and whether it counts as unread."""

    SAID = auto()  # to everyone
    WHISPER = auto()  # between two people; `to` names the other one if it is one's own
    ANNOUNCEMENT = auto()  # by the host, set apart from the talk
    PRESENCE = auto()  # people came online or went offline; `came` and `went` name them
    NOTICE = auto()  # the server's own words: errors, moderation


class Standing(Enum):
    """How far one's own message has got. Everybody else's is always settled."""

    SETTLED = auto()  # the room has it
    WAITING = auto()  # written while disconnected; goes out when the room is back
    SENDING = auto()  # sent, and no echo yet
    UNSURE = auto()  # the connection broke before the echo came
    REFUSED = auto()  # the room did not take it


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the transcript.

    `key` is unique within one window and is rising for what happens there; older history may be given negative
    ones. A settled message keeps the key that it had while it was on its way. `when` is aware of its time zone,
    and is shown in the computer's own. `text` and names are shown as they are, whatever is in them.
    """

    key: int
    kind: EntryKind
    when: datetime
    sender: str = ""
    text: str = ""
    is_own: bool = False
    to: str = ""
    """The receiver of one's own whisper."""
    standing: Standing = Standing.SETTLED
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    message_id: int | None = None
    """The room's own number for a message, by which older history is asked for."""
    words: Callable[[], str] | None = field(default=None, compare=False)
    """Says an event in the language that is on, in place of `text`."""

    @property
    def shown_text(self) -> str:
        """What stands in the transcript, in the language that is on."""
        return self.text if self.words is None else self.words()

    @property
    def is_message(self) -> bool:
        """Somebody's words, not an event."""
        return self.kind in _MESSAGES

    @property
    def counts_as_unread(self) -> bool:
        """Somebody else's words, which a person may have missed."""
        return self.kind in _MESSAGES and not self.is_own

    @property
    def can_be_resent(self) -> bool:
        """One's own message that did not surely arrive, and that only the person can decide about."""
        return self.standing in _OPEN


_MESSAGES = frozenset({EntryKind.SAID, EntryKind.WHISPER, EntryKind.ANNOUNCEMENT})
_OPEN = frozenset({Standing.UNSURE, Standing.REFUSED})
