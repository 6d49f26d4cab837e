"""Says why a name was refused, in words that stand beside the field where it was typed."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject

from chatroom_client.session.events import RefusalReason, Refused
from chatroom_client.window.countable import countable
from shared.protocol.names import NameProblem
from shared.ui.inert import isolated
from shared.ui.name_words import NameWords


class RefusalWords(QObject):
    """Makes the sentences, in the language that is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = NameWords(self)

    def problem(self, problem: NameProblem) -> str:
        """Why nobody could have the name."""
        return self._names.problem(problem)

    def sentence(self, refused: Refused, room: str) -> str:
        """Why the room called `room` did not take the name."""
        name, where = isolated(refused.name), isolated(room)
        match refused.reason:
            case RefusalReason.TAKEN:
                # Perhaps of a program of theirs that ended a moment ago: the room keeps the place for a while.
                return self.tr(
                    "{name} is already in {room}. Choose another name. If that is you, try again in a moment."
                ).format(name=name, room=where)
            case RefusalReason.INVALID:
                return self._names.problem(_problem(refused.problem))
            case RefusalReason.ROOM_FULL:
                return self.tr("{room} is full. Try again later, or ask your teacher.").format(room=where)
            case RefusalReason.REMOVED if refused.number > 0:
                seconds = self.tr("%n second(s)", "until somebody may come back", countable(refused.number))
                return self.tr("{name} was removed from {room} and can come back in {seconds}.").format(
                    name=name, room=where, seconds=seconds
                )
            case RefusalReason.REMOVED:
                return self.tr("{name} was removed from {room}. Try again in a minute.").format(
                    name=name, room=where
                )
            case RefusalReason.BANNED:
                return self.tr("The host of {room} has banned {name}.").format(name=name, room=where)
        assert_never(refused.reason)


def _problem(word: str) -> NameProblem:
    known = {problem.value: problem for problem in NameProblem}
    # A plain server refuses without saying why.
    return known.get(word, NameProblem.NOT_ALLOWED)
