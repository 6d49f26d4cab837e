"""What is known of a person besides the name, and the words for it.

The rule: every state is said in words somewhere; a sign or a colour only repeats it.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from PySide6.QtCore import QObject

from shared.protocol.messages import User


class PersonState(Enum):
    """What may be true of somebody in the room; several can be at once."""

    HAND_UP = auto()  # would like to be called upon
    HOST = auto()  # opened the room
    AWAY = auto()  # does not look at it now
    MUTED = auto()  # cannot write to the room
    PLAIN = auto()  # uses another program, which can only show and send texts


def states_of(user: User) -> tuple[PersonState, ...]:
    """What is true of `user`, the most important first."""
    is_true = {
        PersonState.HAND_UP: user.has_hand_up,
        PersonState.HOST: user.is_host,
        PersonState.AWAY: user.is_away,
        PersonState.MUTED: user.is_muted,
        PersonState.PLAIN: user.is_plain,
    }
    return tuple(state for state, is_so in is_true.items() if is_so)


class StateWords(QObject):
    """Makes the words, in the language that is on."""

    def word(self, state: PersonState) -> str:
        """One state in a word."""
        match state:
            case PersonState.HAND_UP:
                return self.tr("hand up")
            case PersonState.HOST:
                return self.tr("teacher")
            case PersonState.AWAY:
                return self.tr("away")
            case PersonState.MUTED:
                return self.tr("muted")
            case PersonState.PLAIN:
                return self.tr("plain", "a person whose program speaks only the course protocol")
        assert_never(state)

    def sentence(self, name: str, states: tuple[PersonState, ...]) -> str:
        """A person with all that is true of them, for tooltips and screen readers."""
        words = [self.word(state) for state in states]
        return self.tr(", ", "between a name and what is true of that person").join([name, *words])
