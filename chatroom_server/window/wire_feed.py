"""Who looks at the wire: the room records as long as anybody does.

The rule: the room is told once when the first one looks and once when the last one has stopped, in whichever order
the views come and go. Who goes from one view to the other looks all the while, though for a moment neither is
shown.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from chatroom_server.host import ServerHost


class WireFeed(QObject):
    """Call ``look`` when a view is shown, and again when it is hidden."""

    def __init__(self, host: ServerHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._lookers: set[QObject] = set()
        self._is_recorded = False
        self._nobody = QTimer(self, singleShot=True, interval=0)
        self._nobody.timeout.connect(self._on_nobody_looking)

    def look(self, looker: QObject, is_looking: bool) -> None:
        """Note that somebody looks, or does not any more."""
        if is_looking:
            self._lookers.add(looker)
        else:
            self._lookers.discard(looker)
        if self._lookers and not self._is_recorded:
            self._is_recorded = True
            self._host.look_at_wire(True)
        elif not self._lookers and self._is_recorded:
            self._nobody.start()

    def begin_room(self) -> None:
        """A new room knows nothing of who looks."""
        self._is_recorded = bool(self._lookers)
        if self._is_recorded:
            self._host.look_at_wire(True)

    @Slot()
    def _on_nobody_looking(self) -> None:
        if self._is_recorded and not self._lookers:
            self._is_recorded = False
            self._host.look_at_wire(False)
