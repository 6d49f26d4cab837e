"""Who may write to whom, and how often: one menu for the button below the head and for the window's own menu.

The rule: what is marked is what the room has said, never what was only asked for.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from chatroom_server.window.rules_words import SLOW_STEPS, RulesWords
from shared.protocol.messages import RoomMode


class RulesMenu(QMenu):
    """Call ``show_rules`` whenever the room says which ones hold."""

    mode_wanted = Signal(object)
    """A ``RoomMode``."""
    slow_wanted = Signal(float)
    """Seconds between two messages of one guest, 0 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesMenu")
        self._words = RulesWords(self)
        self._mode = RoomMode.ALL
        self._slow_seconds = 0.0
        self._heading = self._add_heading()
        self._modes = {mode: self._choice(partial(self._want_mode, mode)) for mode in RoomMode}
        self._always = self._add_heading()
        self.addSeparator()
        self._slow_heading = self._add_heading()
        self._slow = {seconds: self._choice(partial(self._want_slow, seconds)) for seconds in SLOW_STEPS}
        self.retranslate()

    def show_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        """Mark what holds now."""
        self._mode, self._slow_seconds = mode, slow_seconds
        self._mark()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setTitle(self.tr("Who may write"))
        self._heading.setText(self.tr("Who may write"))
        self._always.setText(self.tr("A whisper to you always arrives"))
        self._slow_heading.setText(self.tr("Slow mode"))
        for mode, action in self._modes.items():
            action.setText(self._words.choice(mode))
        for seconds, action in self._slow.items():
            action.setText(self._words.slow_choice(seconds))
        self._mark()

    def _add_heading(self) -> QAction:
        # Words only. A section's own text is not drawn under a style sheet.
        heading = self.addAction("")
        heading.setEnabled(False)
        return heading

    def _choice(self, wish: partial[None]) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        action.triggered.connect(wish)
        return action

    def _mark(self) -> None:
        for mode, action in self._modes.items():
            action.setChecked(mode is self._mode)
        for seconds, action in self._slow.items():
            action.setChecked(seconds == self._slow_seconds)

    def _want_mode(self, mode: RoomMode, _is_checked: bool = False) -> None:
        # The click has moved the mark already; it goes where it belongs when the room has agreed.
        self._mark()
        if mode is not self._mode:
            self.mode_wanted.emit(mode)

    def _want_slow(self, seconds: float, _is_checked: bool = False) -> None:
        self._mark()
        if seconds != self._slow_seconds:
            self.slow_wanted.emit(seconds)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
