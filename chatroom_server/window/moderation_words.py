"""What the host did to somebody, in one short sentence.

The rule: no invisible characters. The sentences go into the transcript, which shows those as stand-ins.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QObject

from chatroom_server.facts import BanChanged, MuteChanged, RemovedByHost
from shared.ui.inert import inert_line

Measure = MuteChanged | RemovedByHost | BanChanged
"""A fact about what the host did to somebody, or took back."""

_MOST_NAMES: Final = 5
"""More people than this behind one address are counted, not named."""


class ModerationWords(QObject):
    """Makes the sentences, in the language that is on; the same ones stand in the conversation and in notices."""

    def sentence(self, measure: Measure) -> str:
        """Say what happened, without a full stop."""
        match measure:
            case MuteChanged(is_muted=True):
                return self.tr("{name} was muted").format(name=inert_line(measure.name))
            case MuteChanged():
                return self.tr("{name} may write again").format(name=inert_line(measure.name))
            case RemovedByHost(is_lifted=False):
                return self.tr("{name} was removed from the room").format(name=inert_line(measure.name))
            case RemovedByHost():
                return self.tr("{name} may come back now").format(name=inert_line(measure.name))
            case BanChanged(is_banned=False):
                return self.tr("{address} may come back now").format(address=measure.address)
            case BanChanged():
                return self._banned(measure)
        assert_never(measure)

    def _banned(self, ban: BanChanged) -> str:
        if not ban.names:
            return self.tr("{address} was banned").format(address=ban.address)
        if len(ban.names) > _MOST_NAMES:
            people = self.tr("%n people", "who were banned with an address", len(ban.names))
            return self.tr("{address} was banned: {names}").format(address=ban.address, names=people)
        separator = self.tr(", ", "between names in a list")
        names = separator.join(inert_line(name) for name in ban.names)
        return self.tr("{address} was banned: {names}").format(address=ban.address, names=names)
