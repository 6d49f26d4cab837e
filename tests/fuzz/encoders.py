"""The server's encoders: what they remember makes them quick, and never makes another byte of what they say."""

from dataclasses import replace

from shared.protocol.codec import Dialect, Encoder, RichEncoder, encoders
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MIB
from shared.protocol.messages import (
    Announced,
    CameOnline,
    Notice,
    NoticeCode,
    Old,
    PrivateMessage,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    Stamp,
    User,
    UserChanged,
    WentOffline,
    WhisperReceived,
)
from tests.fuzz.script import steps_of
from tests.fuzz.target import text_of

_NAMES = ("alice", "bob", "王小明", "Ünïcödé", "a b", "😀", "张䶮", '"x"')
_UTC = 1_700_000_000.0


class Class:
    """Some people, whose states change, and what is told of them."""

    def __init__(self) -> None:
        self._users = {name: User(name, _UTC) for name in _NAMES}
        self._id = 0

    def message_of(self, act: str, words: bytes) -> RoomWideMessage | PrivateMessage | None:
        """What a step of the script stands for, None for nothing."""
        who = _NAMES[(words[0] if words else 0) % len(_NAMES)]
        user, text = self._users[who], text_of(words[1:])
        self._id += 1
        stamp = Stamp(self._id, _UTC + (words[1] if len(words) > 1 else 0) / 8)
        match act:
            case "s":
                return Said(who, text, stamp)
            case "S":
                return Said(who, text)
            case "a":
                return Announced(text, stamp, who)
            case "x":
                return WhisperReceived(who, text, stamp, "bob")
            case "n":
                codes = list(NoticeCode)
                return Notice(codes[len(text) % len(codes)], who, len(words))
            case "u" | "U":
                changed = replace(user, is_away=act == "U", has_hand_up=bool(len(words) & 1), since=stamp.utc)
                self._users[who] = changed
                return UserChanged(changed)
            case "c":
                self._users[who] = replace(user, since=stamp.utc)
                return CameOnline(who, self._users[who])
            case "w":
                return WentOffline(who)
            case "r":
                return Roster(tuple(self._users[_NAMES[byte % len(_NAMES)]] for byte in words[:8]))
            case "h":
                return ServerHello("X", "0123456789abcdef", text, 4_000, 24)
            case "o":
                return Old(stamp, who, text)
            case _:
                return None


def check_encoders(data: bytes) -> None:
    """A script; the first byte says in which order encoders are asked, and which of them are left out at times."""
    order = data[0] if data else 0
    remembering = list(encoders().items())
    if order & 1:
        remembering.reverse()
    people = Class()
    for number, (act, words) in enumerate(steps_of(data[1:])):
        if act == "f":
            remembering[number % len(remembering)][1].forget_roster()
            continue
        message = people.message_of(act, words)
        if message is None:
            continue
        forgetful = encoders()
        for index, (spoken, encoder) in enumerate(remembering):
            if (order >> 1 + (index + number) % 7) & 1:
                continue  # nobody follows: it is not asked
            check_encoded(spoken, encoder, forgetful[spoken], message)


def check_encoded(
    spoken: tuple[Dialect, TextEncoding],
    encoder: Encoder,
    fresh: Encoder,
    message: RoomWideMessage | PrivateMessage,
) -> None:
    """It says what one says that remembers nothing, and rich is plain with frames in between."""
    frames = encoder.encode(message)
    assert frames == fresh.encode(message), f"remembered what is over: {message}"
    events = FrameDecoder(MIB).feed(frames)
    assert all(isinstance(event, Frame) and not event.skipped for event in events)
    if spoken[0] is Dialect.RICH:
        assert frames == RichEncoder().encode(message)
        left = [each for each in events if isinstance(each, Frame) and each.kind not in (b"5", b"6")]
        plain = encoders()[Dialect.PLAIN, TextEncoding.UTF_8].encode(message)
        assert left == FrameDecoder(MIB).feed(plain)
