"""The line at the foot of the open room: what the network does to it, in numbers.

The rule: it counts and never judges; a number that is about trouble is shown only once there is some.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from chatroom_server.history.history import HistoryState
from chatroom_server.room_settings import Counters
from shared.protocol.limits import DEFAULT_UDP_PORT
from shared.ui import spacing

_SECONDS_AVERAGED: Final = 10


class StatusLine(QStatusBar):
    """Call ``begin_room`` when a room opens, then ``show_counters`` once a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tcp_port = 0
        self._asked_udp_port = DEFAULT_UDP_PORT
        self._counters: Counters | None = None
        self._messages: deque[int] = deque([0], maxlen=_SECONDS_AVERAGED + 1)
        self._udp, self._tcp, self._trouble, self._rate = QLabel(), QLabel(), QLabel(), QLabel()
        self._history = QLabel()
        for name, label in (
            ("historyStatus", self._history),
            ("udpStatus", self._udp),
            ("tcpStatus", self._tcp),
            ("troubleStatus", self._trouble),
            ("rateStatus", self._rate),
        ):
            label.setObjectName(name)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(spacing.MEDIUM, 0, spacing.MEDIUM, 0)
        for label in (self._udp, self._tcp, self._history, self._trouble):
            self.addWidget(label)
        self.addPermanentWidget(self._rate)
        self.retranslate()

    def begin_room(self, tcp_port: int, asked_udp_port: int | None) -> None:
        """Count from the beginning. ``asked_udp_port`` is the one that was wanted, None for the usual."""
        self._tcp_port = tcp_port
        self._asked_udp_port = DEFAULT_UDP_PORT if asked_udp_port is None else asked_udp_port
        self._counters = None
        self._messages.clear()
        self.retranslate()

    def show_counters(self, counters: Counters) -> None:
        """Show the room's counters. Call it once a second."""
        self._counters = counters
        self._messages.append(counters.messages)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        counters = self._counters
        for label in (self._udp, self._tcp, self._rate):
            label.setVisible(counters is not None)
        self._history.setVisible(counters is not None and counters.history is HistoryState.OFF)
        self._history.setText(self.tr("history off"))
        if counters is None:
            self._trouble.hide()
            return
        answered = self.tr("%n request(s) answered", "for rooms on the network", counters.discovery.answered)
        if counters.udp_port is None:
            self._udp.setText(
                self.tr("UDP {port} · used by another program").format(port=self._asked_udp_port)
            )
        else:
            self._udp.setText(
                self.tr("UDP {port} · {requests}").format(port=counters.udp_port, requests=answered)
            )
        connections = self.tr("%n connection(s)", "of guests", counters.connections)
        self._tcp.setText(
            self.tr("TCP {port} · {connections}").format(port=self._tcp_port, connections=connections)
        )
        self._say_trouble(counters)
        passed = max(1, len(self._messages) - 1)
        rate = (self._messages[-1] - self._messages[0]) / passed
        self._rate.setText(self.tr("{rate} msg/s").format(rate=QLocale().toString(rate, "f", 1)))

    def _say_trouble(self, counters: Counters) -> None:
        parts = []
        if counters.malformed:
            parts.append(self.tr("%n malformed", "frames that broke the protocol", counters.malformed))
        if counters.too_slow:
            parts.append(
                self.tr("%n too slow", "guests who did not read, and were cut off", counters.too_slow)
            )
        if counters.turned_away:
            parts.append(self.tr("%n turned away", "connections that were not let in", counters.turned_away))
        self._trouble.setText(" · ".join(parts))
        self._trouble.setVisible(bool(parts))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
