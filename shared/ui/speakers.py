"""Who has spoken lately: whoever finishes a name with Tab mostly means one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MOST: Final = 30
"""Nobody remembers further back whom they wanted to answer."""


class Speakers:
    """Call `note` for each message of somebody else, in order."""

    def __init__(self) -> None:
        self._recent: dict[str, None] = {}

    def note(self, name: str) -> None:
        """`name` has said something just now."""
        self._recent.pop(name, None)
        self._recent[name] = None
        if len(self._recent) > _MOST:
            del self._recent[next(iter(self._recent))]

    def clear(self) -> None:
        """Nobody has said anything yet."""
        self._recent.clear()

    def ordered(self, others: Sequence[str], you: str) -> tuple[str, ...]:
        """`others` with those who spoke last in front, and `you` behind all of them."""
        here = set(others)
        recent = [name for name in reversed(self._recent) if name in here]
        return (*recent, *(name for name in others if name not in self._recent), you)
