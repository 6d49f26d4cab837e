"""Ready-made bytes to send to a server, right ones and wrong ones, each a lesson in what a server must bear.

The rule: the right ones are made by the codec, so that they are right; the wrong ones are written out, so that
nobody puts them right.
"""

from enum import Enum

from shared.protocol.codec import encode_client_message
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import LogIn, Say, Whisper
from shared.value import value

_TOO_LONG_BYTES = 20_000
_BUFFER_BYTES = 1_024  # as a C program has it, and sends all of it
_GREETING = "你好，世界"


class ExampleKind(Enum):
    """What an example shows."""

    LOG_IN = "log in"
    SAY = "say"
    WHISPER = "whisper"
    TWO_AT_ONCE = "two at once"  # right: two frames in one send
    GBK_TEXT = "gbk text"  # right: §5
    NUL_PADDING = "nul padding"  # allowed: a whole buffer of 1,024 bytes, 1,017 of them NULs
    NO_ETX = "no etx"
    TWO_STX = "two stx"
    STX_IN_TEXT = "stx in text"
    NO_TYPE = "no type"
    UNKNOWN_TYPE = "unknown type"
    TOO_LONG = "too long"
    BAD_UTF_8 = "bad utf-8"
    TEXT_BEFORE_LOGIN = "text before login"  # right by itself, and wrong before the login
    NAME_TWICE = "name twice"  # two logins on one connection
    NAME_WITH_COMMA = "name with comma"
    WHISPER_WITHOUT_COMMA = "whisper without comma"
    NO_FRAME = "no frame"  # text with neither STX nor ETX


@value
class Example:
    """Bytes to send with one ``send``; ``is_wrong`` where a server has something to complain of or to skip."""

    kind: ExampleKind
    data: bytes
    is_wrong: bool = True


def examples(name: str = "alice", to: str = "bob") -> tuple[Example, ...]:
    """Return all examples, the right ones first; ``name`` logs in, ``to`` is whispered to."""
    log_in = encode_client_message(LogIn(name))
    say = encode_client_message(Say("hello"))
    whisper = encode_client_message(Whisper(to, "psst"))
    greeting = encode_client_message(Say(_GREETING), TextEncoding.GBK)
    padded = b"\x023hell\x03".ljust(_BUFFER_BYTES, b"\0")
    return (
        Example(ExampleKind.LOG_IN, log_in, is_wrong=False),
        Example(ExampleKind.SAY, say, is_wrong=False),
        Example(ExampleKind.WHISPER, whisper, is_wrong=False),
        Example(ExampleKind.TWO_AT_ONCE, say + encode_client_message(Say("again")), is_wrong=False),
        Example(ExampleKind.GBK_TEXT, greeting, is_wrong=False),
        Example(ExampleKind.NUL_PADDING, padded),
        Example(ExampleKind.NO_ETX, b"\x023the end is missing"),
        Example(ExampleKind.TWO_STX, b"\x02\x023hello\x03"),
        Example(ExampleKind.STX_IN_TEXT, b"\x023hel\x02lo\x03"),
        Example(ExampleKind.NO_TYPE, b"\x02\x03"),
        Example(ExampleKind.UNKNOWN_TYPE, b"\x027what is this?\x03"),
        Example(ExampleKind.TOO_LONG, b"\x023" + b"a" * _TOO_LONG_BYTES + b"\x03"),
        Example(ExampleKind.BAD_UTF_8, b"\x023caf\xc3\x28 \xff\xfe\x03"),
        Example(ExampleKind.TEXT_BEFORE_LOGIN, say),
        Example(ExampleKind.NAME_TWICE, log_in + log_in),
        Example(ExampleKind.NAME_WITH_COMMA, b"\x021a,b\x03"),
        Example(ExampleKind.WHISPER_WITHOUT_COMMA, b"\x022" + to.encode("utf-8") + b" psst\x03"),
        Example(ExampleKind.NO_FRAME, b"hello\r\n"),
    )
