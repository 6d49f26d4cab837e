"""What a frame means, in words for the people who look at the wire.

The rule: a meaning that is wrong says what the rule is that it breaks, so that its sender can be mended.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject

from shared.ui.inert import inert_line, isolated
from shared.ui.wire.rich_words import RichWords
from shared.wire.meaning import Meaning, MeaningKind

_MOST_DIGITS: Final = 20
_MOST_CHARACTERS: Final = 120
"""Of a text inside a sentence; the whole of it stands in the detail."""


class MeaningWords(QObject):
    """Makes a sentence without a full stop, in the language that is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rich = RichWords(self)

    def say(self, meaning: Meaning) -> str:
        """Return what it means, in words."""
        name, text, number = isolated(meaning.name), self._quoted(meaning), _number(meaning.number)
        match meaning.kind:
            case MeaningKind.LOG_IN:
                return self.tr("log in as “{name}”").format(name=name)
            case MeaningKind.BAD_LOGIN_NAME:
                return self.tr("log in as “{name}”: nobody can have this name").format(name=name)
            case MeaningKind.WHISPER:
                return self.tr("whisper {text} to {name}").format(text=text, name=name)
            case MeaningKind.SAY:
                return self.tr("say {text} to everyone").format(text=text)
            case MeaningKind.WHISPER_WITHOUT_COMMA:
                return self.tr("a whisper without a comma after the name")
            case MeaningKind.NAME_REFUSED:
                return self.tr("the name {name} is refused: choose another").format(name=name)
            case MeaningKind.ALREADY_ONLINE:
                return self.tr("{name} is already online").format(name=name)
            case MeaningKind.YOU_ARE_IN:
                return self.tr("you are in (end of the list)")
            case MeaningKind.CAME_ONLINE:
                return self.tr("{name} came online").format(name=name)
            case MeaningKind.WENT_OFFLINE:
                return self.tr("{name} went offline").format(name=name)
            case MeaningKind.SAID:
                return self.tr("{name} says {text}").format(name=name, text=text)
            case MeaningKind.WHISPER_RECEIVED:
                return self.tr("whisper from {name}: {text}").format(name=name, text=text)
            case MeaningKind.WHISPER_SENT:
                return self.tr("receipt of the whisper to {name}: {text}").format(name=name, text=text)
            case MeaningKind.ANNOUNCEMENT:
                return self.tr("announcement: {text}").format(text=text)
            case MeaningKind.SERVER_WORDS:
                return self.tr("the server says: {text}").format(text=text)
            case MeaningKind.CHAT_TEXT:
                return self.tr("chat text")
            case MeaningKind.DISCOVERY_REQUEST:
                return self.tr("asks: where is a room?")
            case MeaningKind.DISCOVERY_RICH_REQUEST:
                return self.tr("asks for the room's name, too")
            case MeaningKind.DISCOVERY_ANSWER:
                return self.tr("answers: TCP port {port}").format(port=meaning.number)
            case MeaningKind.DISCOVERY_RICH_ANSWER:
                return self.tr("answers: {room}, TCP port {port}, people {people}").format(
                    room=name, port=meaning.number, people=inert_line(meaning.text[:_MOST_DIGITS])
                )
            case MeaningKind.WRONG_REQUEST:
                return self.tr("no discovery request: it gets no answer")
            case MeaningKind.WRONG_ANSWER:
                return self.tr("no discovery answer: it is ignored")
            case MeaningKind.UNKNOWN_TYPE:
                return self.tr("no such message type: {type}").format(type=inert_line(meaning.name))
            case MeaningKind.NO_TYPE:
                return self.tr("no type: ETX stands right behind STX")
            case MeaningKind.END_LOST:
                return self.tr("end lost: a new STX before the ETX ({number} bytes dropped)").format(
                    number=number
                )
            case MeaningKind.TOO_LONG:
                return self.tr("too long: {number} bytes, at most {limit} are allowed").format(
                    number=number, limit=_limit(meaning.code)
                )
            case MeaningKind.NEVER_ENDED:
                return self.tr("end lost: closed before the ETX ({number} bytes)").format(number=number)
            case MeaningKind.OUTSIDE:
                return self._outside(meaning)
            case MeaningKind.HIDDEN:
                return self.tr("hidden: what it says was not recorded")
            case MeaningKind.CUT_BY_GAP:
                return self.tr("the rest of this frame was not recorded")
            case MeaningKind.AFTER_GAP:
                return self.tr("the beginning of this frame was not recorded")
            case _:
                return self._rich.say(meaning, text)

    def _outside(self, meaning: Meaning) -> str:
        if meaning.code == "padding":
            return self.tr("%Ln bytes of padding outside of frames", "", meaning.number)
        return self.tr("%Ln bytes outside of frames: skipped", "", meaning.number)

    def _quoted(self, meaning: Meaning) -> str:
        if meaning.is_hidden:
            return self.tr("(hidden text)")
        text = inert_line(meaning.text)
        if len(text) > _MOST_CHARACTERS:
            text = f"{text[:_MOST_CHARACTERS]}…"
        return self.tr("“{text}”").format(text=isolated(text))


def _number(number: int) -> str:
    return QLocale().toString(number)


def _limit(code: str) -> str:
    return _number(int(code)) if code.isdecimal() else inert_line(code)
