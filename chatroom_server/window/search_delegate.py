"""Paints one thing that was found: who said it and when, and below it the words with the hit marked.

The rule: a row is as high as any other, however long the message is.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from chatroom_server.window.search_model import FoundModel
from chatroom_server.window.search_snippet import Snippet
from shared.ui import spacing
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource


class SearchDelegate(QStyledItemDelegate):
    """Paints the rows of a ``FoundModel``."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def _paint_head(self, painter: QPainter, place: QRect, who: str, when: str, font: QFont) -> None:
        theme = self._themes.theme
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        time_width = QFontMetrics(font).horizontalAdvance(when) + spacing.SMALL
        name = metrics.elidedText(who, Qt.TextElideMode.ElideRight, max(0, place.width() - time_width))
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        # On one line whatever the scripts are: in a rectangle, each would be placed by its own font.
        baseline = place.top() + metrics.ascent()
        painter.drawText(place.left(), baseline, name)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(place.left() + metrics.horizontalAdvance(name) + spacing.SMALL, baseline, when)

    def _paint_words(self, painter: QPainter, place: QRect, shown: Snippet, font: QFont) -> None:
        theme = self._themes.theme
        layout = QTextLayout(
            QFontMetrics(font).elidedText(shown.text, Qt.TextElideMode.ElideRight, place.width()), font
        )
        layout.setFormats([_mark(hit.start, hit.end, theme) for hit in shown.hits])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(place)
        painter.setPen(QColor(theme.text))
        layout.draw(painter, QPointF(place.topLeft()))
        painter.restore()

    # Qt overrides

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, FoundModel):
            return
        self.initStyleOption(option, index)
        option.text = ""
        view = self.parent()
        if isinstance(view, QWidget):
            view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        result = model.result(index.row())
        message = result.found.message
        height = QFontMetrics(option.font).height()
        left, right = spacing.LARGE, -spacing.LARGE
        head = option.rect.adjusted(left, spacing.SMALL, right, 0)
        head.setHeight(height)
        self._paint_head(painter, head, model.who(message), model.when(message), option.font)
        self._paint_words(painter, head.translated(0, height + 2), result.snippet, option.font)

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, 2 * QFontMetrics(option.font).height() + 2 * spacing.SMALL + 2)


def _mark(start: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = start, end - start
    look = QTextCharFormat()
    look.setBackground(QColor(theme.announcement_fill))
    look.setFontWeight(QFont.Weight.DemiBold)
    mark.format = look
    return mark
