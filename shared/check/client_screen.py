"""What a client has written to its standard output, and how often a text is to be seen there.

The rule: pure; a line that is not finished counts too, for a prompt has no line end.
"""

from collections.abc import Sequence
from enum import Enum


class Sight(Enum):
    """What was seen of a text that the client had to show."""

    ONCE = "once"  # as it must be
    MISSING = "missing"  # not at all
    GARBLED = "garbled"  # a part of it, or with others on one line
    TWICE = "twice"  # more often than once
    UNKNOWN = "unknown"  # nobody can tell


class Screen:
    """Feed it every byte of the client's output; ask it for lines and texts."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._typed: list[bytes] = []
        self._lines: list[str] = []
        self._read_to = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was written so far."""
        return not self._data

    @property
    def has_marks(self) -> bool:
        """Whether an STX or ETX was written: no screen shows them."""
        # What was typed, and is drawn as it was typed, is not of the wire.
        data = bytes(self._data)
        for typed in self._typed:
            data = data.replace(typed, b"")
        return 2 in data or 3 in data

    def feed(self, data: bytes) -> None:
        """Take what was written next."""
        self._data += data

    def note_typed(self, line: str) -> None:
        """Say what was typed: its control characters are no marks of frames."""
        self._typed.append(line.encode("utf-8"))

    def lines(self) -> list[str]:
        """Return every line so far."""
        while (end := self._data.find(b"\n", self._read_to)) >= 0:
            self._lines.append(_decode(bytes(self._data[self._read_to : end])))
            self._read_to = end + 1
        last = _decode(bytes(self._data[self._read_to :]))
        return [*self._lines, last] if last else list(self._lines)

    def lines_with(self, text: str, since: int = 0) -> list[str]:
        """Return the lines that hold ``text``, of those after the first ``since``."""
        return [line for line in self.lines()[since:] if text in line]

    def sight_of(self, texts: Sequence[str]) -> Sight:
        """Return how all of ``texts`` are to be seen, each of which should be once and on lines of its own."""
        lines = self.lines()
        counts = [sum(line.count(text) for line in lines) for text in texts]
        if max(counts) > 1:
            return Sight.TWICE
        if min(counts) == 0:
            return Sight.MISSING
        is_mixed = any(sum(text in line for text in texts) > 1 for line in lines)
        return Sight.GARBLED if is_mixed else Sight.ONCE

    def shows_long(self, text: str) -> bool:
        """Whether a text that some screens break into lines is to be seen from end to end."""
        return "".join(text.split()) in "".join("".join(self.lines()).split())


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace").rstrip("\r")
