"""The line above the composer that says who may write to whom, and how long it takes until one may write again.

The rule: it is there whenever something is not as free as usual, it says so before anybody has written in vain, and
it names the way that is always open: a whisper to the host.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.person_state import PersonState
from chatroom_client.window.recipient import short_name
from chatroom_client.window.writing_rules import Obstacle, WritingRules
from shared.protocol.messages import RoomMode
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.stylesheet import set_role, set_style_property

_TICK_MILLISECONDS = 250  # a countdown by the second that is read from the clock, and never skips one


class RulesLine(QFrame):
    """Tell it what the room says, and with `set_recipient` for whom something is being written.

    Ask for `obstacle` before anything is sent, and call `refuse` if there is one.
    """

    host_wanted = Signal(str)
    """The person would rather write to the host, who has this name."""

    def __init__(
        self, people: PeopleModel, steady_now: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._steady_now = steady_now
        self._rules = WritingRules()
        self._recipient = ""
        self._host = ""
        self._is_refused = False
        self.setObjectName("rulesLine")
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.host_button = QPushButton(self)
        set_role(self.host_button, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing.LARGE, spacing.TIGHT, spacing.LARGE, spacing.TIGHT)
        row.setSpacing(spacing.SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.host_button)
        self._timer = QTimer(self, interval=_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._say)
        self.host_button.clicked.connect(self._on_host_clicked)
        for told in (people.rowsInserted, people.rowsRemoved, people.modelReset, people.dataChanged):
            told.connect(self._on_people_changed)
        self._on_people_changed()

    @property
    def obstacle(self) -> Obstacle:
        """What is in the way of something written now."""
        return self._rules.obstacle(
            self._steady_now(),
            is_whisper=bool(self._recipient),
            is_to_host=self._may_be_host(self._recipient),
        )

    @property
    def text(self) -> str:
        """What it says, empty where everything is free."""
        return self.label.text()

    def set_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        """The room has said what holds from now on."""
        self._rules.set_rules(mode, slow_seconds, self._steady_now())
        self._is_refused = False
        self._say()

    def set_recipient(self, name: str) -> None:
        """Something is being written for one person, or with an empty name for all."""
        if name != self._recipient:
            self._recipient = name
            self._is_refused = False
        self._say()

    def note_sent(self, to: str) -> None:
        """Something of this person went out to `to`, empty for all, or has come back from the room."""
        self._rules.note_sent(self._steady_now(), is_to_host=self._may_be_host(to))
        self._is_refused = False
        self._say()

    def note_too_soon(self, seconds: float) -> None:
        """The room has taken nothing, and will in so many seconds."""
        self._rules.note_too_soon(self._steady_now(), seconds)
        self._say()

    def refuse(self) -> None:
        """Somebody tried all the same: say aloud why nothing was sent."""
        self._is_refused = True
        self._say()
        announce(self, self.text, is_urgent=True)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._say()

    def _may_be_host(self, name: str) -> bool:
        # A plain room does not say who its host is. There it decides alone, and answers in words.
        return bool(name) and self._host in {name, ""}

    @Slot()
    def _say(self) -> None:
        left = self._rules.seconds_left(self._steady_now())
        if bool(left) != self._timer.isActive():
            if left:
                self._timer.start()
            else:
                self._timer.stop()
        sentences = [each for each in (self._mode_words(), self._slow_words(left)) if each]
        obstacle = self.obstacle
        self._is_refused = self._is_refused and obstacle is not Obstacle.NONE
        if self._is_refused:
            sentences.append(self.tr("Nothing was sent. Your text is still here."))
        self.label.setText(self._joined(sentences))
        set_style_property(self, "banner", "danger" if self._is_refused else "warning")
        can_turn = self._host and obstacle is not Obstacle.NONE
        self.host_button.setVisible(bool(can_turn))
        self.host_button.setText(
            self.tr("Whisper to {name}").format(name=short_name(self._host)).replace("&", "&&")
        )
        self.setVisible(bool(sentences))

    def _joined(self, sentences: list[str]) -> str:
        joined = ""
        for sentence in sentences:
            if joined:
                both = self.tr("{first} {second}", "two sentences")
                joined = both.format(first=joined, second=sentence)
            else:
                joined = sentence
        return joined

    def _mode_words(self) -> str:
        if self._rules.is_muted:
            return self.tr("The host has muted you: only the host gets what you write.")
        match self._rules.mode:
            case RoomMode.ALL:
                return ""
            case RoomMode.NO_WHISPERS:
                return self.tr("No whispers between guests now.")
            case RoomMode.HOST_ONLY:
                return self.tr("Only the host can be written to now.")
            case RoomMode.NOBODY:
                return self.tr("Quiet, please: nobody writes now. Only a whisper to the host still arrives.")
        assert_never(self._rules.mode)

    def _slow_words(self, left: int) -> str:
        is_closed = self._rules.is_muted or self._rules.mode in {RoomMode.HOST_ONLY, RoomMode.NOBODY}
        if not self._rules.slow_seconds or is_closed:
            return ""
        if left and not self._may_be_host(self._recipient):
            return self.tr("Slow mode: you can write again in %n second(s).", "", left)
        seconds = round(self._rules.slow_seconds)
        return self.tr("Slow mode: one message every %n second(s).", "", seconds)

    @Slot()
    def _on_host_clicked(self) -> None:
        self.host_wanted.emit(self._host)

    @Slot()
    def _on_people_changed(self) -> None:
        self._host = self._people.host
        self._rules.is_muted = PersonState.MUTED in self._people.states(self._people.you)
        self._say()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
