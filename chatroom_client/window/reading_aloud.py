"""Tells a screen reader what has come into the conversation.

The rule: of what comes at once, a few messages are read and more are only counted, or nobody could follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject

from shared.ui.announce import announce
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_view import TranscriptView
from shared.ui.transcript_words import TranscriptWords

_MOST: Final = 3


class ReadingAloud(QObject):
    """Call `read` with all that is new."""

    def __init__(self, view: TranscriptView, words: TranscriptWords) -> None:
        super().__init__(view)
        self._view = view
        self._words = words

    def read(self, entries: Iterable[Entry]) -> None:
        """Have what other people wrote read aloud."""
        news = [entry for entry in entries if entry.counts_as_unread]
        if len(news) > _MOST:
            announce(self._view, self.tr("%n new message(s)", "", len(news)))
            return
        for entry in news:
            who = self._words.header(entry)
            announce(self._view, self.tr("{who}: {text}").format(who=who, text=entry.text))
