"""What one guest writes down while it happens, one record a line, in a file that outlives the guest.

The rule: a record is in the file before anything is done that follows from it. A kill -9 loses nothing that
``write`` has written, but may tear its last line; nothing followed from a torn line, so the next life takes it
away.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from tests.chaos.sayings import Saying

_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Opened:
    """An empty window opened: what was kept on disk is the session's fingerprint and its newest id (empty, 0)."""

    session: str
    last: int


@dataclass(frozen=True, slots=True)
class Connected:
    """A plain guest is in the room, on a new connection."""


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The server's welcome: ``last`` was the newest id in the room then."""

    session: str
    is_resumed: bool
    last: int


@dataclass(frozen=True, slots=True)
class Typed:
    """About to be handed to the session (or, by a plain guest, to the socket)."""

    number: int
    to: str


@dataclass(frozen=True, slots=True)
class Kept:
    """This saying is on disk: from here on it must be said, come what may."""

    number: int


@dataclass(frozen=True, slots=True)
class Returned:
    """The client gave this saying back to its person: refused by the room, or perhaps not said (``is_unsure``)."""

    number: int
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A saying was shown, word for word. ``message_id`` is 0 where the dialect has none."""

    message_id: int
    saying: Saying


@dataclass(frozen=True, slots=True)
class PageOfOlder:
    """A page of older messages is put above everything else in the window, because it was asked for."""


@dataclass(frozen=True, slots=True)
class Older:
    """A saying on that page."""

    message_id: int
    saying: Saying


@dataclass(frozen=True, slots=True)
class Strange:
    """Something was shown that no guest says, or not in this way."""

    words: str


@dataclass(frozen=True, slots=True)
class SawRoster:
    """Who was in the room when all was over."""

    names: tuple[str, ...]


Record = (
    Opened
    | Connected
    | Welcomed
    | Typed
    | Kept
    | Returned
    | Shown
    | PageOfOlder
    | Older
    | Strange
    | SawRoster
)


def line_of(record: Record) -> str:
    """Return the record as its line, without the end."""
    match record:
        case Shown(message_id, saying):
            return f"s {message_id} {saying.sender} {saying.number} {saying.to or _NOBODY}"
        case PageOfOlder():
            return "p"
        case Older(message_id, saying):
            return f"h {message_id} {saying.sender} {saying.number} {saying.to or _NOBODY}"
        case Typed(number, to):
            return f"t {number} {to or _NOBODY}"
        case Kept(number):
            return f"k {number}"
        case Returned(number, is_unsure):
            return f"r {number} {is_unsure:d}"
        case Opened(session, last):
            return f"o {session or _NOBODY} {last}"
        case Connected():
            return "c"
        case Welcomed(session, is_resumed, last):
            return f"w {session} {is_resumed:d} {last}"
        case Strange(words):
            return f"x {words!a}"
        case SawRoster(names):
            return f"e {' '.join(names)}"
        case _:
            assert_never(record)


def record_of(line: str) -> Record:
    """Return what a line says. Raises ``ValueError`` for a line that no guest writes."""
    kind, _, rest = line.partition(" ")
    words = rest.split(" ")
    match kind:
        case "s":
            message_id, sender, number, to = words
            return Shown(int(message_id), Saying(sender, int(number), _name(to)))
        case "p":
            return PageOfOlder()
        case "h":
            message_id, sender, number, to = words
            return Older(int(message_id), Saying(sender, int(number), _name(to)))
        case "t":
            return Typed(int(words[0]), _name(words[1]))
        case "k":
            return Kept(int(rest))
        case "r":
            return Returned(int(words[0]), words[1] == "1")
        case "o":
            return Opened(_name(words[0]), int(words[1]))
        case "c":
            return Connected()
        case "w":
            return Welcomed(words[0], words[1] == "1", int(words[2]))
        case "x":
            return Strange(rest)
        case "e":
            return SawRoster(tuple(words))
        case _:
            raise ValueError(f"no such record: {line!r}")


def _name(word: str) -> str:
    return "" if word == _NOBODY else word


def read_journal(file: Path, *, with_shown: bool = True) -> Iterator[Record]:
    """Yield what a guest wrote down, without what it was shown if that is not wanted, which is nearly all.

    A torn last line was never written.
    """
    with file.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n") and (with_shown or not line.startswith((b"s ", b"h "))):
                yield record_of(line[:-1].decode())


class Journal:
    """The guest's own end: ``note`` what happens, and ``write`` before doing what follows from it."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._lines: list[str] = []
        written = file.read_bytes()
        whole = written.rfind(b"\n") + 1
        os.ftruncate(self._descriptor, whole)
        at = (b"\n" + written[:whole]).rfind(b"\nt ")
        self.last_typed = 0 if at < 0 else int(written[at:].split(b" ", 2)[1])

    def note(self, record: Record) -> None:
        """Add a record; ``write`` puts it into the file."""
        self._lines.append(line_of(record))

    def write(self) -> None:
        """Put everything noted into the file."""
        if self._lines:
            data = "".join(f"{line}\n" for line in self._lines).encode()
            self._lines.clear()
            while data:
                data = data[os.write(self._descriptor, data) :]

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        self.write()
        os.close(self._descriptor)
