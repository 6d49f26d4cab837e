"""Some bytes as hexadecimal numbers and as text, side by side, with a byte that is pointed at and its field.

The rule: only the rows in sight are painted; and where the bytes are chosen from elsewhere, nothing is told back.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from shared.ui.announce import announce
from shared.ui.fonts import mono_font
from shared.ui.theme_source import ThemeSource
from shared.ui.wire.byte_cells import ByteRole, ink_of, paint_fill, paint_ring, sign_of
from shared.ui.wire.hex_grid import HexGrid, fit_grid
from shared.wire.byte_reading import CharacterSet, Piece, PieceKind, read_bytes

_ROW_PADDING: Final = 5
_BOX_INSET: Final = 1.0
_Key = Qt.Key


class HexView(QAbstractScrollArea):
    """Call ``show_bytes``, then ``mark`` the bytes of what is chosen. Connect ``byte_chosen``."""

    byte_chosen = Signal(int)
    """Somebody has pointed at the byte with this number, by mouse or keyboard; ``mark`` what it belongs to."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._data = b""
        self._roles: tuple[ByteRole, ...] = ()
        self._pieces: tuple[Piece, ...] = ()
        self._piece_of: list[int] = []
        self._marked = range(0)
        self._cursor = 0
        self.setObjectName("hexView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._grid = self._fitting_grid()
        themes.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    @property
    def marked(self) -> range:
        """The numbers of the bytes that are marked."""
        return self._marked

    @property
    def cursor_byte(self) -> int:
        """The number of the byte that the keyboard points at."""
        return self._cursor

    @property
    def text_rows(self) -> list[str]:
        """What stands in the rows' text, sign for sign."""
        ends = range(0, len(self._data), self._grid.per_row)
        return [
            "".join(
                sign_of(piece) for piece in self._pieces if begin <= piece.start < begin + self._grid.per_row
            )
            for begin in ends
        ]

    def place_of(self, position: int) -> QRectF:
        """Where the digits of a byte stand in the viewport."""
        return self._grid.hex_place(position).translated(self._origin())

    def show_bytes(self, data: bytes, roles: tuple[ByteRole, ...], charset: CharacterSet) -> None:
        """Show ``data`` from its beginning, each byte in its role, its text read in ``charset``."""
        self._data, self._roles = data, roles
        self._pieces = read_bytes(data, charset)
        self._piece_of = [number for number, piece in enumerate(self._pieces) for _ in range(piece.length)]
        self._marked, self._cursor = range(0), 0
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def mark(self, start: int, length: int) -> None:
        """Mark these bytes, and bring them into sight; the keyboard goes on from them, or where it is in them."""
        self._marked = range(start, min(len(self._data), start + length))
        if self._marked:
            if self._cursor not in self._marked:
                self._cursor = start
                self._show_byte(self._marked[-1])
            self._show_byte(self._cursor)
            self._describe()
        self.viewport().update()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Bytes of the frame, as hexadecimal numbers and as text"))
        self._describe()

    def describe_byte(self, position: int) -> str:
        """A byte in words, for a screen reader."""
        if not self._data:
            return self.tr("No bytes")
        return self.tr("Byte {number} of {count}: {hex}, {text}").format(
            number=position + 1,
            count=len(self._data),
            hex=f"{self._data[position]:02X}",
            text=self._text_in_words(position),
        )

    def _text_in_words(self, position: int) -> str:
        match self._roles[position]:
            case ByteRole.STX:
                return self.tr("start of the frame (STX)")
            case ByteRole.ETX:
                return self.tr("end of the frame (ETX)")
            case _:
                piece = self._pieces[self._piece_of[position]]
                seen = piece.kind is PieceKind.CHARACTER
                return sign_of(piece) if seen else self.tr("no character that can be seen")

    def _describe(self) -> None:
        self.setAccessibleDescription(self.describe_byte(self._cursor))

    def _fitting_grid(self) -> HexGrid:
        metrics = QFontMetricsF(mono_font(self.font()))
        return fit_grid(
            len(self._data),
            metrics.horizontalAdvance("0"),
            round(metrics.height()) + _ROW_PADDING,
            self.viewport().width(),
        )

    def _measure(self) -> None:
        """Find out anew how many bytes a row has, and how far there is to scroll."""
        self._grid = self._fitting_grid()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        screen = self.viewport().size()
        down.setPageStep(screen.height())
        down.setSingleStep(round(self._grid.row_height))
        down.setRange(0, max(0, round(self._grid.rows * self._grid.row_height) - screen.height()))
        across.setPageStep(screen.width())
        across.setRange(0, max(0, round(self._grid.width) - screen.width()))
        self._describe()
        self.viewport().update()

    def _origin(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _show_byte(self, position: int) -> None:
        place, down = self._grid.hex_place(position), self.verticalScrollBar()
        if place.top() < down.value():
            down.setValue(round(place.top()))
        elif place.bottom() > down.value() + self.viewport().height():
            down.setValue(round(place.bottom()) - self.viewport().height())

    def _point_at(self, position: int) -> None:
        if not self._data:
            return
        self._cursor = max(0, min(len(self._data) - 1, position))
        self._show_byte(self._cursor)
        self._describe()
        self.byte_chosen.emit(self._cursor)
        self.viewport().update()
        announce(self, self.describe_byte(self._cursor))

    def _copy(self) -> None:
        chosen = self._data[self._marked.start : self._marked.stop] or self._data
        QApplication.clipboard().setText(chosen.hex(" "))

    def _paint_row(self, painter: QPainter, row: int, font: QFont) -> None:
        theme, grid = self._themes.theme, self._grid
        first = row * grid.per_row
        bytes_in_it = range(first, min(len(self._data), first + grid.per_row))
        offset = QRectF(
            grid.offset_left, row * grid.row_height, grid.offset_digits * grid.digit, grid.row_height
        )
        painter.setFont(font)
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(offset, Qt.AlignmentFlag.AlignCenter, f"{first:0{grid.offset_digits}}")
        self._paint_mark(painter, bytes_in_it)
        inset = (_BOX_INSET, _BOX_INSET, -_BOX_INSET, -_BOX_INSET)
        for position in bytes_in_it:
            role = self._roles[position]
            place = grid.hex_place(position)
            if role is not ByteRole.PLAIN:
                paint_fill(painter, place.adjusted(2, 2, -2, -2), role, theme)
                paint_fill(painter, grid.text_place(position).adjusted(*inset), role, theme)
            painter.setPen(ink_of(role, theme))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{self._data[position]:02x}")
            self._paint_text(painter, position, bytes_in_it)

    def _paint_mark(self, painter: QPainter, bytes_in_it: range) -> None:
        begin, end = max(self._marked.start, bytes_in_it.start), min(self._marked.stop, bytes_in_it.stop)
        if begin >= end:
            return
        for place in (self._grid.hex_place, self._grid.text_place):
            whole = place(begin).united(place(end - 1))
            painter.fillRect(whole, QColor(self._themes.theme.selection))

    def _paint_text(self, painter: QPainter, position: int, bytes_in_it: range) -> None:
        """Paint a character over all its bytes, from the first of them in this row on."""
        piece = self._pieces[self._piece_of[position]]
        if position != max(piece.start, bytes_in_it.start):
            return
        last = min(piece.start + piece.length, bytes_in_it.stop) - 1
        place = self._grid.text_place(position).united(self._grid.text_place(last))
        is_wrong = piece.kind in {PieceKind.WRONG, PieceKind.CUT_OFF, PieceKind.NO_CHARACTER}
        theme = self._themes.theme
        painter.setPen(QColor(theme.danger) if is_wrong else ink_of(self._roles[position], theme))
        # Its second half stands in the next row, where it is shown that it goes on.
        sign = sign_of(piece) if position == piece.start else "‥"
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, sign)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, origin = self._themes.theme, self._origin()
        painter.fillRect(event.rect(), QColor(theme.window))
        painter.translate(origin)
        font = mono_font(self.font())
        first = int((event.rect().top() - origin.y()) // self._grid.row_height)
        last = int((event.rect().bottom() - origin.y()) // self._grid.row_height)
        for row in range(max(0, first), min(self._grid.rows, last + 1)):
            self._paint_row(painter, row, font)
        if self.hasFocus() and self._data:
            paint_ring(painter, self._grid.hex_place(self._cursor), theme)
            paint_ring(painter, self._grid.text_place(self._cursor).adjusted(-1, 0, 1, 0), theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            position = self._grid.byte_at(event.position() - self._origin())
            if position is not None:
                self._point_at(position)
                return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # What was pressed here is released here: nobody below is to take it for a click of their own.
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._grid.per_row
        page = row * max(1, int(self.viewport().height() // self._grid.row_height) - 1)
        is_whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        start_of_row = self._cursor - self._cursor % row
        # By number: not every key of every keyboard is one that Qt has a name for.
        steps: dict[int, int] = {
            _Key.Key_Left: self._cursor - 1,
            _Key.Key_Right: self._cursor + 1,
            _Key.Key_Up: self._cursor - row if self._cursor >= row else self._cursor,
            _Key.Key_Down: self._cursor + row,
            _Key.Key_PageUp: self._cursor - page,
            _Key.Key_PageDown: self._cursor + page,
            _Key.Key_Home: 0 if is_whole else start_of_row,
            _Key.Key_End: len(self._data) - 1 if is_whole else start_of_row + row - 1,
        }
        wanted = steps.get(event.key())
        if wanted is not None:
            self._point_at(wanted)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)
