"""What the frames of a server mean to its clients.

The rule: they are decoded as a client decodes them, each for itself: an annotation is explained as one, and the
frame behind it by its own words.
"""

from typing import assert_never

from shared.protocol.codec import decode_server_frame, unknown_type
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import Frame
from shared.protocol.json_object import BadObject, JsonObject
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    Old,
    Online,
    OtherFrame,
    OtherText,
    Pong,
    RoomState,
    Said,
    ServerHello,
    ServerMessage,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.notices import notice_words
from shared.protocol.rich_server import read_server_hello, read_server_object
from shared.wire.frames import WireFrame
from shared.wire.meanings import Meaning, MeaningKind

RESUMED = "resumed"
"""The ``code`` of a welcome back."""


def meaning_of_server_frame(frame: WireFrame) -> Meaning:
    """Return the meaning of a whole frame. Never raises."""
    if frame.kind not in (b"5", b"6"):
        plain = Frame(frame.kind, frame.payload)
        return _meaning_of_message(decode_server_frame(plain, EncodingDetector(frame.encoding)), frame)
    try:
        found = JsonObject.of(frame.payload)
        if frame.kind == b"5":
            return _meaning_of_message(read_server_hello(found), frame)
        return _meaning_of_object(found, frame)
    except BadObject:
        return Meaning(MeaningKind.BAD_OBJECT, is_wrong=True, is_hidden=frame.is_masked)


def _meaning_of_object(found: JsonObject, frame: WireFrame) -> Meaning:
    match word := found.name("t"):
        case "msg":
            return Meaning(
                MeaningKind.MESSAGE_NOTE,
                name=found.name("from"),
                text=found.name_or_empty("to"),
                number=found.count("id"),
            )
        case "notice":
            return Meaning(MeaningKind.NOTICE_NOTE, name=found.name_or_empty("name"), code=found.name("code"))
        case "refused":
            return Meaning(
                MeaningKind.REFUSED_NOTE, name=found.name_or_empty("name"), code=found.name("code")
            )
        case _:
            message = read_server_object(word, found)
            if message is None:
                return Meaning(MeaningKind.UNKNOWN_OBJECT, name=word, is_hidden=frame.is_masked)
            return _meaning_of_message(message, frame)


def _meaning_of_message(message: ServerMessage, frame: WireFrame) -> Meaning:
    is_hidden = frame.is_masked
    match message:
        case NameRefused(name):
            return Meaning(MeaningKind.NAME_REFUSED, name=name)
        case Online(name):
            return Meaning(
                MeaningKind.YOU_ARE_IN if frame.is_own_name else MeaningKind.ALREADY_ONLINE, name=name
            )
        case CameOnline(name):
            return Meaning(MeaningKind.CAME_ONLINE, name=name)
        case WentOffline(name):
            return Meaning(MeaningKind.WENT_OFFLINE, name=name)
        case Said(sender, text):
            return Meaning(MeaningKind.SAID, name=sender, text=text, is_hidden=is_hidden)
        case WhisperReceived(sender, text):
            return _meaning_of_whisper(MeaningKind.WHISPER_RECEIVED, sender, text, is_hidden=is_hidden)
        case WhisperSent(to, text):
            return _meaning_of_whisper(MeaningKind.WHISPER_SENT, to, text, is_hidden=is_hidden)
        case Announced(text):
            return Meaning(MeaningKind.ANNOUNCEMENT, text=text, is_hidden=is_hidden)
        case Notice(code, name, number):
            words = notice_words(message)
            return Meaning(MeaningKind.SERVER_WORDS, name=name, text=words, number=number, code=code)
        case OtherText(text):
            return Meaning(MeaningKind.CHAT_TEXT, text=text, is_hidden=is_hidden)
        case ServerHello():
            return Meaning(MeaningKind.SERVER_HELLO, name=message.room, text=message.app)
        case UserChanged(user):
            return Meaning(MeaningKind.USER, name=user.name, code=_states_of(user))
        case Welcome():
            return Meaning(
                MeaningKind.WELCOME,
                name=message.you,
                number=message.accepted,
                code=RESUMED if message.is_resumed else "",
                is_hidden=is_hidden,
            )
        case RoomState(mode, slow_seconds, pinned):
            text = "" if pinned is None else pinned.text
            return Meaning(MeaningKind.ROOM, text=text, number=int(slow_seconds), code=mode)
        case Old():
            return _meaning_of_old(message, is_hidden=is_hidden)
        case Pong(number):
            return Meaning(MeaningKind.PONG, number=number)
        case OtherFrame(kind):
            name = unknown_type(kind).reason.name
            return Meaning(MeaningKind.UNKNOWN_TYPE, name=name, is_wrong=True, is_hidden=is_hidden)
        case _:
            assert_never(message)


def _meaning_of_whisper(kind: MeaningKind, name: str, text: str, *, is_hidden: bool) -> Meaning:
    return Meaning(kind, name=name, text="" if is_hidden else text, is_hidden=is_hidden)


def _meaning_of_old(old: Old, *, is_hidden: bool) -> Meaning:
    number, sender = old.stamp.id, old.sender
    if old.to:
        text = "" if is_hidden else old.text
        return Meaning(
            MeaningKind.OLD_WHISPER, name=sender, text=text, number=number, code=old.to, is_hidden=is_hidden
        )
    kind = MeaningKind.OLD_ANNOUNCEMENT if old.is_announcement else MeaningKind.OLD
    return Meaning(kind, name=sender, text=old.text, number=number, is_hidden=is_hidden)


def _states_of(user: User) -> str:
    states = {
        "host": user.is_host,
        "away": user.is_away,
        "hand": user.has_hand_up,
        "muted": user.is_muted,
        "plain": user.is_plain,
    }
    return " ".join(state for state, is_true in states.items() if is_true)
