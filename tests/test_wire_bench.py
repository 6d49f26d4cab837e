"""The bench is in sight while it is on, and off when nobody looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.bench_bar import BenchBar
from shared.ui.wire.wire_panel import WirePanel
from shared.wire.frames import Role
from tests.helpers.wire_records import WireRecords


@pytest.fixture
def panel(themes: ThemeSource, qtbot: QtBot) -> WirePanel:
    shown = WirePanel(themes, Role.SERVER)
    qtbot.addWidget(shown)
    shown.resize(810, 700)
    shown.show()
    records = WireRecords()
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
