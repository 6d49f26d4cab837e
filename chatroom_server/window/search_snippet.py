"""The piece of a long message that is shown for it among other results: where the hit is, on one line.

The rule: it shows the message's own words and nothing that acts; places are places in the piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from shared.ui.inert import inert_line
from shared.ui.transcript_spans import Span

_BEFORE: Final = 24
"""Characters before the first hit, so that it is seen in what sentence it stands."""

_MOST: Final = 400
"""Longer than any line on any screen; the view cuts off what has no room."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of a message, and where in it the hits are."""

    text: str
    hits: tuple[Span, ...]


def snippet(text: str, query: str) -> Snippet:
    """Return the piece of ``text`` that is shown for it when somebody looked for ``query``."""
    line = inert_line(text)
    words = sorted(set(query.split()), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(inert_line(word)) for word in words), re.IGNORECASE)
    first = pattern.search(line) if words else None
    begin = 0 if first is None else max(0, first.start() - _BEFORE)
    # So few characters are shown rather than left out.
    begin = 0 if begin <= _BEFORE // 2 else begin
    piece = ("…" if begin else "") + line[begin : begin + _MOST] + ("…" if len(line) > begin + _MOST else "")
    hits = pattern.finditer(piece) if words else ()
    return Snippet(piece, tuple(Span(*hit.span()) for hit in hits))
