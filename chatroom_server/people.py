"""The people in one room, found by their place, by their name, and in the order of their arrival.

The rule: no two people here have names that count as one (docs/protocol.md §3), and everyone has one place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatroom_server.facts import NO_SESSION, GuestId, SessionId
from shared.protocol.crowd import Crowd
from shared.protocol.messages import User
from shared.protocol.names import Name, prepared_key


@dataclass(slots=True)
class Person:
    """Somebody in the room. ``user`` is what everyone may know; ``session`` is theirs to come back with."""

    guest: GuestId
    name: Name
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
        self._crowd: list[User] | None = None  # the same, ready for rosters; None: to be made anew
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
    def users(self) -> Crowd:
        """Everyone, in the order of arrival."""
        if self._crowd is None:
            self._crowd = [person.user for person in self._people.values()]
        return Crowd(self._crowd)

    def users_for(self, person: Person) -> Sequence[User]:
        """Everyone in the order of arrival, but ``person`` last, as a login lists them (docs/protocol.md §2)."""
        if next(reversed(self._people)) == person.guest:
            return self.users
        return (*(each.user for each in self if each is not person), person.user)

    def add(
        self, guest: GuestId, name: Name, address: str, user: User, session: SessionId = NO_SESSION
    ) -> Person:
        """Put somebody last."""
        person = Person(guest, name, address, user, session)
        self._people[guest] = person
        if self._crowd is not None:
            self._crowd.append(user)
        self._by_prepared[name.key] = person
        for name_key in name.keys:
            self._by_name_key[name_key] = person
        return person

    def remove(self, person: Person) -> None:
        """Take somebody out."""
        del self._people[person.guest]
        self._crowd = None
        del self._by_prepared[person.name.key]
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
        self._crowd = None
        person.user = replace(
            user,
            is_away=user.is_away if is_away is None else is_away,
            has_hand_up=user.has_hand_up if has_hand_up is None else has_hand_up,
            is_muted=user.is_muted if is_muted is None else is_muted,
        )
        return person.user
