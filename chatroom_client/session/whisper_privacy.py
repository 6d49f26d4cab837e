"""Who can read the whispers of this room, as this client was told: the two of them, or the host's wire, too.

The rule: a room that tells nothing of it shows nothing of them (docs/protocol.md §4).
"""

from chatroom_client.session.events import WhispersShown
from shared.protocol.messages import Notice, NoticeCode


class WhisperPrivacy:
    """Of one room. Every method returns what the window is to be told, if anything."""

    def __init__(self) -> None:
        self._are_shown = False

    def take(self, are_shown: bool) -> list[WhispersShown]:
        """This holds from now on."""
        if are_shown == self._are_shown:
            return []
        self._are_shown = are_shown
        return [WhispersShown(are_shown)]

    def hear(self, notice: Notice) -> list[WhispersShown]:
        """A room that speaks plain has said this."""
        match notice.code:
            case NoticeCode.WHISPERS_SHOWN:
                return self.take(True)
            case NoticeCode.WHISPERS_HIDDEN:
                return self.take(False)
            case _:
                return []
