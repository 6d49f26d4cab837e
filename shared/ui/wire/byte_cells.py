"""How one byte, or some that belong together, are painted: alike in the bytes of a frame and in the three lanes.

The rule: what a byte is for can be seen without its colour too: marks stand in boxes, what is skipped is hatched,
and what is hidden is a row of stars.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, assert_never

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from shared.ui.theme import Theme
from shared.wire.byte_reading import Piece, PieceKind

_BOX_RADIUS: Final = 3.0
_RING: Final = 2.0


class ByteRole(Enum):
    """What a byte is for."""

    PLAIN = "plain"  # text, or anything else that is read
    STX = "stx"  # where a frame begins
    TYPE = "type"  # which message it is
    ETX = "etx"  # where it ends
    SKIPPED = "skipped"  # in no frame, or in one that was dropped: nobody reads it


def fill_of(role: ByteRole, theme: Theme) -> QColor:
    """What is behind a byte."""
    match role:
        case ByteRole.PLAIN:
            return QColor(theme.bubble)
        case ByteRole.STX:
            return QColor(theme.wire_stx_fill)
        case ByteRole.TYPE:
            return QColor(theme.wire_type_fill)
        case ByteRole.ETX:
            return QColor(theme.wire_etx_fill)
        case ByteRole.SKIPPED:
            return QColor(theme.wire_skipped_fill)
    assert_never(role)


def ink_of(role: ByteRole, theme: Theme) -> QColor:
    """In what a byte is written upon its fill."""
    match role:
        case ByteRole.PLAIN:
            return QColor(theme.text)
        case ByteRole.STX:
            return QColor(theme.wire_stx_text)
        case ByteRole.TYPE:
            return QColor(theme.wire_type_text)
        case ByteRole.ETX:
            return QColor(theme.wire_etx_text)
        case ByteRole.SKIPPED:
            return QColor(theme.wire_skipped_text)
    assert_never(role)


def paint_fill(painter: QPainter, place: QRectF, role: ByteRole, theme: Theme) -> None:
    """Paint what is behind a byte, or behind several of one role."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill_of(role, theme))
    painter.drawRoundedRect(place, _BOX_RADIUS, _BOX_RADIUS)
    if role is ByteRole.SKIPPED:
        painter.setBrush(QBrush(QColor(theme.wire_skipped_hatch), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(place, _BOX_RADIUS, _BOX_RADIUS)


def paint_ring(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Paint a ring round what is chosen."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), _RING))
    half = _RING / 2
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), _BOX_RADIUS + 1, _BOX_RADIUS + 1)


def sign_of(piece: Piece) -> str:
    """What stands for a piece where there is room for a character: itself, or a sign if it cannot be seen."""
    match piece.kind:
        case PieceKind.CHARACTER:
            return "␣" if piece.text == "\u3000" else piece.text
        case PieceKind.UNSEEN:
            return "·"
        case PieceKind.NO_CHARACTER:
            return "□"
        case PieceKind.CUT_OFF:
            return "…"
        case PieceKind.WRONG:
            return "\ufffd"
    assert_never(piece.kind)
