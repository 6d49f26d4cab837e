"""A page with one card in its middle, as both programs begin with.

The rule: the card is as wide as drawn, in proportion to the text, and no wider than the page; and on a small screen
with large text the page scrolls, so that nothing is ever out of reach.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.fonts import pixels_of
from shared.ui.stylesheet import set_role

_DESIGN_WIDTH: Final = 440
_NARROWEST: Final = 240
_DESIGN_PIXELS: Final = 13.0
"""The size of the text for which the card was drawn."""


def card_width(font: QFont, page_width: int) -> int:
    """The width in pixels of a card with texts in `font`, on a page that is `page_width` wide."""
    room = max(page_width - 2 * spacing.LARGE - spacing.MEDIUM, _NARROWEST)
    return min(round(_DESIGN_WIDTH * pixels_of(font) / _DESIGN_PIXELS), room)


class CardScroll(QScrollArea):
    """Give it a card that is laid out, and for the upper right corner of the page a `corner` or None.

    Let it fill its own page; when something on the card wants to be read, call `bring_into_view`.
    """

    def __init__(self, card: QFrame, corner: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._news: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_laid_out)
        set_role(self, "panel")
        set_role(card, "card")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.LARGE)
        if corner is not None:
            rows.addWidget(corner, 0, Qt.AlignmentFlag.AlignRight)
        rows.addStretch(1)
        # Not by alignment: the height of the card would be reckoned for the width of the page.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        rows.addLayout(middle)
        rows.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self._fit_card()

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a widget on the card, once it has its place there; not if it is hidden by then."""
        self._news = widget
        self._soon.start()

    @Slot()
    def _on_laid_out(self) -> None:
        if self._news is not None and self._news.isVisible():
            self.ensureWidgetVisible(self._news, 0, spacing.SMALL)

    def _fit_card(self) -> None:
        self._card.setFixedWidth(card_width(self.font(), self.width()))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_card()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_card()
