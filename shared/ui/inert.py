"""Makes foreign text harmless to look at: what a name or a message holds never acts, it only shows.

Every character stands for exactly one character of the original, so places in the one are places in the other.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
_STAND_IN: Final = "\ufffd"

_CONTROLS: Final[dict[int, str]] = {
    # The pictures of the controls (ESC is ␛), so that a class can see that something was there.
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in {0x09, 0x0A}},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _STAND_IN),
    # A line separator is a line break to every renderer of text.
    0x2028: "\n",
    0x2029: "\n",
    # Overrides and isolates would turn round what stands beside them, names and times included.
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), _STAND_IN),
    # Half of a pair is no character, and Qt refuses to take it.
    **dict.fromkeys(range(0xD800, 0xE000), _STAND_IN),
}


def inert(text: str) -> str:
    """`text` with line breaks and tabs kept, and everything else that could act made visible instead."""
    return text.translate(_CONTROLS)


def inert_line(text: str) -> str:
    """`text` on one line, for names, titles and menus."""
    return inert(text).replace("\n", " ").replace("\t", " ")


def isolated(name: str) -> str:
    """`name` for use inside a sentence: whatever its direction, the words around it stay in order."""
    return f"{_FIRST_STRONG_ISOLATE}{inert_line(name)}{_POP_ISOLATE}"


def without_isolates(text: str) -> str:
    """A sentence with `isolated` names as it goes into files and copies, without signs that nobody can see."""
    return text.replace(_FIRST_STRONG_ISOLATE, "").replace(_POP_ISOLATE, "")


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is Arabic, Hebrew or the like."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False
