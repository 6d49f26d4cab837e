"""The words of the charts: what each one shows, what it comes down to, and how it was at one moment.

The rule: whatever the curves say is said here too, for whoever cannot see them.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QDateTime, QLocale, QObject

from chatroom_server.window.charts_series import Chart, LessonSeries, Sample
from chatroom_server.window.delay_words import DelayWords
from chatroom_server.window.recent_counters import RecentCounters


class ChartsWords(QObject):
    """Makes the words. It keeps none, so a new language shows as soon as they are asked for again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delays = DelayWords(self)

    def heading(self, chart: Chart) -> str:
        """What the chart shows, with its unit."""
        match chart:
            case Chart.PEOPLE:
                return self.tr("People")
            case Chart.MESSAGES:
                return self.tr("Messages a second")
            case Chart.DELAY:
                return self.tr("Relay delay in ms")
        assert_never(chart)

    def meaning(self, chart: Chart) -> str:
        """What is counted or measured, in a sentence."""
        match chart:
            case Chart.PEOPLE:
                return self.tr("Everybody in the room, you among them.")
            case Chart.MESSAGES:
                return self.tr("Said, whispered and announced, by everybody together.")
            case Chart.DELAY:
                return self.tr(
                    "From the moment a message is read until it is on its way to everybody: "
                    "99 of 100 times it took no longer. The network comes on top of it."
                )
        assert_never(chart)

    def facts(self, chart: Chart, series: LessonSeries, recent: RecentCounters) -> tuple[str, ...]:
        """What the chart comes down to, the most important first; nothing before something was counted."""
        samples = series.samples
        if not samples:
            return ()
        match chart:
            case Chart.PEOPLE:
                most = max(sample.people for sample in samples)
                now = samples[-1].people
                return (
                    self.tr("{number} now", "people in the room").format(number=_whole(now)),
                    self.tr("{number} at most", "people in the room").format(number=_whole(most)),
                )
            case Chart.MESSAGES:
                rate = self.tr("{number} a second now", "messages").format(number=_tenths(recent.rate))
                return rate, self.tr("%Ln in all", "messages", sum(sample.messages for sample in samples))
            case Chart.DELAY:
                worst = max(sample.delay_seconds for sample in samples)
                if worst <= 0:
                    return (self.tr("nothing was relayed yet"),)
                now_parts = (
                    [
                        self.tr("{delay} now", "relay delay").format(
                            delay=self._delays.delay(recent.delay_seconds)
                        )
                    ]
                    if recent.delay_seconds > 0
                    else []
                )
                at_worst = self.tr("{delay} at worst", "relay delay").format(delay=self._delays.delay(worst))
                return (*now_parts, at_worst)
        assert_never(chart)

    def moment(self, sample: Sample) -> tuple[str, ...]:
        """How the room did at one moment, its time first."""
        rate = sample.value(Chart.MESSAGES)
        delay = (
            self.tr("relay delay {delay}").format(delay=self._delays.delay(sample.delay_seconds))
            if sample.delay_seconds > 0
            else self.tr("nothing relayed")
        )
        return (
            self.clock(sample.utc, has_seconds=True),
            self.tr("%Ln people", "in the room", sample.people),
            self.tr("{number} messages a second").format(number=_tenths(rate)),
            delay,
        )

    def clock(self, utc: float, *, has_seconds: bool) -> str:
        """A time of the day on the clock of this place."""
        locale = QLocale()
        form = locale.timeFormat(QLocale.FormatType.ShortFormat)
        time = QDateTime.fromMSecsSinceEpoch(round(utc * 1_000)).time()
        return locale.toString(time, form.replace("mm", "mm:ss") if has_seconds else form)


def _whole(number: int) -> str:
    return QLocale().toString(number)


def _tenths(number: float) -> str:
    return QLocale().toString(number, "f", 1)
