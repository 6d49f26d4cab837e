"""The few words that a ladder needs in a file, and its bytes in a line of text, for whoever draws one.

The rule: what bytes hold is inert: a control byte, or one that is no text, is shown as its number, such as [02],
which every font can draw; and nothing in a line can end it.
"""

from shared.value import value
from shared.wire.ladder import Passage, Rung

MOST_CHARACTERS = 40
"""Of the bytes of one call; the beginning says what it is."""

_ESCAPED = 0xDC00  # what Python adds to a byte that is no UTF-8
_FIRST_ESCAPED, _LAST_ESCAPED = 0xDC80, 0xDCFF
_FIRST_PRINTABLE, _DELETE = 0x20, 0x7F


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
            return str(rung.passage.value)


def shown(data: bytes) -> str:
    """Return the beginning of some bytes as text of one line."""
    line = shorter = ""
    for each in data[: 4 * MOST_CHARACTERS].decode("utf-8", "surrogateescape"):
        line += _sign(each)
        if len(line) > MOST_CHARACTERS:
            return f"{shorter}…"
        if len(line) < MOST_CHARACTERS:
            shorter = line
    return line


def _sign(character: str) -> str:
    code = ord(character)
    if _FIRST_ESCAPED <= code <= _LAST_ESCAPED:
        return f"[{code - _ESCAPED:02x}]"
    if code < _FIRST_PRINTABLE or code == _DELETE:
        return f"[{code:02x}]"
    return character if character.isprintable() else "·"
