"""The line at the foot of the open room: what the network does to it, in numbers.

The rule: it counts and never judges; a number that is about trouble is shown only once there is some. Whatever it
says, it makes no window wider, and no number is cut in two: what does not fit is left out whole, and stands in the
tooltip and in the panel that it opens.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStatusBar, QWidget

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.history.history import HistoryState
from chatroom_server.room_settings import Counters
from chatroom_server.window.delay_words import DelayWords
from chatroom_server.window.limit_words import LimitWords
from chatroom_server.window.recent_counters import RecentCounters
from shared.protocol.limits import DEFAULT_UDP_PORT
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.parts_label import PartsLabel
from shared.ui.stylesheet import set_role

_LEAST_TROUBLE_WIDTH: Final = 80
"""Enough to be seen in a narrow window, and to be pointed at for the tooltip."""


class StatusLine(QStatusBar):
    """Call ``begin_room`` when a room opens, then ``show_counters`` once a second."""

    details_wanted = Signal(QWidget)
    """Open the panel with everything that was counted, above this widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tcp_port = 0
        self._asked_udp_port = DEFAULT_UDP_PORT
        self._counters: Counters | None = None
        self._recent = RecentCounters()
        self._words = LimitWords(self)
        self._delay_words = DelayWords(self)
        self._udp, self._tcp, self._trouble = PartsLabel(), PartsLabel(), PartsLabel()
        self._people, self._history = PartsLabel(), ElidedLabel()
        self._rate, self._delay = ElidedLabel(), ElidedLabel()
        for name, label in (
            ("historyStatus", self._history),
            ("udpStatus", self._udp),
            ("tcpStatus", self._tcp),
            ("troubleStatus", self._trouble),
            ("peopleStatus", self._people),
            ("rateStatus", self._rate),
            ("delayStatus", self._delay),
        ):
            label.setObjectName(name)
            label.setContentsMargins(0, 0, spacing.SMALL, 0)
        self._more = QPushButton()
        self._more.setObjectName("roomHealthButton")
        set_role(self._more, "link")
        self._more.clicked.connect(self._on_more_clicked)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(spacing.MEDIUM, 0, spacing.MEDIUM, 0)
        for label in (self._udp, self._tcp, self._history):
            self.addWidget(label)
        # It takes what the others leave: they are shorter, and always there.
        self._trouble.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._trouble.setMinimumWidth(_LEAST_TROUBLE_WIDTH)
        self.addWidget(self._trouble, 1)
        # They have no part that can be left out.
        for short in (self._rate, self._delay, self._history):
            short.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for widget in (self._people, self._rate, self._delay, self._more):
            self.addPermanentWidget(widget)
        self.retranslate()

    def begin_room(self, tcp_port: int, asked_udp_port: int | None) -> None:
        """Count from the beginning. ``asked_udp_port`` is the one that was wanted, None for the usual."""
        self._tcp_port = tcp_port
        self._asked_udp_port = DEFAULT_UDP_PORT if asked_udp_port is None else asked_udp_port
        self._counters = None
        self._recent.begin_room()
        self.retranslate()

    def show_counters(self, counters: Counters) -> None:
        """Show the room's counters. Call it once a second."""
        self._counters = counters
        self._recent.add(counters)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        counters = self._counters
        self._more.setText(self.tr("Details…"))
        self._more.setAccessibleName(self.tr("How the room is doing"))
        for widget in (self._udp, self._tcp, self._rate, self._more):
            widget.setVisible(counters is not None)
        self._history.setVisible(counters is not None and counters.history is HistoryState.OFF)
        self._history.setText(self.tr("history off"))
        if counters is None:
            self._trouble.hide()
            self._people.hide()
            self._delay.hide()
            return
        self._say_udp(counters)
        connections = self.tr("%Ln connection(s)", "of guests", counters.connections)
        self._tcp.show_parts((self.tr("TCP {port}").format(port=self._tcp_port), connections))
        self._say_trouble(counters)
        people = self.tr("%Ln people", "in the room", counters.users)
        messages = self.tr("%Ln message(s)", "since the room opened", counters.messages)
        self._people.show_parts((people, messages))
        self._rate.setText(self.tr("{rate} msg/s").format(rate=QLocale().toString(self._recent.rate, "f", 1)))
        delay = self._delay_words.delay(self._recent.delay_seconds)
        self._delay.setText(self.tr("relay p99 {delay}").format(delay=delay))
        self._fit()

    def _fit(self) -> None:
        others = [self._rate, self._more, self._history]
        shown = [widget for widget in others if not widget.isHidden()]
        room = self.contentsRect().width() - sum(widget.sizeHint().width() for widget in shown)
        parts = [self._udp, self._tcp]
        if not self._trouble.isHidden():
            parts.append(self._trouble)
        room -= spacing.LARGE * (len(shown) + len(parts))
        # The charts have the delay too, and the head of the room people and messages: where it is narrow, they give
        # way to what nobody else says.
        wanted = self._udp.sizeHint().width() + self._tcp.sizeHint().width()
        if not self._trouble.isHidden():
            wanted += self._trouble.first_width
        for label, is_known in ((self._delay, self._recent.has_relayed), (self._people, True)):
            width = label.sizeHint().width() + spacing.LARGE
            is_shown = self._counters is not None and is_known and wanted + width <= room
            label.setVisible(is_shown)
            if is_shown:
                room -= width
        # Then the ports say less, before what is too much is cut.
        room -= sum(label.first_width for label in parts)
        for label in (self._tcp, self._udp):
            width = label.width_within(label.first_width + max(0, room))
            room -= width - label.first_width
            label.setMaximumWidth(width)

    def _say_udp(self, counters: Counters) -> None:
        port = self._asked_udp_port if counters.udp_port is None else counters.udp_port
        told = (
            [self.tr("used by another program", "a port")]
            if counters.udp_port is None
            else self._requests(counters.discovery)
        )
        self._udp.show_parts((self.tr("UDP {port}").format(port=port), *told))

    def _requests(self, discovery: DiscoveryCounters) -> list[str]:
        parts = [self.tr("%Ln request(s) answered", "for rooms on the network", discovery.answered)]
        if discovery.limited:
            parts.append(self.tr("%Ln refused", "requests for rooms, too many at once", discovery.limited))
        if discovery.ignored:
            parts.append(self.tr("%Ln ignored", "datagrams that were no request", discovery.ignored))
        return parts

    def _say_trouble(self, counters: Counters) -> None:
        parts = self._limits_hit(counters)
        if counters.malformed:
            parts.append(self.tr("%Ln malformed", "frames that broke the protocol", counters.malformed))
        if counters.too_slow:
            parts.append(
                self.tr("%Ln too slow", "guests who did not read, and were cut off", counters.too_slow)
            )
        if counters.turned_away:
            parts.append(self.tr("%Ln turned away", "connections that were not let in", counters.turned_away))
        if counters.refused:
            parts.append(self.tr("%Ln refused name(s)", "logins", counters.refused))
        self._trouble.show_parts(parts)
        self._trouble.setVisible(bool(parts))

    def _limits_hit(self, counters: Counters) -> list[str]:
        recent = [hit for hit in counters.limits if hit.recent]
        if not recent:
            return []
        newest = recent[0]
        times = QLocale().toString(newest.recent)
        cause = self._words.cause(newest.cause)
        parts = [self.tr("{times}× {cause}", "a limit that was hit").format(times=times, cause=cause)]
        if recent[1:]:
            parts.append(self.tr("%Ln more limit(s) hit", "", len(recent) - 1))
        return parts

    @Slot()
    def _on_more_clicked(self) -> None:
        self.details_wanted.emit(self._more)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_inside and self._counters is not None:
            self.details_wanted.emit(self._more)
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
