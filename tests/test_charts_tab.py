"""The charts as the host sees them: drawn when looked at, told in words too, in the colours and language of now."""

import logging
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QGraphicsView, QLabel
from pytestqt.qtbot import QtBot

from chatroom_server.window.charts_plot import Plot
from chatroom_server.window.charts_tab import ChartsTab
from shared.ui.language import Languages
from shared.ui.theme import DARK
from shared.ui.theme_source import ThemeChoice, ThemeSource
from tests.helpers.marked_words import marked_words, unmarked_words
from tests.test_count_words import QUIET

NINE = 1_790_000_000.0
PEOPLE, MESSAGES, DELAY = "peoplePlot", "messagesPlot", "delayPlot"


class Host:
    """Somebody who has the charts before them."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.tab = ChartsTab(themes)
        self.qtbot = qtbot
        self.seconds = 0
        qtbot.addWidget(self.tab)
        self.tab.resize(800, 600)
        self.tab.begin_room(NINE)

    def pass_seconds(self, count: int, *, people: int = 5, said: int = 2, delay: float = 0.001) -> None:
        """Let a room of so many people go on, in which so much is said each second."""
        for _ in range(count):
            self.seconds += 1
            counters = replace(QUIET, users=people, messages=said * self.seconds, relay_delay_seconds=delay)
            self.tab.note(counters, NINE + self.seconds)

    def look(self) -> None:
        """Look at the charts, and wait until they are there."""
        self.tab.show()
        self.qtbot.waitUntil(lambda: len(self.tab.findChildren(Plot)) == 3)

    def plot(self, name: str) -> Plot:
        found = self.tab.findChild(Plot, name)
        assert found is not None, name
        return found

    def label(self, name: str) -> str:
        found = self.tab.findChild(QLabel, name)
        assert found is not None, name
        return found.text()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.tab.pane, key)

    def span(self) -> QComboBox:
        found = self.tab.findChild(QComboBox, "chartsSpan")
        assert found is not None
        return found

    @property
    def cursors(self) -> set[float | None]:
        """Where a moment is marked, in all charts."""
        return {plot.cursor_at for plot in self.tab.findChildren(Plot)}


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Host:
    return Host(themes, qtbot)


def test_lesson_before_the_first_look_is_drawn_as_well(host: Host) -> None:
    host.pass_seconds(30, people=3)
    host.pass_seconds(30, people=12, delay=0.004)
    host.look()
    assert host.plot(PEOPLE).shown_values == [3.0] * 30 + [12.0] * 30
    assert host.plot(MESSAGES).shown_values == [0.0] + [2.0] * 59
    assert host.plot(DELAY).shown_values == pytest.approx([1.0] * 30 + [4.0] * 30)


def test_room_that_has_just_opened_has_empty_charts(host: Host) -> None:
    host.look()
    assert host.plot(PEOPLE).shown_values == []
    host.press(Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageUp)
    assert host.cursors == {None}


def test_charts_go_on_while_they_are_looked_at(host: Host) -> None:
    host.look()
    host.pass_seconds(3, people=7)
    assert host.plot(PEOPLE).shown_values == [7.0] * 3


def test_next_room_begins_anew(host: Host) -> None:
    host.pass_seconds(20)
    host.look()
    host.tab.begin_room(NINE + 100)
    assert host.plot(PEOPLE).shown_values == []
    assert host.label("peopleFacts") == ""


def test_long_lesson_is_drawn_in_steps_that_can_be_told_apart(host: Host) -> None:
    host.pass_seconds(1_700)
    host.look()
    steps = len(host.plot(PEOPLE).shown_values)
    assert 100 <= steps <= 800 / 2


def test_last_ten_minutes_can_be_looked_at_alone(host: Host) -> None:
    host.pass_seconds(900, people=4)
    host.pass_seconds(600, people=30)
    host.look()
    assert set(host.plot(PEOPLE).shown_values) == {4.0, 30.0}
    QTest.keyClick(host.span(), Qt.Key.Key_Down)
    values = host.plot(PEOPLE).shown_values
    assert values[5:] == [30.0] * (len(values) - 5)
    QTest.keyClick(host.span(), Qt.Key.Key_Up)
    assert set(host.plot(PEOPLE).shown_values) == {4.0, 30.0}


def test_what_the_charts_come_down_to_is_said_beside_them(host: Host) -> None:
    host.pass_seconds(30, people=12, delay=0.25)
    host.pass_seconds(30, people=3)
    host.look()
    assert host.label("peopleFacts") == "3 now · 12 at most"
    assert host.label("messagesFacts").startswith("2.0 a second now · 118 ")
    assert host.label("delayFacts") == "1.0 ms now · 250 ms at worst"


def test_silent_room_has_no_delay(host: Host) -> None:
    host.look()
    host.pass_seconds(5, said=0, delay=0.0)
    assert host.label("delayFacts") == "nothing was relayed yet"


def test_screen_reader_is_told_what_the_curves_show(host: Host) -> None:
    host.pass_seconds(60, people=12)
    host.look()
    assert host.tab.pane.accessibleName()
    told = host.tab.pane.accessibleDescription().splitlines()
    assert told[0] == "People: 12 now, 12 at most"
    assert len(told) == 3
    plots = host.tab.pane.findChildren(Plot)
    assert [each.accessibleName() for each in plots] == ["People", "Messages a second", "Relay delay in ms"]


def test_moment_is_chosen_with_the_arrow_keys_and_told_in_words(host: Host) -> None:
    host.pass_seconds(50, people=4)
    host.pass_seconds(10, people=9, delay=0.002)
    host.look()
    hint = host.label("chartsMoment")
    host.press(Qt.Key.Key_Left)
    assert host.cursors == {NINE + 59.5}
    assert host.label("chartsMoment").split(" · ")[2:] == ["2.0 messages a second", "relay delay 2.0 ms"]
    host.press(*[Qt.Key.Key_Left] * 20)
    assert host.cursors == {NINE + 39.5}
    assert host.label("chartsMoment").split(" · ")[1].startswith("4 ")
    host.press(Qt.Key.Key_Right)
    assert host.cursors == {NINE + 40.5}
    host.press(Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert host.cursors == {NINE + 0.5}
    host.press(Qt.Key.Key_PageDown)
    assert host.cursors == {NINE + 6.5}
    host.press(Qt.Key.Key_End, Qt.Key.Key_Right)
    assert host.cursors == {NINE + 59.5}
    host.press(Qt.Key.Key_Escape)
    assert host.cursors == {None}
    assert host.label("chartsMoment") == hint


def test_chosen_moment_stays_while_the_lesson_goes_on(host: Host) -> None:
    host.pass_seconds(30)
    host.look()
    host.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    before = host.cursors
    host.pass_seconds(5)
    assert host.cursors == before


def test_moment_under_the_mouse_is_told_until_the_mouse_leaves(host: Host) -> None:
    host.pass_seconds(120)
    host.look()
    (view,) = host.plot(MESSAGES).findChildren(QGraphicsView)
    QApplication.processEvents()
    QTest.mouseMove(view.viewport(), QPoint(view.width() // 2, view.height() // 2))
    host.qtbot.waitUntil(lambda: host.cursors != {None})
    (place,) = host.cursors
    assert place is not None and NINE + 40 < place < NINE + 80
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert host.cursors == {None}


def test_wheel_over_a_chart_changes_nothing_in_it(host: Host) -> None:
    host.pass_seconds(120)
    host.look()
    (view,) = host.plot(PEOPLE).findChildren(QGraphicsView)
    QApplication.processEvents()
    before = host.plot(PEOPLE).grab().toImage()
    middle = QPointF(view.width() / 2, view.height() / 2)
    wheel = QWheelEvent(
        middle,
        QPointF(view.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    QApplication.processEvents()
    assert host.plot(PEOPLE).grab().toImage() == before


def test_colours_follow_the_theme_while_the_charts_are_open(host: Host, themes: ThemeSource) -> None:
    host.pass_seconds(60)
    host.look()
    light = QColor(themes.theme.window)
    themes.choose(ThemeChoice.DARK)
    QApplication.processEvents()
    picture = host.tab.grab().toImage()
    for name in (PEOPLE, MESSAGES, DELAY):
        assert host.plot(name).background == QColor(DARK.window)
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 800, 5) for y in range(0, 600, 5)}
    assert light.rgb() not in colours
    assert QColor(DARK.window).rgb() in colours


def test_larger_text_leaves_the_words_of_the_axes_their_room(host: Host, themes: ThemeSource) -> None:
    host.pass_seconds(60, people=1_500)
    host.look()
    before = host.plot(PEOPLE).widest(["2,000"])
    themes.set_text_percent(200)
    QApplication.processEvents()
    assert host.plot(PEOPLE).widest(["2,000"]) > before * 1.5
    themes.set_text_percent(100)


def test_all_words_follow_the_language(host: Host, qapp: QApplication) -> None:
    host.pass_seconds(60)
    host.look()
    host.press(Qt.Key.Key_Left)
    with marked_words(qapp):
        assert unmarked_words(host.tab) == []
        assert host.tab.pane.accessibleName().startswith("¡")


def test_keyboard_reaches_the_charts_and_stops_at_no_single_plot(host: Host) -> None:
    host.look()
    for view in host.tab.findChildren(QGraphicsView):
        assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert host.tab.pane.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_nothing_is_drawn_while_nobody_looks(host: Host) -> None:
    host.look()
    host.pass_seconds(3)
    host.tab.hide()
    host.pass_seconds(3)
    assert len(host.plot(PEOPLE).shown_values) == 3
    host.tab.show()
    assert len(host.plot(PEOPLE).shown_values) == 6


def test_without_pyqtgraph_the_numbers_stay_and_the_host_is_told(
    host: Host, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "chatroom_server.window.charts_plot", None)
    host.pass_seconds(10, people=12)
    with caplog.at_level(logging.ERROR):
        host.tab.show()
        trouble = host.tab.findChild(QLabel, "chartsTrouble")
        assert trouble is not None
        host.qtbot.waitUntil(trouble.isVisible)
    assert "pyqtgraph could not be loaded; the program's log says why" in trouble.text()
    assert "ModuleNotFoundError" in caplog.text
    assert host.label("peopleFacts") == "12 now · 12 at most"
    assert "charts" in caplog.text
    host.pass_seconds(1)
    host.press(Qt.Key.Key_Left)
    assert host.label("chartsMoment").endswith("relay delay 1.0 ms")
