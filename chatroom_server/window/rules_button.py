"""The button that says who may write, and opens the menu in which the host changes it.

The rule: a room in which somebody is held back looks different from one in which nobody is, and says so in words.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from chatroom_server.window.rules_menu import RulesMenu
from chatroom_server.window.rules_words import RulesWords
from shared.protocol.messages import RoomMode
from shared.ui.stylesheet import set_style_property


class RulesButton(QPushButton):
    """Call ``show_rules`` whenever the room says which ones hold; its menu is the same as in other places."""

    def __init__(self, menu: RulesMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesButton")
        self._words = RulesWords(self)
        self._mode = RoomMode.ALL
        self._slow_seconds = 0.0
        self.setMenu(menu)
        self.retranslate()

    def show_rules(self, mode: RoomMode, slow_seconds: float) -> None:
        """Say what holds now."""
        self._mode, self._slow_seconds = mode, slow_seconds
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        short = self._words.short(self._mode, self._slow_seconds)
        sentence = self._words.sentence(self._mode, self._slow_seconds)
        set_style_property(self, "state", "warning" if short else "")
        self.setText(self.tr("{rules} ▾").format(rules=short) if short else self.tr("Who may write ▾"))
        self.setAccessibleName(self.tr("Who may write: {rules}").format(rules=sentence))
        self.setToolTip(self.tr("Who may write: {rules}").format(rules=sentence))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
