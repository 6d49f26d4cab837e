"""Who is in the room, as this client was told, in the order of arrival, and what is known of each.

The rule: a person is in it once, whatever a server repeats; names are compared in prepared form
(docs/protocol.md §3).
"""

from functools import lru_cache

from shared.protocol.messages import User
from shared.protocol.names import prepared_key


class Roster:
    """The people in one room. Changing it says whether anything changed."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}  # by key, in the order of arrival
        self._users: dict[str, User] = {}  # of those of whom the server tells more than the name

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone's name as the server shows it."""
        return tuple(self._shown.values())

    @property
    def users(self) -> tuple[User, ...]:
        """What is known of people, in the order of arrival."""
        return tuple(self._users[key] for key in self._shown if key in self._users)

    def add(self, name: str) -> bool:
        """Put somebody last; False when they are here already, or when the name is nothing to be seen."""
        key = key_of(name)
        if key in self._shown or not name.strip():
            return False
        self._shown[key] = name
        return True

    def change(self, user: User) -> bool:
        """Take in what is true of somebody from now on; False for a stranger, and when it is known already."""
        key = key_of(user.name)
        if key not in self._shown or self._users.get(key) == user:
            return False
        self._users[key] = user
        return True

    def remove(self, name: str) -> str | None:
        """Take somebody out and return their name as it was shown; None for somebody unknown."""
        key = key_of(name)
        self._users.pop(key, None)
        return self._shown.pop(key, None)

    def clear(self) -> None:
        """Forget everybody."""
        self._shown.clear()
        self._users.clear()


@lru_cache(maxsize=4096)  # asked for with every message, and slow for names that are not ASCII
def key_of(name: str) -> str:
    """Return what stands for a name in comparisons, also for a name that our own rules would not allow."""
    return prepared_key(name) or f"raw:{name}"


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one person's."""
    return one == other or key_of(one) == key_of(other)
