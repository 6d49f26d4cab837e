"""The charts below each other over one time axis, and the moment that the host points at.

The rule: what mouse and keyboard choose is one and the same moment, marked in all charts and told in words. As long
as there are no charts, the words are there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from chatroom_server.window.charts_axis import (
    Axis,
    decimals_of,
    time_marks,
    time_step,
    value_marks,
    value_step,
)
from chatroom_server.window.charts_series import Chart, LessonSeries, Sample, nearest
from chatroom_server.window.charts_words import ChartsWords
from chatroom_server.window.recent_counters import RecentCounters
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.parts_label import PartsLabel
from shared.ui.stylesheet import set_role

if TYPE_CHECKING:
    from chatroom_server.window.charts_plot import Plot

_LEAST_SECONDS: Final = 60.0
"""A lesson that has just begun does not fill the whole width with its first second."""

_LEAST_PLOT_HEIGHT: Final = 76
_LEAST_CLOCK_PIXELS: Final = 110
"""Between two marks of the time axis."""

_PIXELS_A_STEP: Final = 3
"""Narrower ones run into each other."""

_RING: Final = 2
"""As wide as that of a button which has the keyboard."""

_PAGES: Final = 10
"""So many presses of Page Up go over everything that is shown."""


class ChartsPane(QWidget):
    """Call ``show_lesson`` whenever there is news, and ``put_plots`` once pyqtgraph is loaded."""

    moment_chosen = Signal(object)
    """The ``Sample`` that is pointed at, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("charts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = ChartsWords(self)
        self._series = LessonSeries()
        self._recent = RecentCounters()
        self._span_seconds: float | None = None
        self._pointed_utc: float | None = None
        self._sections = {chart: _Section(chart) for chart in Chart}
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.LARGE, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        for section in self._sections.values():
            column.addWidget(section)
        column.addStretch()
        self.retranslate()

    @property
    def shown(self) -> Sequence[Sample]:
        """What is shown of the lesson, oldest first."""
        begin, end = self._shown_times()
        return self._series.between(begin, end, max(1, self.width() // _PIXELS_A_STEP))

    def put_plots(self, make: Callable[[], Plot]) -> None:
        """Draw the charts, with a plot that is made for each."""
        for section in self._sections.values():
            plot = make()
            section.put_plot(plot)
            plot.pointed.connect(self._on_pointed)
            plot.left.connect(self._on_left)
        self._draw()

    def show_lesson(
        self, series: LessonSeries, recent: RecentCounters, span_seconds: float | None = None
    ) -> None:
        """Show a lesson, the last ``span_seconds`` of it, or with None all."""
        self._series = series
        self._recent = recent
        self._span_seconds = span_seconds
        self._say_facts()
        self._draw()
        self._choose(self._pointed_utc)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        for section in self._sections.values():
            section.say_heading(self._words)
        self.setAccessibleName(self.tr("Charts of the lesson"))
        self._say_facts()
        self._draw()

    def _say_facts(self) -> None:
        told = []
        for chart, section in self._sections.items():
            facts = self._words.facts(chart, self._series, self._recent)
            section.say_facts(facts)
            told.append(f"{self._words.heading(chart)}: {', '.join(facts)}")
        self.setAccessibleDescription("\n".join(told))

    def _shown_times(self) -> tuple[float, float]:
        end = self._series.noted_utc
        begin = self._series.began_utc
        if self._span_seconds is not None:
            begin = max(begin, end - self._span_seconds)
        return begin, max(end, begin + _LEAST_SECONDS)

    def _draw(self) -> None:
        begin, end = self._shown_times()
        samples = self.shown
        most_marks = max(1, self.width() // _LEAST_CLOCK_PIXELS)
        step = time_step(end - begin, most_marks)
        offset = QDateTime.fromSecsSinceEpoch(int(begin)).offsetFromUtc()
        places = time_marks(begin, end, step, offset)
        clock = tuple(
            (place, self._words.clock(place, has_seconds=step < _LEAST_SECONDS)) for place in places
        )
        time = Axis(begin, end, clock)
        heights = {chart: self._value_axis(chart, samples) for chart in Chart}
        words = [word for axis in heights.values() for _, word in axis.marks]
        for chart, section in self._sections.items():
            section.draw(samples, time, heights[chart], words)

    def _value_axis(self, chart: Chart, samples: Sequence[Sample]) -> Axis:
        most = max((sample.value(chart) for sample in samples), default=0.0)
        is_whole = chart is Chart.PEOPLE
        marks = value_marks(most, is_whole=is_whole)
        decimals = decimals_of(value_step(most, is_whole=is_whole))
        locale = QLocale()
        return Axis(0.0, marks[-1], tuple((mark, locale.toString(mark, "f", decimals)) for mark in marks))

    def _choose(self, utc: float | None) -> None:
        sample = None if utc is None else nearest(self.shown, utc)
        self._pointed_utc = None if sample is None else utc
        for section in self._sections.values():
            section.mark(None if sample is None else sample.utc + sample.seconds / 2)
        self.moment_chosen.emit(sample)

    def _step(self, samples: int, seconds: float = 0.0) -> None:
        shown = self.shown
        if not shown:
            return
        if self._pointed_utc is None:
            place = len(shown) - 1
        else:
            chosen = nearest(shown, self._pointed_utc + seconds)
            place = next(number for number, each in enumerate(shown) if each is chosen) + samples
            place = min(max(place, 0), len(shown) - 1)
        self._choose_shown(shown[place])

    def _choose_shown(self, sample: Sample) -> None:
        self._choose(sample.utc + sample.seconds / 2)
        announce(self, ", ".join(self._words.moment(sample)))

    @Slot(float)
    def _on_pointed(self, utc: float) -> None:
        self._choose(utc)

    @Slot()
    def _on_left(self) -> None:
        self._choose(None)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        begin, end = self._shown_times()
        page = (end - begin) / _PAGES
        match event.key():
            case Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_PageUp:
                self._step(0, -page)
            case Qt.Key.Key_PageDown:
                self._step(0, page)
            case Qt.Key.Key_Home if self.shown:
                self._choose_shown(self.shown[0])
            case Qt.Key.Key_End if self.shown:
                self._choose_shown(self.shown[-1])
            case Qt.Key.Key_Escape if self._pointed_utc is not None:
                self._choose(None)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Section(QWidget):
    """One chart with its heading, and beside it what it comes down to."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._plot: Plot | None = None
        self._heading, self._facts = QLabel(), PartsLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setObjectName(f"{chart.name.lower()}Facts")
        set_role(self._heading, "heading")
        set_role(self._facts, "muted")
        line = QHBoxLayout()
        line.setSpacing(spacing.MEDIUM)
        line.addWidget(self._heading)
        line.addWidget(self._facts, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say_heading(self, words: ChartsWords) -> None:
        """Say what it shows."""
        self._heading.setText(words.heading(self._chart))
        self.setToolTip(words.meaning(self._chart))
        self._name_plot()

    def _name_plot(self) -> None:
        if self._plot is not None:
            self._plot.set_accessible_name(self._heading.text())

    def say_facts(self, facts: Sequence[str]) -> None:
        """Say what it comes down to, already translated."""
        self._facts.show_parts(facts)

    def put_plot(self, plot: Plot) -> None:
        """Draw it with this."""
        self._plot = plot
        plot.setObjectName(f"{self._chart.name.lower()}Plot")
        self._name_plot()
        plot.setMinimumHeight(_LEAST_PLOT_HEIGHT)
        self._column.addWidget(plot, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def draw(self, samples: Sequence[Sample], time: Axis, value: Axis, words: Sequence[str]) -> None:
        """Draw the lesson; ``words`` stand at the axes of all charts together."""
        if self._plot is None:
            return
        edges = [sample.utc for sample in samples] + [sample.end_utc for sample in samples[-1:]]
        self._plot.show_values(edges, [sample.value(self._chart) for sample in samples])
        self._plot.show_axes(time, value, self._plot.widest(words))

    def mark(self, utc: float | None) -> None:
        """Mark a moment, or none."""
        if self._plot is not None:
            self._plot.mark(utc)
