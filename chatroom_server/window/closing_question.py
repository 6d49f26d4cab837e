"""The question before a room with guests in it is closed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from chatroom_server.window.question import Asked, Question


class ClosingQuestion(Question):
    """Call ``ask``, keep it informed with ``set_guests``, and ``settle`` it when the room ends in another way."""

    confirmed = Signal(bool)
    """Close the room, and the program too if that is what was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closingQuestion")
        self._guests = 0
        self._is_forgotten = False

    def ask(self, *, is_about_program: bool) -> None:
        """Ask whether to close the room, and the program too."""
        words = partial(self._words, is_about_program)
        self.put(Asked(words, partial(self.confirmed.emit, is_about_program)))

    def set_forgotten(self, is_forgotten: bool) -> None:
        """Whether what was said in the room goes with it."""
        self._is_forgotten = is_forgotten
        self.retranslate()

    def set_guests(self, guests: int) -> None:
        """So many people besides the host are in the room now."""
        self._guests = guests
        self.retranslate()

    def _words(self, is_about_program: bool) -> tuple[str, str, str]:
        sentence = self._sentence(is_about_program)
        if self._is_forgotten:
            sentence = self.tr("{question} What was said is forgotten then: export it before.").format(
                question=sentence
            )
        return sentence, self.tr("Close room"), self.tr("Keep open")

    def _sentence(self, is_about_program: bool) -> str:
        if is_about_program:
            if not self._guests:
                return self.tr("Close the room and quit?")
            return self.tr("Close the room for %n people and quit?", "", self._guests)
        if not self._guests:
            return self.tr("Close the room?")
        return self.tr("Close the room for %n people?", "", self._guests)
