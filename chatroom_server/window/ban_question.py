"""The question before several people are banned at once: behind one address there may be a whole class."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.question import Asked, Question


class BanQuestion(Question):
    """Call ``ask``, ``retranslate`` when people came or went, and ``settle`` when the room ends."""

    confirmed = Signal(str)
    """Ban this address."""

    def __init__(self, people: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banQuestion")
        self._people = people

    def ask(self, address: str) -> None:
        """Ask whether to ban everybody at this address."""
        self.put(Asked(partial(self._words, address), partial(self.confirmed.emit, address)))

    def _words(self, address: str) -> tuple[str, str, str]:
        people = self.tr(
            "Ban {address}? %Ln people there leave the room.", "", self._people.count_at(address)
        )
        return people.format(address=address), self.tr("Ban all"), self.tr("Ban nobody")
