"""Which stream the lanes show, and that they stay with it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shared.ui.theme_source import ThemeSource
from shared.ui.wire.lanes_view import LanesView
from shared.ui.wire.wire_lane import WireLane
from shared.ui.wire.wire_log import WireLog
from shared.wire.frames import Role, WireFrame
from shared.wire.record import Direction
from tests.helpers.wire_records import WireRecords, frame


class Shown:
    """Lanes in a window, and a log with two people in it."""

    def __init__(self, themes: ThemeSource, qtbot: QtBot) -> None:
        self.view = LanesView(themes)
        qtbot.addWidget(self.view)
        self.view.show()
        self.log = WireLog(Role.SERVER, self.view)
        self.records = WireRecords()
        self.alice, self.bob = self.records.join("alice"), self.records.join("bob")
        self.log.put(self.records.batch())
        self.lane = WireLane(self.view, self.log, self.view)

    @property
    def title(self) -> str:
        title = self.view.findChild(QLabel, "lanesTitle")
        assert title is not None
        return title.text()


def test_the_stream_of_the_chosen_frame_is_shown(themes: ThemeSource, qtbot: QtBot) -> None:
    shown = Shown(themes, qtbot)
    row = next(row for row in shown.log.model.shown_rows() if isinstance(row, WireFrame))
    shown.lane.show_frame(row, shown.alice)
    assert shown.title == "Byte stream of alice → server"
    assert shown.lane.direction is Direction.RECEIVED


def test_what_is_sent_flows_the_other_way(themes: ThemeSource, qtbot: QtBot) -> None:
    shown = Shown(themes, qtbot)
    rows = [row for row in shown.log.model.shown_rows() if isinstance(row, WireFrame)]
    row = next(row for row in rows if row.direction is Direction.SENT)
    shown.lane.show_frame(row, shown.bob)
    assert shown.title == "Byte stream of server → bob"


def test_with_nothing_chosen_it_shows_somebody_and_stays_there(themes: ThemeSource, qtbot: QtBot) -> None:
    shown = Shown(themes, qtbot)
    shown.lane.rows_came()
    assert shown.lane.connection == shown.bob
    shown.records.join("carol")
    shown.log.put(shown.records.batch())
    shown.lane.rows_came()
    assert shown.lane.connection == shown.bob


def test_another_log_begins_with_no_lane(themes: ThemeSource, qtbot: QtBot) -> None:
    shown = Shown(themes, qtbot)
    shown.lane.show_connection(shown.alice)
    with qtbot.waitSignal(shown.lane.connection_changed):
        shown.lane.set_log(WireLog(Role.SERVER, shown.view))
    assert shown.lane.connection is None
    assert shown.title == ""


def test_with_nothing_chosen_texts_are_read_as_they_were_written(themes: ThemeSource, qtbot: QtBot) -> None:
    shown = Shown(themes, qtbot)
    shown.records.receive(shown.bob, frame("3", "你好，同学们".encode("gbk")))
    shown.log.put(shown.records.batch())
    shown.lane.rows_came()
    QTest.keyClick(shown.view.strip, Qt.Key.Key_End)
    assert "你好，同学们" in shown.view.strip.pointed_in_words()
