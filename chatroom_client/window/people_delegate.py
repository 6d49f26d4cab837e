"""Paints a person in a list: avatar and name, and nothing that a name could bring along."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chatroom_client.window.people_model import NAME_ROLE
from shared.ui import spacing
from shared.ui.avatar import paint_avatar
from shared.ui.theme_source import ThemeSource

_GAP_BETWEEN_ROWS: Final = 8
_ABOVE_AVATAR: Final = 5


class PeopleDelegate(QStyledItemDelegate):
    """Paints rows of `PeopleModel`. A row without a name in `NAME_ROLE` is only its text, as for everyone."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes = themes

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row as high as its avatar and some air."""
        metrics = QFontMetrics(option.font)
        width = metrics.horizontalAdvance(str(index.data())) + _avatar_side(metrics) + 4 * spacing.SMALL
        return QSize(width, _avatar_side(metrics) + 2 * _ABOVE_AVATAR + _GAP_BETWEEN_ROWS)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one person."""
        theme = self._themes.theme
        rect: QRect = option.rect.adjusted(0, 0, 0, -_GAP_BETWEEN_ROWS)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        fill = ""
        if state & QStyle.StateFlag.State_Selected:
            fill = theme.selection
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = theme.hover
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if fill or has_focus:
            painter.setPen(QPen(QColor(theme.accent), 2) if has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1) if has_focus else rect, 6, 6)
        side = _avatar_side(painter.fontMetrics())
        left = rect.left() + spacing.SMALL - 2
        name = index.data(NAME_ROLE)
        if name:
            circle = QRect(left, rect.center().y() - side // 2, side, side)
            paint_avatar(painter, circle, str(name), theme)
            left += side
        words = rect.adjusted(left - rect.left() + spacing.SMALL + 2, 0, -spacing.SMALL, 0)
        painter.setPen(QColor(theme.text))
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


def _avatar_side(metrics: QFontMetrics) -> int:
    return round(metrics.height() * 1.5)
