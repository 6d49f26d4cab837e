"""The few words that a ladder needs in a file, and its bytes in a line of text, for whoever draws one.

The rule: what bytes hold is inert: control characters are shown by their signs, and nothing in a line can end it.
"""

from shared.value import value
from shared.wire.ladder import Passage, Rung

_SIGNS = {0x02: "␂", 0x03: "␃", 0x00: "␀", 0x0A: "␊", 0x0D: "␍", 0x09: "␉"}
MOST_CHARACTERS = 32
"""Of the bytes of one call; the beginning says what it is."""


@value
class LadderWords:
    """``guest`` and ``server`` head the two sides, ``inferred`` says what that is, ``left_out`` has a {number}."""

    guest: str
    server: str
    inferred: str
    left_out: str


def passage_text(rung: Rung) -> str:
    """Return what is written on the arrow of a rung: ``SYN``, or the beginning of the bytes and how many."""
    match rung.passage:
        case Passage.NOTHING:
            return ""
        case Passage.DATA | Passage.DATAGRAM | Passage.LOST_DATAGRAM:
            lost = " ✗" if rung.passage is Passage.LOST_DATAGRAM else ""
            kind = "UDP " if rung.passage is not Passage.DATA else ""
            return f"{kind}{shown(rung.data)} ({len(rung.data)} B){lost}"
        case _:
            return rung.passage.value


def shown(data: bytes) -> str:
    """Return the beginning of some bytes as text of one line."""
    text = data[: 4 * MOST_CHARACTERS].decode("utf-8", "replace")
    line = "".join(_SIGNS.get(ord(each), each if each.isprintable() else "·") for each in text)
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"
