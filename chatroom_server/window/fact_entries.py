"""Turns what happened in the room into entries of the transcript, as the host sees them.

The rule: whoever was just removed or banned is not said to have left as well, and of whoever is expected back
after a crash nothing is said unless they come under another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import assert_never

from PySide6.QtCore import QObject

from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    AwayChanged,
    BanChanged,
    GuestId,
    HandChanged,
    HostRefused,
    Interrupted,
    Left,
    MuteChanged,
    PinnedAgain,
    RemovedByHost,
    Returned,
    RulesChanged,
    Spoke,
    Unpinned,
    Whispered,
    WhispersShown,
)
from chatroom_server.window.moderation_words import Measure, ModerationWords
from chatroom_server.window.rules_words import RulesWords
from chatroom_server.window_facts import Happening, PassedOver
from shared.protocol.messages import Old
from shared.ui.transcript_entry import Entry, EntryKind


class FactEntries(QObject):
    """Makes the entries. One serves a window for all the rooms it opens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ModerationWords(self)
        self._rules_words = RulesWords(self)
        self._last_key = 0
        self._first_key = 0
        self._seen_out: set[str] = set()
        self._expected: set[GuestId] = set()

    def entries(self, happenings: Iterable[Happening]) -> list[Entry]:
        """Return the entries for what has happened, in order; some of it makes none."""
        made = (self._entry(happening) for happening in happenings)
        return [entry for entry in made if entry is not None]

    def earlier(self, messages: Sequence[Old], host_name: str) -> list[Entry]:
        """Return the entries for what was said earlier, oldest first; all of it stands above what was made before.

        ``host_name`` is what the host is called now: what was said under that name is the host's own.
        """
        # Falling, as they come page by page; rising again from top to bottom.
        self._first_key -= len(messages)
        return [
            Entry(
                self._first_key + place,
                EntryKind.ANNOUNCEMENT if message.is_announcement else EntryKind.SAID,
                datetime.fromtimestamp(message.stamp.utc, UTC),
                sender=message.sender,
                text=message.text,
                is_own=message.is_announcement or message.sender == host_name,
                message_id=message.stamp.id,
            )
            for place, message in enumerate(messages)
        ]

    def _entry(self, fact: Happening) -> Entry | None:
        when = datetime.fromtimestamp(fact.utc, UTC)
        match fact:
            case Spoke():
                return Entry(
                    self._next_key(),
                    EntryKind.SAID,
                    when,
                    sender=fact.name,
                    text=fact.text,
                    is_own=fact.guest == HOST,
                    message_id=fact.message_id,
                )
            case Whispered():
                return Entry(
                    self._next_key(),
                    EntryKind.WHISPER,
                    when,
                    sender=fact.sender_name,
                    text=fact.text,
                    is_own=fact.sender == HOST,
                    to=fact.to_name,
                    message_id=fact.message_id,
                )
            case AnnouncedByHost():
                return Entry(
                    self._next_key(),
                    EntryKind.ANNOUNCEMENT,
                    when,
                    text=fact.text,
                    is_own=True,
                    message_id=fact.message_id,
                )
            case Arrived():
                return self._arrived(fact, when)
            case Left():
                return self._left(fact, when)
            case MuteChanged() | RemovedByHost() | BanChanged():
                self._remember_seen_out(fact)
                words = partial(self._words.sentence, fact)
                return Entry(self._next_key(), EntryKind.NOTICE, when, words=words)
            case RulesChanged():
                words = partial(self._rules_words.sentence, fact.mode, fact.slow_seconds)
                return Entry(self._next_key(), EntryKind.NOTICE, when, words=words)
            case WhispersShown():
                words = partial(self._rules_words.whispers_sentence, is_shown=fact.is_shown)
                return Entry(self._next_key(), EntryKind.NOTICE, when, words=words)
            case PassedOver():
                words = partial(self._passed_over, fact.messages)
                return Entry(self._next_key(), EntryKind.NOTICE, when, words=words)
            case Returned():
                self._expected.discard(fact.guest)
                return None
            case HostRefused() | Interrupted() | AwayChanged() | HandChanged() | Unpinned() | PinnedAgain():
                # Other parts of the window show these; in the conversation, nobody is told.
                return None
        assert_never(fact)

    def _passed_over(self, messages: int) -> str:
        return self.tr("%Ln message(s) went by too fast to be shown", "", messages)

    def _remember_seen_out(self, measure: Measure) -> None:
        match measure:
            case RemovedByHost(is_lifted=False):
                self._seen_out.add(measure.name)
            case BanChanged(is_banned=True):
                self._seen_out.update(measure.names)
            case _:
                pass

    def _arrived(self, fact: Arrived, when: datetime) -> Entry | None:
        if not fact.address and fact.guest != HOST:
            self._expected.add(fact.guest)
            return None
        # Every room counts its guests anew.
        self._expected.discard(fact.guest)
        return Entry(self._next_key(), EntryKind.PRESENCE, when, came=(fact.name,))

    def _left(self, fact: Left, when: datetime) -> Entry | None:
        if fact.guest in self._expected or fact.name in self._seen_out:
            self._expected.discard(fact.guest)
            self._seen_out.discard(fact.name)
            return None
        return Entry(self._next_key(), EntryKind.PRESENCE, when, went=(fact.name,))

    def _next_key(self) -> int:
        self._last_key += 1
        return self._last_key
