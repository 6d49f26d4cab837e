"""What a room may be called, wherever its name is typed: in the window, in its settings or on the command line."""

from typing import Final

from shared.protocol.text import clean_name

MAX_ROOM_NAME_CHARACTERS: Final = 60
"""It has room on one line, in every window."""


def clean_room_name(typed: str) -> str:
    """Return the name that was meant, empty if there is none; it may be too long."""
    return " ".join(clean_name(typed).split())


def is_too_long(name: str) -> bool:
    """Whether a name from ``clean_room_name`` has more than ``MAX_ROOM_NAME_CHARACTERS``."""
    return len(name) > MAX_ROOM_NAME_CHARACTERS
