"""What in a message is a link, what is code, and what is emoji.

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

_EMOJI: Final = re.compile(
    "(?:[\U0001f1e6-\U0001faff][\U0001f3fb-\U0001f3ff\ufe0f\u20e3]*"
    "(?:\u200d[\u2640-\u27bf\U0001f300-\U0001faff]\ufe0f?)*)+"
)
"""Runs of them, with all that is joined to them: half of a joined one would be another one."""


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
    emoji: tuple[Span, ...] = ()


def marked(text: str) -> MarkedText:
    """The message `text`, inert, with its links and its code found. There are no links inside code."""
    text = inert(text)
    if "`" not in text:
        return MarkedText(text, tuple(find_links(text)), emoji=_emoji(text))
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
    drawn = "".join((*pieces, rest))
    return MarkedText(drawn, tuple(links), tuple(code), _emoji(drawn))


def _emoji(text: str) -> tuple[Span, ...]:
    if text.isascii():
        return ()
    return tuple(Span(*match.span()) for match in _EMOJI.finditer(text))


def _moved(piece: str, offset: int) -> list[Link]:
    return [Link(link.start + offset, link.end + offset, link.target) for link in find_links(piece)]
