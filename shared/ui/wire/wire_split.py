"""Shares the height between the rows, the detail of one and the lanes.

The rule: the rows keep room for five of them. What has no place below them then waits for a higher window, unless
somebody asks for it: then the rows give way, and where that is not enough, the height that is needed is asked for.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from shared.ui.wire.wire_table import WireTable

_USUAL_ROWS: Final = 5
_DETAIL_LINES: Final = 9


class WireSplit(QSplitter):
    """Shows ``detail`` once there is something to show, and ``lanes`` always, where there is room."""

    shown_changed = Signal()
    """``is_detail_shown`` or ``are_lanes_shown`` is another."""

    def __init__(
        self, table: WireTable, top: QWidget, detail: QWidget, lanes: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._table, self._top, self._detail, self._lanes = table, top, detail, lanes
        self._has_detail = False
        self._wanted: dict[QWidget, bool | None] = {detail: None, lanes: None}
        for widget in (top, detail, lanes):
            self.addWidget(widget)
        for place, stretch in enumerate((3, 2, 0)):
            self.setStretchFactor(place, stretch)
            self.setCollapsible(place, False)
        detail.hide()

    @property
    def is_detail_shown(self) -> bool:
        """Whether the detail has a place."""
        return not self._detail.isHidden()

    @property
    def are_lanes_shown(self) -> bool:
        """Whether the lanes have a place."""
        return not self._lanes.isHidden()

    @property
    def is_detail_missing(self) -> bool:
        """Whether there is a frame to be shown, and the detail has no place or is not wanted."""
        return self._has_detail and not self.is_detail_shown

    def set_has_detail(self, has_detail: bool) -> None:
        """Say whether there is a frame to be shown."""
        self._has_detail = has_detail
        self.fit()

    def want_detail(self, is_wanted: bool) -> None:
        """Somebody has asked for the detail, or is tired of it."""
        self._want(self._detail, is_wanted)

    def want_lanes(self, is_wanted: bool) -> None:
        """Somebody has asked for the lanes, or is tired of them."""
        self._want(self._lanes, is_wanted)

    def fit(self) -> None:
        """Decide anew what has a place."""
        before = (self.is_detail_shown, self.are_lanes_shown)
        spare = self.height() - self._usual_height
        # What somebody has decided comes first; the rest shares what is left.
        for part in sorted((self._lanes, self._detail), key=lambda each: self._wanted[each] is None):
            has_any = part is self._lanes or self._has_detail
            wanted = self._wanted[part]
            needed = self._least_height(part)
            is_shown = (has_any and needed <= spare) if wanted is None else wanted
            part.setVisible(is_shown)
            spare -= needed * is_shown
        if before != (self.is_detail_shown, self.are_lanes_shown):
            self._share()
            self.shown_changed.emit()
        self.updateGeometry()

    def _want(self, part: QWidget, is_wanted: bool) -> None:
        self._wanted[part] = is_wanted
        other = self._lanes if part is self._detail else self._detail
        both = self._least_height(part) + self._least_height(other)
        if is_wanted and both > self.height() - self._top.minimumSizeHint().height():
            # Where there is room for one only, it is the one that was asked for last.
            self._wanted[other] = False if self._wanted[other] else None
        self.fit()

    @property
    def _usual_height(self) -> int:
        """Of the rows, where there is room for as many as one would like to see at the least."""
        more = _USUAL_ROWS * self._table.row_height - self._table.minimumHeight()
        return self._top.minimumSizeHint().height() + self._table.header_height + more

    def _least_height(self, part: QWidget) -> int:
        usual = (
            part.sizeHint().height() if part is self._lanes else part.fontMetrics().height() * _DETAIL_LINES
        )
        return max(usual, part.minimumSizeHint().height(), part.minimumHeight())

    def _share(self) -> None:
        """Give the lanes what they need, and the detail two fifths of what is left."""
        lanes = self._least_height(self._lanes) if self.are_lanes_shown else 0
        left = max(0, self.height() - lanes)
        detail = max(self._least_height(self._detail), left * 2 // 5) if self.is_detail_shown else 0
        self.setSizes([max(0, left - detail), detail, lanes])

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Of the rows and of what somebody has asked for: anything else goes when there is no room."""
        least = self._top.minimumSizeHint()
        for part, is_wanted in self._wanted.items():
            if is_wanted:
                needed = self._least_height(part) + self.handleWidth()
                least = QSize(max(least.width(), part.minimumSizeHint().width()), least.height() + needed)
        return least

    def sizeHint(self) -> QSize:
        least = self.minimumSizeHint()
        return QSize(least.width(), max(least.height(), self._usual_height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
