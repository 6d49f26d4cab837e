"""To whom the host writes: an announcement, everyone, or one person.

The rule: a person who has left stays the recipient, and nothing is sent until the host chooses again.
"""

from __future__ import annotations

from dataclasses import dataclass

from chatroom_server.facts import GuestId


@dataclass(frozen=True, slots=True)
class ToRoom:
    """Everyone reads it. An announcement is set apart from the talk."""

    is_announcement: bool


@dataclass(frozen=True, slots=True)
class ToPerson:
    """One person reads it. ``guest`` is None once they have left."""

    guest: GuestId | None
    name: str


Recipient = ToRoom | ToPerson

ANNOUNCEMENT = ToRoom(is_announcement=True)
EVERYONE = ToRoom(is_announcement=False)
