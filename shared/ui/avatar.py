"""Paints the round sign of a person: the first letter of the name on the person's colour.

It is a function, so that lists and the transcript paint it without a widget or a picture for each person.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from shared.ui.theme import Theme


def paint_avatar(painter: QPainter, rect: QRect | QRectF, name: str, theme: Theme) -> None:
    """Paint the avatar of `name` into the largest circle in the middle of `rect`.

    The painter is left as it was. A screen reader hears nothing of it: the name itself stands beside it.
    """
    outer = QRectF(rect)
    side = min(outer.width(), outer.height())
    circle = QRectF(outer.center().x() - side / 2, outer.center().y() - side / 2, side, side)
    disc = QPainterPath()
    disc.addEllipse(circle)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(disc, QColor(theme.avatar_color(name)))
    # A name may pile marks on its letter; they stay inside the circle.
    painter.setClipPath(disc, Qt.ClipOperation.IntersectClip)
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(side * 0.44)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(theme.avatar_text))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, avatar_letter(name))
    painter.restore()


def avatar_letter(name: str) -> str:
    """What stands in the circle: the first character as people count them, in upper case; `?` for no name."""
    letter = _first_grapheme(name.strip())
    if not letter:
        return "?"
    # In upper case one letter may become two, as in the German sharp s.
    return _first_grapheme(letter.upper())


def _first_grapheme(text: str) -> str:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    end = finder.toNextBoundary()
    if end <= 0:
        return ""
    # Qt counts in UTF-16 units, Python in code points.
    return text.encode("utf-16-le", "surrogatepass")[: end * 2].decode("utf-16-le", "surrogatepass")
