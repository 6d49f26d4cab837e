"""What the calls are called that moved the bytes: a server's own, and those of the client's Qt."""

from typing import Final

from shared.wire.frames import Role
from shared.wire.record import Direction

_NAMES: Final = {
    (Role.SERVER, Direction.RECEIVED): "recv",
    (Role.SERVER, Direction.SENT): "send",
    (Role.CLIENT, Direction.RECEIVED): "read",
    (Role.CLIENT, Direction.SENT): "write",
}


def call_name(role: Role, direction: Direction) -> str:
    """The name of the call, the same in every language."""
    return _NAMES[role, direction]
