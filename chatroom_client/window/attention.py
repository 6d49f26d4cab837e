"""News for somebody who is elsewhere: counted, and asked attention for as loudly as the person allows.

The rule: no window ever comes to the front or takes the keyboard by itself, and nothing is asked of somebody who
sees the conversation. Do not disturb silences everything but announcements.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from typing import Final, assert_never

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from chatroom_client.session.events import (
    AnnouncementArrived,
    HistoryArrived,
    HistoryKind,
    MessageArrived,
    SessionEvent,
)
from chatroom_client.settings import Sound
from chatroom_client.window.choices import Choices
from shared.ui.chime import Chime
from shared.ui.looking import is_looking

_WITH_BADGES: Final = frozenset({"win32", "darwin"})
"""Where a program's icon can carry a number."""


class Weight(IntEnum):
    """How much a piece of news matters to this person, the least first."""

    TALK = 1  # somebody said something to everyone
    MEANT = 2  # a whisper to this person, or this person's name in what was said
    ANNOUNCEMENT = 3  # from the host, to everyone


class Attention(QObject):
    """Give `take` all that happens; call `look` when the window becomes active, `forget` in another room."""

    unread_changed = Signal(int)
    """How many messages of others have come since the person looked."""

    called = Signal(object)
    """Attention was asked for, with news of this `Weight`; a tray may say so as well."""

    def __init__(self, window: QWidget, choices: Choices, chime: Chime | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._choices = choices
        self._chime = chime or Chime(self)
        self._unread = 0
        self._called = 0  # the weight that attention was asked for already, since the person looked

    @property
    def unread(self) -> int:
        """Messages of others that came while the person was elsewhere."""
        return self._unread

    def take(self, events: Iterable[SessionEvent], you: str) -> None:
        """Count what is news to the person called `you`, and ask for attention if that may be."""
        if is_looking(self._window):
            return
        weights = [weight for event in events for weight in weights_of(event, you)]
        if not weights:
            return
        self._set_unread(self._unread + len(weights))
        self._call(Weight(max(weights)))

    def look(self) -> None:
        """The person sees the conversation now."""
        self._called = 0
        self._set_unread(0)

    def forget(self) -> None:
        """What was unread belongs to a room that was left."""
        self.look()

    def _call(self, weight: Weight) -> None:
        if self._choices.is_do_not_disturb and weight < Weight.ANNOUNCEMENT:
            return
        if self._may_ring(weight):
            self._chime.ring()
        # Once until the person looks, and once more for what matters more than all before.
        if weight <= self._called:
            return
        if not self._called:
            QApplication.alert(self._window)
        self._called = weight
        self.called.emit(weight)

    def _may_ring(self, weight: Weight) -> bool:
        match self._choices.sound:
            case Sound.NONE:
                return False
            case Sound.MEANT:
                return weight >= Weight.MEANT
            case Sound.ALL:
                return True
        assert_never(self._choices.sound)

    def _set_unread(self, count: int) -> None:
        if count == self._unread:
            return
        self._unread = count
        program = QApplication.instance()
        # Elsewhere Qt makes a path on D-Bus of the program's name, where a blank is not allowed.
        if isinstance(program, QApplication) and sys.platform in _WITH_BADGES:
            program.setBadgeNumber(count)
        self.unread_changed.emit(count)


def weights_of(event: SessionEvent, you: str) -> list[Weight]:
    """Return what `event` holds of news to the person called `you`, one weight for each message."""
    match event:
        case MessageArrived(is_own=False):
            is_meant = event.is_whisper or is_named(you, event.text)
            return [Weight.MEANT if is_meant else Weight.TALK]
        case AnnouncementArrived():
            return [Weight.ANNOUNCEMENT]
        case HistoryArrived(kind=HistoryKind.MISSED):
            return [weight for each in event.messages for weight in weights_of(each, you)]
        case _:
            return []


def is_named(you: str, text: str) -> bool:
    """Whether `text` speaks of the person called `you`, whatever the case and the width of the letters."""
    name, words = _folded(you), _folded(text)
    place = words.find(name) if name else -1
    while place >= 0:
        before, after = words[:place][-1:], words[place + len(name) :][:1]
        # "Al" is not meant in "always". Chinese has no spaces, so a neighbour that is a character is no word.
        if not (_goes_on(before, name[0]) or _goes_on(after, name[-1])):
            return True
        place = words.find(name, place + 1)
    return False


def _goes_on(neighbour: str, letter: str) -> bool:
    """Whether two characters side by side are one word, as far as letters tell."""
    is_word = neighbour.isalnum() or neighbour == "_"
    return is_word and not _is_wide(neighbour) and not _is_wide(letter)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
