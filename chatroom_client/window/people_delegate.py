"""Paints a person in a list: avatar, name and states, and nothing that a name could bring along.

The rule: the name keeps its room. Of several states those that no longer fit are left to the tooltip.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chatroom_client.window.people_model import NAME_ROLE, STATES_ROLE
from chatroom_client.window.person_state import PersonState, StateWords
from shared.ui import spacing
from shared.ui.avatar import paint_avatar
from shared.ui.fonts import points_of
from shared.ui.pill import PillKind, paint_pill, pill_font, pill_size
from shared.ui.theme_source import ThemeSource

_GAP_BETWEEN_ROWS: Final = 8
_ABOVE_AVATAR: Final = 5
_LEAST_NAME: Final = 8
"""So many letters' width of a name stand before anything else does."""

_HAND: Final = "\N{RAISED HAND}"


class PeopleDelegate(QStyledItemDelegate):
    """Paints rows of `PeopleModel`. A row without a name in `NAME_ROLE` is only its text, as for everyone."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = StateWords(self)

    def _paint_states(self, painter: QPainter, room: QRect, states: tuple[PersonState, ...]) -> int:
        """Paint as many states as `room` has place for, from its right edge; returns how wide they are."""
        taken = 0
        for state in states:
            text = _HAND if state is PersonState.HAND_UP else self._words.word(state)
            font = _font_of(state, painter.font())
            if state is PersonState.HOST:
                size = pill_size(text, font)
            else:
                metrics = QFontMetrics(font)
                size = QSize(metrics.horizontalAdvance(text), metrics.height())
            if taken + size.width() > room.width():
                break
            right, top = room.right() + 1 - taken, room.center().y() - size.height() // 2 + 1
            self._paint_state(painter, QRect(QPoint(right - size.width(), top), size), state, text, font)
            taken += size.width() + spacing.SMALL
        return taken

    def _paint_state(
        self, painter: QPainter, place: QRect, state: PersonState, text: str, font: QFont
    ) -> None:
        theme = self._themes.theme
        painter.save()
        painter.setFont(font)
        if state is PersonState.HOST:
            paint_pill(painter, place, text, PillKind.GOOD, theme)
        else:
            painter.setPen(QColor(theme.muted_text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        painter.restore()

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
        least = _LEAST_NAME * painter.fontMetrics().averageCharWidth()
        states = index.data(STATES_ROLE) or ()
        words.setRight(words.right() - self._paint_states(painter, words.adjusted(least, 0, 0, 0), states))
        painter.setPen(QColor(theme.text))
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


def _font_of(state: PersonState, text: QFont) -> QFont:
    match state:
        case PersonState.HOST:
            return pill_font(text)
        case PersonState.HAND_UP:
            scale = 1.2  # an emoji fills less of its line than letters do
        case PersonState.AWAY | PersonState.MUTED | PersonState.PLAIN:
            scale = 0.92
        case _:
            assert_never(state)
    font = QFont(text)
    font.setPointSizeF(points_of(text) * scale)
    return font


def _avatar_side(metrics: QFontMetrics) -> int:
    return round(metrics.height() * 1.5)
