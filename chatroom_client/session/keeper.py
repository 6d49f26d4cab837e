"""When a session is to be written down, so that it outlives the program (docs/protocol.md §4).

The rule: what is written down is one person's in one room; when it moves to another name, nothing of it stays
behind, and when the person goes to another room, all of it does.
"""

from chatroom_client.session.kept import KeptSession
from chatroom_client.session.orders import Keep
from chatroom_client.session.roster import is_same_name


class Keeper:
    """Knows what is written down. Give it the session's state whenever it must not be lost."""

    def __init__(self) -> None:
        self._written: Keep | None = None

    @property
    def has_something(self) -> bool:
        """Whether there is something of this person in this room that must be kept true."""
        return self._written is not None and self._written.kept is not None

    def start(self, kept: KeptSession | None, host: str, port: int, name: str) -> None:
        """This person is about to join this room, and ``kept`` is written down of them."""
        self._written = None if kept is None else Keep(kept, host, port, name)

    def leave(self) -> None:
        """The person goes to another room; what is written down of this one stays for the next time."""
        self._written = None

    def keep(self, kept: KeptSession | None, host: str, port: int, name: str) -> list[Keep]:
        """Return the orders after which ``kept`` is written down, and nothing else."""
        wanted = Keep(kept, host, port, name)
        written, self._written = self._written, wanted
        if written is None:
            return [wanted] if kept is not None else []
        is_same_room = (written.host, written.port) == (host, port)
        if is_same_room and is_same_name(written.name, name):
            return [wanted] if kept != written.kept else []
        former = Keep(None, written.host, written.port, written.name)
        return [*([former] if written.kept is not None else []), *([wanted] if kept is not None else [])]
