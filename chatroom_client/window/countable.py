"""Numbers from the wire, as far as a sentence can count.

The rule: whatever a room sends, a sentence with it can be made.
"""

from __future__ import annotations

from typing import Final

_MOST: Final = 999_999_999
"""What is more was not meant, and Qt takes no such number for a plural."""


def countable(number: int) -> int:
    """`number` for `tr`, which counts in 32 bits."""
    return max(0, min(number, _MOST))
