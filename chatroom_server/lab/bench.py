"""The stream bench: which connections are sent to in pieces, stuck together or late, and how.

The rule: what a bench holds back is bounded as all waiting output is (docs/protocol.md §6), and nothing of it is
lost when it ends: it goes out at once and in order, whether the bench was turned off or the guest leaves.
"""

import asyncio
import errno
from collections.abc import Callable

from chatroom_server.lab.benched_socket import BenchedSocket
from chatroom_server.link import Link, Wire
from chatroom_server.relay import Relay
from shared.protocol.limits import MAX_WAITING_BYTES, MAX_WAITING_BYTES_IN_ALL
from shared.wire.record import ConnectionId
from shared.wire.shape import AS_IT_IS, Shape


class Bench:
    """Only what the server sends is on it. ``wire_below`` gives what a link's bytes would go through without it."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, relay: Relay, wire_below: Callable[[Link], Wire | None]
    ) -> None:
        self._loop = loop
        self._relay = relay
        self._wire_below = wire_below
        self._for_all = AS_IT_IS
        self._for_one: dict[ConnectionId, Shape] = {}
        self._benched: dict[Link, BenchedSocket] = {}
        self._waiting_bytes = 0
        self._is_shedding_due = False

    @property
    def is_on(self) -> bool:
        """Whether anybody is on it, or will be who comes."""
        return bool(self._benched) or self._for_all.is_on

    def set_for_all(self, shape: Shape) -> None:
        """Put whoever comes from now on on it, whatever was set for one; ``put`` those who are here."""
        self._for_all = shape
        self._for_one.clear()

    def set_for_one(self, connection: ConnectionId, shape: Shape) -> None:
        """Make an exception of one connection; ``put`` it."""
        self._for_one[connection] = shape

    def shape_of(self, connection: ConnectionId) -> Shape:
        """Return what was set for this connection."""
        return self._for_one.get(connection, self._for_all)

    def holds_back(self, link: Link) -> bool:
        """Whether anything waits on the bench for this connection."""
        benched = self._benched.get(link)
        return benched is not None and benched.waiting_bytes > 0

    def put(self, link: Link) -> None:
        """Have a connection sent to as was set for it, from now on, and through what is below now."""
        shape = self.shape_of(link.number)
        benched = self._benched.get(link)
        if not shape.is_on or link.is_leaving:
            self.take_off(link)
            return
        below = self._wire_below(link) or link.socket
        if benched is None:
            benched = self._benched[link] = BenchedSocket(
                shape,
                self._loop,
                recv=below.recv,
                really_send=below.send,
                on_waiting=self._on_waiting,
                on_calls=lambda more: link.cursor.count(more, 0),
                on_lost=lambda error: self._relay.lose(link.cursor, error),
            )
        else:
            benched.recv, benched.really_send = below.recv, below.send
            benched.set_shape(shape)
        link.set_wire(benched)

    def take_off(self, link: Link) -> None:
        """Send a connection everything at once from now on, and first what waits for it here."""
        benched = self._benched.pop(link, None)
        link.set_wire(self._wire_below(link))
        if benched is not None:
            self._relay.give_back(link.cursor, benched.end())

    def forget(self, connection: ConnectionId) -> None:
        """A connection is over."""
        self._for_one.pop(connection, None)

    # ---- inside ------------------------------------------------------------------------------------------

    def _on_waiting(self, more: int) -> None:
        self._waiting_bytes += more
        if more > 0 and not self._is_shedding_due:
            self._is_shedding_due = True
            # Not from within a send: the relay is in the middle of a flush.
            self._loop.call_soon(self._shed)

    def _shed(self) -> None:
        self._is_shedding_due = False
        for link in [link for link, each in self._benched.items() if each.waiting_bytes > MAX_WAITING_BYTES]:
            self._give_up(link)
        while self._waiting_bytes > MAX_WAITING_BYTES_IN_ALL:
            self._give_up(max(self._benched, key=lambda link: self._benched[link].waiting_bytes))

    def _give_up(self, link: Link) -> None:
        self._relay.lose(link.cursor, TimeoutError(errno.ETIMEDOUT, "too much waits on the bench"))
