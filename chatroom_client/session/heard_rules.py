"""The rules of the room as this client was told them: who may write to whom, and how often (docs/protocol.md §4).

The rule: whatever a room does not tell, it does not forbid. A rich room tells its rules as they are; one that
speaks plain says them in its notices.
"""

from chatroom_client.session.events import RulesChanged
from shared.protocol.messages import Notice, NoticeCode, RoomMode

_MODES = {
    NoticeCode.RULES_ALL: RoomMode.ALL,
    NoticeCode.RULES_NO_WHISPERS: RoomMode.NO_WHISPERS,
    NoticeCode.RULES_HOST_ONLY: RoomMode.HOST_ONLY,
    NoticeCode.RULES_NOBODY: RoomMode.NOBODY,
}


class HeardRules:
    """The rules of one room. Every method returns what the window is to be told of them, if anything."""

    def __init__(self) -> None:
        self._rules = RulesChanged(RoomMode.ALL, 0.0)
        self._is_due = False

    def start_over(self) -> list[RulesChanged]:
        """Another room, or the same one joined anew: nothing is known of its rules."""
        self._is_due = False
        return self.take(RoomMode.ALL, 0.0)

    def enter(self) -> None:
        """A login: its rules are told, even if they are those of before."""
        self._is_due = True

    def take(self, mode: RoomMode, slow_seconds: float) -> list[RulesChanged]:
        """These rules hold from now on."""
        rules = RulesChanged(mode, slow_seconds)
        if rules == self._rules and not self._is_due:
            return []
        self._rules, self._is_due = rules, False
        return [rules]

    def hear(self, notice: Notice) -> list[RulesChanged]:
        """A room that speaks plain has said this."""
        mode, slow_seconds = self._rules.mode, self._rules.slow_seconds
        match notice.code:
            case NoticeCode.SLOW_ON:
                return self.take(mode, float(notice.number))
            case NoticeCode.SLOW_OFF:
                return self.take(mode, 0.0)
            case code:
                return self.take(_MODES.get(code, mode), slow_seconds)
