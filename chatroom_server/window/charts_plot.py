"""One chart, drawn by pyqtgraph.

The rule: this file alone imports pyqtgraph, and nobody imports this file before the charts are looked at: it brings
NumPy along, and takes half a second and fifty megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from chatroom_server.window.charts_axis import Axis
from shared.ui import spacing
from shared.ui.fonts import points_of
from shared.ui.theme_source import ThemeSource

_FILL_ALPHA: Final = 45
"""Of 255: the curve stands out, and the lines behind it can be seen."""

_LABEL_PART: Final = 0.9
"""The size of the marks' words, of that of the text."""

_HEADROOM: Final = 0.05
"""Of the height: a curve at the uppermost mark is seen whole."""

_BEHIND_THE_CURVE: Final = -1


class Plot(QWidget):
    """Call ``show_values`` and ``show_axes`` whenever there is news. The keyboard is its owner's affair."""

    pointed = Signal(float)
    """The mouse is over this place of the time axis."""
    left = Signal()
    """The mouse points at no place any more."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._view = pg.PlotWidget(enableMenu=False)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._item = self._view.getPlotItem()
        self._item.hideButtons()
        self._item.setMouseEnabled(x=False, y=False)
        self._item.getViewBox().disableAutoRange()
        self._item.layout.setContentsMargins(0, spacing.SMALL, spacing.LARGE, 0)
        # Not the axes' own grid: with it they leave the words at their ends out.
        self._grid = pg.PlotCurveItem(connect="pairs")
        self._grid.setZValue(_BEHIND_THE_CURVE)
        self._curve = pg.PlotCurveItem(fillLevel=0.0)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self._item.addItem(self._grid)
        self._item.addItem(self._curve)
        self._item.addItem(self._cursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._view.viewport().installEventFilter(self)
        themes.theme_changed.connect(self._on_theme_changed)
        self._dress()

    def set_accessible_name(self, name: str) -> None:
        """Say what is drawn, to whoever comes upon it with a screen reader; its values are told by its owner."""
        self.setAccessibleName(name)
        self._view.setAccessibleName(name)

    @property
    def shown_values(self) -> list[float]:
        """The heights of the steps that are drawn, from left to right."""
        _, heights = self._curve.getData()
        return [] if heights is None else [float(height) for height in heights]

    @property
    def cursor_at(self) -> float | None:
        """The place of the time axis that is marked, if one is."""
        return float(self._cursor.value()) if self._cursor.isVisible() else None

    @property
    def background(self) -> QColor:
        """The colour that it is drawn on."""
        return QColor(self._view.backgroundBrush().color())

    def widest(self, words: Sequence[str]) -> float:
        """Return how wide the axis of values has to be for these."""
        metrics = QFontMetricsF(self._label_font())
        return max(map(metrics.horizontalAdvance, words), default=0.0) + spacing.MEDIUM

    def show_values(self, edges: Sequence[float], values: Sequence[float]) -> None:
        """Draw a step of each height between two edges, of which there is one more."""
        if not values:
            self._curve.clear()
            return
        self._curve.setData(
            np.asarray(edges, dtype=float), np.asarray(values, dtype=float), stepMode="center"
        )

    def show_axes(self, time: Axis, value: Axis, width: float) -> None:
        """Set what the axes show. The axis of values is ``width`` wide, so that charts stand below each other."""
        for side, axis in (("bottom", time), ("left", value)):
            self._item.getAxis(side).setTicks([list(axis.marks)])
        self._item.getAxis("left").setWidth(width)
        ends = [end for place, _ in time.marks for end in ((place, value.begin), (place, value.end))]
        ends += [end for place, _ in value.marks for end in ((time.begin, place), (time.end, place))]
        self._grid.setData(np.array([x for x, _ in ends]), np.array([y for _, y in ends]))
        top = value.end + _HEADROOM * (value.end - value.begin)
        self._item.setRange(xRange=(time.begin, time.end), yRange=(value.begin, top), padding=0.0)

    def mark(self, place: float | None) -> None:
        """Mark a place of the time axis, or none."""
        self._cursor.setVisible(place is not None)
        if place is not None:
            self._cursor.setValue(place)

    def _label_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(points_of(font) * _LABEL_PART)
        return font

    def _dress(self) -> None:
        theme = self._themes.theme
        self._view.setBackground(QColor(theme.window))
        font = self._label_font()
        for side in ("bottom", "left"):
            axis = self._item.getAxis(side)
            axis.setPen(QColor(theme.border))
            axis.setTextPen(QColor(theme.muted_text))
            axis.setTickFont(font)
            # The words at the ends of an axis reach over its ends.
            axis.setStyle(tickLength=0, tickTextOffset=spacing.TIGHT, hideOverlappingLabels=False)
        self._item.getAxis("bottom").setHeight(QFontMetricsF(font).height() + spacing.SMALL)
        self._grid.setPen(QColor(theme.border))
        fill = QColor(theme.accent)
        fill.setAlpha(_FILL_ALPHA)
        self._curve.setPen(QColor(theme.accent))
        self._curve.setBrush(fill)
        self._cursor.setPen(QColor(theme.text))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._dress()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            scene = self._view.mapToScene(event.position().toPoint())
            place = self._item.getViewBox().mapSceneToView(scene)
            (begin, end), _ = self._item.viewRange()
            if begin <= place.x() <= end:
                self.pointed.emit(float(place.x()))
            else:
                self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._dress()
        super().changeEvent(event)
