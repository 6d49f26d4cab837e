"""What each message of a client means."""

import pytest

from shared.protocol.codec import encode_client_message
from shared.protocol.messages import (
    Bye,
    Hello,
    LogIn,
    Ping,
    Resume,
    Say,
    SetAway,
    SetHand,
    WantOlder,
    Whisper,
)
from shared.protocol.rich_client import ClientObject
from shared.wire.frames import Role, WireFrames
from shared.wire.meaning import Meaning, MeaningKind, explain
from shared.wire.record import Chunk, Direction

Kind = MeaningKind


def of_client(message: LogIn | Whisper | Say | ClientObject) -> Meaning:
    """What a server's tap makes of it."""
    chunk = Chunk(1.0, (1,), Direction.RECEIVED, encode_client_message(message), 1)
    (row,) = WireFrames(Role.SERVER).add([chunk])
    return explain(row, Role.SERVER)


@pytest.mark.parametrize(
    ("message", "meaning"),
    [
        (LogIn(" alice "), Meaning(Kind.LOG_IN, name="alice")),
        (LogIn("a,b"), Meaning(Kind.BAD_LOGIN_NAME, name="a,b", code="comma", is_wrong=True)),
        (Whisper("bob", "psst"), Meaning(Kind.WHISPER, name="bob", text="psst")),
        (Say("你好"), Meaning(Kind.SAY, text="你好")),
        (Hello(1, "X 1.0", "en"), Meaning(Kind.HELLO, name="X 1.0", code="en", number=1)),
        (Resume("secret", 7), Meaning(Kind.RESUME, number=7)),
        (Ping(3), Meaning(Kind.PING, number=3)),
        (SetAway(True), Meaning(Kind.AWAY)),
        (SetAway(False), Meaning(Kind.BACK)),
        (SetHand(True), Meaning(Kind.HAND_UP)),
        (SetHand(False), Meaning(Kind.HAND_DOWN)),
        (WantOlder(40, 50), Meaning(Kind.HISTORY, number=50, code="40")),
        (Bye(), Meaning(Kind.BYE)),
    ],
)
def test_what_a_client_says(message: LogIn | Whisper | Say | ClientObject, meaning: Meaning) -> None:
    assert of_client(message) == meaning
