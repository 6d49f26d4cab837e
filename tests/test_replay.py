"""A recording is played in its order, each record once, whatever is pressed."""

import pytest
from pytestqt.qtbot import QtBot

from shared.ui.wire.replay import Replay
from shared.wire.record import WireBatch, WireRecord
from tests.helpers.wire_records import WireRecords, frame


class Play:
    """A replay under a clock of the test, and what has come of it."""

    def __init__(self, qtbot: QtBot, records: list[WireRecord]) -> None:
        self.now = 100.0
        self.came: list[WireRecord] = []
        self.replay = Replay(records, now=lambda: self.now)
        self.replay.batch_came.connect(self._take)
        self.replay.restarted.connect(self.came.clear)

    def _take(self, batch: WireBatch) -> None:
        self.came += batch.records

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds
        self.replay.tick()


def spaced(*gaps: float) -> list[WireRecord]:
    records = WireRecords()
    bob = records.open()
    for gap in gaps:
        records.utc += gap
        records.receive(bob, frame("3", "x"))
    return records.all


def test_records_come_when_they_came(qtbot: QtBot) -> None:
    play = Play(qtbot, spaced(1.0, 1.0))
    play.replay.play()
    play.pass_seconds(0.5)
    assert len(play.came) == 1
    play.pass_seconds(0.6)
    assert len(play.came) == 2
    assert play.replay.is_playing
    play.pass_seconds(1.1)
    assert len(play.came) == 3
    assert not play.replay.is_playing


def test_it_can_be_faster_and_slower(qtbot: QtBot) -> None:
    play = Play(qtbot, spaced(4.0))
    play.replay.set_speed(4.0)
    play.replay.play()
    play.pass_seconds(0.2)
    assert len(play.came) == 1
    play.pass_seconds(2.0)
    assert len(play.came) == 2


def test_nobody_waits_through_a_silence(qtbot: QtBot) -> None:
    play = Play(qtbot, spaced(600.0))
    play.replay.play()
    play.pass_seconds(0.1)
    play.pass_seconds(2.1)
    assert len(play.came) == 2


def test_a_step_is_one_call(qtbot: QtBot) -> None:
    play = Play(qtbot, spaced(1.0, 1.0))
    play.replay.step()
    assert len(play.came) == 2  # the connection, and what came on it first
    play.replay.step()
    assert len(play.came) == 3
    assert play.replay.is_at_end


def test_everything_can_come_at_once_and_again(qtbot: QtBot) -> None:
    records = spaced(1.0, 1.0)
    play = Play(qtbot, records)
    play.replay.step()
    play.replay.show_all()
    assert play.came == records
    play.replay.play()
    play.pass_seconds(0.0)
    assert play.replay.position < len(records)
    play.replay.show_all()
    assert play.came == records


@pytest.mark.parametrize("records", [[], spaced()])
def test_hardly_anything_is_played_too(qtbot: QtBot, records: list[WireRecord]) -> None:
    play = Play(qtbot, records)
    play.replay.step()
    play.replay.play()
    play.pass_seconds(1.0)
    play.replay.show_all()
    assert play.replay.position == len(records)
