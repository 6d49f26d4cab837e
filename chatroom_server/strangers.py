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


class Strangers:
    """Everyone who is connected and not logged in. ``add`` each, and ``forget`` it when it logs in or goes."""

    def __init__(self, loop: asyncio.AbstractEventLoop, listener: Listener) -> None:
        self._loop = loop
        self._listener = listener
        self._links: dict[GuestId, Link] = {}  # the longest waiting first
        self._eviction: asyncio.TimerHandle | None = None
        self._is_closing = False

    def __len__(self) -> int:
        return len(self._links)

    def add(self, link: Link) -> None:
        """Let a new connection wait; when it is one too many, no other is accepted until one has gone."""
        self._links[link.guest] = link
        if len(self._links) >= MAX_STRANGERS:
            self._listener.hold()
            longest_waiting = next(iter(self._links.values()))
            grace = max(0.0, _GRACE_SECONDS - longest_waiting.age_seconds)
            self._eviction = self._loop.call_later(grace, longest_waiting.abort, CloseCause.NO_LOGIN)

    def forget(self, guest: GuestId) -> None:
        """This one has logged in, or is gone; does nothing for one who is no stranger."""
        was_stranger = self._links.pop(guest, None) is not None
        if was_stranger and self._eviction is not None and not self._is_closing:
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
