"""The calls that make a socket, as cards in a row with arrows between them.

The rule: a card says what was really called and what came back. A call that has been made is lit up; one that has
not yet is not. Where the row has no room for all of them, it goes on below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.stylesheet import set_role, set_style_property

_WIDEST: Final = "192.168.100.100:"
"""A card is as wide as this; a longer address breaks at its colon."""


@dataclass(frozen=True, slots=True)
class Call:
    """``name`` as in C; ``purpose`` in a word or two; ``details``: arguments and results, a line for each."""

    name: str
    purpose: str
    details: tuple[str, ...]
    is_made: bool = True


class CallCards(QWidget):
    """Fill it with ``show_calls``, as often as anything changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_Card] = []
        self._arrows: list[QLabel] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing.TIGHT)
        self._grid.setVerticalSpacing(spacing.SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show these, from left to right."""
        while len(self._cards) < len(calls):
            self._cards.append(_Card(self))
            arrow = QLabel("→", self)
            set_role(arrow, "muted")
            arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._arrows.append(arrow)
            self._columns = 0
        for card, call in zip(self._cards, calls, strict=False):
            card.show_call(call)
        self._fit()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is written on each card, for whoever reads it aloud."""
        return tuple(card.accessibleName() for card in self._cards)

    def _fit(self) -> None:
        if not self._cards:
            return
        least = QFontMetrics(self.font()).horizontalAdvance(_WIDEST) + 2 * spacing.MEDIUM
        arrow = self._arrows[0].sizeHint().width() + 2 * spacing.TIGHT
        columns = max(1, min(len(self._cards), (self.width() + arrow) // (least + arrow)))
        # Lines of the same length, as far as that goes.
        lines = -(-len(self._cards) // columns)
        columns = -(-len(self._cards) // lines)
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for number, (card, arrow_label) in enumerate(zip(self._cards, self._arrows, strict=True)):
            line, place = divmod(number, columns)
            self._grid.addWidget(card, line, 2 * place)
            self._grid.addWidget(arrow_label, line, 2 * place + 1)
            arrow_label.setVisible(number < len(self._cards) - 1)
            self._grid.setColumnStretch(2 * place, 1)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._columns = 0
            self._fit()


class _Card(QFrame):
    """One call."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "call")
        self._name, self._purpose, self._details = QLabel(), QLabel(), QLabel()
        set_role(self._name, "monoHeading")
        set_role(self._purpose, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.MEDIUM - 2, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        column.setSpacing(1)
        for label in (self._name, self._purpose, self._details):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        column.addStretch(1)

    def show_call(self, call: Call) -> None:
        details = "\n".join(call.details)
        for label, text in ((self._name, call.name), (self._purpose, call.purpose), (self._details, details)):
            if label.text() != text:
                label.setText(text)
        set_style_property(self, "state", "made" if call.is_made else "")
        self.setAccessibleName(" · ".join((call.name, call.purpose, *call.details)))
