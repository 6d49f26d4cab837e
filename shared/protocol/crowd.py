"""Everyone who was in a room at one moment, in an order that the next moment only adds to.

A roster is made for each who comes. As a tuple, each would copy the one before: a thousand who come at once would
make half a million references. So all rosters share one list, and each knows how far it goes in it.

The rule: the list only grows. Whoever has to take something out of it, or to change it, makes a new one.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from shared.protocol.messages import User


class Crowd(Sequence[User]):
    """The first ``count`` of ``users``, all of them by default; equal to any sequence of the same people."""

    __slots__ = ("_count", "_users")

    def __init__(self, users: list[User], count: int | None = None) -> None:
        self._users = users
        self._count = len(users) if count is None else count

    def grew_from(self, other: Sequence[User]) -> bool:
        """Return whether it begins with ``other``, as far as that can be told without looking at anybody."""
        if not isinstance(other, Crowd):
            return False
        return other._users is self._users and other._count <= self._count  # noqa: SLF001 one of its own kind

    def without_last(self) -> "Crowd":
        """Return all but the last one."""
        return Crowd(self._users, max(0, self._count - 1))

    def from_on(self, place: int) -> list[User]:
        """Return those from a place on, 0 being the first."""
        return self._users[place : self._count]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> User: ...
    @overload
    def __getitem__(self, index: slice) -> list[User]: ...
    def __getitem__(self, index: int | slice) -> User | list[User]:
        if isinstance(index, slice):
            return self._users[: self._count][index]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        return self._users[index if index >= 0 else self._count + index]

    def __iter__(self) -> Iterator[User]:
        return islice(self._users, self._count)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Crowd):
            return self[:] == other[:]
        return isinstance(other, Sequence) and self[:] == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(self[:])
