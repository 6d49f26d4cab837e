"""What the frames of a client mean to its server.

The rule: they are decoded as the server decodes them.
"""

from typing import assert_never

from shared.protocol.codec import Dialect, decode_client_frame
from shared.protocol.encoding import EncodingDetector
from shared.protocol.framing import Frame
from shared.protocol.messages import (
    Bye,
    Hello,
    Ignored,
    LogIn,
    Notice,
    NoticeCode,
    Ping,
    Resume,
    Say,
    SetAway,
    SetHand,
    Unserved,
    WantOlder,
    Whisper,
)
from shared.protocol.names import InvalidName, parse_name
from shared.protocol.text import clean_text
from shared.wire.frames import WireFrame
from shared.wire.meanings import Meaning, MeaningKind


def meaning_of_client_frame(frame: WireFrame) -> Meaning:
    """Return the meaning of a whole frame. Never raises."""
    detector = EncodingDetector(frame.encoding)
    # A 6 means something to a rich server alone; it is explained whether this one is rich or not.
    dialect = Dialect.RICH if frame.kind == b"6" else Dialect.PLAIN
    message = decode_client_frame(Frame(frame.kind, frame.payload), detector, dialect)
    match message:
        case LogIn(name):
            return _meaning_of_login(name)
        case Whisper(to, text):
            return Meaning(
                MeaningKind.WHISPER,
                name=to,
                text="" if frame.is_masked else text,
                is_hidden=frame.is_masked,
            )
        case Say(text):
            return Meaning(MeaningKind.SAY, text=text, is_hidden=frame.is_masked)
        case Hello(version, app, language):
            return Meaning(MeaningKind.HELLO, name=app, code=language, number=version)
        case Resume(_, last):
            return Meaning(MeaningKind.RESUME, number=last, is_hidden=frame.is_masked)
        case Ping(number):
            return Meaning(MeaningKind.PING, number=number)
        case SetAway(is_away):
            return Meaning(MeaningKind.AWAY if is_away else MeaningKind.BACK)
        case SetHand(is_up):
            return Meaning(MeaningKind.HAND_UP if is_up else MeaningKind.HAND_DOWN)
        case WantOlder(before, limit):
            return Meaning(MeaningKind.HISTORY, number=limit, code=str(before))
        case Bye():
            return Meaning(MeaningKind.BYE)
        case Ignored(word):
            return Meaning(MeaningKind.UNKNOWN_OBJECT, name=word, is_hidden=frame.is_masked)
        case Unserved(reason):
            return _meaning_of_unserved(frame, reason, detector)
        case _:
            assert_never(message)


def _meaning_of_login(name: str) -> Meaning:
    try:
        return Meaning(MeaningKind.LOG_IN, name=parse_name(name).shown)
    except InvalidName as invalid:
        return Meaning(MeaningKind.BAD_LOGIN_NAME, name=name, code=invalid.problem, is_wrong=True)


def _meaning_of_unserved(frame: WireFrame, reason: Notice, detector: EncodingDetector) -> Meaning:
    match reason.code:
        case NoticeCode.WHISPER_WITHOUT_COMMA:
            text = clean_text(detector.decode(frame.payload))
            return Meaning(
                MeaningKind.WHISPER_WITHOUT_COMMA, text=text, is_wrong=True, is_hidden=frame.is_masked
            )
        case NoticeCode.BAD_OBJECT:
            return Meaning(MeaningKind.BAD_OBJECT, is_wrong=True, is_hidden=frame.is_masked)
        case _:
            return Meaning(
                MeaningKind.UNKNOWN_TYPE, name=reason.name, is_wrong=True, is_hidden=frame.is_masked
            )
