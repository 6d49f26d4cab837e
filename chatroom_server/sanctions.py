"""What the host has decided about people for as long as the room is open: removed, muted, banned.

The rule: it holds for a name, whatever connection comes with it, and for a session, whatever name comes with it; so
neither coming back nor another name ends it.
"""

from chatroom_server.facts import NO_SESSION, SessionId
from chatroom_server.people import Person
from shared.protocol.limits import REMOVED_SECONDS
from shared.protocol.names import Name


class Sanctions:
    """Removals end by themselves, the others with the room. Times are in steady seconds."""

    def __init__(self) -> None:
        self._removed_names: dict[Name, float] = {}  # until when
        self._removed_sessions: dict[SessionId, tuple[float, Name]] = {}
        self._muted_names: set[Name] = set()
        self._muted_sessions: set[SessionId] = set()
        self._banned: set[str] = set()

    def remove(self, person: Person, now: float) -> None:
        """Keep a person out for a minute."""
        until = now + REMOVED_SECONDS
        self._removed_names = {name: end for name, end in self._removed_names.items() if end > now}
        self._removed_sessions = {each: end for each, end in self._removed_sessions.items() if end[0] > now}
        self._removed_names[person.name] = until
        if person.session != NO_SESSION:
            self._removed_sessions[person.session] = (until, person.name)

    def lift_removal(self, name: Name) -> None:
        """Let a removed person come back at once."""
        self._removed_names = {
            each: end for each, end in self._removed_names.items() if each.keys.isdisjoint(name.keys)
        }
        self._removed_sessions = {
            each: end for each, end in self._removed_sessions.items() if end[1].keys.isdisjoint(name.keys)
        }

    def removed_seconds(self, name: Name, session: SessionId, now: float) -> float:
        """Return how long this name or session is still kept out; 0 or less when it is not."""
        if not self._removed_names and not self._removed_sessions:
            return 0.0
        ends = [end for each, end in self._removed_names.items() if not each.keys.isdisjoint(name.keys)]
        if session in self._removed_sessions:
            ends.append(self._removed_sessions[session][0])
        return max(ends, default=now) - now

    def set_muted(self, person: Person, *, is_muted: bool) -> None:
        """Mute a person, or take it back."""
        if is_muted:
            self._muted_names.add(person.name)
        else:
            # Whoever was muted as alice and is heard again as Alice is heard as alice, too.
            self._muted_names = {each for each in self._muted_names if each.keys.isdisjoint(person.name.keys)}
        if person.session != NO_SESSION:
            change_sessions = self._muted_sessions.add if is_muted else self._muted_sessions.discard
            change_sessions(person.session)

    def is_muted(self, name: Name, session: SessionId) -> bool:
        """Whether this name or session is muted."""
        if session in self._muted_sessions:
            return True
        if not self._muted_names:
            return False
        return any(not each.keys.isdisjoint(name.keys) for each in self._muted_names)

    def ban(self, address: str) -> None:
        """Keep everybody at an address out."""
        self._banned.add(address)

    def lift_ban(self, address: str) -> None:
        """Let an address come back."""
        self._banned.discard(address)

    def is_banned(self, address: str) -> bool:
        """Whether an address is kept out."""
        return address in self._banned
