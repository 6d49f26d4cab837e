"""What is kept to be saved is bounded, and makes sense by itself."""

from shared.ui.wire.wire_keeping import WireKeeping
from shared.wire.record import Chunk, Named, Opened
from tests.helpers.wire_records import WireRecords, frame


def test_everything_is_kept_while_there_is_room() -> None:
    keeping, records = WireKeeping(), WireRecords()
    records.join("bob")
    keeping.add(records.all)
    assert keeping.records() == tuple(records.all)


def test_of_a_connection_whose_beginning_went_the_beginning_is_still_told() -> None:
    keeping, records = WireKeeping(most_records=5), WireRecords()
    bob = records.join("bob")
    for number in range(20):
        records.receive(bob, frame("3", str(number)))
    keeping.add(records.all)
    kept = keeping.records()
    assert isinstance(kept[0], Opened)
    assert isinstance(kept[1], Named)
    assert kept[1].name == "bob"
    assert kept[3:] == tuple(records.all[-4:])


def test_where_bytes_were_cut_off_is_marked_once() -> None:
    keeping, records = WireKeeping(most_records=3), WireRecords()
    bob = records.open()
    for number in range(9):
        records.receive(bob, frame("3", str(number)))
    keeping.add(records.all)
    assert [record.is_after_gap for record in keeping.records() if isinstance(record, Chunk)] == [
        True,
        False,
        False,
    ]


def test_a_closed_connection_leaves_nothing_behind() -> None:
    keeping, records = WireKeeping(most_records=4), WireRecords()
    for _ in range(50):
        records.close(records.open())
    keeping.add(records.all)
    assert keeping.records() == tuple(records.all[-4:])


def test_bytes_are_bounded_too() -> None:
    keeping, records = WireKeeping(most_bytes=1_000), WireRecords()
    bob = records.open()
    for _ in range(50):
        records.receive(bob, frame("3", "x" * 97))
    keeping.add(records.all)
    assert sum(len(record.data) for record in keeping.records() if isinstance(record, Chunk)) == 1_000
