"""Batches become rows, in slices; a pause holds them back; a recording is counted here."""

from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_log import WireLog
from shared.ui.wire.wire_rows import LeftOut
from shared.wire.frames import Role, WireFrame
from shared.wire.record import Closed, Opened, WireBatch, WireCounters
from tests.helpers.wire_records import WireRecords, frame


def test_connections_stand_between_their_frames() -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    bob = records.open()
    records.receive(bob, frame("1", "bob"))
    records.close(bob)
    log.put(records.batch())
    assert [type(row) for row in log.model.shown_rows()] == [Opened, WireFrame, Closed]


def test_a_large_batch_is_taken_in_slices_and_whole(qtbot: QtBot) -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    bob = records.join("bob")
    for number in range(3_000):
        records.receive(bob, frame("3", str(number)))
    with qtbot.waitSignal(log.batch_taken):
        log.put(records.batch())
    assert log.model.kept_count == 3_003


def test_a_pause_holds_rows_back_and_loses_none() -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    log.put(records.batch())
    log.set_paused(True)
    bob = records.join("bob")
    log.put(records.batch(WireCounters(frames_received=1)))
    assert log.model.kept_count == 0
    assert log.held_count == 3
    assert log.counters.frames_received == 1
    log.set_paused(False)
    records.receive(bob, frame("3", "hi"))
    log.put(records.batch())
    assert log.model.kept_count == 4


def test_only_new_left_out_calls_are_told() -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    records.join("bob")
    log.put(records.batch(WireCounters(left_out=5)))
    log.put(records.batch(WireCounters(left_out=5)))
    log.put(records.batch(WireCounters(left_out=8)))
    assert [row.calls for row in log.model.shown_rows() if isinstance(row, LeftOut)] == [5, 3]


def test_a_recording_counts_itself() -> None:
    log, records = WireLog(Role.SERVER, is_recorded=True), WireRecords()
    alice, _bob = records.join("alice"), records.join("bob")
    records.say(alice, "hi")
    log.put(WireBatch(tuple(records.all), WireCounters()))
    assert (log.counters.receives, log.counters.frames_received) == (3, 3)
    # Two lists of one and two names, one who came, and a line for both.
    assert (log.counters.sends, log.counters.frames_sent) == (5, 6)


def test_beginning_anew_forgets_everything() -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    records.join("bob")
    log.put(records.batch(WireCounters(frames_received=1)))
    log.begin()
    assert log.model.kept_count == 0
    assert log.counters == WireCounters()
    assert log.records() == ()
    assert log.words.people.names == ()


def test_looking_again_is_no_new_connection() -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    bob = records.join("bob")
    records.close(records.open())
    log.put(records.batch())
    count = log.model.kept_count
    again = [record for record in records.all if isinstance(record, Opened)]
    log.put(WireBatch(tuple(again[:1]), WireCounters()))
    assert log.model.kept_count == count
    records.receive(bob, frame("3", "hi"))
    records.open()
    log.put(records.batch())
    assert log.model.kept_count == count + 2


def test_beginning_anew_amid_a_batch_says_that_it_is_through(qtbot: QtBot) -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    bob = records.join("bob")
    for number in range(20_000):
        records.receive(bob, frame("3", str(number)))
    log.put(records.batch())
    assert log.model.kept_count < 20_000
    with qtbot.waitSignal(log.batch_taken):  # whoever waits for it may ask for the next one
        log.begin()
    assert log.model.kept_count == 0


def test_long_frames_are_held_back_only_as_long_as_there_is_room(qtbot: QtBot) -> None:
    log, records = WireLog(Role.SERVER), WireRecords()
    log.set_paused(True)
    bob = records.join("bob")
    long_one = frame("3", "x" * 16_000)
    for _ in range(5_000):
        records.receive(bob, long_one)
    with qtbot.waitSignal(log.batch_taken):
        log.put(records.batch())
    assert 4_000 < log.held_count < 4_500
