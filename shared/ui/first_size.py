"""How large a window is when nobody has sized it yet: as it was drawn, or as much as the screen has room for.

The rule: its frame is on the screen too. Before a window is shown nobody knows how wide its frame will be.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize

_FRAME: Final = QSize(20, 50)
"""Of the widest frames and the tallest titles that are usual."""


def first_size(drawn: QSize, available: QSize) -> QSize:
    """Return the size for the inside of a window on a screen with so much room that is `available`."""
    return drawn.boundedTo(available - _FRAME)
