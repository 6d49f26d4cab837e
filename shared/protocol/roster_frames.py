"""The frames that tell a newcomer who is here, kept from one login to the next.

The rule: what comes out is what ``make`` returns for each person, in order; only the work is saved. When a class
comes at once each roster is the last one and one more person, so a login costs one comparison and one frame.
"""

from collections.abc import Callable, Sequence

from shared.protocol.crowd import Crowd
from shared.protocol.messages import User


class RosterFrames:
    """Joins the frames of a roster. ``make`` encodes one person; ``forget`` whoever is gone."""

    __slots__ = ("_by_name", "_joined", "_make", "_users")

    def __init__(self, make: Callable[[User], bytes]) -> None:
        self._make = make
        self._by_name: dict[str, tuple[User, bytes]] = {}
        self._users = Crowd([])  # of the last roster
        self._joined = b""

    def join(self, users: Sequence[User]) -> bytes:
        """Return the frames of ``users`` in their order."""
        crowd = users if isinstance(users, Crowd) else Crowd(list(users))
        known = len(self._users)
        if not crowd.grew_from(self._users):
            known, self._joined = 0, b""
        self._joined += b"".join([self._frames_of(user) for user in crowd.from_on(known)])
        self._users = crowd
        return self._joined

    def keep(self, user: User, frames: bytes) -> None:
        """Take what ``make`` would return for somebody who has just come, and was encoded for others already."""
        self._by_name[user.name] = (user, frames)

    def forget(self, name: str) -> None:
        """Drop what is kept of somebody who is here no more."""
        self._by_name.pop(name, None)

    def clear(self) -> None:
        """Drop everything; call it when nobody is told any more who goes."""
        self._by_name.clear()
        self._users, self._joined = Crowd([]), b""

    def _frames_of(self, user: User) -> bytes:
        known = self._by_name.get(user.name)
        if known is not None and known[0] is user:
            return known[1]
        frames = self._make(user)
        self._by_name[user.name] = (user, frames)
        return frames
