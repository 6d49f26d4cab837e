"""Looks for rooms on every network of this computer, for as long as somebody waits for one (docs/protocol.md §1).

The rule: nothing that an interface or a datagram does ends the search; interfaces come and go, sending fails where
there is no way, and what is not an answer is nothing.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise, repeat

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QHostAddress, QNetworkProxy, QUdpSocket

from chatroom_client.interfaces import Outlet, read_outlets
from chatroom_client.room_list import FoundRoom, RoomList
from chatroom_client.socket_wire import endpoint
from chatroom_client.wire_tap import WireTap
from shared.protocol.discovery import (
    FIRST_REQUESTS_SECONDS,
    MAX_DATAGRAM_BYTES,
    REQUEST_EVERY_SECONDS,
    parse_answer,
    requests,
)
from shared.protocol.limits import DEFAULT_UDP_PORT
from shared.wire.record import Direction, Endpoint

__all__ = ["FoundRoom", "RoomFinder", "SearchTimes"]

_DATAGRAMS_A_TURN = 100  # so that a flood of answers does not hold up the window


@dataclass(frozen=True, slots=True)
class SearchTimes:
    """When requests go out, in seconds after the start, then at which distance; and when to lose hope."""

    first: tuple[float, ...] = FIRST_REQUESTS_SECONDS
    every: float = REQUEST_EVERY_SECONDS
    in_vain_after: float = 5.0


class RoomFinder(QObject):
    """Finds rooms between ``start`` and ``stop``, and tells each time the list has changed.

    Each datagram is told to ``tap``.
    """

    rooms_changed = Signal(object)
    """All rooms there are now: a tuple of ``FoundRoom``, first seen first."""

    searched_in_vain = Signal()
    """No room for five seconds. Comes once after a start; the search goes on."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        udp_port: int = DEFAULT_UDP_PORT,
        outlets: Callable[[], tuple[Outlet, ...]] = read_outlets,
        clock: Callable[[], float] = time.monotonic,
        times: SearchTimes | None = None,
        tap: WireTap | None = None,
    ) -> None:
        super().__init__(parent)
        self._udp_port = udp_port
        self._read_outlets = outlets
        self._clock = clock
        self._times = times or SearchTimes()
        self._tap = tap or WireTap()
        self._list = RoomList()
        self._rooms: tuple[FoundRoom, ...] = ()
        self._sockets: dict[str, QUdpSocket] = {}  # by the address of this computer that they are bound to
        self._waits: Iterator[float] = iter(())  # seconds until each next round
        self._round_timer = self._single_shot(self._on_round_due)
        self._vain_timer = self._single_shot(self._on_patience_over)
        self._change_timer = self._single_shot(self._update)

    @property
    def rooms(self) -> tuple[FoundRoom, ...]:
        """What was told last."""
        return self._rooms

    def start(self) -> None:
        """Begin to look, with an empty list; a search that is on begins anew."""
        self.stop()
        self._list.clear()
        if self._rooms:
            self._rooms = ()
            self.rooms_changed.emit(self._rooms)
        first = self._times.first
        self._waits = chain(
            (later - earlier for earlier, later in pairwise(first)),
            repeat(self._times.every),
        )
        self._vain_timer.start(_milliseconds(self._times.in_vain_after))
        self._on_round_due()

    def stop(self) -> None:
        """Look no more, and keep what was found."""
        for timer in (self._round_timer, self._vain_timer, self._change_timer):
            timer.stop()
        for address in list(self._sockets):
            self._close_socket(address)

    # ---- asking ------------------------------------------------------------------------------------------

    @Slot()
    def _on_round_due(self) -> None:
        self._list.begin_round(self._clock())
        self._update()
        self._round_timer.start(_milliseconds(next(self._waits)))
        outlets = self._read_outlets()
        for address in self._sockets.keys() - {outlet.address for outlet in outlets}:
            self._close_socket(address)
        for outlet in outlets:
            self._ask(outlet)

    def _ask(self, outlet: Outlet) -> None:
        sock = self._sockets.get(outlet.address) or self._open_socket(outlet.address)
        if sock is None:
            return
        for target in outlet.targets:
            for request in requests():
                # What cannot be sent is sent two seconds later, or over another interface: nothing to be done.
                if sock.writeDatagram(request, QHostAddress(target), self._udp_port) >= 0:
                    peer = Endpoint(target, self._udp_port)
                    self._tap.note_datagram(Direction.SENT, _local(sock), peer, request)

    def _open_socket(self, address: str) -> QUdpSocket | None:
        sock = QUdpSocket(self)
        sock.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        # Bound to the interface's own address, a broadcast leaves by that interface and not by the default route.
        if not sock.bind(QHostAddress(address), 0):
            sock.deleteLater()  # the address has just gone
            return None
        sock.readyRead.connect(self._on_answers)
        self._sockets[address] = sock
        return sock

    def _close_socket(self, address: str) -> None:
        sock = self._sockets.pop(address)
        sock.readyRead.disconnect(self._on_answers)
        sock.close()
        sock.deleteLater()

    # ---- answers -----------------------------------------------------------------------------------------

    @Slot()
    def _on_answers(self) -> None:
        for sock in list(self._sockets.values()):
            for _ in range(_DATAGRAMS_A_TURN):
                if not sock.hasPendingDatagrams():
                    break
                datagram = sock.receiveDatagram(MAX_DATAGRAM_BYTES + 1)
                data = bytes(datagram.data().data())
                peer = endpoint(datagram.senderAddress(), datagram.senderPort())
                self._tap.note_datagram(Direction.RECEIVED, _local(sock), peer, data)
                answer = parse_answer(data)
                if answer is not None:
                    source = datagram.senderAddress().toString()
                    self._list.hear(source, answer, self._clock(), frozenset(self._sockets))
        self._update()

    @Slot()
    def _update(self) -> None:
        now = self._clock()
        change_at = self._list.next_change_at(now)
        if change_at is not None:
            self._change_timer.start(_milliseconds(change_at - now))
        rooms = self._list.rooms(now)
        if rooms != self._rooms:
            self._rooms = rooms
            self.rooms_changed.emit(rooms)

    @Slot()
    def _on_patience_over(self) -> None:
        if not self._rooms:
            self.searched_in_vain.emit()

    def _single_shot(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


def _local(sock: QUdpSocket) -> Endpoint:
    return endpoint(sock.localAddress(), sock.localPort())


def _milliseconds(seconds: float) -> int:
    return max(0, round(seconds * 1000) + 1)  # never too early
