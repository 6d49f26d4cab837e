"""One person in the host's table, and the orders in which people can stand there.

The rule: an order is total. Two people who are equal in a column stand as they arrived, so no row jumps about.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt

from chatroom_server.facts import HOST, GuestId


class Column(IntEnum):
    """The columns of the table, from left to right."""

    NAME = 0
    ADDRESS = 1
    SINCE = 2
    SAID = 3
    STATE = 4


@dataclass(slots=True)
class Person:
    """Somebody in the room right now. ``address`` is empty for the host, ``since`` in seconds since 1970."""

    guest: GuestId
    name: str
    address: str
    since: float
    is_plain: bool
    is_muted: bool = False
    is_interrupted: bool = False
    is_away: bool = False
    has_hand_up: bool = False
    said: int = 0

    @property
    def is_host(self) -> bool:
        """Whether this is the person at this window."""
        return self.guest == HOST


class PeopleOrder:
    """Sorts people by a column."""

    def __init__(self, column: Column = Column.SINCE, *, is_descending: bool = False) -> None:
        self.column = column
        self.is_descending = is_descending
        self._names: dict[str, QCollatorSortKey] = {}
        # Names in the reader's own alphabet: Chinese ones by their sound.
        self._collator = QCollator(QLocale())
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._collator.setNumericMode(True)

    def sorted(self, by_arrival: list[Person]) -> list[Person]:
        """Return people, given in the order of their arrival, in this order."""
        match self.column:
            case Column.NAME:
                keys = {person.name: self._name_key(person.name) for person in by_arrival}
                self._names = keys
                return sorted(by_arrival, key=lambda person: keys[person.name], reverse=self.is_descending)
            case Column.ADDRESS:
                return sorted(
                    by_arrival, key=lambda person: _address_key(person.address), reverse=self.is_descending
                )
            case Column.SINCE:
                return by_arrival[::-1] if self.is_descending else by_arrival
            case Column.SAID:
                return sorted(by_arrival, key=lambda person: person.said, reverse=self.is_descending)
            case Column.STATE:
                return sorted(by_arrival, key=_state_key, reverse=self.is_descending)

    def _name_key(self, name: str) -> QCollatorSortKey:
        return self._names.get(name) or self._collator.sortKey(name)


def _address_key(address: str) -> tuple[int, int]:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return 0, 0  # the host, who has none
    return parsed.version, int(parsed)


def _state_key(person: Person) -> tuple[bool, ...]:
    # Whoever waits for the host stands above the rest.
    return (
        not person.is_host,
        not person.has_hand_up,
        not person.is_muted,
        not person.is_interrupted,
        not person.is_away,
        person.is_plain,
    )
