"""Writes down what a session wants kept: at once where it must be, now and then where only its place has moved on.

The rule: on a shared computer nothing is written, and what was written is gone. A disk that takes nothing costs one
line in the log, and no conversation.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from chatroom_client.kept_file import KeptFiles
from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Keep

# What is lost with a program that is killed is asked for again, so this need not be short.
_REST_SECONDS = 1.0

_LOG = logging.getLogger(__name__)


class KeptWriter(QObject):
    """Give ``obey`` every ``Keep``, call ``follow`` when anything may have moved on, and ``close`` at the end.

    ``current`` gives what the session would have kept right now.
    """

    def __init__(
        self,
        files: KeptFiles | None,
        current: Callable[[], KeptSession | None],
        parent: QObject | None = None,
        *,
        rest_seconds: float = _REST_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._current = current
        self._is_allowed = True
        self._place: tuple[str, int, str] | None = None  # host, port and name of what is kept now
        self._written: KeptSession | None = None
        self._timer = QTimer(self, singleShot=True, interval=round(rest_seconds * 1000))
        self._timer.timeout.connect(self._on_rested)

    def read(self, host: str, port: int, name: str) -> KeptSession | None:
        """Return what an earlier run of the program has kept for this person in this room."""
        return self._files.read(host, port, name) if self._files is not None and self._is_allowed else None

    def obey(self, order: Keep) -> None:
        """Write down at once what ``order`` says, or delete what there is."""
        place = (order.host, order.port, order.name)
        self._place = None if order.kept is None else place
        self._written = order.kept
        if self._files is None or not self._is_allowed:
            return
        if order.kept is None:
            self._note(self._files.delete(*place))
        else:
            self._note(self._files.write(*place, order.kept))

    def follow(self) -> None:
        """Something has happened: write down within a second where the session stands."""
        if self._place is not None and not self._timer.isActive():
            self._timer.start()

    def set_allowed(self, is_allowed: bool) -> None:
        """Whether anything may be written. When not, all that was kept is deleted: the next person is another."""
        self._is_allowed = is_allowed
        if self._files is None:
            return
        if not is_allowed:
            if self._place is not None:
                self._files.delete(*self._place)
            self._files.clean(math.inf)  # however new it is
        elif self._place is not None and self._written is not None:
            self._note(self._files.write(*self._place, self._written))

    def close(self) -> None:
        """Write down where the session stands, and leave the files to other programs."""
        self._timer.stop()
        self._on_rested()
        if self._files is not None:
            self._files.close()

    @Slot()
    def _on_rested(self) -> None:
        kept = self._current()
        if self._place is None or kept is None or kept == self._written:
            return
        self._written = kept
        if self._files is not None and self._is_allowed:
            self._note(self._files.write(*self._place, kept))

    def _note(self, is_well: bool) -> None:
        if not is_well:
            _LOG.warning("cannot write down what is on its way: it would be lost with the program")
