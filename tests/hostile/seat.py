"""One of the class: what comes over the connection is checked line by line, and its delay is taken.

The rule: a line of the class says who said it, its number there, its turn and when it was written. So each seat
knows by itself what it lost, what came twice and what came in another order than at other seats.
"""

from array import array
from collections import Counter
from zlib import crc32

_HELLO = b'\x025{"v":1,"app":"the class","lang":"en"}\x03'


def login(name: str, *, is_rich: bool) -> bytes:
    """What a seat sends first."""
    return (_HELLO if is_rich else b"") + b"\x021" + name.encode() + b"\x03"


def line(turn: int, speaker: int, number: int, at: float) -> bytes:
    """The frame in which ``speaker`` says its line ``number``, written at a steady time in seconds."""
    return b"\x023%d %d %d %.6f\x03" % (turn, speaker, number, at)


class Seat:
    """What one receiver has heard of its class, whose names are ``kind`` and a number.

    ``delays`` are lists by turn, shared by all seats of the class.
    """

    def __init__(self, kind: str, number: int, delays: list["array[float]"]) -> None:
        self.number = number
        self.name = f"{kind} {number}"
        self.is_in = False
        self.roster: set[str] = set()
        self.come: Counter[int] = Counter()  # notices, by turn
        self.gone: Counter[int] = Counter()
        self.heard: Counter[int] = Counter()  # lines of the class, by turn
        self.order = 0  # a digest of all lines in their order
        self.lost = 0
        self.doubled = 0
        self.false_notices = 0
        self._last: dict[int, int] = {}  # by speaker
        self._delays: list[array[float]] = list(delays)
        self._rest = b""
        self._classmate = f"{kind} ".encode()

    def add_turn(self, delays: "array[float]") -> None:
        """Have a list for one turn more."""
        self._delays.append(delays)

    def take(self, data: bytes, at: float, turn: int) -> None:
        """Take in what one read brought, at ``at`` steady seconds, in ``turn``."""
        frames = (self._rest + data).split(b"\x03")
        self._rest = frames.pop()
        for frame in frames:
            kind = frame[1:2]
            if kind == b"4":
                # Other people's lines, and the room's own words, are nobody's concern here.
                if frame.startswith(self._classmate, 2):
                    self._take_line(frame, at)
            elif kind in b"123":
                self._take_notice(kind, frame[2:].decode(), turn)

    def missing(self, said: dict[int, int]) -> int:
        """How many lines did not come; ``said`` is how many each speaker said."""
        return self.lost + sum(max(0, count - self._last.get(speaker, 0)) for speaker, count in said.items())

    def _take_line(self, frame: bytes, at: float) -> None:
        _, _, words = frame.partition(b": ")
        turn_word, speaker_word, number_word, at_word = words.split()
        turn, speaker, number = int(turn_word), int(speaker_word), int(number_word)
        expected = self._last.get(speaker, 0) + 1
        if number < expected:
            self.doubled += 1
            return
        self.lost += number - expected
        self._last[speaker] = number
        self.order = crc32(words, self.order)
        self.heard[turn] += 1
        self._delays[turn].append(at - float(at_word))

    def _take_notice(self, kind: bytes, name: str, turn: int) -> None:
        if kind == b"3":
            self.gone[turn] += 1
            self.false_notices += name not in self.roster
            self.roster.discard(name)
            return
        if kind == b"2":
            self.come[turn] += 1
        self.false_notices += name in self.roster
        self.roster.add(name)
        if kind == b"1" and name == self.name:
            self.is_in = True
