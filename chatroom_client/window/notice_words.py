"""The server's own words, said in the language of the window.

The rule: words that nobody here knows are shown as the server wrote them.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject

from chatroom_client.session.events import NoticeArrived
from chatroom_client.window.countable import countable
from shared.protocol.messages import NoticeCode
from shared.ui.inert import inert_line


class NoticeWords(QObject):
    """Makes the sentences, in the language that is on."""

    def sentence(self, notice: NoticeArrived) -> str:
        """What the server has to say."""
        known = {code.value: code for code in NoticeCode}
        if notice.code not in known:
            return notice.text
        # Without isolates: the transcript makes them visible, wherever they come from.
        name, number = inert_line(notice.name), countable(notice.number)
        code = known[notice.code]
        match code:
            case NoticeCode.LOG_IN_FIRST:
                return self.tr("The room wants a name first.")
            case NoticeCode.ALREADY_LOGGED_IN:
                return self.tr("You are already in the room as {name}.").format(name=name)
            case NoticeCode.NOT_ONLINE:
                return self.tr("{name} is not online. The whisper reached nobody.").format(name=name)
            case NoticeCode.TEXT_TOO_LONG:
                return self.tr("That text is too long: at most {limit} characters.").format(limit=number)
            case NoticeCode.FRAME_TOO_LONG:
                return self.tr("That frame is too long: at most {limit} bytes.").format(limit=number)
            case NoticeCode.FRAME_WITHOUT_TYPE:
                return self.tr("That frame has no type.")
            case NoticeCode.BAD_OBJECT:
                return self.tr("The room could not read what this program has sent.")
            case NoticeCode.UNKNOWN_TYPE:
                return self.tr("The room does not know the message type {type}.").format(type=name)
            case NoticeCode.WHISPER_WITHOUT_COMMA:
                return self.tr("A whisper needs a comma after the name.")
            case NoticeCode.TOO_MANY_CONNECTIONS:
                return self.tr("The room takes no more connections from your address.")
            case NoticeCode.ROOM_FULL:
                return self.tr("The room is full.")
            case NoticeCode.MUTED:
                return self.tr("The host has muted you: nobody gets what you write.")
            case NoticeCode.MUTED_BUT_HOST:
                return self.tr("The host has muted you. You can still whisper to {name}.").format(name=name)
            case NoticeCode.UNMUTED:
                return self.tr("You are no longer muted.")
            case NoticeCode.REMOVED:
                return self.tr("The host has removed you from the room.")
            case NoticeCode.REMOVED_WAIT:
                return self.tr("The host has removed you. You can come back in %n second(s).", "", number)
            case NoticeCode.BANNED:
                return self.tr("The host has banned you from this room.")
            case (
                NoticeCode.NO_WHISPERS
                | NoticeCode.NO_WHISPERS_BUT_HOST
                | NoticeCode.HOST_ONLY
                | NoticeCode.NOBODY
                | NoticeCode.NOBODY_BUT_HOST
                | NoticeCode.TOO_SOON
            ):
                return self._refused_by_rules(code, name, number)
            case (
                NoticeCode.RULES_ALL
                | NoticeCode.RULES_NO_WHISPERS
                | NoticeCode.RULES_HOST_ONLY
                | NoticeCode.RULES_NOBODY
                | NoticeCode.SLOW_ON
                | NoticeCode.SLOW_OFF
            ):
                return self._rules(code, name, number)
            case NoticeCode.WHISPERS_SHOWN:
                return self.tr("Now: the host’s wire shows the texts of whispers.")
            case NoticeCode.WHISPERS_HIDDEN:
                return self.tr("The host’s wire no longer shows the texts of whispers.")
            case NoticeCode.CLOSING:
                return self.tr("The room is closing.")
        assert_never(code)

    def _refused_by_rules(self, code: NoticeCode, name: str, number: int) -> str:
        match code:
            case NoticeCode.NO_WHISPERS:
                return self.tr("Whispers between guests are off. This one reached nobody.")
            case NoticeCode.NO_WHISPERS_BUT_HOST:
                return self.tr(
                    "Whispers between guests are off. This one reached nobody. You can still whisper to {name}."
                ).format(name=name)
            case NoticeCode.HOST_ONLY:
                return self.tr("Only {name} can be written to now. That reached nobody.").format(name=name)
            case NoticeCode.NOBODY_BUT_HOST:
                return self.tr(
                    "The room is quiet. That reached nobody. You can still whisper to {name}."
                ).format(name=name)
            case NoticeCode.TOO_SOON:
                return self.tr("That was too soon: you can write again in %n second(s).", "", number)
            case _:
                return self.tr("The room is quiet. That reached nobody.")

    def _rules(self, code: NoticeCode, name: str, number: int) -> str:
        # True of a room that has just become so and of one that was so before somebody came.
        match code:
            case NoticeCode.RULES_NO_WHISPERS:
                return self.tr("Now: no whispers between guests.")
            case NoticeCode.RULES_HOST_ONLY:
                return self.tr("Now: only {name} can be written to.").format(name=name)
            case NoticeCode.RULES_NOBODY:
                return self.tr("Quiet, please: nobody writes to the room now.")
            case NoticeCode.SLOW_ON:
                return self.tr("Slow mode: one message every %n second(s).", "", number)
            case NoticeCode.SLOW_OFF:
                return self.tr("Slow mode is over.")
            case _:
                return self.tr("Everyone can write to everyone again.")
