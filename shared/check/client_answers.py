"""What the scripted room answers a client: a correct plain server (docs/protocol.md §2) of pretended people.

The rule: pure. Whatever a client sends, the answer is what any correct server would have sent in this place; what
the script wants beyond that, it sends itself.
"""

from collections.abc import Callable, Sequence

from shared.check.client_stream import Piece, PieceKind
from shared.protocol.codec import PlainEncoder, decode_client_frame, unknown_type
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.protocol.messages import (
    LogIn,
    NameRefused,
    Notice,
    NoticeCode,
    PrivateMessage,
    RoomWideMessage,
    Said,
    Say,
    Unserved,
    Whisper,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName, parse_name, prepared_key
from shared.protocol.text import is_blank


class Seat:
    """Who one connection is: nobody before its login; and which encoding it speaks (§5)."""

    def __init__(self) -> None:
        self.name = ""
        self.second_login = b""  # a login that came after it was in
        self.detector = EncodingDetector()
        self._encoders = {encoding: PlainEncoder(encoding) for encoding in TextEncoding}

    def encode(self, message: RoomWideMessage | PrivateMessage) -> bytes:
        """Return the frame of ``message`` as this connection reads it."""
        return self._encoders[self.detector.encoding].encode(message)

    def online(self, name: str) -> bytes:
        """Return the frame that tells this connection of one person in the list."""
        return self._encoders[self.detector.encoding].encode_online(name)


class RoomAnswers:
    """Serves the frames of every connection. ``people`` are here in this order; the script may change them.

    ``refusing`` is asked about each name that may be had: what it returns goes out before a ``0``; None leaves it
    to whether somebody has the name.
    """

    def __init__(self, people: Sequence[str]) -> None:
        self.people = list(people)
        self.refusing: Callable[[str], bytes | None] = lambda _name: None

    def answer(self, seat: Seat, piece: Piece) -> list[bytes]:
        """Return the frames that go back for ``piece``, one by one, in order."""
        match piece.kind:
            case PieceKind.FRAME:
                message = decode_client_frame(piece.frame, seat.detector)
            case PieceKind.NO_TYPE:
                return [seat.encode(Notice(NoticeCode.FRAME_WITHOUT_TYPE))]
            case PieceKind.LOST_END | PieceKind.OUTSIDE:
                return []
        if not isinstance(message, LogIn) and not seat.name:
            return [seat.encode(Notice(NoticeCode.LOG_IN_FIRST))]
        match message:
            case LogIn(name):
                if seat.name:
                    seat.second_login = piece.data
                    return [seat.encode(Notice(NoticeCode.ALREADY_LOGGED_IN, name=seat.name))]
                return self._log_in(seat, name)
            case Say(text):
                return self._say(seat, text)
            case Whisper(to, text):
                return self._whisper(seat, to, text)
            case Unserved(reason):
                return [seat.encode(reason)]
            case _:
                # A 5 that is not answered before the login, and every 6: plain knows neither (§4).
                return [seat.encode(unknown_type(piece.frame.kind).reason)]

    def leave(self, seat: Seat) -> None:
        """The connection of ``seat`` is over."""
        if seat.name in self.people:
            self.people.remove(seat.name)

    def _log_in(self, seat: Seat, raw: str) -> list[bytes]:
        try:
            name = parse_name(raw)
        except InvalidName:
            return [seat.encode(NameRefused(raw))]
        words = self.refusing(name.shown)
        if words is not None:
            return [words, seat.encode(NameRefused(raw))]
        if any(not parse_name(each, for_host=True).keys.isdisjoint(name.keys) for each in self.people):
            return [seat.encode(NameRefused(raw))]
        seat.name = name.shown
        self.people.append(name.shown)
        return [seat.online(each) for each in self.people]

    def _say(self, seat: Seat, text: str) -> list[bytes]:
        if is_blank(text):
            return []
        if len(text) > MAX_TEXT_CHARACTERS:
            return [seat.encode(Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS))]
        return [seat.encode(Said(seat.name, text))]

    def _whisper(self, seat: Seat, to: str, text: str) -> list[bytes]:
        if is_blank(text):
            return []
        if len(text) > MAX_TEXT_CHARACTERS:
            return [seat.encode(Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS))]
        key = prepared_key(to)
        for name in self.people:
            if key is not None and prepared_key(name) == key:
                frames = [seat.encode(WhisperSent(name, text))]
                return [seat.encode(WhisperReceived(name, text)), *frames] if name == seat.name else frames
        return [seat.encode(Notice(NoticeCode.NOT_ONLINE, name=to))]
