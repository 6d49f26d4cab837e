"""Ties the stream bench to the wire: whom it may be for, the lanes' slow motion, and when it ends.

The rule: while it is on it is in sight, and it is off when nobody looks at the wire any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.lanes_view import LanesView
from shared.ui.wire.wire_lane import WireLane
from shared.ui.wire.wire_log import WireLog
from shared.wire.record import Datagram, Direction, WireRecord


class WireBench(QObject):
    """Call ``set_bar`` once there is a bench, ``people_came`` and ``records_came`` with what happens."""

    shown_changed = Signal(bool)
    """The bench is in sight, or not any more."""

    def __init__(
        self, live: WireLog, lane: WireLane, lanes: LanesView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._lane = lane
        self._lanes = lanes
        self._bar: BenchBar | None = None
        self._is_live = True
        lanes.slow_motion_wanted.connect(self._on_slow_motion_wanted)
        lane.connection_changed.connect(self._on_connection_changed)

    def set_bar(self, bar: BenchBar) -> None:
        """Use this one, which is placed already; it is out of sight at first."""
        self._bar = bar
        bar.hide()
        bar.shape_changed.connect(self._say_slow_motion)
        self.offer_slow_motion()

    @Slot(bool)
    def show(self, is_shown: bool) -> None:
        """Have it in sight; or not, which turns it off, lest anybody wonder why the room is slow."""
        if self._bar is None:
            return
        if not is_shown:
            self._bar.turn_off()
        self._bar.setVisible(is_shown)
        self.people_came()
        self.shown_changed.emit(is_shown)

    def set_live(self, is_live: bool) -> None:
        """Say whether the lanes are those of the room, and not of a recording."""
        self._is_live = is_live
        self.offer_slow_motion()

    @Slot()
    def people_came(self) -> None:
        """Offer who is here now: somebody may have come, or gone."""
        self.offer_slow_motion()
        if self._bar is None or self._bar.isHidden():
            return
        people = self._live.words.people
        here = (known for known in self._live.frames.connections.values() if known.is_open)
        self._bar.set_targets(
            [(known.connection, people.name(known.connection, known.name)) for known in here]
        )

    def records_came(self, records: Iterable[WireRecord]) -> None:
        """See whether the answer that was to be dropped is among what has just happened."""
        if self._bar is not None and any(isinstance(each, Datagram) and each.is_dropped for each in records):
            self._bar.answer_dropped()

    def offer_slow_motion(self) -> None:
        """Offer it where the lanes show what goes out, and as long as it goes on: to nobody else."""
        known = None
        if self._lane.connection is not None and self._lane.direction is Direction.SENT:
            known = self._live.frames.connections.get(self._lane.connection)
        is_sent = known is not None and known.is_open
        self._lanes.offer_slow_motion(self._bar is not None and self._is_live and is_sent)

    @Slot(bool)
    def _on_slow_motion_wanted(self, is_wanted: bool) -> None:
        if self._bar is None or self._lane.connection is None:
            return
        if is_wanted:
            self.show(is_shown=True)
            self._bar.set_slow_motion(self._lane.connection)
        else:
            self._bar.turn_off()

    @Slot()
    def _on_connection_changed(self) -> None:
        self.offer_slow_motion()
        self._say_slow_motion()

    @Slot()
    def _say_slow_motion(self) -> None:
        bar = self._bar
        if bar is not None:
            is_this_one = bar.target is None or bar.target == self._lane.connection
            self._lanes.set_slow_motion(bar.shape.piece_bytes == 1 and is_this_one)
