"""The distances of the layout, in pixels at a scale of one; Qt multiplies them on dense screens.

Every margin and gap is one of these five, so that the two windows breathe alike.
"""

from typing import Final

TIGHT: Final = 4
"""Between a thing and its own label or mark."""

SMALL: Final = 8
"""Between buttons of one row."""

MEDIUM: Final = 12
"""Inside lists, cards and panels."""

LARGE: Final = 16
"""Between the edge of a window and what is in it."""

HUGE: Final = 28
"""Inside a card that has the window to itself."""

RADIUS: Final = 8
"""The rounded corner of fields, buttons and bubbles."""
