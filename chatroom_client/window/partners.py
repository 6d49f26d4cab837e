"""Those with whom there have been whispers: what the keys for the next and the previous conversation go through.

The rule: the order stays as it began, with everyone first, or the same key would lead somewhere else each time.
"""

from __future__ import annotations

from collections.abc import Container

EVERYONE = ""
"""As the composer calls it."""


class Partners:
    """Call `note` for each whisper, whoever began."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def note(self, name: str) -> None:
        """There was a whisper with `name`."""
        self._names[name] = None

    def clear(self) -> None:
        """There was none yet."""
        self._names.clear()

    def after(self, current: str, step: int, here: Container[str]) -> str:
        """Who comes after `current`, or with -1 before; of those who are `here`, and round from the last."""
        order = [EVERYONE, *(name for name in self._names if name in here)]
        place = order.index(current) if current in order else 0
        return order[(place + step) % len(order)]
