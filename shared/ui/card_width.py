"""How wide the card in the middle of a page is: as drawn, in proportion to the text, and no wider than the page."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont

from shared.ui import spacing
from shared.ui.fonts import pixels_of

_DESIGN_WIDTH: Final = 440
_NARROWEST: Final = 240
_DESIGN_PIXELS: Final = 13.0
"""The size of the text for which the card was drawn."""


def card_width(font: QFont, page_width: int) -> int:
    """The width in pixels of a card with texts in `font`, on a page that is `page_width` wide."""
    room = max(page_width - 2 * spacing.LARGE - spacing.MEDIUM, _NARROWEST)
    return min(round(_DESIGN_WIDTH * pixels_of(font) / _DESIGN_PIXELS), room)
