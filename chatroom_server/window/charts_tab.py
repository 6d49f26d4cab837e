"""The tab with the charts: people, messages and the relay's delay, over the whole lesson.

The rule: the lesson is noted from its beginning, whether anybody looks or not; pyqtgraph is loaded when the tab is
first looked at, and nothing is drawn while nobody does. Where it cannot be loaded, the words and numbers stay.
"""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from chatroom_server.room_settings import Counters
from chatroom_server.window.charts_pane import ChartsPane
from chatroom_server.window.charts_series import LessonSeries, Sample
from chatroom_server.window.charts_words import ChartsWords
from chatroom_server.window.recent_counters import RecentCounters
from shared.ui import spacing
from shared.ui.parts_label import PartsLabel
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_log = logging.getLogger(__name__)

_SPANS_SECONDS: Final = (None, 600.0)
"""What of the lesson can be shown: all of it, or the end."""


class ChartsTab(QWidget):
    """Call ``begin_room`` when a room opens, then ``note`` with its counters, about once a second."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._series = LessonSeries()
        self._recent = RecentCounters()
        self._words = ChartsWords(self)
        self._is_loaded = False
        self._sample: Sample | None = None
        self._show_label, self._span = QLabel(), QComboBox()
        self._span.setObjectName("chartsSpan")
        for seconds in _SPANS_SECONDS:
            self._span.addItem("", seconds)
        self._show_label.setBuddy(self._span)
        self._moment, self._trouble = PartsLabel(), QLabel()
        self._moment.setObjectName("chartsMoment")
        self._moment.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._trouble.setObjectName("chartsTrouble")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._pane = ChartsPane()
        # The tab is there at once, with its words; what takes a moment comes after it was painted.
        self._load_soon = QTimer(self, singleShot=True, interval=0)
        self._load_soon.timeout.connect(self._on_load)
        self._lay_out()
        self._span.currentIndexChanged.connect(self._on_span_changed)
        self._pane.moment_chosen.connect(self._on_moment_chosen)
        self.retranslate()

    @property
    def pane(self) -> ChartsPane:
        """The charts; the keyboard belongs there."""
        return self._pane

    @property
    def series(self) -> LessonSeries:
        """What has been noted of the lesson."""
        return self._series

    def begin_room(self, utc: float) -> None:
        """Begin anew, for a room that opens at ``utc`` seconds since 1970."""
        self._series.begin_room(utc)
        self._recent.begin_room()
        self._show()

    def note(self, counters: Counters, utc: float) -> None:
        """Take what the room has counted up to ``utc``."""
        self._series.note(counters, utc)
        self._recent.add(counters)
        self._show()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._show_label.setText(self.tr("Show:"))
        self._span.setItemText(0, self.tr("The whole lesson"))
        self._span.setItemText(1, self.tr("The last 10 minutes"))
        self._trouble.setText(
            self.tr(
                "The charts cannot be drawn here, because pyqtgraph could not be loaded; the program's log says "
                "why. The numbers are right all the same."
            )
        )
        self._say_moment()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, 0)
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._show_label)
        head.addWidget(self._span)
        head.addWidget(self._moment, 1)
        set_role(self._moment, "muted")
        set_role(self._trouble, "muted")
        self._trouble.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.LARGE, 0)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._pane)
        for surface in (scroll.viewport(), self._pane):
            surface.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(scroll, 1)

    def _show(self) -> None:
        if self.isVisible():
            self._pane.show_lesson(self._series, self._recent, self._span.currentData())

    def _say_moment(self) -> None:
        if self._sample is not None:
            self._moment.show_parts(self._words.moment(self._sample))
        else:
            self._moment.show_parts((self.tr("Point at a moment, or choose one with ← and →"),))

    @Slot()
    def _on_load(self) -> None:
        try:
            from chatroom_server.window.charts_plot import Plot  # noqa: PLC0415
        except (ImportError, RuntimeError):
            # NumPy raises a RuntimeError on a processor that is too old for it.
            _log.exception("the charts cannot be drawn")
            self._trouble.show()
            return
        self._pane.put_plots(lambda: Plot(self._themes))
        self._show()

    @Slot()
    def _on_span_changed(self) -> None:
        self._show()

    @Slot(object)
    def _on_moment_chosen(self, sample: Sample | None) -> None:
        self._sample = sample
        self._say_moment()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
        if not self._is_loaded:
            self._is_loaded = True
            self._load_soon.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
