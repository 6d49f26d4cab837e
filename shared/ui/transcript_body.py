"""A piece of text broken into lines: a message in its bubble, or a line in the middle.

The text is always plain, whatever is in it: formats come from the spans that were found, never from markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from shared.ui.inert import is_right_to_left
from shared.ui.transcript_spans import MarkedText

_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How text is set: `leading` is the least height of a line, in pixels."""

    font: QFont
    mono_families: tuple[str, ...]
    leading: int
    baseline: float
    """From the top of a line: base lines keep an even distance even where another font stands in."""
    tab_width: float
    emoji_pixels: int
    """Emoji fonts draw smaller than letters of the same size."""
    link_color: str


@dataclass(frozen=True, slots=True)
class LinkRange:
    """A link, in the units of Qt, for which an emoji is two characters."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Body:
    """Text broken into lines. Draw it anywhere; places asked about are relative to its top left corner."""

    layout: QTextLayout
    width: int
    height: int
    links: tuple[LinkRange, ...]

    def draw(
        self, painter: QPainter, at: QPointF, visible: QRectF, marks: Sequence[QTextLayout.FormatRange] = ()
    ) -> None:
        """Draw in the pen's colour, with no more lines than `visible` needs, and with `marks` over them."""
        self.layout.draw(painter, at, list(marks), visible)

    def marks(self, wanted: re.Pattern[str], fill: str, ink: str) -> list[QTextLayout.FormatRange]:
        """Where the text has what is `wanted`, in these colours."""
        text = self.layout.text()
        look = QTextCharFormat()
        look.setBackground(QBrush(QColor(fill)))
        look.setForeground(QBrush(QColor(ink)))
        return [
            _range(_units(text, match.start()), _units(text, match.end()), look)
            for match in wanted.finditer(text)
        ]

    def link_at(self, place: QPointF) -> str | None:
        """The target of the link under `place`."""
        if not self.links:
            return None
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            if line.naturalTextRect().contains(place):
                at = _character_at(line, place.x())
                return next((link.target for link in self.links if link.start <= at < link.end), None)
        return None


def set_body(
    message: MarkedText,
    style: BodyStyle,
    width: int,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> Body:
    """Break `message` into lines of at most `width` pixels; its first letter decides the direction."""
    is_leftward = is_right_to_left(message.text)
    layout = QTextLayout(message.text.replace("\n", _LINE_SEPARATOR), style.font)
    if is_leftward and alignment == Qt.AlignmentFlag.AlignLeft:
        alignment = Qt.AlignmentFlag.AlignRight
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_leftward else Qt.LayoutDirection.LeftToRight)
    option.setTabStopDistance(style.tab_width)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    links = _link_ranges(message)
    formats = [
        *_link_formats(links, style),
        *_code_formats(message, style),
        *_emoji_formats(message, style),
    ]
    if formats:
        layout.setFormats(formats)
    natural, height = _set_lines(layout, style, width)
    if alignment != Qt.AlignmentFlag.AlignLeft:
        # Lines stand at the far side of the width they were given, so give them what they need.
        natural, height = _set_lines(layout, style, min(width, ceil(natural)))
    return Body(layout, min(width, ceil(natural)), height, links)


def _set_lines(layout: QTextLayout, style: BodyStyle, width: float) -> tuple[float, int]:
    widest = top = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        widest = max(widest, line.naturalTextWidth())
        above = max(0.0, style.baseline - line.ascent())
        line.setPosition(QPointF(0, top + above))
        top += max(style.leading, above + line.height())
    layout.endLayout()
    return widest, ceil(top)


def _character_at(line: QTextLine, x: float) -> int:
    at = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
    return at[0] if isinstance(at, tuple) else at


def _link_ranges(message: MarkedText) -> tuple[LinkRange, ...]:
    text = message.text
    return tuple(
        LinkRange(_units(text, link.start), _units(text, link.end), link.target) for link in message.links
    )


def _link_formats(links: tuple[LinkRange, ...], style: BodyStyle) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    look.setForeground(QBrush(QColor(style.link_color)))
    return [_range(link.start, link.end, look) for link in links]


def _code_formats(message: MarkedText, style: BodyStyle) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setFontFamilies(list(style.mono_families))
    look.setFontFixedPitch(True)
    text = message.text
    return [_range(_units(text, span.start), _units(text, span.end), look) for span in message.code]


def _emoji_formats(message: MarkedText, style: BodyStyle) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setProperty(QTextFormat.Property.FontPixelSize, style.emoji_pixels)
    text = message.text
    return [_range(_units(text, span.start), _units(text, span.end), look) for span in message.emoji]


def _range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start = start
    piece.length = end - start
    piece.format = look
    return piece


def _units(text: str, place: int) -> int:
    """The place in UTF-16, as Qt counts."""
    return len(text[:place].encode("utf-16-le")) // 2
