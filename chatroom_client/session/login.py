"""One person's search for a name that the room accepts.

The rule: a name that our own rules forbid is never sent, and no name is suggested that was refused before.
"""

from collections.abc import Iterator

from chatroom_client.session.events import RefusalReason, Refused
from chatroom_client.session.roster import key_of
from shared.protocol.messages import NameRefused, Notice, NoticeCode, RefusalCode
from shared.protocol.names import InvalidName, parse_name, suggest_names

# What the server says right before it refuses a name for another reason than that it is taken.
_REASONS = {
    NoticeCode.ROOM_FULL: RefusalReason.ROOM_FULL,
    NoticeCode.REMOVED_WAIT: RefusalReason.REMOVED,
    NoticeCode.REMOVED: RefusalReason.REMOVED,
    NoticeCode.BANNED: RefusalReason.BANNED,
}

_REASONS_BY_CODE = {
    RefusalCode.TAKEN: RefusalReason.TAKEN,
    RefusalCode.INVALID: RefusalReason.INVALID,
    RefusalCode.FULL: RefusalReason.ROOM_FULL,
    RefusalCode.BANNED: RefusalReason.BANNED,
    RefusalCode.REMOVED: RefusalReason.REMOVED,
}
_HELPED_BY_ANOTHER_NAME = {RefusalReason.TAKEN, RefusalReason.INVALID}


class Login:
    """The name wanted now, and what became of the earlier ones. One for each room that is joined."""

    def __init__(self) -> None:
        self.wanted = ""  # as it goes over the wire: trimmed
        self._cause: Notice | None = None
        self._refused_keys: set[str] = set()
        self._suggestion = ""
        self._suggestions: Iterator[str] = iter(())

    def choose(self, name: str) -> Refused | None:
        """Want ``name`` from now on; return why not when it breaks the rules (docs/protocol.md §3)."""
        try:
            self.wanted = parse_name(name).shown
        except InvalidName as refusal:
            return Refused(name, RefusalReason.INVALID, self._suggest(name), refusal.problem.value)
        return None

    def start(self) -> None:
        """The name is being sent: what was said before is no reason any more."""
        self._cause = None

    def remember(self, notice: Notice) -> bool:
        """Keep ``notice`` if it is the reason for the refusal that comes next; False if it is none."""
        if notice.code not in _REASONS:
            return False
        self._cause = notice
        return True

    def reason_of(self, refused: NameRefused) -> RefusalReason:
        """Why the wanted name is refused, as far as the server has said."""
        if self._cause is not None:
            return _REASONS[self._cause.code]
        return RefusalReason.TAKEN if refused.code is None else _REASONS_BY_CODE[refused.code]

    def refuse(self, refused: NameRefused) -> Refused:
        """The server refused the wanted name: return what the person is told."""
        self._refused_keys.add(key_of(self.wanted))
        reason = self.reason_of(refused)
        number = 0 if self._cause is None else self._cause.number
        # Another name helps only where this one is somebody's, or against the rules.
        suggestion = self._suggest(self.wanted) if reason in _HELPED_BY_ANOTHER_NAME else ""
        return Refused(self.wanted, reason, suggestion, number=number)

    def _suggest(self, name: str) -> str:
        # Whoever took our suggestion, and was refused again, gets the next one and not one built upon it.
        if not self._suggestion or name != self._suggestion:
            self._suggestions = suggest_names(name)
        self._suggestion = next(each for each in self._suggestions if key_of(each) not in self._refused_keys)
        return self._suggestion
