"""Who looks at the wire: the room records as long as anybody does.

The rule: the room is told once when the first one looks and once when the last one has stopped, in whichever order
the views come and go.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from chatroom_server.host import ServerHost


class WireFeed(QObject):
    """Call ``look`` when a view is shown, and again when it is hidden."""

    def __init__(self, host: ServerHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._lookers: set[QObject] = set()

    def look(self, looker: QObject, is_looking: bool) -> None:
        """Note that somebody looks, or does not any more."""
        were_any = bool(self._lookers)
        if is_looking:
            self._lookers.add(looker)
        else:
            self._lookers.discard(looker)
        if bool(self._lookers) != were_any:
            self._host.look_at_wire(is_looking)

    def begin_room(self) -> None:
        """A new room knows nothing of who looks."""
        if self._lookers:
            self._host.look_at_wire(True)
