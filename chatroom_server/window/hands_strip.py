"""The raised hands above the people: who waits, in their order, and the buttons that lower one or all.

The rule: it is there only while a hand is up, and takes at most a few lines of the table's place. The order is
that in which the hands went up; no key and no click that was meant for one hand lowers another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from chatroom_server.facts import GuestId
from chatroom_server.window.hands import Hand
from shared.ui import spacing
from shared.ui.elided_label import ElidedLabel
from shared.ui.inert import isolated
from shared.ui.stylesheet import set_role

FLUSH_MILLISECONDS: Final = 100
"""A whole class that raises its hands is shown as one change."""

_MOST_SHOWN: Final = 40
"""Rows that are made; who waits behind them comes up as hands go down."""

_MOST_LINES: Final = 4
"""Rows in sight; the others are scrolled to."""


class HandsStrip(QFrame):
    """Call ``show_hands`` with the hands that are up, the one that waits longest first."""

    lower_wanted = Signal(int)
    """A guest's number."""
    lower_all_wanted = Signal()
    whisper_wanted = Signal(int)
    """A guest's number: the composer should whisper to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handsStrip")
        set_role(self, "panel")
        self._hands: tuple[Hand, ...] = ()
        self._rows: list[_HandRow] = []
        self._heading = QLabel()
        self._heading.setObjectName("handsHeading")
        set_role(self._heading, "heading")
        self._lower_all = QPushButton()
        self._lower_all.setObjectName("lowerAllButton")
        self._lower_all.clicked.connect(self.lower_all_wanted)
        self._more = QLabel()
        set_role(self._more, "muted")
        self._page = QWidget()
        self._lines = QVBoxLayout(self._page)
        self._scroll = _Lines()
        self._timer = QTimer(self, singleShot=True, interval=FLUSH_MILLISECONDS)
        self._timer.timeout.connect(self._on_time_to_show)
        self._lay_out()
        self.hide()
        self.retranslate()

    def show_hands(self, hands: Sequence[Hand]) -> None:
        """Show these hands, within ``FLUSH_MILLISECONDS``."""
        self._hands = tuple(hands)
        if not self._timer.isActive():
            self._timer.start()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        count = len(self._hands)
        self._heading.setText(self.tr("✋ %Ln hand(s) up", "", count))
        self._heading.setAccessibleName(self.tr("%Ln raised hand(s)", "", count))
        self._lower_all.setText(self.tr("Lower all"))
        self._lower_all.setAccessibleName(self.tr("Lower all hands"))
        self._more.setText(self.tr("and %Ln more", "raised hands", max(0, count - _MOST_SHOWN)))
        for place, row in enumerate(self._rows):
            row.show_hand(place + 1, self._hands[place])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self._lower_all)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addWidget(self._more)
        self._lines.addStretch()
        self._scroll.setObjectName("handsScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its buttons are reached by Tab, and bring themselves into sight.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        for surface in (self._scroll, self._scroll.viewport(), self._page):
            surface.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, spacing.SMALL)
        column.setSpacing(spacing.TIGHT)
        column.addLayout(head)
        column.addWidget(self._scroll)

    def _make_rows(self, count: int) -> None:
        while len(self._rows) > count:
            row = self._rows.pop()
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < count:
            row = _HandRow(self)
            row.lower_wanted.connect(self.lower_wanted)
            row.whisper_wanted.connect(self.whisper_wanted)
            self._lines.insertWidget(len(self._rows), row)
            self._rows.append(row)

    @Slot()
    def _fit_height(self) -> None:
        if not self._rows:
            return
        line = self._rows[0].sizeHint().height()
        lines = len(self._rows) + (not self._more.isHidden())
        # Half a line more tells that there is something to scroll to.
        shown = lines if lines <= _MOST_LINES else _MOST_LINES + 0.5
        self._scroll.show_lines(line, shown)

    @Slot()
    def _on_time_to_show(self) -> None:
        focused = next((row.guest for row in self._rows if row.has_keyboard), None)
        self._make_rows(min(len(self._hands), _MOST_SHOWN))
        self._more.setVisible(len(self._hands) > _MOST_SHOWN)
        self.retranslate()
        self.setVisible(bool(self._hands))
        # Only now are new rows dressed, and as tall as they will be.
        self._fit_height()
        if focused is not None and self._hands:
            self._keep_keyboard_at(focused)

    def _keep_keyboard_at(self, guest: GuestId) -> None:
        """The rows have moved: the keyboard goes with its hand, and from one that is down to a harmless place."""
        row = next((row for row in self._rows if row.guest == guest), None)
        if row is None:
            self._rows[0].take_keyboard()
        elif not row.has_keyboard:
            row.take_keyboard_to_lower()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            # When the rows have the new font, too.
            QTimer.singleShot(0, self, self._fit_height)


class _Lines(QScrollArea):
    """As tall as the lines that are to be in sight; in the lowest windows one has to do."""

    def __init__(self) -> None:
        super().__init__()
        self._line = self._wanted = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def show_lines(self, line_height: int, lines: float) -> None:
        """Take so many lines' height."""
        self._line, self._wanted = line_height, round(line_height * lines)
        self.updateGeometry()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._line)


class _HandRow(QFrame):
    """One raised hand: its place, its name, and what can be done about it."""

    lower_wanted = Signal(int)
    whisper_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.guest: GuestId = 0
        self._place = QLabel()
        set_role(self._place, "muted")
        self._name = ElidedLabel()
        self._whisper = _Link("handWhisperButton")
        self._lower = _Link("lowerHandButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing.SMALL)
        row.addWidget(self._place)
        row.addWidget(self._name, 1)
        row.addWidget(self._whisper)
        row.addWidget(self._lower)
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lower.clicked.connect(self._on_lower)
        self._whisper.clicked.connect(self._on_whisper)

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the focus."""
        return self._lower.hasFocus() or self._whisper.hasFocus()

    def take_keyboard(self) -> None:
        """Put the focus on the button that changes nothing in the room."""
        self._whisper.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard_to_lower(self) -> None:
        """Put the focus on the button that lowers the hand."""
        self._lower.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hand(self, place: int, hand: Hand) -> None:
        """Be the row of this hand, which is the ``place``-th in the queue."""
        self.guest = hand.guest
        name = isolated(hand.name)
        self._place.setText(QLocale().toString(place))
        self._place.setMinimumWidth(self._place.fontMetrics().horizontalAdvance("00"))
        self._name.setText(hand.name)
        self._whisper.setText(self.tr("Whisper"))
        self._whisper.setAccessibleName(self.tr("Whisper to {name}").format(name=name))
        self._lower.setText(self.tr("Lower", "a raised hand"))
        self._lower.setAccessibleName(self.tr("Lower the hand of {name}").format(name=name))

    @Slot()
    def _on_lower(self) -> None:
        self.lower_wanted.emit(self.guest)

    @Slot()
    def _on_whisper(self) -> None:
        self.whisper_wanted.emit(self.guest)


class _Link(QPushButton):
    """A double click presses it once: by the second click, the next hand may stand in its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        set_role(self, "link")

    # Qt overrides

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
