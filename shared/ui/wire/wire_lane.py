"""Which connection the three lanes show: that of the frame that is chosen, or else of the person.

The rule: the lanes grow with their connection, but go to another one only when somebody has chosen another.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.protocol.encoding import TextEncoding
from shared.ui.inert import inert_line
from shared.ui.wire.lanes_view import LanesView
from shared.ui.wire.wire_log import WireLog
from shared.wire.frames import WireFrame, is_from_client
from shared.wire.record import ConnectionId, Direction

_MILLISECONDS: Final = 100


class WireLane(QObject):
    """Call ``show_frame`` or ``show_connection``, and ``rows_came`` when there may be more of it."""

    connection_changed = Signal()
    """``connection`` or ``direction`` is another."""

    def __init__(self, view: LanesView, log: WireLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._log = log
        self._encoding = TextEncoding.UTF_8
        self._number: int | None = None
        self.connection: ConnectionId | None = None
        self.direction = Direction.RECEIVED
        self._timer = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)

    def set_log(self, log: WireLog) -> None:
        """Show lanes of this log from now on, none at first."""
        self._log = log
        self._view.set_role(log.role)
        self.clear()

    def clear(self) -> None:
        """Show none."""
        self._timer.stop()
        self.connection = self._number = None
        self._view.clear()
        self.connection_changed.emit()

    def show_frame(self, frame: WireFrame, connection: ConnectionId) -> None:
        """Show the stream that ``frame`` came on, and where in it."""
        self._number, self._encoding = frame.number, frame.encoding
        self._show(connection, frame.direction)

    def show_connection(self, connection: ConnectionId) -> None:
        """Show what was received on a connection."""
        self._number = None
        self._show(connection, Direction.RECEIVED)

    def rows_came(self) -> None:
        """Show more of the stream soon; of the one that was heard last, if none was chosen yet."""
        if self.connection is None:
            heard = next(
                (
                    known.connection
                    for known in reversed(list(self._log.frames.connections.values()))
                    if known.name
                ),
                None,
            )
            if heard is not None:
                self.show_connection(heard)
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Show what there is of it now."""
        if self.connection is None or not self._view.isVisible():
            return
        lane = self._log.lane(self.connection, self.direction)
        encoding = self._encoding
        if self._number is None:
            encoding = self._log.frames.encoding(self.connection)
        self._view.show_lanes(
            lane, self._title(self.connection), self._number, encoding, connection=self.connection
        )

    def _show(self, connection: ConnectionId, direction: Direction) -> None:
        is_other = (connection, direction) != (self.connection, self.direction)
        self.connection, self.direction = connection, direction
        if is_other:
            self.connection_changed.emit()
        self.refresh()

    def _title(self, connection: ConnectionId) -> str:
        name = inert_line(self._log.words.people.name(connection))
        if is_from_client(self.direction, self._log.role):
            return self.tr("Byte stream of {name} → server").format(name=name)
        return self.tr("Byte stream of server → {name}").format(name=name)
