"""What happened in the session, as entries of the transcript.

The rule: a message keeps its key from the moment it is written until the room shows it, so it never doubles and
never jumps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from chatroom_client.session.events import (
    AnnouncementArrived,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingState,
    PersonCame,
    PersonWent,
)
from shared.ui.transcript_entry import Entry, EntryKind, Standing


class Record:
    """Makes the entries of one window. `resent_key` finds the way back from an entry to the session's message."""

    def __init__(self) -> None:
        self._last_key = 0
        self._oldest_key = 0
        self._keys: dict[int, int] = {}  # of entries, by the session's keys of messages on their way

    def message(self, event: MessageArrived) -> Entry:
        """Somebody's words; one's own take over the key that they had on their way."""
        key = None if event.outgoing_key is None else self._keys.pop(event.outgoing_key, None)
        return Entry(
            self._next_key() if key is None else key,
            EntryKind.WHISPER if event.is_whisper else EntryKind.SAID,
            _moment(event.utc),
            sender=event.sender,
            text=event.text,
            is_own=event.is_own,
            to=event.to if event.is_own else "",
            message_id=event.message_id,
        )

    def announcement(self, event: AnnouncementArrived) -> Entry:
        """The host's announcement."""
        return Entry(
            self._next_key(),
            EntryKind.ANNOUNCEMENT,
            _moment(event.utc),
            text=event.text,
            message_id=event.message_id,
        )

    def spoken(self, event: MessageArrived | AnnouncementArrived) -> Entry:
        """Somebody's words, or the host's announcement."""
        match event:
            case MessageArrived():
                return self.message(event)
            case AnnouncementArrived():
                return self.announcement(event)
        assert_never(event)

    def older(self, events: Sequence[MessageArrived | AnnouncementArrived]) -> list[Entry]:
        """What was said before everything else, oldest first."""
        self._oldest_key -= len(events)
        return [
            replace(self.spoken(event), key=key) for key, event in enumerate(events, start=self._oldest_key)
        ]

    def notice(self, event: NoticeArrived, words: Callable[[], str]) -> Entry:
        """What the server says; `words` says it in the window's language."""
        return Entry(self._next_key(), EntryKind.NOTICE, _moment(event.utc), text=event.text, words=words)

    def remark(self, words: Callable[[], str]) -> Entry:
        """What the window itself has to say about the conversation, now."""
        return Entry(self._next_key(), EntryKind.NOTICE, datetime.now(UTC), words=words)

    def presence(self, event: PersonCame | PersonWent) -> Entry:
        """Somebody came or left, now."""
        match event:
            case PersonCame(name):
                return self.changes((name,), ())
            case PersonWent(name):
                return self.changes((), (name,))
        assert_never(event)

    def changes(self, came: Sequence[str], went: Sequence[str]) -> Entry:
        """Several people came and left, noticed now."""
        now = datetime.now(UTC)
        return Entry(self._next_key(), EntryKind.PRESENCE, now, came=tuple(came), went=tuple(went))

    def outgoing(self, messages: Sequence[Outgoing], you: str) -> list[Entry]:
        """One's own messages that are not confirmed, in the order in which they go out."""
        known = {message.key for message in messages}
        self._keys = {key: entry for key, entry in self._keys.items() if key in known}
        return [self._on_its_way(message, you) for message in messages]

    def resent_key(self, entry_key: int) -> int | None:
        """The session's key of the message that is shown as the entry `entry_key`."""
        return next((key for key, entry in self._keys.items() if entry == entry_key), None)

    def _on_its_way(self, message: Outgoing, you: str) -> Entry:
        if message.key not in self._keys:
            self._keys[message.key] = self._next_key()
        return Entry(
            self._keys[message.key],
            EntryKind.WHISPER if message.to else EntryKind.SAID,
            _moment(message.utc),
            sender=you,
            text=message.text,
            is_own=True,
            to=message.to,
            standing=_standing(message.state),
        )

    def _next_key(self) -> int:
        self._last_key += 1
        return self._last_key


def _moment(utc: float) -> datetime:
    return datetime.fromtimestamp(utc, UTC)


def _standing(state: OutgoingState) -> Standing:
    match state:
        case OutgoingState.WAITING:
            return Standing.WAITING
        case OutgoingState.SENDING:
            return Standing.SENDING
        case OutgoingState.UNSURE:
            return Standing.UNSURE
        case OutgoingState.REFUSED:
            return Standing.REFUSED
    assert_never(state)
