"""Connections that have not logged in: how many may wait, and for how long (docs/protocol.md §6).

The rule: strangers never take a place from each other faster than an honest program can log in, and never from
those who are in the room.
"""

import asyncio

from chatroom_server.facts import GuestId
from chatroom_server.link import Link
from chatroom_server.link_owner import CloseCause
from chatroom_server.listener import Listener
from shared.protocol.limits import MAX_STRANGERS

# A class that comes at once is still on its way to log in: it waits in the queue rather than push itself out.
_GRACE_SECONDS = 0.25
# Where hundreds in a row did not log in, that is no class: a pupil among two thousand is in within a second.
_LEAST_GRACE_SECONDS = 0.1


class Strangers:
    """Everyone who is connected and not logged in. ``add`` each; ``admit`` who logs in, ``forget`` who goes."""

    def __init__(self, loop: asyncio.AbstractEventLoop, listener: Listener) -> None:
        self._loop = loop
        self._listener = listener
        self._links: dict[GuestId, Link] = {}  # the longest waiting first
        self._eviction: asyncio.TimerHandle | None = None
        self._evicted = 0  # since one of them logged in
        self._is_closing = False

    def __len__(self) -> int:
        return len(self._links)

    def add(self, link: Link) -> None:
        """Let a new connection wait; when it is one too many, no other is accepted until one has gone."""
        self._links[link.guest] = link
        # The last descriptor counts like the last place: who does not log in must not keep out who would.
        if len(self._links) >= MAX_STRANGERS:
            self._make_room(CloseCause.GAVE_WAY)
        elif not self._listener.has_room():
            self._make_room(CloseCause.GAVE_DESCRIPTOR)

    def admit(self, guest: GuestId) -> None:
        """This one has logged in, or has taken its place back; does nothing for one who is no stranger."""
        if guest in self._links:
            self._evicted = 0
            self.forget(guest)

    def forget(self, guest: GuestId) -> None:
        """This one is gone; does nothing for one who is no stranger."""
        if self._links.pop(guest, None) is None:
            return
        if self._eviction is not None and not self._is_closing:
            self._eviction.cancel()
            self._eviction = None
            self._listener.release()

    def sweep(self) -> None:
        """Close those whose time to log in has passed. Call it about once a second."""
        for link in [link for link in self._links.values() if link.is_overdue]:
            link.abort(CloseCause.NO_LOGIN)

    def close(self) -> None:
        """The room closes: nobody is evicted and nobody is accepted any more."""
        self._is_closing = True
        if self._eviction is not None:
            self._eviction.cancel()

    def _make_room(self, cause: CloseCause) -> None:
        self._listener.hold()
        longest_waiting = next(iter(self._links.values()))
        grace = max(_LEAST_GRACE_SECONDS, _GRACE_SECONDS / (1 + self._evicted / MAX_STRANGERS))
        wait = max(0.0, grace - longest_waiting.age_seconds)
        self._eviction = self._loop.call_later(wait, self._evict, longest_waiting, cause)

    def _evict(self, link: Link, cause: CloseCause) -> None:
        self._evicted += 1
        link.abort(cause)
