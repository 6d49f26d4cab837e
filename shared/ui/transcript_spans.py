"""What in a message is a link, and what is code.

The text that is drawn may leave out the backticks around code; the entry keeps every character, and copies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from shared.ui.inert import inert
from shared.ui.links import Link, find_links

_CODE: Final = re.compile(r"`([^\s`](?:[^`\n]*[^\s`])?)`")
"""No space just inside: in "use ` and ` here" nobody means code."""


@dataclass(frozen=True, slots=True)
class Span:
    """From character `start` up to `end` of the drawn text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A message as it is drawn."""

    text: str
    links: tuple[Link, ...] = ()
    code: tuple[Span, ...] = ()


def marked(text: str) -> MarkedText:
    """The message `text`, inert, with its links and its code found. There are no links inside code."""
    text = inert(text)
    if "`" not in text:
        return MarkedText(text, tuple(find_links(text)))
    pieces: list[str] = []
    links: list[Link] = []
    code: list[Span] = []
    length = read_to = 0
    for match in _CODE.finditer(text):
        plain = text[read_to : match.start()]
        links.extend(_moved(plain, length))
        length += len(plain)
        code.append(Span(length, length + len(match[1])))
        length += len(match[1])
        pieces += (plain, match[1])
        read_to = match.end()
    rest = text[read_to:]
    links.extend(_moved(rest, length))
    return MarkedText("".join((*pieces, rest)), tuple(links), tuple(code))


def _moved(piece: str, offset: int) -> list[Link]:
    return [Link(link.start + offset, link.end + offset, link.target) for link in find_links(piece)]
