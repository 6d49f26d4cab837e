"""The frames that tell a newcomer who is here, kept from one login to the next.

The rule: what comes out is what ``make`` returns for each person, in order; only the work is saved. When a class
comes at once each roster is the last one and one more person, so a login costs one comparison and one frame.
"""

from collections.abc import Callable

from shared.protocol.messages import User


class RosterFrames:
    """Joins the frames of a roster. ``make`` encodes one person; ``forget`` whoever is gone."""

    __slots__ = ("_by_name", "_joined", "_make", "_users")

    def __init__(self, make: Callable[[User], bytes]) -> None:
        self._make = make
        self._by_name: dict[str, tuple[User, bytes]] = {}
        self._users: tuple[User, ...] = ()  # of the last roster
        self._joined = b""

    def join(self, users: tuple[User, ...]) -> bytes:
        """Return the frames of ``users`` in their order."""
        known = len(self._users)
        if users[:known] != self._users:
            known, self._joined = 0, b""
        self._joined += b"".join([self._frames_of(user) for user in users[known:]])
        self._users = users
        return self._joined

    def forget(self, name: str) -> None:
        """Drop what is kept of somebody who is here no more."""
        self._by_name.pop(name, None)

    def clear(self) -> None:
        """Drop everything; call it when nobody is told any more who goes."""
        self._by_name.clear()
        self._users, self._joined = (), b""

    def _frames_of(self, user: User) -> bytes:
        known = self._by_name.get(user.name)
        if known is not None and known[0] is user:
            return known[1]
        frames = self._make(user)
        self._by_name[user.name] = (user, frames)
        return frames
