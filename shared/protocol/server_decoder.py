"""One server's frames to messages, for a client that may have said ``Hello`` to it (docs/protocol.md §4).

The rule: an annotation is about the very next frame or about nothing; and whatever a server sends, decoding it
never raises.
"""

from dataclasses import replace

from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame
from shared.protocol.json_object import BadObject, JsonObject
from shared.protocol.messages import (
    Announced,
    NameRefused,
    Notice,
    NoticeCode,
    OtherFrame,
    RefusalCode,
    Said,
    ServerMessage,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS
from shared.protocol.plain import NOTICE_HEAD, Spoken, decode_server_frame, head_of, unindented
from shared.protocol.rich_server import read_server_hello, read_server_object, read_stamp
from shared.protocol.text import clean_name, clean_text

# Which annotation can be about which type of frame.
_ANNOTATED = {"msg": b"4", "notice": b"4", "refused": b"0"}
_NOTICE_CODES = {code.value: code for code in NoticeCode}
_REFUSAL_CODES = {code.value: code for code in RefusalCode}


class ServerDecoder:
    """Reads what a server sends. Make one per connection, and give it every frame in order.

    ``detector`` is for a server that turns out to be plain; leave it out to find its encoding (§5).
    """

    def __init__(self, detector: EncodingDetector | None = None) -> None:
        self._detector = detector or EncodingDetector()
        self._is_rich = False
        self._annotation: JsonObject | None = None
        self._annotated_kind = b""

    @property
    def encoding(self) -> TextEncoding:
        """What to write to this server: UTF-8 until it has surely written GBK (§5)."""
        return self._detector.encoding if self._detector.is_settled else TextEncoding.UTF_8

    @property
    def is_rich(self) -> bool:
        """Whether the server has answered a ``Hello``."""
        return self._is_rich

    def decode(self, frame: Frame) -> ServerMessage | None:
        """Return what ``frame`` means, None for an annotation: it comes out in the message that it is about."""
        annotation, kind = self._annotation, self._annotated_kind
        self._annotation = None
        match frame.kind:
            case b"5":
                return self._decode_hello(frame)
            case b"6" if self._is_rich:
                return self._decode_object(frame)
            case _ if annotation is not None and frame.kind == kind:
                return self._decode_annotated(annotation, frame)
            case _:
                return decode_server_frame(frame, self._detector)

    def _decode_hello(self, frame: Frame) -> ServerMessage:
        try:
            hello = read_server_hello(JsonObject.of(frame.payload))
        except BadObject:
            return OtherFrame(frame.kind, frame.payload)
        self._is_rich = True
        self._detector = EncodingDetector(TextEncoding.UTF_8)  # rich is nothing else
        return hello

    def _decode_object(self, frame: Frame) -> ServerMessage | None:
        try:
            found = JsonObject.of(frame.payload)
            word = found.name("t")
            kind = _ANNOTATED.get(word)
            if kind is not None:
                self._annotation, self._annotated_kind = found, kind
                return None
            return read_server_object(word, found) or OtherFrame(frame.kind, frame.payload)
        except BadObject:
            return OtherFrame(frame.kind, frame.payload)

    def _decode_annotated(self, annotation: JsonObject, frame: Frame) -> ServerMessage:
        plain = decode_server_frame(frame, self._detector)
        try:
            if isinstance(plain, NameRefused):
                return _refused(annotation, plain)
            text = self._detector.decode(frame.payload)
            found = (
                _notice(annotation, text) if annotation.name("t") == "notice" else _spoken(annotation, text)
            )
        except BadObject:
            return plain
        return found or plain


def _refused(annotation: JsonObject, refused: NameRefused) -> NameRefused:
    return replace(refused, code=_REFUSAL_CODES.get(annotation.name("code")))


def _notice(annotation: JsonObject, text: str) -> Notice | None:
    code = _NOTICE_CODES.get(annotation.name("code"))
    if code is None or not text.startswith(NOTICE_HEAD):
        return None
    name = annotation.name("name") if code in NAMED_NOTICES else ""
    key = NUMBER_KEYS.get(code)
    return Notice(code, name, 0 if key is None else annotation.count(key))


def _spoken(annotation: JsonObject, text: str) -> Spoken | None:
    """Return what was said, whose text begins at ``at``; None where text and annotation do not belong together."""
    at = annotation.count("at")
    head = clean_name(text[:at])
    said = unindented(clean_text(text[at:]))
    stamp = read_stamp(annotation)
    sender, to = annotation.name("from"), annotation.name_or_empty("to")
    ways: tuple[Spoken, ...]
    if to:
        ways = (WhisperReceived(sender, said, stamp, to), WhisperSent(to, said, stamp, sender))
    else:
        ways = (Said(sender, said, stamp), Announced(said, stamp, sender))
    return next((way for way in ways if head_of(way) == head), None)
