"""The bench is in sight while it is on, and off when nobody looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.wire_panel import WirePanel
from shared.wire.frames import Role
from shared.wire.recording import Recording
from tests.helpers.wire_records import WireRecords, frame


@pytest.fixture
def records() -> WireRecords:
    return WireRecords()


@pytest.fixture
def panel(themes: ThemeSource, qtbot: QtBot, records: WireRecords) -> WirePanel:
    shown = WirePanel(themes, Role.SERVER)
    qtbot.addWidget(shown)
    shown.resize(810, 700)
    shown.show()
    alice = records.join("alice")
    records.join("bob")
    records.say(alice, "hi")
    shown.put(records.batch())
    return shown


def slow_button(panel: WirePanel) -> QPushButton:
    button = panel.lanes.findChild(QPushButton, "slowMotion")
    assert button is not None
    return button


def test_slow_motion_shows_the_bench_and_ends_when_nobody_looks(
    panel: WirePanel, themes: ThemeSource
) -> None:
    bench = BenchBar(themes, targets=True, can_drop_answer=True)
    panel.set_bench(bench)
    panel.table.choose(panel.log.model.rowCount() - 1)
    QTest.mouseClick(slow_button(panel), Qt.MouseButton.LeftButton)
    assert bench.isVisible()
    assert bench.shape.piece_bytes == 1
    assert slow_button(panel).isChecked()
    panel.hide()
    assert not bench.shape.is_on
    assert not slow_button(panel).isChecked()


def test_slow_motion_is_for_what_is_sent(panel: WirePanel, themes: ThemeSource) -> None:
    panel.set_bench(BenchBar(themes, targets=True, can_drop_answer=True))
    panel.bar.people.choose("alice")
    assert not slow_button(panel).isVisible()


def test_the_bench_is_off_when_it_is_put_away(panel: WirePanel, themes: ThemeSource) -> None:
    bench = BenchBar(themes, targets=False, can_drop_answer=False)
    panel.set_bench(bench)
    actions = panel.bar.view_button.menu().actions()
    action = next(action for action in actions if action.text() == "Stream bench")
    action.trigger()
    assert bench.isVisible()
    bench.set_slow_motion(None)
    action.trigger()
    assert not bench.isVisible()
    assert not bench.shape.is_on


def test_slow_motion_is_not_offered_for_somebody_who_has_left(
    panel: WirePanel, themes: ThemeSource, records: WireRecords
) -> None:
    bench = BenchBar(themes, targets=True, can_drop_answer=True)
    panel.set_bench(bench)
    gone = records.join("carol")
    records.send((gone,), frame("4", "alice: hi"))
    panel.put(records.batch())
    panel.table.choose(panel.log.model.rowCount() - 1)
    assert slow_button(panel).isVisible()
    records.close(gone)
    panel.put(records.batch())
    assert not slow_button(panel).isVisible()  # else it would be for everyone


def test_bench_says_no_more_that_an_answer_is_to_be_dropped_once_it_was(
    panel: WirePanel, themes: ThemeSource, records: WireRecords
) -> None:
    bench = BenchBar(themes, targets=True, can_drop_answer=True)
    panel.set_bench(bench)
    bench.show()
    drop = bench.findChild(QPushButton, "benchDrop")
    assert drop is not None
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert "next answer" in words_of(bench)
    records.ask()
    panel.put(records.batch())
    assert "next answer" in words_of(bench)
    records.answer(is_dropped=True)
    panel.put(records.batch())
    assert "next answer" not in words_of(bench)


def words_of(bench: BenchBar) -> str:
    return " ".join(label.text() for label in bench.findChildren(QLabel))


def test_slow_motion_is_marked_only_on_the_one_it_is_for(
    panel: WirePanel, themes: ThemeSource, records: WireRecords
) -> None:
    panel.set_bench(BenchBar(themes, targets=True, can_drop_answer=True))
    carol, dave = records.join("carol"), records.join("dave")
    for each in (carol, dave):
        records.send((each,), frame("4", "alice: hi"))
    panel.put(records.batch())
    last = panel.log.model.rowCount() - 1
    panel.table.choose(last)
    QTest.mouseClick(slow_button(panel), Qt.MouseButton.LeftButton)
    assert slow_button(panel).isChecked()
    panel.table.choose(last - 1)
    assert not slow_button(panel).isChecked()
    panel.table.choose(last)
    assert slow_button(panel).isChecked()


@pytest.mark.parametrize("is_paused", [True, False])
def test_the_bench_is_off_when_the_one_it_is_for_leaves_whatever_is_shown(
    panel: WirePanel, themes: ThemeSource, records: WireRecords, is_paused: bool
) -> None:
    bench = BenchBar(themes, targets=True, can_drop_answer=True)
    panel.set_bench(bench)
    gone = records.join("carol")
    records.send((gone,), frame("4", "alice: hi"))
    panel.put(records.batch())
    panel.table.choose(panel.log.model.rowCount() - 1)
    QTest.mouseClick(slow_button(panel), Qt.MouseButton.LeftButton)
    assert bench.target == gone
    if is_paused:
        panel.bar.pause_button.click()
    else:
        panel.show_recording(Recording(Role.SERVER, ()), "lesson.jsonl")
    records.close(gone)
    panel.put(records.batch())
    assert not bench.is_on
