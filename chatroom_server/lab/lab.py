"""The lab of a room: what its sockets do is looked at, and what goes out can be sent in other ways.

The rule: while nobody looks and nothing is on the bench, every connection uses its own socket's calls, and the room
pays for the lab with nothing but a look at each whisper, and at each connection that comes or goes.
"""

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Callable, Iterable

from chatroom_server.discovery import Discovery
from chatroom_server.lab.bench import Bench
from chatroom_server.lab.tap import Tap
from chatroom_server.lab.tapped_socket import TappedSocket
from chatroom_server.lab.whisper_fence import WhisperFence
from chatroom_server.link import Link, Wire
from chatroom_server.link_owner import CloseCause
from chatroom_server.relay import Relay
from shared.wire.record import ConnectionId, Ending, Endpoint, WireBatch, WireCounters
from shared.wire.shape import Shape

_NOTHING = WireBatch((), WireCounters())
# Off, the next close sends RST and drops what was not sent. Windows has shorts in it.
_RST_AT_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Lab:
    """The service tells it of its connections: ``add``, ``name``, ``whispered``, ``leave``, ``forget``.

    All of it belongs to the loop's thread. ``name_of`` gives the name of whoever has logged in by a connection.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        relay: Relay,
        discovery: Discovery,
        links: Callable[[], Iterable[Link]],
        name_of: Callable[[Link], str | None],
    ) -> None:
        self._discovery = discovery
        self._links = links
        self._name_of = name_of
        self._tap: Tap | None = None
        self._tapped: dict[Link, TappedSocket] = {}
        self._counters = WireCounters()  # when somebody looked last
        self._bench = Bench(loop, relay, self._tapped_wire)
        self._fence = WhisperFence(loop, links, self._bench.holds_back, self._on_fence)

    # ---- for the host ------------------------------------------------------------------------------------

    def look(self, is_looked_at: bool) -> None:
        """Begin to record what all sockets do, and who is here; or forget everything but the counters."""
        if is_looked_at == (self._tap is not None):
            return
        if is_looked_at:
            self._tap = tap = Tap(before=self._counters)
            for link in self._links():
                self._begin(tap, link, is_new=False)
                if (name := self._name_of(link)) is not None:
                    tap.name(link.number, name)
            self._discovery.watch(tap.datagram)
            return
        self._counters = self.pull().counters
        self._tap = None
        self._discovery.watch(None)
        tapped, self._tapped = self._tapped, {}
        for link in tapped:
            self._rewire(link)

    def pull(self) -> WireBatch:
        """Return what was recorded since the last time; nothing while nobody looks."""
        return _NOTHING if self._tap is None else self._tap.pull()

    def show_whispers(self, is_shown: bool) -> None:
        """Show whispers from now on as soon as that is fair, or hide them at once. Everyone is told by others."""
        self._fence.set_open(is_shown)

    def set_bench(self, connection: ConnectionId | None, shape: Shape) -> None:
        """Have one connection sent to like this, or (None) all that are here and come: then nobody is excepted."""
        if connection is None:
            self._bench.set_for_all(shape)
            for link in self._links():
                self._bench.put(link)
        elif (one := self._find(connection)) is not None:
            self._bench.set_for_one(connection, shape)
            self._bench.put(one)

    def reset(self, connection: ConnectionId | None) -> None:
        """Break one connection off with RST, or (None) all: what it was still to be sent is lost."""
        for link in list(self._links()):
            if connection in (None, link.number):
                with contextlib.suppress(OSError):  # it broke already
                    link.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST_AT_CLOSE)
                if (tapped := self._tapped.get(link)) is not None:
                    tapped.ending = Ending.RESET_BY_US
                # To the room that is a broken connection: a rich guest comes back to the place.
                link.abort(CloseCause.BROKE)

    def drop_next_answer(self) -> None:
        """Let the next answer to somebody who looks for a room fall, and only that one."""
        self._discovery.drop_next_answer()

    def close(self) -> None:
        """Do nothing more by itself: the room closes."""
        self._fence.close()

    # ---- for the service ---------------------------------------------------------------------------------

    def add(self, link: Link) -> None:
        """A connection was accepted, and nothing has come or gone yet."""
        self._fence.add(link)
        if self._tap is not None:
            self._begin(self._tap, link, is_new=True)
        elif self._bench.is_on:
            self._rewire(link)

    def name(self, link: Link) -> None:
        """Somebody has logged in by a connection, and is told now whether whispers are shown."""
        self._fence.came(link)
        if self._tap is not None and (name := self._name_of(link)) is not None:
            self._tap.name(link.number, name)

    def whispered(self, link: Link, to: Iterable[Link]) -> None:
        """A whisper has come from a connection, and now goes to these."""
        if self._fence.hides_what_comes_from(link.number):
            for each in to:
                self._fence.hide(each)

    def leave(self, link: Link) -> None:
        """Nothing comes from a connection any more, and what waits for it is all that it is sent."""
        if self._bench.is_on:
            self._bench.take_off(link)

    def forget(self, link: Link) -> None:
        """A connection is closed."""
        self._bench.forget(link.number)
        self._fence.forget(link)
        if self._tap is not None and (tapped := self._tapped.pop(link, None)) is not None:
            self._tap.close(link.number, tapped.ending)

    # ---- inside ------------------------------------------------------------------------------------------

    def _begin(self, tap: Tap, link: Link, *, is_new: bool) -> None:
        is_level = is_new or not (link.cursor.waiting or self._bench.holds_back(link))
        tapped = self._tapped[link] = TappedSocket(
            link.socket,
            link.number,
            tap,
            is_new=is_new,
            is_level=is_level,
            receives=link.intake.reads,
            sends=link.cursor.sends,
        )
        self._let_see(link, tapped)
        tap.open(tapped, _local_end(link), Endpoint(link.address, link.port), link.age_seconds)
        self._rewire(link)

    def _rewire(self, link: Link) -> None:
        if self._bench.is_on:
            self._bench.put(link)
        else:
            link.set_wire(self._tapped_wire(link))

    def _tapped_wire(self, link: Link) -> Wire | None:
        return self._tapped.get(link)

    def _find(self, connection: ConnectionId) -> Link | None:
        # Not by the number of the guest, who may have come by another connection.
        return next((link for link in self._links() if link.number == connection), None)

    def _on_fence(self, links: Iterable[Link]) -> None:
        if self._tap is None:
            return
        self._tap.settle()
        for link in links:
            if (tapped := self._tapped.get(link)) is not None:
                self._let_see(link, tapped)

    def _let_see(self, link: Link, tapped: TappedSocket) -> None:
        tapped.received_mask.are_whispers_shown = self._fence.may_show_received(link.number)
        tapped.sent_mask.are_whispers_shown = self._fence.may_show_sent(link.number)


def _local_end(link: Link) -> Endpoint:
    try:
        name = link.socket.getsockname()
    except OSError:  # it is gone already, which the next read will tell
        return Endpoint("", 0)
    return Endpoint(str(name[0]), int(name[1]))
