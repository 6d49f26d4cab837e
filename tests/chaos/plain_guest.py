"""One plain guest in a process of its own: a socket and bytes, as a student writes a client.

It shares no code with the programs under test. A plain guest that is cut has lost what was said meanwhile, and says
nothing again. What it proves: whatever it was shown is true, in order, and without gaps while it was connected.
"""

import random
import re
import socket
import time

from tests.chaos.journal import Connected, Journal, SawRoster, Shown, Strange, Typed
from tests.chaos.play import Part, play, read_part, tell
from tests.chaos.sayings import OBSERVER, Saying, saying_of
from tests.chaos.wire import Came, Failed, Lost, Made, Wire, WireEvent

_WHISPERS = 0.2  # of all sayings
_AGAIN_SECONDS = (
    0.5  # before it connects again, or asks again for its name, which its dead connection may have
)
_LINE = re.compile(
    r"(?:you, to (?P<to>[^:,]+)|(?P<sender>[^:,]+)(?P<mark>, to you)?): (?P<text>.*)", re.DOTALL
)
# Dead peers are found within some ten seconds, with data on its way or without.
_OPTIONS = (
    ("TCP_KEEPIDLE", 3),
    ("TCP_KEEPINTVL", 2),
    ("TCP_KEEPCNT", 3),
    ("TCP_USER_TIMEOUT", 10_000),
)


class PlainGuest:
    """A person with a client that knows nothing but the course protocol."""

    def __init__(self, part: Part) -> None:
        self.wire = Wire()
        self._part = part
        self._journal = Journal(part.journal_file)
        self._number = self._journal.last_typed
        self._random = random.Random(f"{part.seed} {part.name} {self._number}")
        self._received = b""
        self._names: dict[str, None] = {}
        self._is_in = False
        self._again_at = float("inf")
        self._type_at = float("inf")
        self._is_quiet = False
        self._told: set[str] = set()

    # ---- the loop ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Connect."""
        self.wire.connect(self._part.host, self._part.port)

    def next_at(self) -> float:
        """Return when something is due."""
        return min(self._again_at, self._type_at)

    def tick(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        if now >= self._again_at:
            self._again_at = float("inf")
            if self.wire.descriptor < 0:
                self.wire.connect(self._part.host, self._part.port)
            else:
                self._log_in()
        if now >= self._type_at:
            self._type_at = now + self._random.expovariate(self._part.pace)
            others = [name for name in self._names if name not in {self._part.name, OBSERVER}]
            self._say(self._random.choice(others) if others and self._random.random() < _WHISPERS else "")

    def happened(self, event: WireEvent) -> None:
        """Read what came, log in, or try again."""
        match event:
            case Made():
                self._watch_peer()
                self._received = b""
                self._log_in()
            case Came(data):
                *frames, self._received = (self._received + data).split(b"\x03")
                for frame in frames:
                    self._read(frame.partition(b"\x02")[2].decode())
                self._journal.write()
            case Failed() | Lost():
                self._be_out()

    def ordered(self, word: str) -> None:
        """Do what the director says."""
        match word:
            case "quiet":
                self._is_quiet = True
                self._type_at = float("inf")
                self._look_whether_drained()
            case "reset":
                if self.wire.reset():
                    self._be_out()
            case "mark":
                self._say("")
            case "report":
                self._journal.note(SawRoster(tuple(self._names)))
                self._journal.write()
                tell("reported")

    # ---- in the room -------------------------------------------------------------------------------------

    def _log_in(self) -> None:
        self._names.clear()
        self._send("1", self._part.name)

    def _be_out(self) -> None:
        self._is_in = False
        self._type_at = float("inf")
        self._names.clear()
        self._again_at = time.monotonic() + self._random.uniform(0.5, 1.5) * _AGAIN_SECONDS

    def _read(self, frame: str) -> None:
        kind, payload = frame[:1], frame[1:]
        match kind:
            case "0":
                self._again_at = time.monotonic() + _AGAIN_SECONDS
            case "1" | "2":
                self._names[payload] = None
                if kind == "1" and payload == self._part.name:
                    self._be_in()
            case "3":
                self._names.pop(payload, None)
            case "4" if not payload.startswith("* "):
                self._see(payload)
            case "4":
                pass  # the server's own words
            case _:
                self._journal.note(Strange(frame))

    def _be_in(self) -> None:
        self._is_in = True
        self._journal.note(Connected())
        if self._part.pace and not self._is_quiet:
            self._type_at = time.monotonic()
        self._tell_once("in")
        self._look_whether_drained()

    def _see(self, line: str) -> None:
        found = _LINE.fullmatch(line)
        saying = saying_of(found["text"].replace("\n    ", "\n")) if found else None
        if found is None or saying is None:
            self._journal.note(Strange(line))
            return
        name = self._part.name
        if found["to"]:
            is_as_said = (saying.sender, saying.to) == (name, found["to"])
        else:
            is_as_said = (saying.sender, saying.to) == (found["sender"], name if found["mark"] else "")
        self._journal.note(Shown(0, saying) if is_as_said else Strange(line))
        if saying.sender == OBSERVER:
            self._tell_once("marked")

    def _say(self, to: str) -> None:
        if not self._is_in:
            return
        self._number += 1
        saying = Saying(self._part.name, self._number, to)
        self._journal.note(Typed(saying.number, to))
        self._journal.write()
        if to:
            self._send("2", f"{to},{saying.text}")
        else:
            self._send("3", saying.text)

    def _send(self, kind: str, payload: str) -> None:
        self.wire.send(b"\x02" + kind.encode() + payload.encode() + b"\x03")

    def _watch_peer(self) -> None:
        with socket.socket(fileno=self.wire.descriptor) as borrowed:
            borrowed.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in _OPTIONS:
                borrowed.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
            borrowed.detach()

    # ---- the director ------------------------------------------------------------------------------------

    def _look_whether_drained(self) -> None:
        if self._is_quiet and self._is_in:
            self._tell_once("drained")

    def _tell_once(self, word: str) -> None:
        if word not in self._told:
            self._told.add(word)
            self._journal.write()
            tell(word)


if __name__ == "__main__":
    play(PlainGuest(read_part()))
