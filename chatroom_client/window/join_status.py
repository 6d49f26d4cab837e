"""The line above the join button: what is going on, or why it did not work.

The rule: it keeps the matter and not the sentence, so that it speaks the language that is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from chatroom_client.session.events import FailureReason, Refused
from chatroom_client.window.failure_words import FailureWords
from chatroom_client.window.refusal_words import RefusalWords
from chatroom_client.window.spinner import Spinner
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.inert import isolated
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource


@dataclass(frozen=True, slots=True)
class Joining:
    """The connection to `room` is being made."""

    room: str


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no connection to `host` and `port`."""

    reason: FailureReason
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """`room` does not take the person, whatever the name."""

    refused: Refused
    room: str


class Hint(Enum):
    """What is missing, where no field is to blame."""

    NONE = auto()  # nothing is going on and nothing is wrong
    CHOOSE_ROOM = auto()  # several rooms, and none is selected


Matter = Joining | Failed | TurnedAway | Hint


class JoinStatus(QWidget):
    """Out of sight while there is nothing to say."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matter: Matter = Hint.NONE
        self._failures = FailureWords(self)
        self._refusals = RefusalWords(self)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self._spinner = Spinner(themes, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing.SMALL)
        row.addWidget(self._spinner)
        row.addWidget(self.label, 1)
        self.show_matter(Hint.NONE)

    @property
    def is_joining(self) -> bool:
        """A connection is being made."""
        return isinstance(self._matter, Joining)

    def show_matter(self, matter: Matter) -> None:
        """Say it, on the screen and to screen readers."""
        self._matter = matter
        self.retranslate()
        if self.label.text():
            announce(self, self.label.text(), is_urgent=not self.is_joining)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        text = self._sentence()
        set_role(self.label, "muted" if self.is_joining else "problem")
        self.label.setText(text)
        self._spinner.setVisible(self.is_joining)
        self.setVisible(bool(text))

    def _sentence(self) -> str:
        match self._matter:
            case Joining(room):
                return self.tr("Joining {room}…").format(room=isolated(room))
            case Failed(reason, host, port):
                return self._failures.sentence(reason, host, port)
            case TurnedAway(refused, room):
                return self._refusals.sentence(refused, room)
            case Hint.CHOOSE_ROOM:
                return self.tr("Choose a room from the list.")
            case Hint.NONE:
                return ""
        assert_never(self._matter)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
