"""Below the rows: the numbers, and a way to the fields of a frame where they have no place."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.wire_foot import WireFoot
from shared.wire.frames import Role
from shared.wire.record import WireCounters


def test_it_counts_what_the_role_calls_it(themes: ThemeSource, qtbot: QtBot) -> None:
    foot = WireFoot(Role.SERVER)
    qtbot.addWidget(foot)
    foot.counts.show_counters(WireCounters(frames_received=2, receives=1), Role.CLIENT)
    assert "received 2 frames" in foot.counts.text()
    assert "read() ×1" in foot.counts.text()


def test_the_fields_are_offered_while_they_are_out_of_sight(themes: ThemeSource, qtbot: QtBot) -> None:
    foot = WireFoot(Role.SERVER)
    qtbot.addWidget(foot)
    foot.show()
    button = foot.findChild(QPushButton, "wireDetail")
    assert button is not None
    assert not button.isVisible()
    foot.offer_detail(True)
    with qtbot.waitSignal(foot.detail_wanted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    foot.offer_detail(False)
    assert not button.isVisible()
