"""Which connection was whose, as far as the wire's records tell.

The rule: it may be asked about any row that is still kept, also of people who have long gone; and it is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.wire.frames import WireFrame
from shared.wire.record import Closed, ConnectionId, Endpoint, Named, Opened, WireRecord

_MOST_CONNECTIONS: Final = 10_000
"""A class comes and goes a few hundred times; a program that connects in a loop is forgotten from the front."""
_MOST_TO_EVERYONE: Final = 200_000
"""More frames than are ever kept, shown and held back together."""

_TOLD_OF_ONE: Final = (b"2", b"3")
"""Who comes and who goes: everybody hears it but the one that it is about."""


class WirePeople:
    """Show it every record in order."""

    def __init__(self) -> None:
        self._names: dict[ConnectionId, tuple[str, ...]] = {}  # all that it ever had
        self._peers: dict[ConnectionId, Endpoint] = {}
        self._here: dict[ConnectionId, str] = {}  # who is logged in now
        self._to_everyone: dict[int, None] = {}  # numbers of frames, in order

    def copy(self) -> WirePeople:
        """Return one that knows what this one knows now, and learns nothing more."""
        people = WirePeople()
        people._names, people._peers = self._names.copy(), self._peers.copy()
        people._here, people._to_everyone = self._here.copy(), self._to_everyone.copy()
        return people

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who was ever logged in, the latest first."""
        seen = [name for names in reversed(self._names.values()) for name in reversed(names)]
        return tuple(dict.fromkeys(seen))

    def see(self, record: WireRecord) -> None:
        """Take in who came, who is who, and who went."""
        match record:
            case Opened():
                self._peers[record.connection] = record.peer
                self._bound()
            case Named(connection=connection, name=name):
                if not name:
                    self._here.pop(connection, None)
                    return
                self._here[connection] = name
                names = self._names.get(connection, ())
                if name not in names:
                    self._names[connection] = (*names, name)
            case Closed():
                self._here.pop(record.connection, None)
            case _:
                pass

    def see_frames(self, frames: Iterable[WireFrame]) -> None:
        """Note which frames go to everyone who is here at this moment, or to everyone but the one they tell of."""
        everyone = max(2, len(self._here))
        for frame in frames:
            least = max(2, everyone - 1) if frame.kind in _TOLD_OF_ONE else everyone
            if len(frame.connections) >= least:
                self._to_everyone[frame.number] = None
        while len(self._to_everyone) > _MOST_TO_EVERYONE:
            del self._to_everyone[next(iter(self._to_everyone))]

    def forget_before(self, number: int) -> None:
        """No frame before this one will be asked about."""
        self._to_everyone = dict.fromkeys(each for each in self._to_everyone if each >= number)

    def is_to_everyone(self, frame: WireFrame) -> bool:
        """Whether a frame with several connections went to all who were logged in."""
        return frame.number in self._to_everyone

    def name(self, connection: ConnectionId, said: str = "") -> str:
        """Return whose connection it is, also before the login; ``said``, if nobody ever logged in on it.

        If ``said`` is one of the names that it had, it is that one.
        """
        names = self._names.get(connection, ())
        if said in names or not names:
            return said or self.address(connection)
        return names[0]

    def address(self, connection: ConnectionId) -> str:
        """The other end, or nothing if it is not known."""
        peer = self._peers.get(connection)
        return str(peer) if peer is not None else ""

    def connections_of(self, name: str) -> frozenset[ConnectionId]:
        """Return every connection that was ever this person's."""
        return frozenset(connection for connection, names in self._names.items() if name in names)

    def newest_of(self, name: str) -> ConnectionId | None:
        """Return the connection that was this person's last, or None."""
        return max(self.connections_of(name), default=None)

    def _bound(self) -> None:
        while len(self._peers) > _MOST_CONNECTIONS:
            oldest = next(iter(self._peers))
            for kept in (self._peers, self._names, self._here):
                kept.pop(oldest, None)
