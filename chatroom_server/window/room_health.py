"""How the room is doing, in full: which limits were hit, and every counter with a sentence that says what it means.

The rule: it shows what the room has counted and judges nothing; names and addresses are only shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from chatroom_server.limit_log import HitCount, LimitHit
from chatroom_server.room_settings import Counters
from chatroom_server.window.counter_words import Count, CounterWords
from chatroom_server.window.limit_words import LimitWords
from chatroom_server.window.recent_counters import RecentCounters
from shared.ui import spacing
from shared.ui.fonts import pixels_of
from shared.ui.stylesheet import set_role

_DESIGN_WIDTH: Final = 460
_DESIGN_PIXELS: Final = 13.0
"""The size of the text for which the width was drawn."""

_WIDEST_NUMBER: Final = "1,000,000"
"""Up to this no number changes where the words begin; wider ones move all of them."""

_MASK_RADIUS: Final = 11
"""A pixel less than that of the card, whose edge is smooth where the desktop can blend it."""


class RoomHealth(QWidget):
    """A panel over the window; Escape closes it, and so does a click elsewhere.

    Call ``begin_room`` when a room opens, ``show_counters`` whenever there are new ones, and ``open_above``.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("roomHealth")
        # The corners of the card are round.
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # The click that closes it is not to open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self._counters: Counters | None = None
        self._recent = RecentCounters()
        self._limit_words = LimitWords(self)
        self._count_words = CounterWords(self)
        self._heading, self._limits_heading, self._counts_heading = QLabel(), QLabel(), QLabel()
        set_role(self._heading, "title")
        for heading in (self._limits_heading, self._counts_heading):
            set_role(heading, "heading")
        self._no_limits = QLabel()
        set_role(self._no_limits, "muted")
        self._limit_rows: dict[LimitHit, _Row] = {}
        self._limits = QVBoxLayout()
        self._count_rows = {count: _Row() for count in Count}
        self._card = QFrame(self)
        set_role(self._card, "card")
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._scroll = QScrollArea()
        self._lay_out()
        self.retranslate()

    def begin_room(self) -> None:
        """Nothing is known of the new room yet."""
        self._counters = None
        self._recent.begin_room()

    def show_counters(self, counters: Counters) -> None:
        """Show the newest counters. Call it once a second."""
        self._recent.add(counters)
        # The delay of one second alone is gone before it is read; the line at the foot says the same.
        self._counters = replace(counters, relay_delay_seconds=self._recent.delay_seconds)
        if self.isVisible():
            self.retranslate()

    @Slot(QWidget)
    def open_above(self, widget: QWidget) -> None:
        """Open above the right end of ``widget``, as tall as is needed and its window has room for."""
        self.retranslate()
        window = widget.window()
        corner = widget.mapTo(window, QPoint(widget.width(), 0))
        drawn = round(_DESIGN_WIDTH * pixels_of(self.font()) / _DESIGN_PIXELS)
        width = min(drawn, window.width() - 2 * spacing.SMALL)
        edges = 2 * (spacing.LARGE + self._card.frameWidth())
        self._page.setFixedWidth(width - edges - self._scroll.verticalScrollBar().sizeHint().width())
        self._fit_page()
        wanted = self._page.height() + self._heading.sizeHint().height() + spacing.MEDIUM + edges
        height = min(wanted, corner.y() - spacing.SMALL)
        self.setFixedSize(width, height)
        left = max(spacing.SMALL, corner.x() - width)
        self.move(window.mapToGlobal(QPoint(left, corner.y() - height - spacing.TIGHT)))
        self._scroll.verticalScrollBar().setValue(0)
        self.show()
        self._scroll.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._heading.setText(self.tr("How the room is doing"))
        self._limits_heading.setText(self.tr("Limits that were hit"))
        self._counts_heading.setText(self.tr("In numbers"))
        self._no_limits.setText(self.tr("None. Nobody was held back."))
        counters = self._counters
        if counters is not None:
            words = self._count_words
            for count, row in self._count_rows.items():
                row.show_words(words.number(count, counters), words.name(count), words.meaning(count))
            self._show_limits(counters.limits)
            self._align_numbers()
        self._tell_screen_readers()

    def _lay_out(self) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.SMALL)
        self._limits.setSpacing(spacing.SMALL)
        column.addWidget(self._limits_heading)
        column.addWidget(self._no_limits)
        column.addLayout(self._limits)
        column.addSpacing(spacing.SMALL)
        column.addWidget(self._counts_heading)
        for row in self._count_rows.values():
            column.addWidget(row)
        column.addStretch()
        self._scroll.setObjectName("roomHealthScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The arrow keys scroll it.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setWidget(self._page)
        for surface in (self._scroll, self._scroll.viewport(), self._page):
            surface.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._card)
        whole = QVBoxLayout(self._card)
        whole.setContentsMargins(spacing.LARGE, spacing.LARGE, spacing.LARGE, spacing.LARGE)
        whole.setSpacing(spacing.MEDIUM)
        whole.addWidget(self._heading)
        whole.addWidget(self._scroll, 1)

    def _show_limits(self, hits: tuple[HitCount, ...]) -> None:
        for place, hit in enumerate(hits):
            row = self._limit_rows.get(hit.cause)
            if row is None:
                row = self._limit_rows[hit.cause] = _Row()
            # The one that was hit last stands first.
            self._limits.removeWidget(row)
            self._limits.insertWidget(place, row)
            times = QLocale().toString(hit.times)
            row.show_words(times, self._limit_words.cause(hit.cause), self._limit_words.lately(hit))
        hit_causes = {hit.cause for hit in hits}
        for cause, row in self._limit_rows.items():
            row.setVisible(cause in hit_causes)
        self._no_limits.setVisible(not hits)

    def _align_numbers(self) -> None:
        rows = (*self._limit_rows.values(), *self._count_rows.values())
        widest = max(row.wanted_number_width for row in rows)
        for row in rows:
            row.set_number_width(widest)
        self._fit_page()

    def _fit_page(self) -> None:
        # A scroll area does not ask how tall wrapped lines become; and a layout remembers what it asked last.
        for row in (*self._limit_rows.values(), *self._count_rows.values()):
            row.settle()
        self._column.activate()
        self._page.setFixedHeight(self._column.totalHeightForWidth(self._page.width()))

    def _tell_screen_readers(self) -> None:
        hits = () if self._counters is None else self._counters.limits
        rows = [self._limit_rows[hit.cause] for hit in hits] + list(self._count_rows.values())
        self.setAccessibleName(self._heading.text())
        self._scroll.setAccessibleName(self._heading.text())
        self._scroll.setAccessibleDescription("\n".join(row.words for row in rows))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Where the desktop cannot blend, what is outside of the round corners would be black.
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()), _MASK_RADIUS, _MASK_RADIUS)
        self.setMask(QRegion(card.toFillPolygon().toPolygon()))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Row(QWidget):
    """A number, what it counts, and below that a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._name, self._meaning = QLabel(), QLabel(), QLabel()
        for label in (self._number, self._name, self._meaning):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._number, "heading")
        set_role(self._meaning, "muted")
        for label in (self._name, self._meaning):
            label.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing.MEDIUM)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._number, 0, 0)
        self._grid.addWidget(self._name, 0, 1)
        self._grid.addWidget(self._meaning, 1, 1)

    @property
    def words(self) -> str:
        """All that it says, in one line."""
        return f"{self._number.text()} {self._name.text()}. {self._meaning.text()}"

    def show_words(self, number: str, name: str, meaning: str) -> None:
        """Say this, already translated."""
        self._number.setText(number)
        self._name.setText(name)
        self._meaning.setText(meaning)

    @property
    def wanted_number_width(self) -> int:
        """How wide the column of the numbers has to be for this one."""
        usual = self._number.fontMetrics().horizontalAdvance(_WIDEST_NUMBER)
        return max(usual, self._number.sizeHint().width())

    def set_number_width(self, pixels: int) -> None:
        """Have the words begin where those of all rows begin."""
        self._number.setFixedWidth(pixels)

    def settle(self) -> None:
        """Have the words that were shown last their place."""
        self._grid.activate()
