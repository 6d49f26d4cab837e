"""The room's discovery port: opened, closed, and tried again while another program has it (docs/protocol.md §1).

The rule: a room without it is a room all the same: guests type its address.
"""

import asyncio
from collections.abc import Callable

from chatroom_server.announcer import Announcer, DiscoveryCounters, Watcher
from chatroom_server.limit_log import LimitLog
from chatroom_server.sockets import PortTaken, bind_discovery
from shared.protocol.discovery import RoomAnswer

_RETRY_SECONDS = 5.0


class Discovery:
    """Answers at ``udp_port`` whenever it can be had. ``answer`` gives what is true of the room right now.

    ``only_address`` is the one address of this computer at which the room can be reached; empty for all of them.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        answer: Callable[[], RoomAnswer],
        only_address: str,
        udp_port: int,
        limits: LimitLog,
    ) -> None:
        self._loop = loop
        self._answer = answer
        self._only_address = only_address
        self._udp_port = udp_port
        self._limits = limits
        self._announcer: Announcer | None = None
        self._tried_at = 0.0
        self._watcher: Watcher | None = None
        self.counters = DiscoveryCounters()

    @property
    def port(self) -> int | None:
        """The UDP port in use, None while another program has it."""
        return None if self._announcer is None else self._announcer.port

    @property
    def announcer(self) -> Announcer | None:
        """Who has the port, None while another program has it."""
        return self._announcer

    def open(self, *, is_required: bool) -> None:
        """Begin to answer. When the port is taken, raises ``PortTaken`` if it is required, and waits if not."""
        self._tried_at = self._loop.time()
        try:
            sock = bind_discovery(self._only_address, self._udp_port)
        except PortTaken:
            if is_required:
                raise
            return
        only_near = "" if self._only_address.startswith("127.") else self._only_address
        self._announcer = Announcer(sock, self._loop, self._answer, self._limits, only_near=only_near)
        self._announcer.counters = self.counters
        self._announcer.watcher = self._watcher

    def watch(self, watcher: Watcher | None) -> None:
        """Have somebody told of every datagram, from now on; None: nobody any more."""
        self._watcher = watcher
        if self._announcer is not None:
            self._announcer.watcher = watcher

    def drop_next_answer(self) -> None:
        """Let the next answer fall, and only that one; nothing happens while another program has the port."""
        if self._announcer is not None:
            self._announcer.drops_next = True

    def sweep(self) -> None:
        """Try again to have the port, every few seconds. Call it about once a second."""
        if self._announcer is None and self._loop.time() - self._tried_at > _RETRY_SECONDS:
            self.open(is_required=False)

    def close(self) -> None:
        """Answer nothing more."""
        if self._announcer is not None:
            self._announcer.close()
            self._announcer = None
