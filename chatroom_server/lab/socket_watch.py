"""Asks the room's sockets how they are, and remembers the last ones that are gone.

The rule: nothing is counted here. Whoever owns a socket counts anyway, and is asked when somebody wants to know; a
connection that ends costs one entry in a short list.
"""

import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from chatroom_server.announcer import Announcer
from chatroom_server.connections import Connections
from chatroom_server.facts import GuestId
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.listener import Listener
from chatroom_server.socket_life import ConnectionLife, DiscoveryLife, ListeningLife, SocketLife
from shared.protocol.limits import LISTEN_BACKLOG
from shared.wire.record import Endpoint

MOST_SHOWN = 300
"""Connections that are open; nobody reads a longer list, and it has to be carried to the window each second."""

MOST_ENDED = 30

NOWHERE = Endpoint("", 0)


@dataclass(frozen=True, slots=True)
class _Ended:
    link: Link
    name: str
    cause: CloseCause
    utc: float
    local: Endpoint  # of which nobody can ask once the socket is closed


class SocketWatch:
    """Tell it of each connection that ends; ``life`` tells of all sockets."""

    def __init__(
        self,
        connections: Connections,
        listener: Listener,
        announcer: Callable[[], Announcer | None],
        name_of: Callable[[GuestId], str | None],
    ) -> None:
        """``announcer`` is the one that has the discovery port, None while another program has it."""
        self._connections = connections
        self._listener = listener
        self._announcer = announcer
        self._name_of = name_of
        self._ended: deque[_Ended] = deque(maxlen=MOST_ENDED)

    def note_end(self, link: Link, name: str, cause: CloseCause, utc: float) -> None:
        """A connection is ending, for this reason; ``name`` is empty for one who never logged in."""
        self._ended.append(_Ended(link, name, cause, utc, _local(link.socket)))

    def life(self, utc: float) -> SocketLife:
        """Return what is true of all sockets now, at ``utc`` seconds since 1970."""
        links = [link for link in self._connections if not link.is_leaving]
        newest = sorted(links, key=lambda link: link.number)[-MOST_SHOWN:]
        shown = tuple(self._life_of(link, self._name_of(link.guest) or "", utc) for link in newest)
        ended = tuple(
            replace(
                self._life_of(each.link, each.name, utc),
                local=each.local,
                cause=each.cause,
                ended_utc=each.utc,
            )
            for each in self._ended
        )
        received, sent = self._connections.moved_bytes
        newest_peer = self._listener.newest_peer
        return SocketLife(
            utc=utc,
            discovery=self._discovery_life(),
            listening=tuple(
                ListeningLife(_local(sock), sock.fileno(), LISTEN_BACKLOG) for sock in self._listener.sockets
            ),
            accepted=self._listener.accepted,
            open=len(links),
            closed=self._listener.accepted - len(links),
            newest_peer=None if newest_peer is None else Endpoint(*newest_peer),
            received_bytes=received,
            sent_bytes=sent,
            connections=shown,
            ended=ended,
        )

    def _discovery_life(self) -> DiscoveryLife:
        announcer = self._announcer()
        if announcer is None:
            return DiscoveryLife(0, "", -1, 0, 0, None, 0, b"")
        counters, newest = announcer.counters, announcer.newest
        local = _local(announcer.socket)
        return DiscoveryLife(
            port=local.port,
            host=local.host,
            fileno=announcer.socket.fileno(),
            requests=counters.answered + counters.limited + counters.ignored + counters.unsent,
            answers=counters.answered,
            newest_from=None if newest is None else Endpoint(*newest.source),
            newest_bytes=0 if newest is None else newest.size_bytes,
            newest_answer=b"" if newest is None else newest.answer,
        )

    def _life_of(self, link: Link, name: str, utc: float) -> ConnectionLife:
        intake, cursor = link.intake, link.cursor
        return ConnectionLife(
            connection=link.number,
            name=name,
            fileno=cursor.fileno,
            local=_local(link.socket),
            peer=Endpoint(link.address, link.port),
            accepted_utc=utc - link.age_seconds,
            is_logged_in=link.is_logged_in,
            is_plain=link.is_plain,
            reads=intake.reads,
            read_bytes=intake.read_bytes,
            frames=intake.frames,
            sends=cursor.sends,
            sent_bytes=cursor.sent_bytes,
            waiting_bytes=len(cursor.waiting),
            last_heard_seconds=intake.silent_seconds,
        )


def _local(sock: socket.socket) -> Endpoint:
    try:
        address = sock.getsockname()
    except OSError:
        return NOWHERE  # it is closed
    return Endpoint(str(address[0]), int(address[1]))
