"""A small rounded label for a state, such as "Connected" or "teacher".

The state is always in its words; the colour and the dot only repeat it.
"""

from __future__ import annotations

import enum
import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource

_SIDE_PADDING: Final = 10
_TOP_PADDING: Final = 3
_DOT_SIDE: Final = 9
_DOT_GAP: Final = 5


class PillKind(enum.Enum):
    """How a state feels to the person who reads it."""

    GOOD = "good"  # all is well, or something to be proud of
    WARNING = "warning"  # it may pass by itself
    DANGER = "danger"  # it needs somebody
    QUIET = "quiet"  # neither


def pill_font(text: QFont) -> QFont:
    """The font of a pill among text in the font `text`; set it on the painter before `paint_pill`."""
    font = QFont(text)
    font.setWeight(QFont.Weight.Medium)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * 0.92)
    return font


def pill_size(text: str, font: QFont, *, has_dot: bool = False) -> QSize:
    """How much room `paint_pill` needs for `text` in `font`, in pixels."""
    metrics = QFontMetricsF(font)
    dot_width = _DOT_SIDE + _DOT_GAP if has_dot else 0
    # Eliding counts in fractions of a pixel; without the spare one a text that fits would be shortened.
    width = math.ceil(metrics.horizontalAdvance(text)) + 1 + dot_width + 2 * _SIDE_PADDING
    return QSize(width, math.ceil(metrics.height()) + 2 * _TOP_PADDING)


def paint_pill(
    painter: QPainter, rect: QRect, text: str, kind: PillKind, theme: Theme, *, has_dot: bool = False
) -> None:
    """Paint a pill that fills `rect` in the painter's font; for delegates, which have no widgets.

    Text that does not fit is shortened with an ellipsis. The painter is left as it was.
    """
    fill, ink = _colors(kind, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    inner = rect.adjusted(_SIDE_PADDING, 0, -_SIDE_PADDING, 0)
    if has_dot:
        painter.setBrush(QColor(ink))
        middle = QRectF(rect).center().y()
        painter.drawEllipse(QPointF(inner.left() + _DOT_SIDE / 2, middle), _DOT_SIDE / 2, _DOT_SIDE / 2)
        inner.setLeft(inner.left() + _DOT_SIDE + _DOT_GAP)
    painter.setPen(QColor(ink))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _colors(kind: PillKind, theme: Theme) -> tuple[str, str]:
    match kind:
        case PillKind.GOOD:
            return theme.good_fill, theme.good_text
        case PillKind.WARNING:
            return theme.warning_fill, theme.warning_text
        case PillKind.DANGER:
            return theme.danger_fill, theme.danger
        case PillKind.QUIET:
            return theme.hover, theme.muted_text


class Pill(QLabel):
    """A pill with a dot. Say the state with `show_state`; screen readers read its words."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._kind = PillKind.QUIET
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.theme_changed.connect(self._on_theme_changed)

    @property
    def kind(self) -> PillKind:
        """The kind shown last."""
        return self._kind

    def show_state(self, text: str, kind: PillKind) -> None:
        """Show `text`, a translated word or two, as a state of `kind`."""
        self._kind = kind
        self.setText(text)
        self.updateGeometry()
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return pill_size(self.text(), pill_font(self.font()), has_dot=True)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text():
            return
        painter = QPainter(self)
        painter.setFont(pill_font(self.font()))
        paint_pill(painter, self.rect(), self.text(), self._kind, self._themes.theme, has_dot=True)
        painter.end()
