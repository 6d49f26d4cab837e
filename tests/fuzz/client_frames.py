"""What a client sends: each frame is a clean message, or says what its sender is told (docs/protocol.md §2, §4)."""

from typing import assert_never

from shared.protocol.codec import (
    Dialect,
    PlainEncoder,
    RichEncoder,
    decode_client_frame,
    encode_client_message,
)
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.json_object import MAX_INTEGER
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES, MAX_OLD_AT_ONCE
from shared.protocol.messages import (
    Bye,
    ClientMessage,
    Hello,
    Ignored,
    LogIn,
    Ping,
    Resume,
    Say,
    SetAway,
    SetHand,
    Unserved,
    WantOlder,
    Whisper,
)
from shared.protocol.text import clean_name, clean_text


def check_client_frames(data: bytes) -> None:
    """The first byte says which encoding is settled, if any; frames follow, read in both dialects."""
    fixed = (None, TextEncoding.UTF_8, TextEncoding.GBK)[(data[0] if data else 0) % 3]
    events = FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES).feed(data[1:])
    frames = [event for event in events if isinstance(event, Frame)]
    for dialect in Dialect:
        detector = EncodingDetector(fixed)
        for frame in frames:
            was_settled, encoding = detector.is_settled, detector.encoding
            message = decode_client_frame(frame, detector, dialect)
            if dialect is Dialect.RICH or was_settled:
                assert (detector.is_settled, detector.encoding) == (was_settled, encoding)
            check_message(message)
            check_there_and_back(message)


def check_message(message: ClientMessage) -> None:
    """What the room is handed is clean, and within what can be counted with."""
    match message:
        case LogIn(name):
            assert isinstance(name, str)
        case Say(text):
            assert clean_text(text) == text
        case Whisper(to, text):
            assert "," not in to
            assert clean_name(to) == to
            assert clean_text(text) == text
        case Unserved(reason):
            for encoder in (PlainEncoder(TextEncoding.UTF_8), PlainEncoder(TextEncoding.GBK), RichEncoder()):
                frames = FrameDecoder(1_024).feed(encoder.encode(reason))
                assert [type(frame) for frame in frames] == [Frame] * len(frames)
                assert [frame.kind for frame in frames if isinstance(frame, Frame)][-1] == b"4"
        case Hello(version, app, language):
            assert 0 <= version <= MAX_INTEGER
            assert (clean_name(app), clean_name(language)) == (app, language)
        case Resume(session, last):
            assert clean_name(session) == session
            assert 0 <= last <= MAX_INTEGER
        case Ping(number):
            assert 0 <= number <= MAX_INTEGER
        case WantOlder(before, limit):
            assert 0 <= before <= MAX_INTEGER
            assert 0 <= limit <= MAX_OLD_AT_ONCE
        case SetAway(is_on) | SetHand(is_on):
            assert isinstance(is_on, bool)
        case Ignored(word):
            assert clean_name(word) == word
        case Bye():
            pass
        case _:
            assert_never(message)


def check_there_and_back(message: ClientMessage) -> None:
    """What was understood is understood in the same way once more when it is said in our own words."""
    if isinstance(message, Unserved | Ignored):
        return
    wire = encode_client_message(message)
    dialect = Dialect.PLAIN if isinstance(message, Hello) else Dialect.RICH
    [frame] = FrameDecoder(8 * MAX_CLIENT_PAYLOAD_BYTES).feed(wire)
    assert isinstance(frame, Frame)
    again = decode_client_frame(frame, EncodingDetector(TextEncoding.UTF_8), dialect)
    assert again == (LogIn(clean_name(message.name)) if isinstance(message, LogIn) else message)
