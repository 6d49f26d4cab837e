"""What the room sees of oneself besides the name: the raised hand and being away, to change and in words.

The rule: what stands here is what the room knows, or what it will be told as soon as it is back; nobody has to
remember whether the hand is up.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.person_state import PersonState
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.stylesheet import set_role

HAND: Final = "\N{RAISED HAND}"
"""The sign that goes with the words; the same as in the list."""

_LOWERED_MS: Final = 15_000
"""So long it stands there that somebody else has lowered the hand."""


class _Switch:
    """One state of one's own: as it is shown, and whether the room has still to answer to a wish."""

    def __init__(self) -> None:
        self.is_on = False
        self._is_asked = False

    def want(self, is_on: bool) -> None:
        """Show it at once; what the room said before it heard of the wish counts no more."""
        self.is_on = is_on
        self._is_asked = True

    def hear(self, is_on: bool) -> bool:
        """The room says how it is now; return whether somebody else has changed it."""
        if self._is_asked:
            self._is_asked = is_on != self.is_on
            return False
        has_changed = is_on != self.is_on
        self.is_on = is_on
        return has_changed

    def start(self, is_on: bool, *, is_asked: bool = False) -> None:
        """Another connection, over which the room knows of this already, or `is_asked` for it."""
        self.is_on = is_on
        self._is_asked = is_asked


class OwnStates(QWidget):
    """Connect `hand_wanted` and `away_wanted`; call `enter` in a room, whose people the model holds by then.

    `settle` follows: what counts after a lost connection, the session decides.
    """

    hand_wanted = Signal(bool)
    """Raise the hand, or lower it."""

    away_wanted = Signal(bool)
    """Be away, or back."""

    changed = Signal()
    """`has_hand_up`, `is_away` or `is_told` is another now."""

    def __init__(self, people: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._is_told = False
        self._hand = _Switch()
        self._away = _Switch()
        self._known: tuple[PersonState, ...] = ()
        self._was_lowered = False
        self._is_returning = False
        self.words_label = QLabel(self)
        self.words_label.setObjectName("ownStateWords")
        self.words_label.setTextFormat(Qt.TextFormat.PlainText)
        self.words_label.setWordWrap(True)
        set_role(self.words_label, "muted")
        self.back_button = QPushButton(self)
        self.back_button.setObjectName("backButton")
        set_role(self.back_button, "link")
        self.hand_button = QPushButton(self)
        self.hand_button.setObjectName("handButton")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.TIGHT)
        column.addWidget(self.words_label)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hand_button)

        self._lowered_timer = QTimer(self, singleShot=True, interval=_LOWERED_MS)
        self._lowered_timer.timeout.connect(self._on_lowered_read)
        self.hand_button.clicked.connect(self.toggle_hand)
        self.back_button.clicked.connect(self.toggle_away)
        people.dataChanged.connect(self._on_people_changed)
        self.retranslate()

    @property
    def is_told(self) -> bool:
        """The room knows of hands and of being away; a plain one does not."""
        return self._is_told

    @property
    def has_hand_up(self) -> bool:
        """One's own hand is up."""
        return self._hand.is_on

    @property
    def is_away(self) -> bool:
        """One has said that one is away."""
        return self._away.is_on

    @property
    def least_width(self) -> int:
        """So wide it has to be for the words on its button; the sign beside them can do without."""
        button = self.hand_button
        around = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
        return around + button.fontMetrics().horizontalAdvance(self.hand_wish)

    @property
    def hand_wish(self) -> str:
        """What one can do with one's hand now, in words for a button or a menu."""
        return self.tr("Lower hand") if self._hand.is_on else self.tr("Raise hand")

    @property
    def away_wish(self) -> str:
        """Whether one can go away or come back, in words for a menu."""
        return self.tr("I am back") if self._away.is_on else self.tr("I am away")

    def enter(self, *, is_told: bool, is_return: bool) -> None:
        """Say that a room was joined, whether it knows of hands and of being away, and whether one was in it."""
        self._is_told = is_told
        self._is_returning = is_return and is_told
        self._known = self._people.own_states
        if not self._is_returning:
            self._hand.start(PersonState.HAND_UP in self._known)
            self._away.start(PersonState.AWAY in self._known)
            self._was_lowered = False
        self._show()

    def settle(self, *, is_away: bool, has_hand_up: bool) -> None:
        """Say what the session made of a login; the model holds by then what the room has said of oneself."""
        was_up = self._is_returning and self._hand.is_on
        self._is_returning = False
        self._known = self._people.own_states
        self._away.start(is_away, is_asked=is_away != (PersonState.AWAY in self._known))
        self._hand.start(has_hand_up, is_asked=has_hand_up != (PersonState.HAND_UP in self._known))
        if was_up and not has_hand_up:
            self._tell_lowered()
        self._show()

    def leave(self) -> None:
        """The room is gone: there is nobody to raise a hand for."""
        self._is_told = False
        self._is_returning = False
        self._hand.start(False)
        self._away.start(False)
        self._was_lowered = False
        self._show()

    @Slot()
    def toggle_hand(self) -> None:
        """Raise one's own hand, or lower it."""
        if self._is_told:
            self._was_lowered = False
            self._hand.want(not self._hand.is_on)
            self._show()
            self.hand_wanted.emit(self._hand.is_on)
            announce(self.hand_button, self._hand_words())

    @Slot()
    def toggle_away(self) -> None:
        """Be away, or back."""
        if self._is_told:
            self._away.want(not self._away.is_on)
            self._show()
            self.away_wanted.emit(self._away.is_on)
            announce(self, self.tr("You are away.") if self._away.is_on else self.tr("You are back."))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._say()

    # ---- inside ------------------------------------------------------------------------------------------

    def _hand_words(self) -> str:
        if self._hand.is_on:
            return self.tr("Your hand is up.")
        return self.tr("Your hand was lowered.") if self._was_lowered else self.tr("Your hand is down.")

    def _say(self) -> None:
        self.hand_button.setVisible(self._is_told)
        self._say_hand()
        self.hand_button.setAccessibleName(self.hand_wish)
        self.back_button.setText(self.away_wish)
        self.back_button.setVisible(self._is_told and self._away.is_on)
        words = [self._hand_words()] if self._hand.is_on or self._was_lowered else []
        if self._away.is_on:
            words.append(self.tr("You are shown as away."))
        self.words_label.setText("\n".join(words))
        self.words_label.setVisible(bool(words))
        self.hand_button.setAccessibleDescription(self._hand_words())

    def _say_hand(self) -> None:
        """The sign gives way to the words."""
        sign = f"{HAND}  "
        room = self.width() - self.least_width
        has_room = room >= self.hand_button.fontMetrics().horizontalAdvance(sign)
        text = f"{sign}{self.hand_wish}" if has_room else self.hand_wish
        if text != self.hand_button.text():
            self.hand_button.setText(text)

    def _tell_lowered(self) -> None:
        self._was_lowered = True
        self._lowered_timer.start()
        announce(self.hand_button, self._hand_words())

    def _show(self) -> None:
        self._say()
        self.changed.emit()

    @Slot()
    def _on_people_changed(self) -> None:
        states = self._people.own_states
        if states == self._known or self._is_returning:
            return
        self._known = states
        if self._hand.hear(PersonState.HAND_UP in states) and not self._hand.is_on:
            self._tell_lowered()
        self._away.hear(PersonState.AWAY in states)
        self._show()

    @Slot()
    def _on_lowered_read(self) -> None:
        self._was_lowered = False
        self._say()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # as when the text has become larger
            self._say_hand()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_hand()
