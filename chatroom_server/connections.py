"""Every open connection, by the number of its guest, and what those that are over have counted.

The rule: a connection is here from the moment it was accepted until its socket is closed, under one number at a
time; and a number is that of one connection at most.
"""

import asyncio
from collections.abc import Iterator

from chatroom_server.deliveries import Outcome, ToGuest
from chatroom_server.facts import GuestId
from chatroom_server.link import Link


class Connections:
    """``add`` each connection, and ``remove`` it when its socket is closed."""

    def __init__(self) -> None:
        self._links: dict[GuestId, Link] = {}
        self._nobody_left = asyncio.Event()
        self._malformed = 0  # of connections that are closed, and so are the refused
        self._refused = 0
        self._received_bytes = 0
        self._sent_bytes = 0

    def __len__(self) -> int:
        return len(self._links)

    def __iter__(self) -> Iterator[Link]:
        """Go through all that are open now; they may be closed meanwhile."""
        return iter(list(self._links.values()))

    def __getitem__(self, guest: GuestId) -> Link:
        """Return the connection of a guest who has one."""
        return self._links[guest]

    @property
    def malformed(self) -> int:
        """How many malformed frames came, from those that are closed too."""
        return self._malformed + sum(link.malformed for link in self._links.values())

    @property
    def refused(self) -> int:
        """How many logins were refused, of those that are closed too."""
        return self._refused + sum(link.refused for link in self._links.values())

    @property
    def moved_bytes(self) -> tuple[int, int]:
        """How many bytes came and went over all connections, those that are closed too."""
        links = self._links.values()
        received = self._received_bytes + sum(link.intake.read_bytes for link in links)
        return received, self._sent_bytes + sum(link.cursor.sent_bytes for link in links)

    def find(self, guest: GuestId) -> Link | None:
        """Return the connection of a guest, or None: the host has none, nor has whose place is kept."""
        return self._links.get(guest)

    def told_by(self, outcome: Outcome) -> Iterator[Link]:
        """Go through the connections to which this brings something that is for them alone."""
        for delivery in outcome.deliveries:
            if isinstance(delivery, ToGuest) and (link := self.find(delivery.guest)) is not None:
                yield link

    def add(self, link: Link) -> None:
        """A connection was accepted."""
        self._links[link.guest] = link
        self._nobody_left.clear()

    def remove(self, link: Link) -> None:
        """The socket of this one is closed."""
        del self._links[link.guest]
        self._malformed += link.malformed
        self._refused += link.refused
        self._received_bytes += link.intake.read_bytes
        self._sent_bytes += link.cursor.sent_bytes
        if not self._links:
            self._nobody_left.set()

    def take_over(self, newcomer: GuestId, place: GuestId) -> Link | None:
        """Give the connection of ``newcomer`` the number ``place``.

        Return the one that had it, if there still is one. It is to be closed, and has the number of the newcomer,
        which is nobody's now: what ends under it moves nobody in the room.
        """
        link = self._links.pop(newcomer)
        twin = self._links.pop(place, None)
        link.guest = place
        self._links[place] = link
        if twin is not None:
            twin.guest = newcomer
            self._links[newcomer] = twin
        return twin

    async def wait_until_closed(self, seconds: float) -> bool:
        """Wait until nobody is left, for so long at most; return whether that is so."""
        if self._links:
            try:
                async with asyncio.timeout(seconds):
                    await self._nobody_left.wait()
            except TimeoutError:
                return False
        return True
