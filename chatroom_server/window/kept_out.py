"""Who is kept out of the room by the host, and how each is let in again.

The rule: a list of what the room has said. Whoever was removed may come back by themselves after a while, and is
then no longer in it; a ban lasts until the room closes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QMenu, QWidget

from chatroom_server.facts import Arrived, BanChanged, RemovedByHost
from chatroom_server.host import ServerHost
from chatroom_server.window_facts import Happening
from shared.protocol.limits import REMOVED_SECONDS
from shared.ui.inert import inert_line, isolated

_MOST_NAMES: Final = 3
"""Of the people behind one address, in one line of a menu."""


class KeptOutMenu(QMenu):
    """Call ``begin_room`` when a room opens, then ``apply`` with every batch of facts."""

    def __init__(
        self, host: ServerHost, parent: QWidget | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` is the time in seconds since 1970."""
        super().__init__(parent)
        self.setObjectName("keptOutMenu")
        self._host = host
        self._now = now
        self._banned: dict[str, tuple[str, ...]] = {}
        self._removed: dict[str, float] = {}
        self.aboutToShow.connect(self._on_about_to_show)
        self.retranslate()

    def begin_room(self) -> None:
        """Nobody is kept out."""
        self._banned.clear()
        self._removed.clear()

    def apply(self, happenings: Iterable[Happening]) -> None:
        """Take in what has happened."""
        for happening in happenings:
            match happening:
                case BanChanged(is_banned=True):
                    self._banned[happening.address] = happening.names
                case BanChanged():
                    self._banned.pop(happening.address, None)
                case RemovedByHost(is_lifted=False):
                    self._removed[happening.name] = happening.utc
                case RemovedByHost() | Arrived():
                    self._removed.pop(happening.name, None)
                case _:
                    pass

    def retranslate(self) -> None:
        """Say the title again, in the language that is on now."""
        self.setTitle(self.tr("Let back in"))

    def _whom(self, address: str, names: tuple[str, ...]) -> str:
        if not names:
            return address
        known = self.tr(", ", "between names in a list").join(isolated(name) for name in names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            known = self.tr("%Ln people", "who were banned with an address", len(names))
        return self.tr("{address} ({names})").format(address=address, names=known)

    @Slot()
    def _on_about_to_show(self) -> None:
        self.clear()
        since = self._now() - REMOVED_SECONDS
        self._removed = {name: utc for name, utc in self._removed.items() if utc > since}
        for address, names in self._banned.items():
            text = self._whom(address, names).replace("&", "&&")
            self.addAction(text, partial(self._host.lift_ban, address))
        for name in self._removed:
            text = inert_line(name).replace("&", "&&")
            self.addAction(text, partial(self._host.lift_removal, name))
        if self.isEmpty():
            self.addAction(self.tr("Nobody is kept out")).setEnabled(False)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
