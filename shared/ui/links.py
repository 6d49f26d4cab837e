"""Finds the links in what people write.

Only `http` and `https` are links; whatever else looks like an address stays text, so no click can start a program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CJK_MARKS: Final = "，。；：！？、…（）【】《》〈〉「」『』“”‘’〔〕～"
"""End an address wherever they stand, because Chinese is written without spaces around it."""

_ADDRESS: Final = re.compile(
    rf"(?<![a-z0-9])https?://[^\s<>\"`\\^{{}}|\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd"
    rf"{_CJK_MARKS}]+",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?'"
_BRACKETS: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text, from character `start` up to `end`; `target` is exactly what is written there."""

    start: int
    end: int
    target: str


def find_links(text: str) -> list[Link]:
    """The links in `text` from left to right, without the punctuation that only follows them."""
    if "://" not in text:
        return []
    found = []
    for match in _ADDRESS.finditer(text):
        target = _without_trailing(match[0])
        host = target.partition("://")[2]
        if host and (host[0].isalnum() or host[0] == "["):
            found.append(Link(match.start(), match.start() + len(target), target))
    return found


def _without_trailing(address: str) -> str:
    """Drop closing marks: a bracket belongs to the address only if it was opened in it."""
    unopened = {closer: address.count(closer) - address.count(opener) for closer, opener in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]
