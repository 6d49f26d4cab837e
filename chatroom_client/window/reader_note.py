"""The words beside the receiver: who can read what is written, or why nobody will.

The rule: they never promise more than is so. Where the host can see the texts of whispers, they say so before
anybody has written one.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from chatroom_client.window.people_model import PeopleModel
from chatroom_client.window.recipient import fitted_name
from shared.ui.inert import isolated
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource


class ReaderNote(QLabel):
    """Say with `show_for` for whom something is being written; ask `refusal` before it is sent."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self.is_in_room = True
        """Whether what is written can be taken at all."""
        self.are_whispers_shown = False
        """Whether the host's wire shows the texts of whispers."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)

    def refusal(self, recipient: str) -> str:
        """Why nothing can be sent to `recipient`, or with an empty one to all, as things stand; empty if it can."""
        return self._refusal(recipient, isolated(recipient))

    def sentence(self, recipient: str) -> str:
        """Who reads what is written to `recipient`, or why nobody does; empty for everyone."""
        return self._sentence(recipient, isolated(recipient))

    def show_for(self, recipient: str, width: int) -> None:
        """Show that sentence, with so many pixels for the name in it."""
        self.setText(self._sentence(recipient, fitted_name(recipient, self.fontMetrics(), width)))
        set_role(self, "problem" if self.refusal(recipient) else "")
        self.setVisible(bool(self.text()))

    def _refusal(self, recipient: str, name: str) -> str:
        if not self.is_in_room:
            return self.tr("You are not in the room any more. Your text stays here.")
        if recipient and recipient not in self._people.names:
            return self.tr("{name} is offline: nothing is sent, to nobody. Your text stays here.").format(
                name=name
            )
        return ""

    def _sentence(self, recipient: str, name: str) -> str:
        refusal = self._refusal(recipient, name)
        if refusal or not recipient:
            return refusal
        if self.are_whispers_shown:
            return self.tr("Only you, {name} and the host’s wire can read this").format(name=name)
        return self.tr("Only you and {name} can read this").format(name=name)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.whisper_text))
        self.setPalette(palette)
