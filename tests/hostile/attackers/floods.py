"""Those who send without pause: whole reads of frames glued together, as fast as the room takes them.

The rule: they read what they are sent, so that nothing but what they send can be held against them.
"""

import random
import socket
from collections import Counter

from tests.hostile.attackers.connections import Held, Target, login, own_name

_SENDS_A_TICK = 8
_GLUED_BYTES = 1 << 16
_TICKS_TO_STAY = 10
RICH = b'\x025{"v":1,"app":"nobody","lang":"en"}\x03'


def glued(frame: bytes) -> bytes:
    """As many of a frame as fill a read of the room's."""
    return frame * max(1, _GLUED_BYTES // len(frame))


def say(text: str) -> bytes:
    """The frame that says something to everyone."""
    return b"\x023" + text.encode() + b"\x03"


def ask(body: str) -> bytes:
    """A frame with an object of the rich dialect."""
    return b"\x026" + body.encode() + b"\x03"


LINES = glued(say("flood flood flood flood"))
LONG_LINES = glued(say("长" * 4_000))
LINE_FEEDS = glued(say("a" + "\n" * 3_999))  # each becomes five bytes for everybody
BLANKS = glued(say(" "))
WITHOUT_TYPE = glued(b"\x02\x03")
LOST_ENDS = b"\x02" * _GLUED_BYTES
NULS = b"\x00" * _GLUED_BYTES
TOO_LONG = say("x" * 65_536)
LOGINS = glued(login("somebody else"))
NAMES = glued(login("a" + "\u0301\u0489" * 250))
WHISPERS = glued(b"\x022pupil 1,psst\x03")
WHISPERED_FEEDS = glued(b"\x022pupil 1,a" + b"\n" * 3_999 + b"\x03")
NOISE = random.Random(1).randbytes(_GLUED_BYTES)
PINGS = glued(ask('{"t":"ping","n":9007199254740991}'))
OLDER = glued(ask('{"t":"history","before":9007199254740991,"limit":9007199254740991}'))
HANDS = glued(ask('{"t":"hand","on":true}') + ask('{"t":"hand","on":false}'))
BRACKETS = glued(ask('{"t":"ping","n":' + "[" * 16_000))
DIGITS = glued(ask('{"t":"ping","n":' + "9" * 16_000 + "}"))
KEYS = glued(ask('{"t":"ping",' + ",".join(f'"{number}":{number}' for number in range(1_300)) + "}"))
BURST = say("again " * 600) * 20
RESUMES = glued(ask('{"t":"resume","session":"' + "A" * 22 + '","last":0}'))


class Flooders:
    """``count`` connections, each logged in if it has a name, that send their frames over and over."""

    def __init__(
        self,
        target: Target,
        count: int,
        floods: tuple[bytes, ...],
        *,
        is_rich: bool = False,
        name: str = "flooder",
        first_source: int = 0,
    ) -> None:
        self.did: Counter[str] = Counter()
        self._held = Held(target, count, self.did, first_source=first_source)
        self._floods = floods
        self._hello = RICH if is_rich else b""
        self._name = name
        self._logins = 0
        self._left: dict[int, tuple[bytes, int]] = {}  # by descriptor: the flood, and how much of it is sent

    def act(self) -> None:
        """Come back if thrown out, and send as much as goes."""
        self._held.tend()
        for sock in self._held.new:
            self._logins += 1
            flood = self._floods[self._logins % len(self._floods)]
            self._left[sock.fileno()] = (flood, 0)
            if self._name:
                self._held.send(sock, self._hello + login(own_name(self._name, self._logins)))
        for sock in self._held:
            self._flood(sock)

    def close(self) -> None:
        """Reset all."""
        self._held.close()

    def _flood(self, sock: socket.socket) -> None:
        for _ in range(_SENDS_A_TICK):
            flood, sent = self._left[sock.fileno()]
            more = self._held.send(sock, memoryview(flood)[sent:])
            if not more:
                return
            self._left[sock.fileno()] = (flood, (sent + more) % len(flood))


class Loud:
    """One guest of a room without a rate who says ``count`` long lines a tick, and reads everything."""

    def __init__(self, target: Target, count: int, *, first_source: int = 0) -> None:
        self.did: Counter[str] = Counter()
        self._held = Held(target, 1, self.did, first_source=first_source)
        self._lines = say("x" * 4_000) * count

    def act(self) -> None:
        """Say so many lines more."""
        self._held.tend()
        for sock in self._held.new:
            self._held.send(sock, login(own_name("loud", 1)))
        for sock in self._held:
            self._held.send(sock, self._lines)

    def close(self) -> None:
        """Reset it."""
        self._held.close()


class Returning:
    """Flooders who use up what they may send at once, go, and come back under another name for the same again."""

    def __init__(
        self, target: Target, count: int, burst: bytes, *, is_rich: bool = False, first_source: int = 0
    ) -> None:
        self.did: Counter[str] = Counter()
        self._hello = RICH if is_rich else b""
        self._burst = burst
        self._held = Held(target, count, self.did, first_source=first_source)
        self._logins = 0
        self._ages: dict[int, int] = {}

    def act(self) -> None:
        """Send a burst on each new connection, and close it some ticks later."""
        self._held.tend()
        for sock in self._held.new:
            self._logins += 1
            self._ages[sock.fileno()] = 0
            self._held.send(sock, self._hello + login(own_name("again", self._logins)) + self._burst)
        for sock in self._held:
            self._ages[sock.fileno()] += 1
            if self._ages[sock.fileno()] > _TICKS_TO_STAY:
                self._held.end(sock)

    def close(self) -> None:
        """Reset all."""
        self._held.close()
