"""A small ring of dots that turns while something is being looked for.

It says nothing by itself: the words stand beside it. It stands still where animations are switched off.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from shared.ui.theme_source import ThemeSource

_DOTS: Final = 8
_STEP_MS: Final = 110


class Spinner(QWidget):
    """As high as a line of text. It turns while it is visible."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._turn = 0
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._on_step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.theme_changed.connect(self._on_theme_changed)

    @Slot()
    def _on_step(self) -> None:
        self._turn = (self._turn + 1) % _DOTS
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().ascent()
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self):
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.width() / 2 - 1.5
        color = QColor(self._themes.theme.muted_text)
        for dot in range(_DOTS):
            angle = 2 * math.pi * dot / _DOTS
            color.setAlphaF(1 - 0.8 * ((self._turn - dot) % _DOTS) / _DOTS)
            painter.setBrush(color)
            middle = QPointF(
                self.width() / 2 + radius * math.sin(angle), self.height() / 2 - radius * math.cos(angle)
            )
            painter.drawEllipse(middle, 1.2, 1.2)
        painter.end()
