"""The same bytes in three encodings below each other, each character in a box as wide as its bytes.

The rule: a byte stands above what each encoding makes of it; what is no character is dashed and says so, not
only in another colour.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.fonts import mono_font, points_of
from shared.ui.theme_source import ThemeSource
from shared.ui.tip import tip
from shared.ui.wire.byte_cells import paint_ring, sign_of
from shared.ui.wire.encodings_layout import CHARSETS, EncodingsLayout, fit_encodings
from shared.ui.wire.encodings_words import CHARSET_NAMES, EncodingsWords, is_none
from shared.wire.byte_reading import CharacterSet, Piece, read_bytes

_CODE_PART: Final = 0.72
_SIGN_PART: Final = 1.25
_SCROLL_BAR: Final = 12
_BOX_RADIUS: Final = 4.0
_INSET: Final = 1.5
_CODE_LIFT: Final = 2.0
"""Between a number and the lower edge of its box."""
_Key = Qt.Key


class EncodingsStrip(QAbstractScrollArea):
    """Call ``show_bytes``."""

    def __init__(self, themes: ThemeSource, words: EncodingsWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = words
        self._data = b""
        self._used: CharacterSet | None = None
        self._readings: dict[CharacterSet, tuple[Piece, ...]] = {}
        self._pointed = 0
        self.setObjectName("encodingsStrip")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = EncodingsLayout(0, 1, 1, 1)
        themes.theme_changed.connect(self._on_theme_changed)
        self.show_bytes(b"", None)
        self.retranslate()

    def show_bytes(self, data: bytes, used: CharacterSet | None) -> None:
        """Show ``data``; ``used`` is the encoding that it was written in, as far as anybody knows."""
        self._data, self._used = data, used
        self._readings = {charset: read_bytes(data, charset) for charset in CHARSETS}
        self._pointed = 0
        self._measure()
        self.horizontalScrollBar().setValue(0)
        self._describe()

    def signs(self, charset: CharacterSet) -> list[str]:
        """What stands in the boxes of an encoding."""
        return [sign_of(piece) for piece in self._readings[charset]]

    def place_of(self, charset: CharacterSet, position: int) -> QRectF:
        """Where a byte's column crosses the row of an encoding, in the viewport."""
        return self._layout.box(charset, position, 1).translated(self._origin())

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("The bytes in three encodings"))
        self._describe()
        self.viewport().update()

    def pointed_in_words(self) -> str:
        """The byte that the keyboard points at, and what each encoding makes of it."""
        if not self._data:
            return self.tr("No bytes")
        return self._words.about_byte(self._data, self._pointed, self._readings)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.pointed_in_words().replace("\n", "; "))

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        """For bytes, for their characters, and for the characters' numbers."""
        mono, sign, code = mono_font(self.font()), QFont(self.font()), mono_font(self.font())
        sign.setPointSizeF(points_of(sign) * _SIGN_PART)
        code.setPointSizeF(points_of(code) * _CODE_PART)
        return mono, sign, code

    def _label_width(self) -> float:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as that of the one that is used
        names = map(_used_name, CHARSETS)
        return max(map(QFontMetricsF(font).horizontalAdvance, names)) + 2 * spacing.MEDIUM

    def _measure(self) -> None:
        _mono, sign, code = self._fonts()
        metrics = QFontMetricsF(code)
        self._layout = fit_encodings(
            len(self._data),
            max(map(metrics.horizontalAdvance, ("U+4E2D", *self._words.no_codes()))),
            round(metrics.height()),
            round(QFontMetricsF(sign).height()),
        )
        self.setFixedHeight(round(self._layout.height) + _SCROLL_BAR)
        across, room = self.horizontalScrollBar(), round(self.viewport().width() - self._label_width())
        across.setPageStep(max(1, room))
        across.setSingleStep(round(self._layout.cell))
        across.setRange(0, max(0, round(self._layout.width) - room))
        self.viewport().update()

    def _origin(self) -> QPointF:
        return QPointF(self._label_width() - self.horizontalScrollBar().value(), 0)

    def _point_at(self, position: int) -> None:
        if not self._data:
            return
        self._pointed = max(0, min(len(self._data) - 1, position))
        place, across = self._layout.head(self._pointed), self.horizontalScrollBar()
        across.setValue(round(max(min(across.value(), place.left()), place.right() - across.pageStep())))
        self._describe()
        self.viewport().update()
        announce(self, self.accessibleDescription())

    def _paint_bytes(self, painter: QPainter, shown: range, font: QFont) -> None:
        theme = self._themes.theme
        painter.setFont(font)
        for position in shown:
            place = self._layout.head(position)
            if self.hasFocus() and position == self._pointed:
                painter.fillRect(place, QColor(theme.selection))
            painter.setPen(QColor(theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{self._data[position]:02X}")

    def _paint_piece(
        self, painter: QPainter, piece: Piece, charset: CharacterSet, fonts: tuple[QFont, QFont]
    ) -> None:
        theme, (sign_font, code_font) = self._themes.theme, fonts
        place = self._layout.box(charset, piece.start, piece.length).adjusted(_INSET, 0, -_INSET, 0)
        if is_none(piece):
            painter.setPen(QPen(QColor(theme.danger), 1, Qt.PenStyle.DashLine))
            fill, ink = theme.danger_fill, theme.danger
            place.adjust(0.5, 0.5, -0.5, -0.5)
        elif charset is self._used:
            painter.setPen(Qt.PenStyle.NoPen)
            fill, ink = theme.good_fill, theme.good_text
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            fill, ink = theme.bubble, theme.text
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(place, _BOX_RADIUS, _BOX_RADIUS)
        code_height = QFontMetricsF(code_font).height()
        upper, lower = QRectF(place), QRectF(place)
        lower.setBottom(place.bottom() - _CODE_LIFT)
        lower.setTop(lower.bottom() - code_height)
        upper.setBottom(lower.top() + _CODE_LIFT)
        painter.setPen(QColor(ink))
        painter.setFont(sign_font)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, sign_of(piece))
        painter.setFont(code_font)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self._words.code(piece))

    def _paint_labels(self, painter: QPainter) -> None:
        theme, width = self._themes.theme, self._label_width()
        painter.fillRect(QRectF(0, 0, width, self.viewport().height()), QColor(theme.window))
        for charset in CHARSETS:
            place = QRectF(0, self._layout.row_top(charset), width - spacing.MEDIUM, self._layout.row_height)
            font = QFont(self.font())
            is_used = charset is self._used
            font.setWeight(QFont.Weight.DemiBold if is_used else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme.good_text if is_used else theme.muted_text))
            name = _used_name(charset) if is_used else CHARSET_NAMES[charset]
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._themes.theme.window))
        if self._data:
            origin = self._origin()
            mono, sign, code = self._fonts()
            first = max(0, int(-origin.x() // self._layout.cell))
            last = int((self.viewport().width() - origin.x()) // self._layout.cell)
            shown = range(first, min(len(self._data), last + 1))
            painter.translate(origin)
            self._paint_bytes(painter, shown, mono)
            for charset, pieces in self._readings.items():
                for piece in pieces:
                    if piece.start < shown.stop and piece.start + piece.length > shown.start:
                        self._paint_piece(painter, piece, charset, (sign, code))
            if self.hasFocus():
                paint_ring(painter, self._layout.head(self._pointed), self._themes.theme)
            painter.translate(-origin)
            self._paint_labels(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._layout.height) + _SCROLL_BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        across, turned = self.horizontalScrollBar(), event.angleDelta()
        across.setValue(across.value() - (turned.x() or turned.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._layout.byte_at(event.position().x() - self._origin().x())
        if event.button() is Qt.MouseButton.LeftButton and position is not None:
            self._point_at(position)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # What was pressed here is released here: nobody below is to take it for a click of their own.
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case _Key.Key_Left:
                self._point_at(self._pointed - 1)
            case _Key.Key_Right:
                self._point_at(self._pointed + 1)
            case _Key.Key_Home:
                self._point_at(0)
            case _Key.Key_End:
                self._point_at(len(self._data) - 1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tell what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._layout.byte_at(event.pos().x() - self._origin().x())
            about = "" if position is None else self._words.about_byte(self._data, position, self._readings)
            QToolTip.showText(event.globalPos(), tip(about), self)
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)


def _used_name(charset: CharacterSet) -> str:
    return f"✓ {CHARSET_NAMES[charset]}"  # not by its colour alone
