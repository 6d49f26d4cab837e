"""What the extra frames of the rich dialect mean, in words (docs/protocol.md §4).

The rule: it names what the frame is for, and never hides behind the word JSON.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from shared.ui.inert import inert_line, isolated
from shared.wire.meaning import Meaning, MeaningKind


class RichWords(QObject):
    """Makes a sentence without a full stop, in the language that is on."""

    def say(self, meaning: Meaning, text: str) -> str:
        """Return what a frame of type 5 or 6 means; ``text`` is its text as it may be shown, in quotes."""
        name, number = isolated(meaning.name), QLocale().toString(meaning.number)
        match meaning.kind:
            case MeaningKind.HELLO:
                return self.tr("I speak the rich dialect: {program}").format(program=name)
            case MeaningKind.RESUME:
                return self.tr("I am back: my last message was no. {number}").format(number=number)
            case MeaningKind.PING:
                return self.tr("are you there? ({number})").format(number=number)
            case MeaningKind.PONG:
                return self.tr("I am here ({number})").format(number=number)
            case MeaningKind.AWAY:
                return self.tr("I am away")
            case MeaningKind.BACK:
                return self.tr("I look again")
            case MeaningKind.HAND_UP:
                return self.tr("I raise my hand")
            case MeaningKind.HAND_DOWN:
                return self.tr("I lower my hand")
            case MeaningKind.HISTORY:
                return self.tr("show me %Ln earlier messages", "", meaning.number)
            case MeaningKind.BYE:
                return self.tr("I leave now")
            case MeaningKind.SERVER_HELLO:
                return self.tr("the rich dialect it is: welcome to {room}").format(room=name)
            case MeaningKind.MESSAGE_NOTE:
                return self.tr("about the next chat text: no. {number}, from {name}").format(
                    number=number, name=name
                )
            case MeaningKind.NOTICE_NOTE:
                return self.tr("about the next words of the server: {code}").format(code=_code(meaning))
            case MeaningKind.REFUSED_NOTE:
                return self.tr("why the name is refused: {code}").format(code=_code(meaning))
            case MeaningKind.USER:
                return self._user(meaning, name)
            case MeaningKind.WELCOME if meaning.code == "resumed":
                return self.tr("welcome back, {name}: you have your place again").format(name=name)
            case MeaningKind.WELCOME:
                return self.tr("welcome, {name}: this is how to come back").format(name=name)
            case MeaningKind.ROOM:
                return self.tr("the rules of the room: {code}").format(code=_code(meaning))
            case MeaningKind.OLD:
                return self.tr("said before: {name}: {text}").format(name=name, text=text)
            case MeaningKind.OLD_WHISPER:
                return self.tr("whispered before: {name} to {other}").format(
                    name=name, other=isolated(meaning.code)
                )
            case MeaningKind.OLD_ANNOUNCEMENT:
                return self.tr("announced before: {text}").format(text=text)
            case MeaningKind.BAD_OBJECT:
                return self.tr("no JSON object that this protocol knows")
            case _:
                return self.tr("an object of an unknown kind: {name}").format(name=name)

    def _user(self, meaning: Meaning, name: str) -> str:
        if not meaning.code:
            return self.tr("about {name}: nothing special").format(name=name)
        return self.tr("about {name}: {states}").format(name=name, states=_code(meaning))


def _code(meaning: Meaning) -> str:
    return inert_line(meaning.code)
