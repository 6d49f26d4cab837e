"""The people in one room, found by their place, by their name, and in the order of their arrival.

The rule: no two people here have names that count as one (docs/protocol.md §3), and everyone has one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chatroom_server.facts import NO_SESSION, GuestId, SessionId
from shared.protocol.messages import User
from shared.protocol.names import Name, prepared_key


@dataclass(slots=True)
class Person:
    """Somebody in the room. ``user`` is what everyone may know; ``session`` is theirs to come back with."""

    guest: GuestId
    name: Name
    key: str
    address: str
    user: User
    session: SessionId = NO_SESSION

    @property
    def shown(self) -> str:
        """The name as everyone sees it."""
        return self.name.shown


class People:
    """Everyone who is here. Ask ``holders`` before ``add``: a name is never given twice."""

    def __init__(self) -> None:
        self._people: dict[GuestId, Person] = {}  # in the order of arrival
        self._users: dict[GuestId, User] = {}  # the same, ready for a roster
        self._by_name_key: dict[str, Person] = {}
        self._by_prepared: dict[str, Person] = {}

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def find(self, guest: GuestId) -> Person | None:
        """Return who has this place; None for nobody."""
        return self._people.get(guest)

    def called(self, name: str) -> Person | None:
        """Return who is meant by a name that somebody typed; None for nobody."""
        key = prepared_key(name)
        return None if key is None else self._by_prepared.get(key)

    def holders(self, name: Name) -> list[Person]:
        """Return those whose names count as one with ``name``."""
        return [self._by_name_key[key] for key in name.keys if key in self._by_name_key]

    @property
    def users(self) -> tuple[User, ...]:
        """Everyone, in the order of arrival."""
        return tuple(self._users.values())

    def users_for(self, person: Person) -> tuple[User, ...]:
        """Everyone in the order of arrival, but ``person`` last, as a login lists them (docs/protocol.md §2)."""
        if next(reversed(self._users)) == person.guest:
            return self.users
        others = [user for guest, user in self._users.items() if guest != person.guest]
        return (*others, person.user)

    def add(
        self, guest: GuestId, name: Name, address: str, user: User, session: SessionId = NO_SESSION
    ) -> Person:
        """Put somebody last."""
        key = prepared_key(name.shown)
        assert key is not None, "a name that was accepted has a prepared form"
        person = Person(guest, name, key, address, user, session)
        self._people[guest] = person
        self._users[guest] = user
        self._by_prepared[key] = person
        for name_key in name.keys:
            self._by_name_key[name_key] = person
        return person

    def remove(self, person: Person) -> None:
        """Take somebody out."""
        del self._people[person.guest]
        del self._users[person.guest]
        del self._by_prepared[person.key]
        for name_key in person.name.keys:
            del self._by_name_key[name_key]

    def set_states(
        self,
        person: Person,
        *,
        is_away: bool | None = None,
        has_hand_up: bool | None = None,
        is_muted: bool | None = None,
    ) -> User:
        """Change what everyone may know of somebody, and return all of it; None leaves a state as it is."""
        user = person.user
        person.user = self._users[person.guest] = replace(
            user,
            is_away=user.is_away if is_away is None else is_away,
            has_hand_up=user.has_hand_up if has_hand_up is None else has_hand_up,
            is_muted=user.is_muted if is_muted is None else is_muted,
        )
        return person.user
